"""The accepted messages of a Region, their deliveries in progress, and their events."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter

from ..clock import Clock
from ..reasons import Reason
from ..volumes.window import Window
from . import explanations
from .mail_events import BounceReason, Circumstances, DelayReason, MailEvent, MailEventKind
from .mail_statistics import MailStatistics
from .mailbox_simulator import Fate, is_simulated
from .messages import AcceptedMessage, Delivery, MessageStatus, Route
from .recipients import Recipients
from .stored_messages import StoredMessages


class MailLog:
    """The accepted messages in order, and the events since the last take_events()."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.recipients = Recipients()
        self.messages = StoredMessages()
        self.statistics = MailStatistics()
        self._quota_correction = Window()
        self._events: list[MailEvent] = []

    def add(
        self,
        message: AcceptedMessage,
        recipients: tuple[str, ...],
        suppressed: Mapping[str, MailEventKind],
        elapsed: timedelta,
        unsubscribed: Collection[str] = (),
    ) -> list[PendingDelivery]:
        """Store an accepted message, and return its deliveries to the ``recipients`` that SES tries to reach.

        ``suppressed`` maps recipients on the account's suppression list to the event that SES reports for them.
        ``unsubscribed`` are contacts that have unsubscribed from this mail.
        """
        self.messages.add(message)
        self.happened(MailEvent(MailEventKind.SEND, message.message_id, message.accepted_at, recipients), message)
        deliveries = []
        counted = 0
        for position, recipient in enumerate(recipients):
            if not is_simulated(recipient):
                counted += 1
            delivery = PendingDelivery(message, position, self)
            if recipient in unsubscribed:
                delivery.unsubscribe()
            elif recipient in suppressed:
                delivery.suppress(suppressed[recipient])
            elif delivery.fate is Fate.SUPPRESSED:
                delivery.bounce_suppressed()
            else:
                deliveries.append(delivery)
        # Pools count these deliveries; the quota counts mail to all recipients except the mailbox simulator's.
        correction = counted - len(deliveries)
        if correction:
            self._quota_correction.reach(elapsed)
            self._quota_correction.add(elapsed, correction)
        return deliveries

    def quota_correction(self, elapsed: timedelta) -> int:
        """The difference between the quota's count and the pools' count in the last 24 hours.

        The quota counts mail to suppressed recipients, but not mail to the mailbox simulator [AWS: "they don't affect
        your daily sending limits"], so the difference can be negative.
        """
        self._quota_correction.reach(elapsed)
        return self._quota_correction.total

    def take_events(self) -> list[MailEvent]:
        """The events since the last call, ordered by time; events of the same time keep their order."""
        events, self._events = self._events, []
        events.sort(key=attrgetter("at"))
        return events

    def time_of(self, elapsed: timedelta) -> datetime:
        """Convert an elapsed time to a simulated time."""
        return self._clock.time_of(elapsed)

    def happened(self, event: MailEvent, message: AcceptedMessage) -> None:
        """Count an event of a message, and keep it for take_events()."""
        self.statistics.happened(event, message)
        self._events.append(event)


