"""The command ``moto-ses-managed simulate``: a sending plan in, the life of its pools out."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timezone
from pathlib import Path

from ..reports.milestones import milestones
from ..simulation.billing.billing import Bill, MonthUsage, bill
from ..simulation.clock import HOURS_A_DAY
from ..simulation.policy import SendingPolicy
from ..simulation.pool_names import ScalingMode
from ..simulation.region import Region
from ..simulation.snapshots import Pool
from .plan import DEFAULT_START, Plan, Stretch, read_plan
from .policy_file import read_policy

STEP = 1_000
"""Days times lanes (a pool's mail to one ISP) that pass between two looks at the progress (our choice: a moment)."""

LONG_RUN = 4 * STEP
"""The same of a run that is long enough for a progress bar (our choice: a second or more)."""


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: the pools when its last day is over, and the bill of each calendar month."""

    pools: tuple[Pool, ...]
    bills: tuple[Bill, ...]


def simulate(
    plan: Plan,
    policy: SendingPolicy,
    start: date = DEFAULT_START,
    on_days: Callable[[int], None] | None = None,
) -> Outcome:
    """Live through a plan in a Region of its own, whose first day is ``start``, midnight to midnight UTC.

    All pools are managed ones and made at the beginning. ``on_days`` is told of each run of days that passed.
    The same arguments give the same outcome: no clock outside is asked. Raises InvalidValueError for a ``start`` so
    late that the plan would end after the year 9999.
    """
    began_at = datetime.combine(start, time.min, timezone.utc)
    region = Region(lambda: began_at)
    with region.step():
        region.policy = policy
        for name in plan.pools:
            region.create_pool(name, ScalingMode.MANAGED)
        for stretch in plan.stretches:
            step = max(1, STEP // max(1, _lanes(stretch)))
            for done in range(0, stretch.days, step):
                days = min(step, stretch.days - done)
                region.send_loads(stretch.loads, days)
                if on_days:
                    on_days(days)
        pools = tuple(region.pool_snapshot(name) for name in plan.pools)
    return Outcome(pools, monthly_bills(pools, policy))


def monthly_bills(pools: Sequence[Pool], policy: SendingPolicy) -> tuple[Bill, ...]:
    """The bill of each calendar month that the pools' finished days fall in; the pools are managed ones, and as old as
    the first of these days."""
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


def run(  # noqa: PLR0913  (what the command takes)
    traffic: Path, *, days: int | None, start: date, policy: Path | None, plot: Path | None, every_day: bool
) -> None:
    """Print the life of the pools of the plan in the file ``traffic``, and draw it into the file ``plot``.

    Raises FileError, another SesManagedError, or OSError; a plan or policy that is refused prints nothing.
    """
    from ..reports import terminal

    plan, sending_policy = read_plan(traffic, days), read_policy(policy) if policy else SendingPolicy()
    # Asked for now, so that a missing library is told before the run and not after it.
    page = _page_maker() if plot else None
    if plot:
        plot.open("a").close()  # a place that can't be written to is told now, too
    if plan.last_day > plan.days:
        print(f"What the plan has after day {plan.days} is left out, to day {plan.last_day}.", file=sys.stderr)
    with terminal.progress("Simulating", plan.days, wanted=_work(plan) >= LONG_RUN) as on_days:
        outcome = simulate(plan, sending_policy, start, on_days)
    _print(outcome, every_day=every_day)
    if plot and page:
        plot.write_text(page(outcome.pools, f"{plan.days} days of {traffic.name}", outcome.bills), encoding="utf-8")
        print(f"The charts are in {plot}", file=sys.stderr)


def _print(outcome: Outcome, *, every_day: bool) -> None:
    from ..reports import tables, terminal

    printer = terminal.Printer()
    abbreviated = False
    for pool in outcome.pools:
        table = tables.days_table(pool.history, every_day=every_day)
        abbreviated = abbreviated or len(table.rows) < len(pool.history)
        printer.line(tables.heading(pool), "bold")
        printer.table(table)
        for milestone in milestones(pool):
            printer.line(f"  {milestone}")
        printer.line()
    if abbreviated:
        printer.line(f"{tables.ALIKE}\n")
    printer.line("The bill", "bold")
    printer.table(tables.bills_table(outcome.bills))
    if len(outcome.pools) > 1:
        printer.line()
        printer.table(tables.pool_charges_table(outcome.bills))


def _page_maker() -> Callable[[Sequence[Pool], str, Sequence[Bill]], str]:
    from ..reports.chart_page import page

    return page


def _lanes(stretch: Stretch) -> int:
    return len(stretch.loads)


def _work(plan: Plan) -> int:
    return sum(stretch.days * _lanes(stretch) for stretch in plan.stretches)
