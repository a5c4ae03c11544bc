"""The hourly metrics of a managed pool, computed from its counts when they are read.

Our choice, as the documentation does not say it: there is one reading per hour, dated at the last minute of the hour,
or at the current minute for the current hour. The readings of a period add up to what happened in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from ..clock import MINUTE
from ..time_units import MINUTES_AN_HOUR, Hour, Minute, each_hour, hour_of_minute
from ..volumes.ledger import LEFT, Count
from ..volumes.pool_record import PoolRecord


class PoolMetric(Enum):
    """[AWS: "Monitoring and managing managed IP pools"]."""

    SEND = auto()
    """Messages that left, dedicated and shared together. An hour without any has no reading."""

    DEDICATED_PERCENTAGE = auto()
    """The percentage that left through dedicated IPs, 0 to 100. Each message is one sample, so the average of a period
    is the percentage of its messages, not the mean of its hours."""

    SENT_LAST_24_HOURS = auto()
    """Messages that left for one ISP in the 24 hours before."""

    AVAILABLE_24_HOUR_SEND = auto()
    """Messages that the pool's IPs may send to one ISP in 24 hours."""

    @property
    def by_isp(self) -> bool:
        """Whether there is one series for each ISP."""
        return self in {PoolMetric.SENT_LAST_24_HOURS, PoolMetric.AVAILABLE_24_HOUR_SEND}


class Reading(NamedTuple):
    """A set of ``samples`` in a minute: their number, sum, minimum and maximum."""

    minute: Minute
    samples: int
    total: float
    least: float
    greatest: float

    def combined(self, other: Reading) -> Reading:
        """One reading of the samples of both, with the minute of this one."""
        return Reading(
            self.minute,
            self.samples + other.samples,
            self.total + other.total,
            min(self.least, other.least),
            max(self.greatest, other.greatest),
        )


def readings(
    record: PoolRecord, metric: PoolMetric, isp: str | None, hours: range, minute: Minute
) -> Iterator[Reading]:
    """The readings of ``hours``, in order; ``minute`` is the current minute.

    ``isp`` is None for a metric of the pool as a whole. A pool has readings while it is managed.
    """
    if record.managed_since is None:
        return
    present = hour_of_minute(minute)
    lived = range(max(hours.start, record.managed_since), min(hours.stop, present + 1))
    if metric.by_isp:
        for hour, value in _gauge(record, metric, isp or "", lived, minute):
            yield Reading(_dated(hour, minute), 1, value, value, value)
        return
    dedicated = record.volumes.by_hour((Count.DEDICATED,), lived)
    sent = record.volumes.by_hour(LEFT, lived)
    for hour, messages in sorted(sent.items()):
        if metric is PoolMetric.SEND:
            yield Reading(_dated(hour, minute), 1, messages, messages, messages)
        else:
            percentage = 100 * dedicated[hour] / messages
            yield Reading(_dated(hour, minute), messages, 100 * dedicated[hour], percentage, percentage)


def _gauge(
    record: PoolRecord, metric: PoolMetric, isp: str, lived: range, minute: Minute
) -> Iterator[tuple[Hour, int]]:
    begin = record.volumes.at(isp).first_hour if isp in record.volumes.by_isp else None
    if begin is None:
        return
    present = hour_of_minute(minute)
    hours = range(max(lived.start, begin), lived.stop if record.until is None else min(lived.stop, record.until))
    if metric is PoolMetric.AVAILABLE_24_HOUR_SEND:
        capacity = record.capacities.get(isp)
        yield from ((hour, capacity.at(hour)) for hour in each_hour(hours) if capacity is not None)
        return
    volumes = record.volumes.by_isp[isp]
    yield from volumes.sent_before(range(hours.start, min(hours.stop, present)))
    if present in hours:
        volumes.sent.reach(minute * MINUTE)
        yield present, volumes.sent.total


def _dated(hour: Hour, minute: Minute) -> Minute:
    return min(Minute((hour + 1) * MINUTES_AN_HOUR - 1), minute)
