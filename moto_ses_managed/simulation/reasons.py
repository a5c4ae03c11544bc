"""The reasons for a delivery's route or outcome."""

from __future__ import annotations

from enum import Enum


class Reason(str, Enum):
    """Why a delivery took its route, or had its outcome. Members equal their strings."""

    WITHIN_CAPACITY = "WITHIN_CAPACITY"
    """A dedicated IP had room."""

    NO_POOL = "NO_POOL"
    """No dedicated IP pool was chosen for the message."""

    NO_DEDICATED_IP = "NO_DEDICATED_IP"
    """The pool has no dedicated IP yet, or has lost its last one."""

    OVER_WARM_UP_LEVEL = "OVER_WARM_UP_LEVEL"
    """The IPs are still warming up and had no room: early in the warm-up, mail over the capacity takes the shared
    pool."""

    OVER_CAPACITY = "OVER_CAPACITY"
    """The IPs had no room, and would have had none before the delivery's deadline."""

    POOL_DELETED = "POOL_DELETED"
    """It was waiting when its pool was deleted."""

    WAITING = "WAITING"
    """It is waiting: for room, or for the recipient's server to accept it."""

    RECIPIENT = "RECIPIENT"
    """The recipient's server rejected it, or the recipient complained."""

    BLOCKLISTED_IP = "BLOCKLISTED_IP"
    """The ISP rejected it, because the sending IP is on a blocklist."""

    SUPPRESSED = "SUPPRESSED"
    """The address is on a suppression list: SES did not try to send."""

    UNSUBSCRIBED = "UNSUBSCRIBED"
    """The contact has unsubscribed: SES did not try to send."""

    EXPIRED = "EXPIRED"
    """The recipient's server did not accept it before the delivery's deadline."""

    def __str__(self) -> str:
        return self.value

    # Faster than Enum's own, which is Python code: every message is counted by its reason.
    __hash__ = str.__hash__
