"""Counts of single messages, without bulk traffic: by quarter of an hour and by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import IntEnum, auto
from typing import NamedTuple

from .mail_events import BounceReason, MailEvent, MailEventKind
from .mailbox_simulator import is_simulated
from .messages import AcceptedMessage

TWO_WEEKS = timedelta(days=14)
QUARTER = 15
"""Minutes of one data point of SES's statistics [AWS: GetSendStatistics]."""


class SendCount(IntEnum):
    """The counts of a quarter of an hour, one for each recipient."""

    ATTEMPTS = auto()
    """Accepted mail, including that to addresses on the account's suppression list, as the quota counts it."""

    BOUNCES = auto()
    """Bounced mail. An address on the account's suppression list is not a bounce [AWS: "Account-level suppression list
    considerations"], nor is an automatic answer."""

    COMPLAINTS = auto()

    REJECTS = auto()
    """Mail that SES rejected."""


class Outcome(IntEnum):
    """The outcomes that are counted by day."""

    SENT = auto()
    DELIVERED = auto()
    TRANSIENT_BOUNCE = auto()
    PERMANENT_BOUNCE = auto()
    COMPLAINT = auto()


class DailyKey(NamedTuple):
    """The dimensions of a daily count; the day is in UTC."""

    outcome: Outcome
    day: date
    isp: str
    identity: str | None
    configuration_set: str | None
    tenant: str | None = None


_BOUNCES: dict[BounceReason | None, Outcome] = {
    BounceReason.EXPIRED: Outcome.TRANSIENT_BOUNCE,
    BounceReason.OUT_OF_OFFICE: Outcome.TRANSIENT_BOUNCE,
    BounceReason.NO_SUCH_RECIPIENT: Outcome.PERMANENT_BOUNCE,
    BounceReason.SUPPRESSED: Outcome.PERMANENT_BOUNCE,
}

_OUTCOMES: dict[MailEventKind, Outcome] = {
    MailEventKind.SEND: Outcome.SENT,
    MailEventKind.DELIVERY: Outcome.DELIVERED,
    MailEventKind.COMPLAINT: Outcome.COMPLAINT,
}

_NO_BOUNCE = frozenset({BounceReason.ON_SUPPRESSION_LIST, BounceReason.UNSUBSCRIBED, BounceReason.OUT_OF_OFFICE})


class MailStatistics:
    """The statistics. Their size depends on the quarter hours, days and dimensions with mail, not on the messages."""

    def __init__(self) -> None:
        self._quarters: dict[datetime, Counter[SendCount]] = defaultdict(Counter)
        self._days: Counter[DailyKey] = Counter()

    def happened(self, event: MailEvent, message: AcceptedMessage) -> None:
        """Count an event of a message."""
        kind = event.kind
        if kind is MailEventKind.SEND:
            self.count(SendCount.ATTEMPTS, event.at, len(event.recipients))
        elif kind is MailEventKind.BOUNCE and event.circumstances.bounce not in _NO_BOUNCE:
            self.count(SendCount.BOUNCES, event.at, len(event.recipients))
        elif kind is MailEventKind.COMPLAINT:
            self.count(SendCount.COMPLAINTS, event.at, len(event.recipients))
        self._count_daily(event, message)

    def count(self, what: SendCount, at: datetime, recipients: int) -> None:
        """Count recipients in the quarter of an hour of ``at``."""
        quarter = quarter_of(at)
        if quarter not in self._quarters:
            for old in [known for known in self._quarters if known < quarter - TWO_WEEKS]:
                del self._quarters[old]
        self._quarters[quarter][what] += recipients

    @property
    def quarters(self) -> Iterator[tuple[datetime, Counter[SendCount]]]:
        """The quarters of an hour with mail, of at least the last two weeks."""
        return ((began_at, Counter(counts)) for began_at, counts in self._quarters.items())

    @property
    def days(self) -> Iterator[tuple[DailyKey, int]]:
        """The daily counts for the Virtual Deliverability Manager.

        It counts messages to one recipient outside the mailbox simulator [AWS: BatchGetMetricDataQuery].
        """
        return iter(self._days.items())

    def _count_daily(self, event: MailEvent, message: AcceptedMessage) -> None:
        if len(message.deliveries) != 1 or is_simulated(message.deliveries[0].recipient):
            return
        bounced = event.kind is MailEventKind.BOUNCE
        outcome = _BOUNCES.get(event.circumstances.bounce) if bounced else _OUTCOMES.get(event.kind)
        if outcome is None:
            return
        isp, origin = message.deliveries[0].isp, message.origin
        day = event.at.date()
        self._days[DailyKey(outcome, day, isp, origin.identity, origin.configuration_set, origin.tenant)] += 1


def quarter_of(at: datetime) -> datetime:
    """The start of the quarter of an hour that contains ``at``."""
    return at.replace(minute=at.minute // QUARTER * QUARTER, second=0, microsecond=0)
