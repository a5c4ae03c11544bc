"""Read users' text files. An error message is one line that names the file."""

from __future__ import annotations

from pathlib import Path

from ..simulation.errors import SesManagedError

MOST_BYTES = 64 * 1024 * 1024
"""The largest file, in bytes (our choice: a million rows fit, and reading an endless device stops)."""

MOST_QUOTED = 60
"""The number of characters of a wrong value that a message quotes (our choice)."""


class FileError(SesManagedError):
    """A file can't be used. The message names the file, and the line and column if there is one."""

    def __init__(self, file: str, problem: str, line: int | None = None, column: str | None = None) -> None:
        place = file
        if line is not None:
            place += f", line {line}"
        if column is not None:
            place += f", column {column}"
        super().__init__(f"{place}: {problem}")
        self.file = file
        self.problem = problem
        self.line = line
        self.column = column


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises FileError if it can't be read, is larger than MOST_BYTES, is not UTF-8 or contains a NUL byte.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(str(path), f"it can't be read: {error.strerror or error}.") from error
    if len(data) > MOST_BYTES:
        raise FileError(str(path), f"it is larger than {MOST_BYTES:,} bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]
        raise FileError(str(path), f"byte 0x{wrong:02x} is not UTF-8.", _line_of(data, error.start)) from error
    if "\0" in text:
        raise FileError(str(path), "a NUL byte is not text.", _line_of(data, data.index(0)))
    return text


def printable(value: str) -> str:
    """A value as error messages show it: quoted, printable and short."""
    return repr(value if len(value) <= MOST_QUOTED else value[:MOST_QUOTED] + "…")


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
