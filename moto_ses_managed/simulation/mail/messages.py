"""Accepted messages: their senders and recipients, routes and states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TypeVar

from ..isp import Isp, isp_of
from ..reasons import Reason


class Route(str, Enum):
    """How mail leaves: through an IP of the pool, or through SES's shared pool. Members equal their strings."""

    DEDICATED = "DEDICATED"
    SHARED = "SHARED"

    def __str__(self) -> str:
        return self.value


class MessageStatus(str, Enum):
    """The state of the mail to a recipient. Members equal their strings."""

    DELIVERED = "DELIVERED"
    QUEUED = "QUEUED"
    BOUNCED = "BOUNCED"
    COMPLAINED = "COMPLAINED"
    SUPPRESSED = "SUPPRESSED"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient's part of a message."""

    recipient: str
    """The recipient, as the sender wrote it."""

    isp: str
    """The ISP that serves the recipient; ``Other`` for every ISP that the simulation doesn't name."""

    status: MessageStatus
    """The state of the recipient's mail."""

    route: Route | None
    """How it left; None while it waits, or if it never leaves."""

    ip: str | None
    """The dedicated IP that sent it; None if it took the shared pool or has not left."""

    delivered_at: datetime | None
    """When the recipient's server accepted it, in UTC; None if it has not."""

    reason: Reason
    """The reason for its route or outcome."""

    explanation: str
    """The reason in a sentence or two, with the figures at the time of the decision."""


@dataclass(frozen=True)
class Message:
    """A snapshot of an accepted message.

    Mail is routed separately for each recipient: ``deliveries`` has each recipient's part, and the fields here repeat
    the first one.
    """

    message_id: str
    """The message ID that SES returned."""

    source: str
    """The sender's address, as given."""

    recipients: tuple[str, ...]
    """All recipients, To, Cc and Bcc together."""

    configuration_set: str | None
    """The configuration set that it was sent with; None if there was none."""

    pool: str | None
    """The dedicated IP pool chosen for it; None if none was, so that it takes SES's shared pool."""

    status: MessageStatus
    """The state of the first recipient's mail."""

    route: Route | None
    """How the first recipient's mail left; None while it waits, or if it never leaves."""

    ip: str | None
    """The dedicated IP that sent it; None if it took the shared pool or has not left."""

    isp: str
    """The first recipient's ISP; empty if there is no recipient."""

    accepted_at: datetime
    """When SES accepted the message, in UTC."""

    delivered_at: datetime | None
    """When the first recipient's server accepted it, in UTC; None if it has not."""

    reason: Reason
    """The reason for the first recipient's route or outcome."""

    explanation: str
    """The reason in a sentence or two, with the figures at the time of the decision."""

    deliveries: tuple[Delivery, ...] = field(default=())
    """Each recipient's part, in the order of ``recipients``."""


@dataclass(frozen=True, slots=True)
class MessageOrigin:
    """Where a message comes from. For statistics and display only.

    ``source`` is the sender's address as given. ``identity`` is the name of the identity that it was sent as, None if
    that is another account's. ``set_is_default`` says that the configuration set is the identity's default, not named
    by the request. ``tenant`` is the tenant that the message was sent for.
    """

    source: str
    identity: str | None = None
    configuration_set: str | None = None
    set_is_default: bool = False
    tenant: str | None = None


NO_RECIPIENT = "The message has no recipient."

SomeMessage = TypeVar("SomeMessage", bound=Message)


class AcceptedMessage:
    """An accepted message and the state of each recipient's part."""

    __slots__ = ("accepted_at", "deliveries", "message_id", "origin", "pool", "recipients")

    def __init__(  # noqa: PLR0913, PLR0917  (what a message is)
        self,
        message_id: str,
        origin: MessageOrigin,
        recipients: tuple[str, ...],
        pool: str | None,
        accepted_at: datetime,
        isp_of: Callable[[str], Isp] = isp_of,
    ) -> None:
        self.message_id = message_id
        self.origin = origin
        self.pool = pool
        self.accepted_at = accepted_at
        self.recipients = recipients
        self.deliveries = tuple(
            Delivery(recipient, isp_of(recipient), MessageStatus.QUEUED, None, None, None, Reason.WAITING, "")
            for recipient in recipients
        )

    @property
    def waits(self) -> bool:
        """Whether mail to any of its recipients is deferred."""
        return any(delivery.status is MessageStatus.QUEUED for delivery in self.deliveries)

    def settle(self, position: int, delivery: Delivery) -> None:
        """Set the outcome of a recipient's part."""
        before = self.deliveries
        self.deliveries = (*before[:position], delivery, *before[position + 1 :]) if len(before) > 1 else (delivery,)

    def snapshot(self) -> Message:
        """A snapshot of the message."""
        return self.snapshot_as(Message)

    def snapshot_as(self, kind: type[SomeMessage]) -> SomeMessage:
        """A snapshot of the message as an instance of a subclass of Message."""
        deliveries = self.deliveries
        first = deliveries[0] if deliveries else None
        made = kind.__new__(kind)
        # Without __init__, which takes twice as long in a frozen dataclass: there may be 100,000 messages.
        values = vars(made)
        values["message_id"] = self.message_id
        values["source"] = self.origin.source
        values["recipients"] = self.recipients
        values["configuration_set"] = self.origin.configuration_set
        values["pool"] = self.pool
        values["status"] = first.status if first else MessageStatus.DELIVERED
        values["route"] = first.route if first else None
        values["ip"] = first.ip if first else None
        values["isp"] = first.isp if first else ""
        values["accepted_at"] = self.accepted_at
        values["delivered_at"] = first.delivered_at if first else self.accepted_at
        values["reason"] = first.reason if first else Reason.NO_POOL
        values["explanation"] = first.explanation if first else NO_RECIPIENT
        values["deliveries"] = deliveries
        return made
