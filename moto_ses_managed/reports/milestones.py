"""Milestones of a pool: the days of its history on which something began or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ..simulation.snapshots import HistoryDay, Pool

MOST_MILESTONES = 12
"""How many milestones a chart and a page show: the last ones (our choice)."""


class Turn(Enum):
    """What happened on a day."""

    FIRST_IP = "the first IP"
    CONVERTED = "the standard pool is converted to a managed one"
    OVERFLOW = "mail takes dedicated IPs, and the shared pool beyond their warm-up level"
    ALL_DEDICATED = "all mail through dedicated IPs"
    DEFERRED = "the first mail is deferred: it waits for a dedicated IP"
    BOUNCED = "the first mail bounces: it waited too long"
    GREW = "the pool grows"
    SHRANK = "the pool shrinks"
    LAST_IP_GONE = "the last IP is relinquished"


@dataclass(frozen=True)
class Milestone:
    """A day on which something began or ended. ``ips`` is the number of IPs at the end of the day."""

    day: int
    date: date
    turn: Turn
    ips: int

    def __str__(self) -> str:
        count = f" to {self.ips:,} IPs" if self.turn in (Turn.GREW, Turn.SHRANK) and self.ips != 1 else ""
        count = count or (" to 1 IP" if self.turn is Turn.SHRANK else "")
        return f"day {self.day} ({self.date}): {self.turn.value}{count}"


def milestones(pool: Pool) -> list[Milestone]:
    """The milestones of the pool's finished days, in order.

    Overflow, and all mail through dedicated IPs, are listed once after each time that the pool gets IPs. The first
    deferral and the first bounce are listed once in all.
    """
    told: set[Turn] = set()
    reached: list[Milestone] = []
    ips = 0
    before: HistoryDay | None = None
    for row in pool.history:
        for turn in (*_conversion(row, before), *_turns(row, ips)):
            if turn in (Turn.FIRST_IP, Turn.GREW):
                told -= {Turn.OVERFLOW, Turn.ALL_DEDICATED}
            if turn in _TOLD_ONCE and turn in told:
                continue
            told.add(turn)
            reached.append(Milestone(row.day, row.date, turn, row.ips))
        ips, before = row.ips, row
    if before is not None and before.scaling_mode is not pool.scaling_mode:
        # Converted today: the current day has no row yet.
        reached.append(Milestone(before.day + 1, before.date + timedelta(days=1), Turn.CONVERTED, len(pool.ips)))
    return reached


_TOLD_ONCE = frozenset({Turn.OVERFLOW, Turn.ALL_DEDICATED, Turn.DEFERRED, Turn.BOUNCED})


def _conversion(row: HistoryDay, before: HistoryDay | None) -> Iterator[Turn]:
    if before is not None and before.scaling_mode is not row.scaling_mode:
        yield Turn.CONVERTED


def _turns(row: HistoryDay, ips_before: int) -> Iterator[Turn]:
    if row.dedicated:
        yield Turn.OVERFLOW if row.shared else Turn.ALL_DEDICATED
    if row.deferred:
        yield Turn.DEFERRED
    if row.bounced:
        yield Turn.BOUNCED
    if row.ips > ips_before:
        yield Turn.GREW if ips_before else Turn.FIRST_IP
    elif row.ips < ips_before:
        yield Turn.SHRANK if row.ips else Turn.LAST_IP_GONE
