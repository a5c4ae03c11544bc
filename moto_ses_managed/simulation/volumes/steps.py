"""A number that changes rarely, and its value in any past hour."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from ..time_units import Hour


class Steps:
    """The history of a number. Memory grows with its changes, not with the hours."""

    __slots__ = ("_hours", "_values")

    def __init__(self, value: int) -> None:
        self._hours = array("q", [0])
        self._values = array("q", [value])

    def note(self, hour: Hour, value: int) -> None:
        """Set the number from ``hour`` on. Call it with ascending hours."""
        if value == self._values[-1]:
            return
        if hour == self._hours[-1]:
            self._values[-1] = value
            return
        self._hours.append(hour)
        self._values.append(value)

    def at(self, hour: Hour) -> int:
        """The number at the end of ``hour``."""
        return self._values[max(0, bisect_right(self._hours, hour) - 1)]
