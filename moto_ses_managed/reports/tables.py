"""A pool's history and its charges as text tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..simulation.billing.billing import Bill
from ..simulation.snapshots import HistoryDay, Pool
from .text_table import Column, Emphasis, TextTable

_UNGROUPED_FROM = 1_000_000_000
"""From this count on, digits are not grouped, so that a line stays under 100 columns."""

ALIKE = "Days that are alike share a line: what it counts is of each of them."


def heading(pool: Pool) -> str:
    """The state of a pool, in one line."""
    return (
        f"{pool.name} ({pool.scaling_mode.value}): {pool.sending_status}, {_ips(len(pool.ips))}, "
        f"{pool.sent_last_7_days:,} sent in 7 days, {pool.dedicated_percentage_7_days:.0f} % of them dedicated"
    )


def days_table(days: Sequence[HistoryDay], *, every_day: bool = True) -> TextTable:
    """Finished days of a pool, one per line. Equal successive days share a line, unless ``every_day`` is true.

    ``Ded. %`` is the percentage of the day's mail that left through the pool's own IPs, ``-`` if none left.
    """
    largest = max((count for day in days for count in _counts(day)), default=0)
    form = "," if largest < _UNGROUPED_FROM else ""
    numbers = ("IPs", "Ded. %", "Dedicated", "Shared", "Deferred", "Bounced", "Queued")
    table = TextTable([Column("Day"), Column("Date"), *(Column(name, is_number=True) for name in numbers)])
    for run in [[day] for day in days] if every_day else _alike(days):
        first, last = run[0], run[-1]
        table.add(
            f"{first.day}" if first is last else f"{first.day}-{last.day}",
            f"{first.date}",
            f"{first.ips:,}",
            _percentage(first.dedicated, first.shared),
            *(f"{count:{form}}" for count in _counts(first)),
            emphasis=_emphasis(first),
        )
    return table


def bills_table(bills: Sequence[Bill]) -> TextTable:
    """The charges of each month, and of all months together, in US dollars."""
    volumes = [round(bill.managed - bill.managed_fee, 2) for bill in bills]
    totals = (
        ("Days", f"{sum(bill.managed_days for bill in bills):,}"),
        ("Messages", f"{sum(bill.managed_messages for bill in bills):,}"),
        ("Volume $", _money(sum(volumes))),
        ("Fee $", _money(sum(bill.managed_fee for bill in bills))),
        ("Total $", _money(sum(bill.total for bill in bills))),
    )
    numbers = [Column(name, is_number=True, foot=total) for name, total in totals]
    table = TextTable([Column("Month", foot="Total"), *numbers], has_foot=True)
    for bill, volume in zip(bills, volumes, strict=True):
        table.add(
            bill.month,
            f"{bill.managed_days}",
            f"{bill.managed_messages:,}",
            _money(volume),
            _money(bill.managed_fee),
            _money(bill.total),
        )
    return table


def pool_charges_table(bills: Sequence[Bill]) -> TextTable:
    """The charges of each pool's volume in all months together, in US dollars."""
    table = TextTable([Column("Pool"), Column("Messages", is_number=True), Column("Volume $", is_number=True)])
    charges = [charge for bill in bills for charge in bill.pools]
    for pool in dict.fromkeys(charge.pool for charge in charges):
        of_pool = [charge for charge in charges if charge.pool == pool]
        messages = sum(charge.managed_messages for charge in of_pool)
        table.add(pool, f"{messages:,}", _money(sum(charge.managed for charge in of_pool)))
    return table


def _counts(day: HistoryDay) -> tuple[int, ...]:
    return (day.dedicated, day.shared, day.deferred, day.bounced, day.queued)


def _alike(days: Sequence[HistoryDay]) -> list[list[HistoryDay]]:
    """Group successive days that differ only in their dates."""
    return [list(run) for _, run in groupby(days, key=lambda day: (day.ips, *_counts(day)))]


def _percentage(dedicated: int, shared: int) -> str:
    left = dedicated + shared
    return f"{100 * dedicated / left:.1f}" if left else "-"


def _emphasis(day: HistoryDay) -> Emphasis:
    if day.bounced:
        return Emphasis.ALARM
    return Emphasis.NOTICE if day.deferred or day.queued else Emphasis.NONE


def _ips(count: int) -> str:
    return "1 IP" if count == 1 else f"{count:,} IPs"


def _money(dollars: float) -> str:
    return f"{dollars:,.2f}"
