"""Simulate a sending plan in a separate Region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timezone

from ..simulation.billing.billing import Bill, MonthUsage, bill
from ..simulation.clock import HOURS_A_DAY
from ..simulation.policy import SendingPolicy
from ..simulation.pool_names import ScalingMode
from ..simulation.region import Region
from ..simulation.snapshots import Pool
from .plan import DEFAULT_START, Plan, Stretch

STEP = 1_000
"""The work between two reports of progress, in days times ISP routes (a pool's mail to one ISP). Our choice: it takes a
fraction of a second."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of a plan: the pools at the end of its last day, and the bill of each calendar month."""

    pools: tuple[Pool, ...]
    bills: tuple[Bill, ...]


def simulate(
    plan: Plan,
    policy: SendingPolicy,
    start: date = DEFAULT_START,
    on_days: Callable[[int], None] | None = None,
) -> Outcome:
    """Simulate a plan in a separate Region. Its first day is ``start``; each day lasts from midnight to midnight UTC.

    All pools are managed pools, and are created first. ``on_days`` is called with the number of days that passed.
    The same arguments give the same outcome: the wall clock is not read. Raises InvalidValueError if the plan would
    end after the year 9999.
    """
    began_at = datetime.combine(start, time.min, timezone.utc)
    region = Region(lambda: began_at)
    with region.step():
        region.policy = policy
        for name in plan.pools:
            region.create_pool(name, ScalingMode.MANAGED)
        for stretch in plan.stretches:
            step = max(1, STEP // max(1, _isp_routes(stretch)))
            for done in range(0, stretch.days, step):
                days = min(step, stretch.days - done)
                region.send_loads(stretch.loads, days)
                if on_days:
                    on_days(days)
        pools = tuple(region.pool_snapshot(name) for name in plan.pools)
    return Outcome(pools, monthly_bills(pools, policy))


def monthly_bills(pools: Sequence[Pool], policy: SendingPolicy) -> tuple[Bill, ...]:
    """The bill of each calendar month in which the pools have finished days.

    The pools must be managed, and must have existed since the first of these days.
    """
    dates = sorted({row.date for pool in pools for row in pool.history})
    days = Counter(f"{day:%Y-%m}" for day in dates)
    messages: dict[str, dict[str, int]] = {month: defaultdict(int) for month in days}
    for pool in pools:
        for row in pool.history:
            messages[f"{row.date:%Y-%m}"][pool.name] += row.dedicated + row.shared
    return tuple(
        bill(month, MonthUsage(managed_hours=HOURS_A_DAY * count), messages[month], policy)
        for month, count in days.items()
    )


def work(plan: Plan) -> int:
    """The work to simulate a plan: the number of ISP routes with mail, added up over its days."""
    return sum(stretch.days * _isp_routes(stretch) for stretch in plan.stretches)


def _isp_routes(stretch: Stretch) -> int:
    return len(stretch.loads)