class PendingDelivery:
    """The mail to one recipient of a message, not yet settled."""

    __slots__ = ("_log", "_message", "_position")

    def __init__(self, message: AcceptedMessage, position: int, log: MailLog) -> None:
        self._message = message
        self._position = position
        self._log = log

    @property
    def isp(self) -> str:
        return self._delivery.isp

    @property
    def fate(self) -> Fate:
        """Its current outcome at the recipient."""
        return self._log.recipients.fate_of(self._delivery.recipient)

    @property
    def is_refused(self) -> bool:
        """Whether the recipient's server rejects it temporarily."""
        return self.fate is Fate.SOFT_BOUNCED

    def time_of(self, elapsed: timedelta) -> datetime:
        """Convert an elapsed time to a simulated time."""
        return self._log.time_of(elapsed)

    def leave(  # noqa: PLR0913  (what is known of a way)
        self,
        route: Route,
        ip: str | None,
        elapsed: timedelta,
        reason: Reason,
        explanation: str,
        *,
        blocklisted: bool = False,
    ) -> None:
        """Send the mail at an elapsed time; the recipient's server answers at once.

        ``blocklisted`` means that the ISP bounces mail from this IP.
        """
        at = self._log.time_of(elapsed)
        if at == self._message.accepted_at:
            at = self._message.accepted_at  # the usual case: one object for both
        delivery, fate = self._delivery, self.fate
        bounce = _bounce_of(fate, blocklisted=blocklisted)
        if bounce is not None:
            reason = Reason.BLOCKLISTED_IP if blocklisted else Reason.RECIPIENT
            explanation = (
                explanations.blocklisted(delivery.isp, ip or "") if blocklisted else explanations.returned(delivery)
            )
            self._settle(MessageStatus.BOUNCED, reason, explanation, route=route, ip=ip)
            self._happened(MailEventKind.BOUNCE, at, bounce)
            return
        status = MessageStatus.DELIVERED
        if fate is Fate.COMPLAINED:
            status, reason = MessageStatus.COMPLAINED, Reason.RECIPIENT
            explanation = explanations.complained(delivery)
        self._settle(status, reason, explanation, route=route, ip=ip, delivered_at=at)
        self._happened(MailEventKind.DELIVERY, at)
        if fate is Fate.COMPLAINED:
            self._happened(MailEventKind.COMPLAINT, at)
        if fate is Fate.OUT_OF_OFFICE:
            self._happened(MailEventKind.BOUNCE, at, BounceReason.OUT_OF_OFFICE)

    def wait(self, elapsed: timedelta, deadline: timedelta, explanation: str) -> None:
        """Defer the mail because the IPs have no room."""
        self._put_off(elapsed, deadline, explanation, DelayReason.CAPACITY)

    def wait_for_recipient(self, elapsed: timedelta, deadline: timedelta) -> None:
        """Defer the mail because the recipient's server rejects it temporarily."""
        explanation = explanations.refused(self._delivery, self._log.time_of(deadline))
        self._put_off(elapsed, deadline, explanation, DelayReason.RECIPIENT)

    def expire(self, elapsed: timedelta) -> None:
        """Bounce the mail because the recipient's server has not accepted it before its deadline."""
        at = self._log.time_of(elapsed)
        explanation = explanations.expired(self._delivery, at - self._message.accepted_at)
        self._settle(MessageStatus.BOUNCED, Reason.EXPIRED, explanation)
        self._happened(MailEventKind.BOUNCE, at, BounceReason.EXPIRED)

    def suppress(self, reported: MailEventKind) -> None:
        """Do not send the mail: the address is on the account's suppression list."""
        self._settle(MessageStatus.SUPPRESSED, Reason.SUPPRESSED, explanations.suppressed(self._delivery))
        bounced = reported is MailEventKind.BOUNCE
        reason = BounceReason.ON_SUPPRESSION_LIST if bounced else None
        self._happened(reported, self._message.accepted_at, reason, suppressed=True)

    def unsubscribe(self) -> None:
        """Do not send the mail: the contact has unsubscribed."""
        self._settle(MessageStatus.SUPPRESSED, Reason.UNSUBSCRIBED, explanations.unsubscribed(self._delivery))
        self._happened(MailEventKind.BOUNCE, self._message.accepted_at, BounceReason.UNSUBSCRIBED)

    def bounce_suppressed(self) -> None:
        """Do not send the mail: the address is on SES's global suppression list."""
        explanation = explanations.suppressed_globally(self._delivery)
        self._settle(MessageStatus.SUPPRESSED, Reason.SUPPRESSED, explanation)
        self._happened(MailEventKind.BOUNCE, self._message.accepted_at, BounceReason.SUPPRESSED)

    def _put_off(self, elapsed: timedelta, deadline: timedelta, explanation: str, delay: DelayReason) -> None:
        delivery = self._delivery
        first_time = not delivery.explanation
        waiting = Delivery(
            delivery.recipient, delivery.isp, MessageStatus.QUEUED, None, None, None, Reason.WAITING, explanation
        )
        self._message.settle(self._position, waiting)
        if not first_time:
            return  # the recipient's server accepts mail again, but the IPs have no room: it was deferred before
        self._log.messages.newest_waits()
        circumstances = Circumstances(expires_at=self._log.time_of(deadline), delay=delay)
        self._add_event(MailEventKind.DELIVERY_DELAY, self._log.time_of(elapsed), circumstances)

    @property
    def _delivery(self) -> Delivery:
        return self._message.deliveries[self._position]

    def _settle(  # noqa: PLR0913, PLR0917  (what a delivery is)
        self,
        status: MessageStatus,
        reason: Reason,
        explanation: str,
        route: Route | None = None,
        ip: str | None = None,
        delivered_at: datetime | None = None,
    ) -> None:
        delivery, message = self._delivery, self._message
        settled = Delivery(delivery.recipient, delivery.isp, status, route, ip, delivered_at, reason, explanation)
        message.settle(self._position, settled)
        if not message.waits:
            self._log.messages.settled(message)

    def _happened(
        self, kind: MailEventKind, at: datetime, bounce: BounceReason | None = None, *, suppressed: bool = False
    ) -> None:
        delivery = self._delivery
        self._add_event(kind, at, _circumstances(delivery.route, delivery.ip, bounce, suppressed))

    def _add_event(self, kind: MailEventKind, at: datetime, circumstances: Circumstances) -> None:
        message = self._message
        everybody = message.recipients
        recipients = everybody if len(everybody) == 1 else (everybody[self._position],)
        self._log.happened(MailEvent(kind, message.message_id, at, recipients, circumstances), message)


@lru_cache
def _circumstances(route: Route | None, ip: str | None, bounce: BounceReason | None, suppressed: bool) -> Circumstances:
    # There are few combinations: the events share them.
    return Circumstances(route, ip, bounce=bounce, suppressed=suppressed)


def _bounce_of(fate: Fate, *, blocklisted: bool) -> BounceReason | None:
    if blocklisted:
        return BounceReason.BLOCKLISTED_IP
    return BounceReason.NO_SUCH_RECIPIENT if fate is Fate.BOUNCED else None
