"""Hourly volumes: the mail that a pool accepted for each ISP, and the routes that it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from enum import IntEnum

from ..clock import HOURS_A_DAY
from ..reasons import Reason
from ..time_units import Day, Hour, each_day, each_hour, first_hour_of, hours_of
from .window import Window


class Count(IntEnum):
    """What is counted: one for each recipient of a message."""

    ACCEPTED = 0
    """Accepted."""

    DEDICATED = 1
    """Left through a dedicated IP, in the hour in which it left."""

    SHARED = 2
    """Left through the shared pool, in the hour in which it left."""

    DEFERRED = 3
    """Deferred for the first time."""

    BOUNCED = 4
    """Expired: the recipient's server had not accepted it before its deadline."""


LEFT = (Count.DEDICATED, Count.SHARED)
"""Mail that left, by either route."""


class DayVolumes:
    """The volumes of a finished day.

    ``hours[count]`` has 24 numbers, ``totals[count]`` is their sum, and ``reasons`` counts mail by the reason for its
    route. Never changed, because equal days share one instance.
    """

    __slots__ = ("hours", "reasons", "totals")

    def __init__(self, hours: list[list[int]], totals: list[int], reasons: Mapping[Reason, int]) -> None:
        self.hours = tuple(map(tuple, hours))
        self.totals = tuple(totals)
        self.reasons = dict(reasons)


class Volumes:
    """The counts of one pool at one ISP, from the day of its first mail.

    Memory grows with the hours that have traffic, not with the messages, and equal days are stored once.
    """

    __slots__ = (
        "_days",
        "_finished",
        "_first_day",
        "_hours",
        "_known",
        "_repeated",
        "accepted",
        "first_hour",
        "reasons",
        "sent",
        "today",
    )

    def __init__(self, day: Day) -> None:
        self._first_day = day
        self._days: list[DayVolumes | None] = []
        self._finished = [0] * len(Count)
        self._hours = _empty_hours()
        self._repeated: DayVolumes | None = None
        self._known: dict[Hour, list[int]] = {}
        self.first_hour: Hour | None = None
        """The hour in which the first message was accepted; None before."""
        self.today = [0] * len(Count)
        self.reasons: dict[Reason, int] = {}
        """Today's mail by the reason for its route. Deferred mail counts when it is deferred and when it leaves."""
        self.accepted = Window()
        """Mail accepted in the last 24 hours."""
        self.sent = Window()
        """Mail that left in the last 24 hours, by either route."""

    def add(self, count: Count, hour: Hour, messages: int, reason: Reason | None = None) -> None:
        """Count ``messages`` in ``hour``, which is in the current day, and the reason for their route."""
        self._hours[count][hour % HOURS_A_DAY] += messages
        self.today[count] += messages
        if reason is not None:
            self.reasons[reason] = self.reasons.get(reason, 0) + messages

    @property
    def windows(self) -> tuple[Window, Window]:
        """The windows over the last 24 hours. Pass them to end_hour() before counting what happens at that time."""
        return self.accepted, self.sent

    def accept_at_end(self, hour: Hour, messages: int) -> None:
        """Count messages that are accepted at the end of an hour."""
        self.accepted.add_at_end(hour, messages)
        self._accept(hour, messages)

    def send_at_end(self, way: Count, hour: Hour, messages: int, reason: Reason) -> None:
        """Count messages that leave (DEDICATED or SHARED) at the end of an hour."""
        self.sent.add_at_end(hour, messages)
        self.add(way, hour, messages, reason)

    def accept_one(self, hour: Hour, elapsed: timedelta) -> None:
        """Count a message that is accepted at an elapsed time."""
        self.accepted.reach(elapsed)
        self.sent.reach(elapsed)
        self.accepted.add(elapsed, 1)
        self._accept(hour, 1)
        self.know(Count.ACCEPTED, hour)

    def send_one(self, way: Count, hour: Hour, elapsed: timedelta, reason: Reason) -> None:
        """Count a message that leaves at an elapsed time."""
        self.sent.reach(elapsed)
        self.sent.add(elapsed, 1)
        self.add(way, hour, 1, reason)
        self.know(way, hour)

    def defer(self, hour: Hour, messages: int) -> None:
        """Count messages that are deferred for the first time."""
        self.add(Count.DEFERRED, hour, messages, Reason.WAITING)

    def expire_one(self, hour: Hour) -> None:
        """Count a message that has expired."""
        self.add(Count.BOUNCED, hour, 1, Reason.EXPIRED)
        self.know(Count.BOUNCED, hour)

    def know(self, count: Count, hour: Hour) -> None:
        """Note that one of the counts of the hour is a single message, not bulk traffic."""
        self._known.setdefault(hour, [0] * len(Count))[count] += 1

    def total(self, count: Count) -> int:
        """The count since the first message."""
        return self._finished[count] + self.today[count]

    @property
    def queued(self) -> int:
        """Messages that were accepted and have neither left nor expired."""
        return self.total(Count.ACCEPTED) - sum(map(self.total, (Count.DEDICATED, Count.SHARED, Count.BOUNCED)))

    @property
    def repeats(self) -> bool:
        """Whether the last finished day equals the one before."""
        return len(self._days) > 1 and self._days[-1] is self._days[-2]

    def repeat_day(self, day: DayVolumes) -> None:
        """Let the current day repeat the finished ``day``; end_day() then counts it."""
        self._repeated = day

    def repeat_days(self, day: DayVolumes, days: int) -> None:
        """Finish whole days that repeat ``day``."""
        self._days += [day] * days
        self._finished = [before + more * days for before, more in zip(self._finished, day.totals, strict=True)]

    def end_day(self) -> DayVolumes | None:
        """Finish the day and return its volumes; None if nothing happened in it."""
        finished, self._repeated = self._repeated, None
        if finished is None and any(self.today):
            finished = DayVolumes(self._hours, self.today, self.reasons)
            self._hours = _empty_hours()
            self.today = [0] * len(Count)
            self.reasons = {}
        if finished is None:
            self._days.append(None)
        else:
            self.repeat_days(finished, 1)
        return finished

    def between(self, count: Count, hours: range) -> int:
        """The count in ``hours``."""
        return sum(messages for _, messages in self.by_hour(count, hours))

    def by_hour(self, count: Count, hours: range) -> Iterator[tuple[Hour, int]]:
        """The hours with a count above zero, and their counts."""
        hours = range(max(hours.start, first_hour_of(self._first_day)), hours.stop)
        for day in each_day(hours):
            for hour, messages in zip(hours_of(day), self._hours_of(day, count) or (), strict=False):
                if messages and hour in hours:
                    yield hour, messages

    def bulk_by_hour(self, count: Count, hours: range) -> Iterator[tuple[Hour, int]]:
        """The hours with a count of bulk traffic above zero, and their counts."""
        for hour, messages in self.by_hour(count, hours):
            known = self._known.get(hour)
            bulk = messages - known[count] if known else messages
            if bulk:
                yield hour, bulk

    def _accept(self, hour: Hour, messages: int) -> None:
        if self.first_hour is None:
            self.first_hour = hour
        self.add(Count.ACCEPTED, hour, messages)

    def sent_before(self, hours: range) -> Iterator[tuple[Hour, int]]:
        """Messages that left in the 24 hours before the end of each of the finished ``hours``."""
        return self._before(hours, LEFT)

    def accepted_before(self, hours: range) -> Iterator[tuple[Hour, int]]:
        """Messages accepted in the 24 hours before the end of each of the finished ``hours``."""
        return self._before(hours, (Count.ACCEPTED,))

    def _before(self, hours: range, counts: Iterable[Count]) -> Iterator[tuple[Hour, int]]:
        by_hour = _sum_by_hour([self], counts, range(hours.start - HOURS_A_DAY, hours.stop))
        total = sum(by_hour[hour] for hour in each_hour(range(hours.start - HOURS_A_DAY, hours.start)))
        for hour in each_hour(hours):
            total += by_hour[hour] - by_hour[Hour(hour - HOURS_A_DAY)]
            yield hour, total

    def _hours_of(self, day: Day, count: Count) -> tuple[int, ...] | list[int] | None:
        position = day - self._first_day
        if position == len(self._days):
            return self._hours[count]
        if position > len(self._days):
            return None
        finished = self._days[position]
        return finished.hours[count] if finished else None


