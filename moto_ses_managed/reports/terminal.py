"""Output of the commands: plain text, with colours and a progress bar on a terminal if rich is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from .text_table import Emphasis, TextTable

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {Emphasis.NOTICE: "yellow", Emphasis.ALARM: "red"}


class Printer:
    """Prints lines to a stream. They are never cut: a narrow terminal wraps them, so that numbers stay whole.

    On a terminal they are coloured if the extra ``terminal`` (rich) is installed.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._console = _console(self._stream) if _is_styled(self._stream) else None

    def line(self, text: str = "", style: str = "") -> None:
        """Print a line; ``style`` is a style of rich for terminals."""
        if self._console is None:
            print(text, file=self._stream)
        else:
            self._console.out(text, style=style, highlight=False)

    def table(self, table: TextTable) -> None:
        """Print a table."""
        for text, emphasis in table.lines():
            self.line(text, _STYLES.get(emphasis, ""))


@contextmanager
def progress(label: str, total: int, *, wanted: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr that is removed at the end; call what it yields to advance it.

    There is no bar if it is not ``wanted``, if stderr is not a terminal, or without rich.
    """
    if not (wanted and _is_styled(sys.stderr)):
        yield lambda _done: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def _is_styled(stream: TextIO) -> bool:
    return stream.isatty() and find_spec("rich") is not None


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)
