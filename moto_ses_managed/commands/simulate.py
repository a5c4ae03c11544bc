"""The command ``moto-ses-managed simulate``: simulate a sending plan, and print its pools day by day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ..rehearsal.outcome import STEP, Outcome, simulate, work
from ..rehearsal.plan import read_plan
from ..reports.milestones import milestones
from ..simulation.billing.billing import Bill
from ..simulation.policy import SendingPolicy
from ..simulation.snapshots import Pool
from .policy_file import read_policy

LONG_RUN = 4 * STEP
"""The least work that shows a progress bar, in days times ISP routes (a pool's mail to one ISP). Our choice: it takes a
second or more."""


def run(  # noqa: PLR0913  (the command's options)
    traffic: Path, *, days: int | None, start: date, policy: Path | None, plot: Path | None, every_day: bool
) -> None:
    """Simulate the plan in the file ``traffic``, print its pools, and write charts to the file ``plot``.

    Raises FileError, another SesManagedError, or OSError. For an invalid plan or policy, nothing is printed.
    """
    from ..reports import terminal

    plan, sending_policy = read_plan(traffic, days), read_policy(policy) if policy else SendingPolicy()
    # Imported here, to report a missing library before the run.
    page = _page_maker() if plot else None
    if plot:
        plot.open("a").close()  # reports a file that cannot be written before the run
    if plan.last_day > plan.days:
        print(f"What the plan has after day {plan.days} is left out, to day {plan.last_day}.", file=sys.stderr)
    with terminal.progress("Simulating", plan.days, wanted=work(plan) >= LONG_RUN) as on_days:
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
