"""Tables of reports, and their form in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

GAP = "  "
"""Space between two columns."""


class Emphasis(Enum):
    """How a terminal may colour a row."""

    NONE = "none"
    NOTICE = "notice"
    ALARM = "alarm"


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds numbers (aligned to the right), and its footer cell."""

    head: str
    is_number: bool = False
    foot: str = ""


@dataclass(frozen=True)
class Row:
    """A row, with one cell for each column."""

    cells: tuple[str, ...]
    emphasis: Emphasis = Emphasis.NONE


@dataclass
class TextTable:
    """Columns and rows of text; ``has_foot`` if there is a footer row."""

    columns: Sequence[Column]
    has_foot: bool = False
    rows: list[Row] = field(default_factory=list)

    def add(self, *cells: str, emphasis: Emphasis = Emphasis.NONE) -> None:
        """Append a row."""
        self.rows.append(Row(cells, emphasis))

    def lines(self) -> Iterator[tuple[str, Emphasis]]:
        """The aligned lines as plain text without trailing spaces, each with its emphasis.

        Rules are hyphens, which every encoding has.
        """
        widths = self._widths()
        rule = " ".join("-" * (width + 1) for width in widths[:-1]) + " " + "-" * widths[-1]
        yield self._line([column.head for column in self.columns], widths), Emphasis.NONE
        yield rule, Emphasis.NONE
        for row in self.rows:
            yield self._line(row.cells, widths), row.emphasis
        if self.has_foot:
            yield rule, Emphasis.NONE
            yield self._line([column.foot for column in self.columns], widths), Emphasis.NONE

    def _widths(self) -> list[int]:
        cells = [[column.head, column.foot] for column in self.columns]
        for row in self.rows:
            for of_column, cell in zip(cells, row.cells, strict=True):
                of_column.append(cell)
        return [max(map(len, of_column)) for of_column in cells]

    def _line(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        aligned = [
            cell.rjust(width) if column.is_number else cell.ljust(width)
            for cell, width, column in zip(cells, widths, self.columns, strict=True)
        ]
        return GAP.join(aligned).rstrip()
