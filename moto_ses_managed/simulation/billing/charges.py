"""The charged usage of a Region's pools: recorded at the end of each day, and computed for the current month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from ..clock import DAY, HOUR, HOURS_A_DAY, Clock
from ..policy import SendingPolicy
from ..pools.dedicated_ip_pool import DedicatedIpPool
from ..time_units import Day, Hour
from .billing import Bill, Meter, MonthUsage, bill, month_of


def end_day(meter: Meter, clock: Clock, day: Day, pools: Iterable[DedicatedIpPool]) -> None:
    """Record the usage of a day that ends."""
    pools = list(pools)
    meter.end_day(clock.time_of(day * DAY), _standard_ips(pools), managed=_has_managed(pools))


def delete_pool(meter: Meter, clock: Clock, hour: Hour, pool: DedicatedIpPool) -> None:
    """Record what a managed pool that is deleted sent in this month."""
    meter.delete_pool(pool.name, clock.now, _charged_messages(pool, clock, hour))


def bill_so_far(
    meter: Meter, clock: Clock, hour: Hour, pools: Iterable[DedicatedIpPool], policy: SendingPolicy
) -> Bill:
    """The charges of the current calendar month so far; ``hour`` is the current hour."""
    pools = list(pools)
    month = month_of(clock.now)
    finished = meter.month(month)
    usage = MonthUsage(finished.managed_hours, defaultdict(int, finished.standard_ip_hours))
    began_at = clock.time_of(hour // HOURS_A_DAY * DAY)
    if month_of(began_at) == month:
        usage.add(hour % HOURS_A_DAY, _standard_ips(pools), managed=_has_managed(pools))
    messages = dict(finished.deleted_pools_messages)
    for pool in pools:
        if pool.managed:
            messages[pool.name] = messages.get(pool.name, 0) + _charged_messages(pool, clock, hour)
    return bill(month, usage, messages, policy)


def _has_managed(pools: Iterable[DedicatedIpPool]) -> bool:
    return any(pool.managed for pool in pools)


def _standard_ips(pools: Iterable[DedicatedIpPool]) -> dict[str, int]:
    return {pool.name: len(pool.ips) for pool in pools if not pool.managed and pool.ips}


def _charged_messages(pool: DedicatedIpPool, clock: Clock, hour: Hour) -> int:
    """Messages that left a managed pool in this calendar month, since it has been managed."""
    now, life_began = clock.now, clock.time_of(timedelta(0))
    month_began = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return pool.charged_messages(range(-((life_began - month_began) // HOUR), hour + 1))
