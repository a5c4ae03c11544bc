"""A pool's life and its charges as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.box import Box
from rich.table import Table

from ..simulation.billing.billing import Bill
from ..simulation.snapshots import HistoryDay, Pool

_RULED = Box("    \n    \n -  \n    \n    \n -  \n    \n    \n", ascii=True)
"""A rule under the head and over the foot, of characters that every encoding has."""

_UNGROUPED_FROM = 1_000_000_000
"""Counts from which the digits of a table are not grouped, so that a line stays under 100 columns."""

ALIKE = "Days that are alike share a line: what it counts is of each of them."


def heading(pool: Pool) -> str:
    """How a pool stands, in a line."""
    return (
        f"{pool.name} ({pool.scaling_mode.value}): {pool.sending_status}, {_ips(len(pool.ips))}, "
        f"{pool.sent_last_7_days:,} sent in 7 days, {pool.dedicated_percentage_7_days:.0f} % of them dedicated"
    )


def days_table(days: Sequence[HistoryDay], *, every_day: bool = True) -> Table:
    """Finished days of a pool, one a line; days running that are alike share one unless ``every_day`` is wanted.

    ``Ded. %`` is the part of what left on that day that took the pool's own IPs, ``-`` where nothing left.
    """
    largest = max((count for day in days for count in _counts(day)), default=0)
    form = "," if largest < _UNGROUPED_FROM else ""
    table = _table("Day", "Date")
    for name in ("IPs", "Ded. %", "Dedicated", "Shared", "Deferred", "Bounced", "Queued"):
        table.add_column(name, justify="right", no_wrap=True)
    for run in [[day] for day in days] if every_day else _alike(days):
        first, last = run[0], run[-1]
        table.add_row(
            f"{first.day}" if first is last else f"{first.day}-{last.day}",
            f"{first.date}",
            f"{first.ips:,}",
            _percentage(first.dedicated, first.shared),
            *(f"{count:{form}}" for count in _counts(first)),
            style=_style(first),
        )
    return table


def bills_table(bills: Sequence[Bill]) -> Table:
    """The charges of each month in US dollars, and of all together."""
    table = _table("Month", footer="Total")
    volumes = [round(bill.managed - bill.managed_fee, 2) for bill in bills]
    for name, total in (
        ("Days", f"{sum(bill.managed_days for bill in bills):,}"),
        ("Messages", f"{sum(bill.managed_messages for bill in bills):,}"),
        ("Volume $", _money(sum(volumes))),
        ("Fee $", _money(sum(bill.managed_fee for bill in bills))),
        ("Total $", _money(sum(bill.total for bill in bills))),
    ):
        table.add_column(name, justify="right", no_wrap=True, footer=total)
    for bill, volume in zip(bills, volumes, strict=True):
        table.add_row(
            bill.month,
            f"{bill.managed_days}",
            f"{bill.managed_messages:,}",
            _money(volume),
            _money(bill.managed_fee),
            _money(bill.total),
        )
    return table


def pool_charges_table(bills: Sequence[Bill]) -> Table:
    """What each pool's volume cost in all the months together, in US dollars."""
    table = _table("Pool")
    for name in ("Messages", "Volume $"):
        table.add_column(name, justify="right", no_wrap=True)
    charges = [charge for bill in bills for charge in bill.pools]
    for pool in dict.fromkeys(charge.pool for charge in charges):
        of_pool = [charge for charge in charges if charge.pool == pool]
        messages = sum(charge.managed_messages for charge in of_pool)
        table.add_row(pool, f"{messages:,}", _money(sum(charge.managed for charge in of_pool)))
    return table


def _table(*left: str, footer: str | None = None) -> Table:
    table = Table(box=_RULED, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, show_footer=footer is not None)
    for name in left:
        table.add_column(name, no_wrap=True, footer=footer or "")
    return table


def _counts(day: HistoryDay) -> tuple[int, ...]:
    return (day.dedicated, day.shared, day.deferred, day.bounced, day.queued)


def _alike(days: Sequence[HistoryDay]) -> list[list[HistoryDay]]:
    """Runs of days that differ in nothing but when they were."""
    return [list(run) for _, run in groupby(days, key=lambda day: (day.ips, *_counts(day)))]


def _percentage(dedicated: int, shared: int) -> str:
    left = dedicated + shared
    return f"{100 * dedicated / left:.1f}" if left else "-"


def _style(day: HistoryDay) -> str:
    if day.bounced:
        return "red"
    return "yellow" if day.deferred or day.queued else ""


def _ips(count: int) -> str:
    return "1 IP" if count == 1 else f"{count:,} IPs"


def _money(dollars: float) -> str:
    return f"{dollars:,.2f}"
