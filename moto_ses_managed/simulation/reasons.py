"""Why mail goes its way."""

from __future__ import annotations

from enum import Enum


class Reason(str, Enum):
    """Why a delivery went its way. Members equal their strings."""

    WITHIN_CAPACITY = "WITHIN_CAPACITY"
    """A dedicated IP had room."""

    NO_POOL = "NO_POOL"
    """The message was to leave through no dedicated IP pool."""

    NO_DEDICATED_IP = "NO_DEDICATED_IP"
    """The pool has no IP yet, or no more."""

    OVER_WARM_UP_LEVEL = "OVER_WARM_UP_LEVEL"
    """The IPs warm up and had no room: early in the warm-up, the rest takes the shared pool."""

    OVER_CAPACITY = "OVER_CAPACITY"
    """The IPs had no room, and would have had none before the delivery's deadline."""

    POOL_DELETED = "POOL_DELETED"
    """It waited when its pool was deleted."""

    WAITING = "WAITING"
    """It waits: for room, or for a recipient's server that does not take it yet."""

    RECIPIENT = "RECIPIENT"
    """The recipient's server returned it, or its reader complained."""

    BLOCKLISTED_IP = "BLOCKLISTED_IP"
    """The ISP returned it, because the IP that it came from is on a blocklist."""

    SUPPRESSED = "SUPPRESSED"
    """The address is on a suppression list: nothing was tried."""

    UNSUBSCRIBED = "UNSUBSCRIBED"
    """The contact has unsubscribed: nothing was tried."""

    EXPIRED = "EXPIRED"
    """The recipient's server did not take it before the delivery's deadline."""

    def __str__(self) -> str:
        return self.value

    # An enum has Python code for it, and each message is counted by its reason.
    __hash__ = str.__hash__
