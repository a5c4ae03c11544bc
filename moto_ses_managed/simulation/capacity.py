"""What a managed pool might send each ISP, remembered hour by hour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping


class CapacityLog:
    """The capacities of a pool's IPs together, by ISP, from hour to hour; hours that are alike are kept once."""

    def __init__(self) -> None:
        self._hours: list[int] = []
        self._capacities: list[Mapping[str, int]] = []

    def note(self, hour: int, capacities: Mapping[str, int]) -> None:
        """From the region's hour ``hour`` on, the latest that was noted or a later one, it is these."""
        if self._capacities and self._capacities[-1] == capacities:
            return
        if self._hours and self._hours[-1] == hour:
            self._capacities[-1] = capacities
            return
        self._hours.append(hour)
        self._capacities.append(capacities)

    def at(self, isp: str, hour: int) -> int | None:
        """Messages in 24 hours as of the region's hour ``hour``; None before the first that was noted."""
        position = bisect_right(self._hours, hour)
        return self._capacities[position - 1].get(isp) if position else None
