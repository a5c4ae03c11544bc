"""The tables of a page, so that a test can hold each row to what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_CELL = re.compile(r"\s*\|\s*")


def rows_of(page: Path, heading: str) -> Iterator[list[str]]:
    """The rows of the first table below a heading of the page, cell by cell, without marks for code."""
    _, separator, text = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    if not separator:
        raise LookupError(f"{page} has no heading {heading!r}")
    table = re.search(r"^\|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    if table is None:
        raise LookupError(f"{heading!r} of {page} has no table")
    for line in table[1].splitlines():
        yield [cell.strip("`") for cell in _CELL.split(line.strip().strip("|").strip())]
