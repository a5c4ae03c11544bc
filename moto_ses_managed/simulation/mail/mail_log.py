"""The messages that a region accepted, each recipient's mail on its way, and the events that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from ..clock import MINUTE, Clock
from ..volumes.window import Window
from .mail_events import BounceReason, MailEvent, MailEventKind
from .mail_statistics import MailStatistics
from .mailbox_simulator import Fate, fate_of, is_simulated
from .messages import AcceptedMessage, Delivery, MessageStatus, Route
from .stored_messages import StoredMessages


class MailLog:
    """Messages in the order in which they were accepted, and the events that nobody has taken yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.messages = StoredMessages()
        self.statistics = MailStatistics()
        self._quota_correction = Window()
        self._events: list[MailEvent] = []

    def add(self, message: AcceptedMessage, suppressed: Mapping[str, MailEventKind], moment: timedelta) -> list[Parcel]:
        """Keep a message accepted at a moment of the region's life; the mail to those of its recipients whom SES tries
        to reach.

        ``suppressed`` are those on the account's suppression list, and what SES says happened to their mail.
        """
        self.messages.add(message)
        everybody = tuple(delivery.recipient for delivery in message.deliveries)
        self.happened(MailEvent(MailEventKind.SEND, message.message_id, message.accepted_at, everybody), message)
        parcels = []
        for position, recipient in enumerate(everybody):
            parcel = Parcel(message, position, self)
            if recipient in suppressed:
                parcel.suppress(suppressed[recipient])
            elif fate_of(recipient) is Fate.SUPPRESSED:
                parcel.bounce_suppressed()
            else:
                parcels.append(parcel)
        # What pools count are the parcels; what the quota counts is mail to anybody but the mailbox simulator.
        correction = sum(not is_simulated(recipient) for recipient in everybody) - len(parcels)
        if correction:
            self._quota_correction.reach(moment // MINUTE)
            self._quota_correction.add(-(-moment // MINUTE), correction)
        return parcels

    def quota_correction(self, minute: int) -> int:
        """What the quota counts more than the pools do, of the 24 hours before the region's minute ``minute``.

        Mail to suppressed recipients counts; mail to the mailbox simulator does not [AWS: "they don't affect your daily
        sending limits"], so that this may be negative.
        """
        self._quota_correction.reach(minute)
        return self._quota_correction.total

    def take_events(self) -> list[MailEvent]:
        """What happened since the last call, by time; of one time, in the order in which it happened."""
        events, self._events = self._events, []
        return sorted(events, key=lambda event: event.at)

    def time_of(self, moment: timedelta) -> datetime:
        """The simulated time at a moment of the region's life."""
        return self._clock.time_of(moment)

    def happened(self, event: MailEvent, message: AcceptedMessage) -> None:
        """Count an event of a message, and remember it until it is taken."""
        self.statistics.happened(event, message)
        self._events.append(event)


class Parcel:
    """The mail to one recipient of a message, on its way."""

    __slots__ = ("_log", "_message", "_position")

    def __init__(self, message: AcceptedMessage, position: int, log: MailLog) -> None:
        self._message = message
        self._position = position
        self._log = log

    @property
    def isp(self) -> str:
        return self._delivery.isp

    def leave(self, route: Route, ip: str | None, moment: timedelta) -> None:
        """The mail leaves at a moment of the region's life, and the mailbox answers at once."""
        at = self._log.time_of(moment)
        if at == self._message.accepted_at:
            at = self._message.accepted_at  # the usual case: one object for both
        fate = fate_of(self._delivery.recipient)
        if fate is Fate.BOUNCED:
            self._settle(status=MessageStatus.BOUNCED, route=route, ip=ip)
            self._happened(MailEventKind.BOUNCE, at, bounce=BounceReason.NO_SUCH_RECIPIENT)
            return
        complained = fate is Fate.COMPLAINED
        status = MessageStatus.COMPLAINED if complained else MessageStatus.DELIVERED
        self._settle(status=status, route=route, ip=ip, delivered_at=at)
        self._happened(MailEventKind.DELIVERY, at)
        if complained:
            self._happened(MailEventKind.COMPLAINT, at)
        if fate is Fate.OUT_OF_OFFICE:
            self._happened(MailEventKind.BOUNCE, at, bounce=BounceReason.OUT_OF_OFFICE)

    def wait(self, moment: timedelta, deadline: timedelta) -> None:
        """The mail is put off for the first time."""
        self._log.messages.newest_waits()
        expires_at = self._log.time_of(deadline)
        self._happened(MailEventKind.DELIVERY_DELAY, self._log.time_of(moment), expires_at=expires_at)

    def give_up(self, moment: timedelta) -> None:
        """The mail has waited too long."""
        self._settle(status=MessageStatus.BOUNCED)
        self._happened(MailEventKind.BOUNCE, self._log.time_of(moment), bounce=BounceReason.EXPIRED)

    def suppress(self, said_to_have_happened: MailEventKind) -> None:
        """The mail is not even tried: the address is on the account's suppression list."""
        self._settle(status=MessageStatus.SUPPRESSED)
        bounced = said_to_have_happened is MailEventKind.BOUNCE
        reason = BounceReason.ON_SUPPRESSION_LIST if bounced else None
        self._happened(said_to_have_happened, self._message.accepted_at, bounce=reason, suppressed=True)

    def bounce_suppressed(self) -> None:
        """The mail is not even tried: the address is on SES's global suppression list."""
        self._settle(status=MessageStatus.SUPPRESSED)
        self._happened(MailEventKind.BOUNCE, self._message.accepted_at, bounce=BounceReason.SUPPRESSED)

    @property
    def _delivery(self) -> Delivery:
        return self._message.deliveries[self._position]

    def _settle(
        self,
        status: MessageStatus,
        route: Route | None = None,
        ip: str | None = None,
        delivered_at: datetime | None = None,
    ) -> None:
        delivery, message = self._delivery, self._message
        message.settle(self._position, Delivery(delivery.recipient, delivery.isp, status, route, ip, delivered_at))
        if not message.waits:
            self._log.messages.settled(message)

    def _happened(
        self,
        kind: MailEventKind,
        at: datetime,
        bounce: BounceReason | None = None,
        expires_at: datetime | None = None,
        suppressed: bool = False,
    ) -> None:
        delivery = self._delivery
        self._log.happened(
            MailEvent(
                kind=kind,
                message_id=self._message.message_id,
                at=at,
                recipients=(delivery.recipient,),
                route=delivery.route,
                ip=delivery.ip,
                expires_at=expires_at,
                bounce=bounce,
                suppressed=suppressed,
            ),
            self._message,
        )
