"""A pool's last seven days, hour by hour: what SES's console draws of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..clock import HOUR, MINUTE, Clock
from ..isp import ISPS, ByIsp
from ..pools.dedicated_ip_pool import DedicatedIpPool
from ..volumes.ledger import Count
from .pool_snapshots import WEEK_HOURS


@dataclass(frozen=True)
class VolumeHour:
    """What left in one hour, in messages, each way; ``began_at`` is the hour's beginning."""

    began_at: datetime
    dedicated: int
    shared: int


@dataclass(frozen=True)
class IspHour:
    """How a pool stood towards one ISP at ``at``, an hour's end or, last, the present.

    ``sent_last_24_hours`` left in the 24 hours until then, either way [AWS: SentLast24Hours]; ``capacity_24_hours`` is
    what the pool's IPs together might send in 24 hours [AWS: Available24HourSend], None while the pool was a standard
    one or had had no mail for this ISP.
    """

    at: datetime
    sent_last_24_hours: int
    capacity_24_hours: int | None


@dataclass(frozen=True)
class IspWeek:
    """A pool towards one ISP. ``overflows`` tells what becomes at present of mail that exceeds the capacity: it takes
    the shared pool, or else it waits. None in a standard pool, where capacity belongs to no ISP."""

    overflows: bool | None
    hours: tuple[IspHour, ...]


@dataclass(frozen=True)
class PoolWeek:
    """The hours of a pool's last seven days and the one that runs, oldest first: the hours that
    ``Pool.sent_last_7_days`` sums. ``by_isp`` has every ISP."""

    pool: str
    hours: tuple[VolumeHour, ...]
    by_isp: ByIsp[IspWeek]


def pool_week(pool: DedicatedIpPool, clock: Clock, minute: int) -> PoolWeek:
    """The last seven days of ``pool`` in the region's minute ``minute``."""
    now = minute // 60
    hours = range(max(0, now - WEEK_HOURS), now + 1)
    dedicated = pool.volumes.by_hour((Count.DEDICATED,), hours)
    shared = pool.volumes.by_hour((Count.SHARED,), hours)
    return PoolWeek(
        pool=pool.name,
        hours=tuple(VolumeHour(clock.time_of(hour * HOUR), dedicated[hour], shared[hour]) for hour in hours),
        by_isp=ByIsp({isp: _isp_week(pool, isp, clock, minute, hours) for isp in ISPS}),
    )


def _isp_week(pool: DedicatedIpPool, isp: str, clock: Clock, minute: int, hours: range) -> IspWeek:
    volumes = pool.volumes.by_isp.get(isp)
    sent = dict(volumes.sent_before(hours[:-1])) if volumes else {}
    week = []
    record = pool.record()
    capacity = record.capacities.get(isp)
    first_mail = volumes.first_hour if volumes else None
    measured_from = max(record.managed_since or 0, first_mail or 0)
    for hour in hours[:-1]:
        known = capacity.at(hour) if capacity and hour >= measured_from else None
        week.append(IspHour(clock.time_of((hour + 1) * HOUR), sent.get(hour, 0), known))
    # The present is told to the minute, as the snapshot of the pool tells it.
    if volumes:
        volumes.sent.reach(minute * MINUTE)
    fleet = pool.managed_fleet
    week.append(
        IspHour(
            clock.time_of(minute * MINUTE),
            volumes.sent.total if volumes else 0,
            fleet.capacity(isp) if fleet else None,
        )
    )
    return IspWeek(fleet.overflows(isp) if fleet else None, tuple(week))
