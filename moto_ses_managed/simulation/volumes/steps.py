"""A number that changes now and then, and what it was in any hour of the past."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from ..time_units import Hour


class Steps:
    """Costs by the changes, not by the hours: days that leave the number as it was cost nothing."""

    __slots__ = ("_hours", "_values")

    def __init__(self, value: int) -> None:
        self._hours = array("q", [0])
        self._values = array("q", [value])

    def note(self, hour: Hour, value: int) -> None:
        """From the region's hour ``hour`` on the number is ``value``; hours come in order."""
        if value == self._values[-1]:
            return
        if hour == self._hours[-1]:
            self._values[-1] = value
            return
        self._hours.append(hour)
        self._values.append(value)

    def at(self, hour: Hour) -> int:
        """The number at the end of the region's hour ``hour``."""
        return self._values[max(0, bisect_right(self._hours, hour) - 1)]
