"""Counts over the last 24 hours, which is what an ISP's quota and SES's own figures are about."""

from __future__ import annotations

from collections import deque

from ..clock import HOURS_A_DAY

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = MINUTES_AN_HOUR * HOURS_A_DAY


class Window:
    """How much happened in the last 24 hours, in constant space.

    What happens at an hour's end (traffic in bulk, retries) is kept by hour and leaves the window exactly 24 hours
    later. What happens at any other moment is kept by minutes, rounded up, so that it leaves up to a minute late and
    never early: a capacity that is checked against ``total`` holds in every 24 hours, wherever they begin.
    """

    __slots__ = ("_between", "hours", "total")

    def __init__(self) -> None:
        self.hours: list[int] = [0] * HOURS_A_DAY
        self.total = 0
        self._between: deque[tuple[int, int]] = deque()

    @property
    def settled(self) -> bool:
        """Whether all that is counted happened at hours' ends."""
        return not self._between

    def end_hour(self, hour: int) -> None:
        """The region's hour ``hour`` (from 0) ends: what happened 24 hours ago no longer counts."""
        slot = hour % HOURS_A_DAY
        self.total -= self.hours[slot]
        self.hours[slot] = 0
        if self._between:
            self.reach((hour + 1) * MINUTES_AN_HOUR)

    def reach(self, minute: int) -> None:
        """The region's minute ``minute`` begins."""
        between = self._between
        while between and between[0][0] + MINUTES_A_DAY <= minute:
            self.total -= between.popleft()[1]

    def add_at_end(self, hour: int, count: int) -> None:
        """Count what happens at the end of an hour, which end_hour() was told of."""
        self.hours[hour % HOURS_A_DAY] += count
        self.total += count

    def add(self, minute: int, count: int) -> None:
        """Count what happens at most a minute before ``minute``."""
        if self._between and self._between[-1][0] == minute:
            count_before = self._between.pop()[1]
            self._between.append((minute, count_before + count))
        else:
            self._between.append((minute, count))
        self.total += count

    def absorb(self, other: Window) -> None:
        """Count what another window counts as well."""
        self.hours = [mine + theirs for mine, theirs in zip(self.hours, other.hours, strict=True)]
        self._between = deque(sorted([*self._between, *other._between]))
        self.total += other.total

    def remove_share(self, divisor: int) -> None:
        """Forget the share of one among ``divisor`` equals, each of which did every ``divisor``-th thing in turn.

        Where a count does not divide, the rest stays with the others, so that their total is never too low.
        """
        self.hours = [count - count // divisor for count in self.hours]
        self._between = deque((minute, count - count // divisor) for minute, count in self._between)
        self.total = sum(self.hours) + sum(count for _, count in self._between)
