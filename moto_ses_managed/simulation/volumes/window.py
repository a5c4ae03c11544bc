"""Counts over the last 24 hours, the period of ISPs' quotas and of SES's figures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import timedelta

from ..clock import DAY, HOUR, HOURS_A_DAY, MINUTE
from ..time_units import MINUTES_AN_HOUR, Hour

MINUTES_A_DAY = MINUTES_AN_HOUR * HOURS_A_DAY


class Window:
    """A count over the last 24 hours, in constant space.

    What happens at the end of an hour (bulk traffic, retries) is counted by hour and leaves the window exactly 24 hours
    later. Everything else is counted by minute and leaves 24 hours after the end of its minute, never too early. So a
    capacity that is checked against ``total`` holds in every 24 hours, wherever they begin.
    """

    __slots__ = ("_between", "hours", "total")

    def __init__(self) -> None:
        self.hours: list[int] = [0] * HOURS_A_DAY
        self.total = 0
        self._between: deque[tuple[timedelta, int]] = deque()

    @property
    def settled(self) -> bool:
        """Whether everything that is counted happened at the end of an hour."""
        return not self._between

    def reach(self, elapsed: timedelta) -> None:
        """Move the window to an elapsed time."""
        between = self._between
        while between and between[0][0] + DAY <= elapsed:
            self.total -= between.popleft()[1]

    def kept_at(self, future_hour: Hour, ended: Hour) -> int:
        """The part of the current total that still counts when ``future_hour`` begins, at most 24 hours from now.

        ``ended`` is the last hour that was passed to end_hour().
        """
        hours, future = self.hours, future_hour * HOUR
        kept = sum(hours[hour % HOURS_A_DAY] for hour in range(future_hour - HOURS_A_DAY, ended + 1))
        return kept + sum(count for elapsed, count in self._between if elapsed + DAY > future)

    def add_at_end(self, hour: Hour, count: int) -> None:
        """Count at the end of an hour, after end_hour() was called for it."""
        self.hours[hour % HOURS_A_DAY] += count
        self.total += count

    def add(self, elapsed: timedelta, count: int) -> None:
        """Count at an elapsed time."""
        self.total += count
        between = self._between
        if between and between[-1][0] // MINUTE == elapsed // MINUTE:
            count += between.pop()[1]
        between.append((elapsed, count))

    def absorb(self, other: Window) -> None:
        """Add the counts of another window."""
        self.hours = [mine + theirs for mine, theirs in zip(self.hours, other.hours, strict=True)]
        self._between = deque(sorted([*self._between, *other._between]))
        self.total += other.total

    def without_share(self, members: int, removed: int) -> Window:
        """The window of a group of ``members`` that take turns, without the share of ``removed`` of them.

        A count that does not divide evenly is rounded up, so that it is never too low for those that remain.
        """
        rest = Window()
        rest.hours = [count - count // members * removed for count in self.hours]
        rest._between = deque((at, count - count // members * removed) for at, count in self._between)
        rest.total = sum(rest.hours) + sum(count for _, count in rest._between)
        return rest


def end_hour(windows: Iterable[Window], hour: Hour) -> None:
    """End ``hour`` in ``windows``: what happened 24 hours ago no longer counts."""
    slot = hour % HOURS_A_DAY
    for window in windows:
        window.total -= window.hours[slot]
        window.hours[slot] = 0
        if window._between:
            window.reach((hour + 1) * HOUR)
