"""A pool's last seven days by hour, as the charts of SES's console show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..clock import HOUR, MINUTE, Clock
from ..isp import ISPS, ByIsp
from ..pools.dedicated_ip_pool import DedicatedIpPool
from ..time_units import Hour, Minute, each_hour, hour_of_minute
from ..volumes.ledger import Count, PoolVolumes
from .pool_snapshots import WEEK_HOURS


@dataclass(frozen=True)
class VolumeHour:
    """The volume of one hour, in messages."""

    began_at: datetime
    """The start of the hour, in UTC."""

    dedicated: int
    """Messages sent through the pool's IPs."""

    shared: int
    """Messages sent through SES's shared pool."""

    accepted: int
    """Messages accepted."""

    deferred: int
    """Messages deferred for the first time."""

    bounced: int
    """Messages that expired: the recipient's server had not accepted them before their deadline."""

    queued: int
    """Messages waiting at the end of the hour; for the current hour, those waiting now."""


@dataclass(frozen=True)
class IspHour:
    """A pool's figures for one ISP at the end of an hour."""

    at: datetime
    """The end of the hour, in UTC; for the current hour, the present time."""

    sent_last_24_hours: int
    """Messages sent in the 24 hours before, through dedicated IPs or the shared pool [AWS: SentLast24Hours]."""

    capacity_24_hours: int | None
    """Messages that the pool's IPs together could send in 24 hours [AWS: Available24HourSend]; None while the pool was
    a standard pool or had no mail to this ISP yet."""

    accepted_last_24_hours: int
    """The demand: messages accepted in these 24 hours."""


@dataclass(frozen=True)
class IspWeek:
    """A pool's last seven days at one ISP."""

    overflows: bool | None
    """Whether mail over the capacity takes the shared pool now; if false, it waits. None for a standard pool, whose
    capacity is not per ISP."""

    hours: tuple[IspHour, ...]
    """The figures at the end of each hour, oldest first."""


@dataclass(frozen=True)
class PoolWeek:
    """The hours of a pool's last seven days and the current hour."""

    pool: str
    """The pool's name."""

    hours: tuple[VolumeHour, ...]
    """The volume of each hour, oldest first: the hours that ``Pool.sent_last_7_days`` sums."""

    by_isp: ByIsp[IspWeek]
    """The figures for each ISP; every ISP is included."""


def pool_week(pool: DedicatedIpPool, clock: Clock, minute: Minute) -> PoolWeek:
    """The last seven days of ``pool``; ``minute`` is the current minute."""
    now = hour_of_minute(minute)
    hours = range(max(0, now - WEEK_HOURS), now + 1)
    return PoolWeek(
        pool=pool.name,
        hours=tuple(_volume_hours(pool.volumes, clock, hours)),
        by_isp=ByIsp({isp: _isp_week(pool, isp, clock, minute, hours) for isp in ISPS}),
    )


def _volume_hours(volumes: PoolVolumes, clock: Clock, hours: range) -> Iterator[VolumeHour]:
    by_count = {count: volumes.by_hour((count,), hours) for count in Count}

    def put_in_queue(hour: Hour) -> int:
        gone = sum(by_count[count][hour] for count in (Count.DEDICATED, Count.SHARED, Count.BOUNCED))
        return by_count[Count.ACCEPTED][hour] - gone

    # The current queue is known, so the queue before these hours follows from their counts.
    queued = volumes.queued - sum(put_in_queue(hour) for hour in each_hour(hours))
    for hour in each_hour(hours):
        queued += put_in_queue(hour)
        yield VolumeHour(
            began_at=clock.time_of(hour * HOUR),
            dedicated=by_count[Count.DEDICATED][hour],
            shared=by_count[Count.SHARED][hour],
            accepted=by_count[Count.ACCEPTED][hour],
            deferred=by_count[Count.DEFERRED][hour],
            bounced=by_count[Count.BOUNCED][hour],
            queued=queued,
        )


def _isp_week(pool: DedicatedIpPool, isp: str, clock: Clock, minute: Minute, hours: range) -> IspWeek:
    volumes = pool.volumes.by_isp.get(isp)
    sent = dict(volumes.sent_before(hours[:-1])) if volumes else {}
    accepted = dict(volumes.accepted_before(hours[:-1])) if volumes else {}
    week = []
    record = pool.record()
    capacity = record.capacities.get(isp)
    first_mail = volumes.first_hour if volumes else None
    measured_from = max(record.managed_since or 0, first_mail or 0)
    for hour in each_hour(hours[:-1]):
        known = capacity.at(hour) if capacity and hour >= measured_from else None
        week.append(IspHour(clock.time_of((hour + 1) * HOUR), sent.get(hour, 0), known, accepted.get(hour, 0)))
    # The current hour has figures to the minute, as the snapshot of the pool.
    if volumes:
        volumes.sent.reach(minute * MINUTE)
        volumes.accepted.reach(minute * MINUTE)
    fleet = pool.managed_fleet
    week.append(
        IspHour(
            clock.time_of(minute * MINUTE),
            volumes.sent.total if volumes else 0,
            fleet.capacity(isp) if fleet else None,
            volumes.accepted.total if volumes else 0,
        )
    )
    return IspWeek(fleet.overflows(isp) if fleet else None, tuple(week))
