"""What happens to a message after it was accepted, in the terms of SES's event publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .messages import Route


class MailEventKind(Enum):
    """The events that a configuration set publishes [AWS: "Setting up event publishing", without opens and clicks]."""

    SEND = "SEND"
    REJECT = "REJECT"
    DELIVERY = "DELIVERY"
    DELIVERY_DELAY = "DELIVERY_DELAY"
    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"
    RENDERING_FAILURE = "RENDERING_FAILURE"
    SUBSCRIPTION = "SUBSCRIPTION"


class BounceReason(Enum):
    """Why a message bounced."""

    EXPIRED = "EXPIRED"
    """The recipient's server did not take it within its MaxDeliverySeconds: a transient bounce."""

    BLOCKLISTED_IP = "BLOCKLISTED_IP"
    """The IP that it came from is on a blocklist that the mailbox provider uses: a transient bounce."""

    NO_SUCH_RECIPIENT = "NO_SUCH_RECIPIENT"
    """The mailbox provider knows no such address: a permanent bounce (bounce@simulator.amazonses.com)."""

    SUPPRESSED = "SUPPRESSED"
    """The address is on SES's global suppression list (suppressionlist@simulator.amazonses.com): permanent."""

    ON_SUPPRESSION_LIST = "ON_SUPPRESSION_LIST"
    """The address is on the account's suppression list: permanent, and nothing was tried."""

    UNSUBSCRIBED = "UNSUBSCRIBED"
    """The contact has unsubscribed from the contact list or the topic: permanent, and nothing was tried."""

    OUT_OF_OFFICE = "OUT_OF_OFFICE"
    """Delivered, and answered automatically (ooto@simulator.amazonses.com)."""


class DelayReason(Enum):
    """Why a message is delayed."""

    CAPACITY = "CAPACITY"
    """It waits for the pool's dedicated IPs to have room."""

    RECIPIENT = "RECIPIENT"
    """The recipient's server does not take it for now."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the events of many messages have in common, and share.

    ``route`` and ``ip`` say how the mail left, None where it has not. ``expires_at`` is until when a delayed message is
    tried, and ``delay`` why it is delayed; ``bounce`` is why one was returned; ``suppressed`` says that the account's
    suppression list has the address and nothing was tried; ``detail`` is the error of a rendering failure or the reason
    of a rejection.
    """

    route: Route | None = None
    ip: str | None = None
    expires_at: datetime | None = None
    bounce: BounceReason | None = None
    delay: DelayReason = DelayReason.CAPACITY
    suppressed: bool = False
    detail: str = ""


_NOTHING_ELSE = Circumstances()


@dataclass(frozen=True, slots=True)
class MailEvent:
    """One event of one message. ``recipients`` are those whom it concerns."""

    kind: MailEventKind
    message_id: str
    at: datetime
    recipients: tuple[str, ...]
    circumstances: Circumstances = _NOTHING_ELSE
