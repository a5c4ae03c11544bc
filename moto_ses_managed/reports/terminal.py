"""How the commands print: coloured and as wide as it is on a terminal, plain text everywhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

ROOMY = 10_000
"""Columns of what is no terminal: nothing there is cut or folded."""


def console(file: TextIO | None = None) -> Console:
    """A console on stdout, or on ``file``. Off a terminal nothing is coloured, folded or cut to a width."""
    stream = file or sys.stdout
    if stream.isatty():
        return Console(file=stream, highlight=False, markup=False, emoji=False)
    return Console(
        file=stream,
        width=ROOMY,
        force_terminal=False,
        color_system=None,
        no_color=True,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show(on: Console, shown: RenderableType) -> None:
    """Print whole: a number that is cut would be another number, so a narrow terminal folds the lines itself."""
    width = on.width
    on.width = max(width, Measurement.get(on, on.options.update(max_width=ROOMY), shown).maximum)
    on.print(shown, crop=False)
    on.width = width


def plain_text(shown: RenderableType) -> str:
    """As plain text, without spaces at the lines' ends."""
    file = io.StringIO()
    show(console(file), shown)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip("\n").split("\n"))


@contextmanager
def progress(label: str, total: int, *, wanted: bool) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, where that is a terminal and it is ``wanted``, gone at the end; moved by what is yielded."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _done: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)
