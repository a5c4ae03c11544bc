"""What happened to a pool, told from its history: the days on which something began or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..simulation.snapshots import HistoryDay, Pool


class Turn(Enum):
    """What a day brought."""

    FIRST_IP = "the first IP"
    OVERFLOW = "mail through dedicated IPs, what exceeds their warm-up through the shared pool"
    ALL_DEDICATED = "all mail through dedicated IPs"
    DEFERRED = "the first mail is deferred: it waits for a dedicated IP"
    BOUNCED = "the first mail bounces: it waited too long"
    GREW = "the pool grows"
    SHRANK = "the pool shrinks"
    LAST_IP_GONE = "the last IP is relinquished"


@dataclass(frozen=True)
class Milestone:
    """A day of a pool's life on which something turned. ``ips`` is how many the pool had when the day was over."""

    day: int
    date: date
    turn: Turn
    ips: int

    def __str__(self) -> str:
        count = f" to {self.ips:,} IPs" if self.turn in (Turn.GREW, Turn.SHRANK) and self.ips != 1 else ""
        count = count or (" to 1 IP" if self.turn is Turn.SHRANK else "")
        return f"day {self.day} ({self.date}): {self.turn.value}{count}"


def milestones(pool: Pool) -> list[Milestone]:
    """The turns of the pool's finished days, in order.

    Overflow and all mail through dedicated IPs are told once for each time that the pool got IPs, the first deferral
    and the first bounce once in all.
    """
    told: set[Turn] = set()
    found: list[Milestone] = []
    ips = 0
    for row in pool.history:
        for turn in _turns(row, ips):
            if turn in (Turn.FIRST_IP, Turn.GREW):
                told -= {Turn.OVERFLOW, Turn.ALL_DEDICATED}
            if turn in _TOLD_ONCE and turn in told:
                continue
            told.add(turn)
            found.append(Milestone(row.day, row.date, turn, row.ips))
        ips = row.ips
    return found


_TOLD_ONCE = frozenset({Turn.OVERFLOW, Turn.ALL_DEDICATED, Turn.DEFERRED, Turn.BOUNCED})


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
