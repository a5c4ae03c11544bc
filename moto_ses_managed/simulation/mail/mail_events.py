"""The events of accepted messages, in the terms of SES's event publishing."""

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
    """The recipient's server did not accept it within MaxDeliverySeconds: a transient bounce."""

    BLOCKLISTED_IP = "BLOCKLISTED_IP"
    """The sending IP is on a blocklist that the mailbox provider uses: a transient bounce."""

    NO_SUCH_RECIPIENT = "NO_SUCH_RECIPIENT"
    """The address does not exist: a permanent bounce (bounce@simulator.amazonses.com)."""

    SUPPRESSED = "SUPPRESSED"
    """The address is on SES's global suppression list (suppressionlist@simulator.amazonses.com): permanent."""

    ON_SUPPRESSION_LIST = "ON_SUPPRESSION_LIST"
    """The address is on the account's suppression list: permanent, SES did not try to send."""

    UNSUBSCRIBED = "UNSUBSCRIBED"
    """The contact has unsubscribed from the contact list or the topic: permanent, SES did not try to send."""

    OUT_OF_OFFICE = "OUT_OF_OFFICE"
    """Delivered, and answered automatically (ooto@simulator.amazonses.com)."""


class DelayReason(Enum):
    """Why a message is delayed."""

    CAPACITY = "CAPACITY"
    """The pool's dedicated IPs have no room yet."""

    RECIPIENT = "RECIPIENT"
    """The recipient's server rejected it temporarily."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The details of an event. Many events share one instance.

    ``route`` and ``ip`` say how the mail left, None if it has not. ``expires_at`` is when SES stops retrying a delayed
    message, and ``delay`` why it is delayed. ``bounce`` is why a message bounced. ``suppressed`` says that the address
    is on the account's suppression list, so that SES did not try to send. ``detail`` is the error of a rendering
    failure or the reason of a rejection.
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
    """One event of one message. ``recipients`` are the recipients that the event concerns."""

    kind: MailEventKind
    message_id: str
    at: datetime
    recipients: tuple[str, ...]
    circumstances: Circumstances = _NOTHING_ELSE
