"""The table of docs/performance.md: all that is promised of cost, measured in one run. ``make bench`` writes it.

``--check`` writes nothing and fails where a figure is far over its target: for CI, outside the test suite.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import calls
import growth
import over_http
import simulated_year
import starts
from results import MARGIN, Result, of_row

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- made by make bench -->", "<!-- end of what make bench makes -->"


Measured = tuple[list[Result], list[str]]
"""What a script found, and a note for each contestant that could not take part."""


@dataclass(frozen=True)
class Part:
    """One script's figures: ``measure`` is given how many rounds, many for the page and few for a check."""

    measure: Callable[[int], Measured]
    rounds: int
    rounds_of_a_check: int


def _calls(rounds: int) -> Measured:
    return [of_row(row) for row in calls.rows(rounds)], []


def _over_http(rounds: int) -> Measured:
    rows, notes = over_http.results(rounds)
    return [of_row(row) for row in rows.values()], notes


PARTS = (
    Part(_calls, calls.ROUNDS, 20),
    Part(_over_http, over_http.ROUNDS, 2),
    Part(lambda rounds: (starts.results(rounds), []), starts.ROUNDS, 5),
    Part(lambda rounds: (growth.results(rounds), []), growth.ROUNDS, 1),
    Part(lambda rounds: (simulated_year.results(rounds), []), simulated_year.ROUNDS, 1),
)


def main() -> int:
    """Measure, and write the page or judge the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help=f"fail where a figure is over {MARGIN} x its target")
    check = parser.parse_args().check
    results, notes = [], []
    for part in PARTS:
        measured, left_out = part.measure(part.rounds_of_a_check if check else part.rounds)
        print("\n".join([*map(as_line, measured), *left_out]), flush=True)
        results += measured
        notes += left_out
    if not check:
        write(results, notes)
        return 0
    far_off = [result.what for result in results if result.far_off]
    for what in far_off:
        print(f"far over its target: {what}", file=sys.stderr)
    return 1 if far_off else 0


def as_line(result: Result) -> str:
    """A row of the table in Markdown."""
    median = number(result.median)
    if len(result.values) > 1:
        median += f" ({number(min(result.values))} to {number(max(result.values))})"
    reached = "yes" if result.met else "no"
    unit = "" if result.unit == "x" else f" {result.unit}"
    return f"| {result.what} | {median}{unit} | ≤ {result.target:g}{unit} | {reached} | {result.beside} |"


def number(value: float) -> str:
    """Two digits after the point for what is small, none for what is large."""
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def write(results: Iterable[Result], notes: Iterable[str]) -> None:
    """Put the table into its place on the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    head = "| what | measured: median (least to greatest) | reach | reached | behind it |\n|---|---|---|---|---|"
    lines = "\n".join(map(as_line, results))
    table = "\n\n".join([machine(), f"{head}\n{lines}", *notes])
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """Where and with what it was measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("moto", "boto3"))
    return (
        f"{date.today():%d %B %Y}, {platform.system()} on {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {packages}."
    )


if __name__ == "__main__":
    sys.exit(main())
