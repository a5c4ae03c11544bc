"""An account's sending statistics by quarter of an hour and by day: single messages and bulk traffic together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Protocol

from ..clock import HOUR, MINUTE, Clock
from ..mail.mail_statistics import TWO_WEEKS, MailStatistics, Outcome, SendCount, quarter_of
from ..time_units import Hour
from ..volumes.ledger import Count
from ..volumes.pool_record import PoolRecord


class Counting(Protocol):
    """The part of Region that this module uses. Region imports this package, so it cannot be imported here."""

    clock: Clock

    @property
    def statistics(self) -> MailStatistics: ...

    def catch_up(self) -> timedelta: ...

    def pool_records(self) -> Sequence[PoolRecord]: ...


@dataclass(frozen=True)
class QuarterHour:
    """The counts of a quarter of an hour (UTC), one for each recipient; see SendCount."""

    began_at: datetime
    attempts: int
    bounces: int
    complaints: int
    rejects: int


@dataclass(frozen=True)
class Selection:
    """The messages that a daily count includes. None means any."""

    isp: str | None = None
    identity: str | None = None
    configuration_set: str | None = None
    tenant: str | None = None

    @property
    def takes_bulk(self) -> bool:
        """Whether bulk traffic counts. It has no sender, configuration set or tenant, so selecting one excludes it."""
        return self.identity is None and self.configuration_set is None and self.tenant is None


def quarter_hours(region: Counting) -> list[QuarterHour]:
    """The quarters of an hour of the last two weeks that have mail, oldest first.

    Bulk traffic is counted by the hour, in the quarter in which the hour ends.
    """
    region.catch_up()
    oldest = quarter_of(region.clock.now) - TWO_WEEKS
    counts_by_quarter: dict[datetime, Counter[SendCount]] = defaultdict(Counter)
    for began_at, counts in region.statistics.quarters:
        counts_by_quarter[began_at].update(counts)
    for what, count in ((SendCount.ATTEMPTS, Count.ACCEPTED), (SendCount.BOUNCES, Count.BOUNCED)):
        for at, messages in _bulk(region, (count,), None, oldest, region.clock.now):
            counts_by_quarter[quarter_of(at)][what] += messages
    return [
        _quarter(began_at, counts_by_quarter[began_at]) for began_at in sorted(counts_by_quarter) if began_at >= oldest
    ]


_BULK: dict[Outcome, tuple[Count, ...]] = {
    Outcome.SENT: (Count.ACCEPTED,),
    Outcome.DELIVERED: (Count.DEDICATED, Count.SHARED),
    Outcome.TRANSIENT_BOUNCE: (Count.BOUNCED,),
}


def daily(region: Counting, outcome: Outcome, selection: Selection, first: date, last: date) -> Counter[date]:
    """How many messages had an outcome on each UTC day from ``first`` to ``last``; days with none are left out."""
    region.catch_up()
    days: Counter[date] = Counter()
    for key, messages in region.statistics.days:
        wanted = (
            key.outcome is outcome
            and first <= key.day <= last
            and selection.isp in {None, key.isp}
            and selection.identity in {None, key.identity}
            and selection.configuration_set in {None, key.configuration_set}
            and selection.tenant in {None, key.tenant}
        )
        if wanted:
            days[key.day] += messages
    if selection.takes_bulk:
        begin = datetime.combine(first, time(), timezone.utc)
        end = datetime.combine(last, time.max, timezone.utc)
        for at, messages in _bulk(region, _BULK.get(outcome, ()), selection.isp, begin, end):
            days[at.date()] += messages
    return days


def hours_between(clock: Clock, begin: datetime, end: datetime) -> range:
    """The hours that overlap a period of time."""
    life_began = clock.time_of(timedelta(0))
    return range(max(0, (begin - life_began) // HOUR), max(0, -((life_began - end) // HOUR)))


def _bulk(
    region: Counting, counts: tuple[Count, ...], isp: str | None, begin: datetime, end: datetime
) -> Iterator[tuple[datetime, int]]:
    """Bulk traffic within a period of time, dated at the last minute of each hour."""
    hours = hours_between(region.clock, begin, end)
    by_hour: Counter[Hour] = Counter()
    for record in region.pool_records():
        for name, volumes in record.volumes.by_isp.items():
            for count in counts if isp in {None, name} else ():
                for hour, messages in volumes.bulk_by_hour(count, hours):
                    by_hour[hour] += messages
    for hour, messages in by_hour.items():
        at = region.clock.time_of((hour + 1) * HOUR - MINUTE)
        if begin <= at <= end:
            yield at, messages


def _quarter(began_at: datetime, counts: Counter[SendCount]) -> QuarterHour:
    return QuarterHour(
        began_at,
        counts[SendCount.ATTEMPTS],
        counts[SendCount.BOUNCES],
        counts[SendCount.COMPLAINTS],
        counts[SendCount.REJECTS],
    )
