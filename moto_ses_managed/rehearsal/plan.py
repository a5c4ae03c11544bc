"""A sending plan: messages a day by pool and ISP, read from a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from ..simulation.clock import HOURS_A_DAY, LONGEST_ADVANCE
from ..simulation.errors import InvalidValueError
from ..simulation.isp import ISPS
from ..simulation.pool_names import RESERVED_POOLS, check_pool_name
from ..simulation.pools.account_pools import MAX_POOLS
from ..simulation.traffic import MOST_A_DAY, Load
from .text_files import FileError, printable, read_text

COLUMNS = ("day", "pool", "isp", "messages")
HOURS = "hours"
"""An optional column."""

MOST_DAYS = LONGEST_ADVANCE.days
"""The largest number of days that a plan may have."""

DEFAULT_START = date(2026, 1, 1)
"""The default date of day 1 (our choice). A fixed date, not today, so that a plan always gives the same output: bills
depend on the lengths of the months."""

_DAYS = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?")
_VOLUME = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Stretch:
    """Consecutive days with the same traffic."""

    days: int
    loads: tuple[Load, ...]

    @property
    def traffic(self) -> Mapping[str, Mapping[str, int]]:
        """Each pool's messages a day by ISP, for all hours together."""
        traffic_by_pool: dict[str, dict[str, int]] = {}
        for load in self.loads:
            by_isp = traffic_by_pool.setdefault(load.pool, {})
            by_isp[load.isp] = by_isp.get(load.isp, 0) + load.messages
        return traffic_by_pool


@dataclass(frozen=True)
class Plan:
    """The traffic of each pool, from day 1 to the plan's last day. ``pools`` are in the order of the file.

    ``last_day`` is the last day in the file's rows. It may be after the plan's last day.
    """

    pools: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    last_day: int

    @property
    def days(self) -> int:
        return sum(stretch.days for stretch in self.stretches)


@dataclass(frozen=True)
class _Row:
    line: int
    first_day: int
    last_day: int
    pool: str
    isp: str
    messages: int
    hours: int


def read_plan(path: Path, days: int | None = None) -> Plan:
    """Read a plan of ``days`` days from a CSV file (None: until the last day in the file). Later rows are ignored.

    The file is UTF-8, its cells are separated by commas, and its first line names the columns, in any order:

    - ``day``: a day from 1 (``12``) or a range of days, both ends included (``1-30``);
    - ``pool``: the pool's name;
    - ``isp``: the name of one of the simulation's ISPs (``Gmail``, ``Yahoo``, … ``Other``);
    - ``messages``: messages on that day, or on each day of the range, one for each recipient;
    - ``hours``, optional: the number of hours, from the beginning of the day, over which they are spread (24 if blank
      or missing).

    A row applies to its days only: a pool sends nothing on days without a row. Rows for the same day, pool and ISP
    add up. Blank lines, and spaces around a cell, are ignored.
    Raises FileError, which names the line and the column.
    """
    return parse_plan(str(path), read_text(path), days)


def parse_plan(file: str, text: str, days: int | None = None) -> Plan:
    """Read a plan from text, as read_plan() does. ``file`` is the name for error messages. Raises FileError."""
    rows = list(_rows(file, text))
    pools = dict.fromkeys(row.pool for row in rows)
    last_day = max(row.last_day for row in rows)
    return Plan(tuple(pools), tuple(_stretches(file, rows, last_day if days is None else days)), last_day)


def _rows(file: str, text: str) -> Iterator[_Row]:
    lines = _records(file, text)
    header_line, header = next(lines, (1, None))
    if header is None:
        raise FileError(file, f"it is empty: a header with the columns {', '.join(COLUMNS)} was expected.")
    positions = _positions(file, header_line, header)
    pools: set[str] = set()
    empty = True
    for line, cells in lines:
        if len(cells) != len(header):
            raise FileError(file, f"the row has {len(cells)} cells: {len(header)} expected.", line)
        row = _Cells(file, line, {name: cells[position] for name, position in positions.items()}).row()
        pools.add(row.pool)
        if len(pools) > MAX_POOLS:
            raise FileError(file, f"the pool {row.pool!r} exceeds the limit of {MAX_POOLS} pools.", line, "pool")
        empty = False
        yield row
    if empty:
        raise FileError(file, "it has a header but no rows.")


