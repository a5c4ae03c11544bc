"""Accepted mail: what was sent, which way it went, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Route(Enum):
    """The way that mail leaves: through an IP of the pool, or through SES's shared pool."""

    DEDICATED = "DEDICATED"
    SHARED = "SHARED"


class MessageStatus(Enum):
    """Where the mail to a recipient stands."""

    DELIVERED = "DELIVERED"
    QUEUED = "QUEUED"
    BOUNCED = "BOUNCED"
    COMPLAINED = "COMPLAINED"
    SUPPRESSED = "SUPPRESSED"


@dataclass(frozen=True)
class Delivery:
    """One recipient's part of a message. ``route`` is None while the mail waits in the queue."""

    recipient: str
    isp: str
    status: MessageStatus
    route: Route | None
    ip: str | None
    delivered_at: datetime | None


@dataclass(frozen=True)
class Message:
    """An accepted message, as it stands now.

    ``pool`` is the dedicated IP pool that it was to leave through (None: SES's shared pool). ``status``,
    ``route``, ``ip``, ``isp`` and ``delivered_at`` are those of the first of its ``deliveries``.
    """

    message_id: str
    source: str
    recipients: tuple[str, ...]
    configuration_set: str | None
    pool: str | None
    status: MessageStatus
    route: Route | None
    ip: str | None
    isp: str
    accepted_at: datetime
    delivered_at: datetime | None
    deliveries: tuple[Delivery, ...] = field(default=())
