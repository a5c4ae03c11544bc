"""One line of the table of docs/performance.md, whichever script measured it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from contest import Row

MARGIN = 2.0
"""How far over its target a figure may be before CI fails: its machine is shared, and a slip is caught all the same."""

_BY_THE_MACHINE = frozenset({"s", "ms"})
"""Units of what is as long as the machine is slow: told, and judged by nobody but the reader."""


@dataclass(frozen=True)
class Result:
    """What was measured in ``unit`` ("x" for a ratio), once or some times, and what it should not pass.

    ``beside`` tells more of it: the figures behind a ratio.
    """

    what: str
    unit: str
    values: Sequence[float]
    target: float
    beside: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def met(self) -> bool:
        return self.median <= self.target

    @property
    def far_off(self) -> bool:
        """Whether CI fails for it."""
        return self.unit not in _BY_THE_MACHINE and self.median > self.target * MARGIN


def of_row(row: Row) -> Result:
    """A comparison of two contestants."""
    beside = f"{row.own:.2f} ms, {row.other:.2f} ms"
    return Result(f"{row.name} / {row.against}", "x", row.ratios, row.target, beside)