def _records(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise FileError(file, f"it is not CSV: {error}.", line) from error
        if cells is None:
            return
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield line, stripped


def _positions(file: str, line: int, header: Sequence[str]) -> dict[str, int]:
    names = [name.lower() for name in header]
    expected = f"{', '.join(COLUMNS)} expected, separated by commas."
    for position, name in enumerate(names):
        if name not in {*COLUMNS, HOURS}:
            raise FileError(file, f"unknown column {printable(header[position])}: {expected}", line)
        if name in names[:position]:
            raise FileError(file, f"the column {name} appears twice: {expected}", line)
    for name in COLUMNS:
        if name not in names:
            raise FileError(file, f"the column {name} is missing: {expected}", line)
    return {name: names.index(name) for name in names}


@dataclass(frozen=True)
class _Cells:
    """The cells of one row by column, not yet parsed."""

    file: str
    line: int
    cells: Mapping[str, str]

    def row(self) -> _Row:
        first_day, last_day = self._days()
        return _Row(self.line, first_day, last_day, self._pool(), self._isp(), self._messages(), self._hours())

    def _days(self) -> tuple[int, int]:
        cell = self.cells["day"]
        match = _DAYS.fullmatch(cell)
        if not match:
            raise self._error(
                "day", f"{printable(cell)} is not a day: a number from 1, or a range such as 1-30, expected."
            )
        first_day = int(match[1])
        last_day = int(match[2] or first_day)
        if first_day < 1:
            raise self._error("day", f"{printable(cell)} is not a day: days count from 1.")
        if last_day < first_day:
            raise self._error("day", f"{printable(cell)} ends before it begins.")
        if last_day > MOST_DAYS:
            raise self._error("day", f"day {last_day:,} is after the last day, {MOST_DAYS:,}.")
        return first_day, last_day

    def _pool(self) -> str:
        name = self.cells["pool"]
        if name in RESERVED_POOLS:
            raise self._error("pool", f"{name!r} is reserved: SES manages this pool itself.")
        try:
            check_pool_name(name)
        except InvalidValueError as error:
            problem = str(error).replace(repr(name), printable(name))
            raise self._error("pool", problem) from error
        return name

    def _isp(self) -> str:
        isp = self.cells["isp"]
        if isp not in ISPS:
            raise self._error("isp", f"unknown ISP {printable(isp)}: {', '.join(ISPS)} expected.")
        return isp

    def _messages(self) -> int:
        cell = self.cells["messages"]
        if not _VOLUME.fullmatch(cell) or int(cell) > MOST_A_DAY:
            raise self._error(
                "messages", f"{printable(cell)} is not a volume: a whole number from 0 to {MOST_A_DAY:,} expected."
            )
        return int(cell)

    def _hours(self) -> int:
        cell = self.cells.get(HOURS) or str(HOURS_A_DAY)
        if not _VOLUME.fullmatch(cell) or not 1 <= int(cell) <= HOURS_A_DAY:
            raise self._error(
                HOURS, f"{printable(cell)} is not a number of hours: a whole number from 1 to 24 expected."
            )
        return int(cell)

    def _error(self, column: str, problem: str) -> FileError:
        return FileError(self.file, problem, self.line, column)


def _stretches(file: str, rows: Sequence[_Row], days: int) -> list[Stretch]:
    """Add up the rows for each run of days on which no row begins or ends. A range costs no more than a single day."""
    beginning, ended = defaultdict(list), defaultdict(list)
    for row in rows:
        beginning[row.first_day].append(row)
        ended[row.last_day + 1].append(row)
    sums: Counter[tuple[str, str, int]] = Counter()
    stretches: list[Stretch] = []
    turns = {day for day in (1, *beginning, *ended) if day <= days}
    for first_day, end_day in pairwise([*sorted(turns), days + 1]):
        for row in ended[first_day]:
            sums[row.pool, row.isp, row.hours] -= row.messages
        for row in beginning[first_day]:
            sums[row.pool, row.isp, row.hours] += row.messages
            volume = sum(sums[key] for key in sums if key[:2] == (row.pool, row.isp))
            if volume > MOST_A_DAY:
                problem = (
                    f"with the other rows of day {first_day}, {row.pool} and {row.isp} it makes "
                    f"{volume:,} messages: {MOST_A_DAY:,} at most expected."
                )
                raise FileError(file, problem, row.line, "messages")
        loads = tuple(Load(*key[:2], messages, key[2]) for key, messages in sums.items() if messages)
        if stretches and stretches[-1].loads == loads:
            stretches[-1] = Stretch(stretches[-1].days + end_day - first_day, loads)
        else:
            stretches.append(Stretch(end_day - first_day, loads))
    return stretches