def _empty_hours() -> list[list[int]]:
    return [[0] * HOURS_A_DAY for _ in Count]


class PoolVolumes:
    """The counts of one pool at each ISP that it ever had mail for."""

    def __init__(self, day: Day) -> None:
        self.day = day
        """The current day, from 0."""
        self.by_isp: dict[str, Volumes] = {}

    def at(self, isp: str) -> Volumes:
        """The counts at one ISP."""
        volumes = self.by_isp.get(isp)
        if volumes is None:
            volumes = self.by_isp[isp] = Volumes(self.day)
        return volumes

    def total(self, count: Count) -> int:
        return sum(volumes.total(count) for volumes in self.by_isp.values())

    def between(self, count: Count, hours: range) -> int:
        return sum(volumes.between(count, hours) for volumes in self.by_isp.values())

    def by_hour(self, counts: Iterable[Count], hours: range) -> Counter[Hour]:
        """The sum of ``counts`` in each of ``hours``, for all ISPs together."""
        return _sum_by_hour(self.by_isp.values(), counts, hours)

    @property
    def queued(self) -> int:
        return sum(volumes.queued for volumes in self.by_isp.values())

    @property
    def repeats(self) -> bool:
        """Whether the last finished day equals the one before at every ISP."""
        return all(volumes.repeats for volumes in self.by_isp.values())

    def accepted_last_24_hours(self, elapsed: timedelta) -> int:
        """Messages accepted in the 24 hours before an elapsed time."""
        for volumes in self.by_isp.values():
            volumes.accepted.reach(elapsed)
        return sum(volumes.accepted.total for volumes in self.by_isp.values())

    def absorb_recent(self, other: PoolVolumes) -> None:
        """Add what another pool, which is deleted, accepted in the last 24 hours."""
        for isp, volumes in other.by_isp.items():
            self.at(isp).accepted.absorb(volumes.accepted)

    def end_day(self) -> dict[str, DayVolumes]:
        """Finish the day, and return the volumes of each ISP with mail."""
        self.day = Day(self.day + 1)
        finished = {isp: volumes.end_day() for isp, volumes in self.by_isp.items()}
        return {isp: day for isp, day in finished.items() if day is not None}


def _sum_by_hour(at_isps: Iterable[Volumes], counts: Iterable[Count], hours: range) -> Counter[Hour]:
    summed: Counter[Hour] = Counter()
    wanted = tuple(counts)
    for volumes in at_isps:
        for count in wanted:
            for hour, messages in volumes.by_hour(count, hours):
                summed[hour] += messages
    return summed
