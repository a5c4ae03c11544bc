"""The state file: an SQLite database. A save writes all changes, or none."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from moto_ses_managed.version import __version__

from .errors import StateError
from .kinds import Kind

VERSION = 4
"""The version of the format. It is increased when a release cannot read the files of the one before."""

_APPLICATION = 0x6D6F7365
"""SQLite's application_id of state files: "mose"."""

_HEADER = b"SQLite format 3\0"
_VERSION_AT, _APPLICATION_AT = slice(60, 64), slice(68, 72)
"""The positions of user_version and application_id in SQLite's file header [SQLite: "Database File Format"]."""

_PAGE_BYTES = 16_384
"""The page size. With the default of 4,096, pages with messages of 2 KB would be half empty."""

_ROWS_AT_ONCE = 100
"""Rows per statement (our choice: they need fewer than SQLite's 999 values in a statement)."""

_TABLES = f"""
CREATE TABLE written (id INTEGER PRIMARY KEY, by TEXT NOT NULL);
CREATE TABLE kinds (number INTEGER PRIMARY KEY, class TEXT NOT NULL, attributes TEXT NOT NULL);
CREATE TABLE rows (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, key, data BLOB NOT NULL, crc INTEGER);
CREATE TABLE regions (account TEXT, name TEXT, data BLOB NOT NULL, crc INTEGER, PRIMARY KEY (account, name));
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {VERSION};
"""

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))

_T = TypeVar("_T")

RegionKey = tuple[str, str]
"""An account and the name of one of its Regions."""


StoredRow = tuple[int, int, "str | int | None", Any]
"""The number of a row, that of its collection or 0, its key there, and its tree."""


class Changes(NamedTuple):
    """The changes of one save: new, changed and removed rows.

    ``regions`` are trees in the form of dumped(). ``kinds`` are complete after all rows were read.
    """

    kinds: Iterable[Kind]
    rows: Iterable[StoredRow]
    removed_rows: Iterable[int]
    regions: Mapping[RegionKey, bytes]
    removed_regions: Collection[RegionKey]


class Store:
    """A state file, locked by this process until close().

    Raises StateError if it cannot be opened, or is not a state; it is then left unchanged.
    """

    def __init__(self, path: Path) -> None:
        # A symbolic link is kept: its target is written.
        self.path = Path(os.path.realpath(path))
        with self._complaints("written to"):
            self._status = self._check()
            self._database = sqlite3.connect(self.path, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                self._open()
            except BaseException:
                self._database.close()
                raise

    def kinds(self) -> list[tuple[str, list[str]]]:
        """The class and the attributes of each kind."""
        rows = self._read("SELECT class, attributes FROM kinds ORDER BY number")
        return [(path, json.loads(names)) for path, names in rows]

    def rows(self) -> Iterator[StoredRow]:
        """All rows, in the order of their numbers."""
        for *row, data, crc in self._read("SELECT number, collection, key, data, crc FROM rows ORDER BY number"):
            number, collection, key = row
            yield number, collection, key, _loaded(data, crc)

    def regions(self) -> Iterator[tuple[RegionKey, Any]]:
        """The tree of each Region."""
        for account, name, data, crc in self._read("SELECT account, name, data, crc FROM regions"):
            yield (account, name), _loaded(data, crc)

    def write(self, changes: Changes) -> None:
        """Write all changes, or none. Raises StateError."""
        database = self._database
        with self._complaints("written to"):
            # SQLite would continue to write to a file that has been removed.
            if not os.path.samestat(self.path.stat(), self._status):
                raise StateError(f"The state can't be written to {self.path}: another file is there now.")
            database.execute("BEGIN IMMEDIATE")
            try:
                _write(database, changes)
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file, and release its lock."""
        self._database.close()

    def _check(self) -> os.stat_result:
        """Create the file if it does not exist, and check it before SQLite opens it."""
        # Opening a FIFO would wait for its other end.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(self.path, flags, 0o600)
        except IsADirectoryError as error:
            raise StateError(f"{self.path} is a folder: a file was expected.") from error
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise StateError(f"{self.path} is not a regular file, which a state needs.")
            head = os.read(descriptor, 100)
            if head:
                self._check_head(head)
            # Readable by its owner only: it holds mail.
            self.path.chmod(stat.S_IMODE(status.st_mode) & 0o600)
            return status
        finally:
            os.close(descriptor)

    def _check_head(self, head: bytes) -> None:
        application = int.from_bytes(head[_APPLICATION_AT], "big")
        if head[: len(_HEADER)] != _HEADER or len(head) < _APPLICATION_AT.stop or application != _APPLICATION:
            raise StateError(f"{self.path} is not a state of moto-ses-managed, or a damaged one.")
        version = int.from_bytes(head[_VERSION_AT], "big")
        if version != VERSION:
            raise StateError(f"{self.path} has version {version} of the state: {__version__} reads version {VERSION}.")

    def _open(self) -> None:
        database = self._database
        # The lock is held from the first read until close(); the system releases it when the process ends.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        database.execute("BEGIN EXCLUSIVE")
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            for statement in filter(str.strip, _TABLES.split(";")):
                database.execute(statement)
        database.execute("COMMIT")
        [(outcome,)] = database.execute("PRAGMA quick_check(1)")
        if outcome != "ok":
            raise sqlite3.DatabaseError("database disk image is malformed")
        # Writes survive the end of this process; only a crash of the machine can lose the last ones.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")

    def _read(self, query: str) -> Iterator[Any]:
        with self._complaints("read from"):
            cursor = self._database.execute(query)
        while True:
            with self._complaints("read from"):
                rows = cursor.fetchmany(_ROWS_AT_ONCE)
            if not rows:
                return
            yield from rows

    @contextmanager
    def _complaints(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StateError(f"The state can't be {done} {self.path}: {error.strerror}.") from error
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise StateError(f"{self.path} is another server's: one file belongs to one server.") from error
            raise StateError(f"The state can't be {done} {self.path}: {error}.") from error


def _write(database: sqlite3.Connection, changes: Changes) -> None:
    database.execute("INSERT OR REPLACE INTO written VALUES (1, ?)", (__version__,))
    # Many rows per statement: sqlite3 releases the GIL for each statement, and must then wait to get it back.
    rows = ((*row, *_checked(dumped(tree))) for *row, tree in changes.rows)
    for some in _by_hundreds(rows):
        places = ", ".join(["(?, ?, ?, ?, ?)"] * len(some))
        database.execute(f"INSERT OR REPLACE INTO rows VALUES {places}", [*chain.from_iterable(some)])  # noqa: S608
    for numbers in _by_hundreds(changes.removed_rows):
        database.execute(f"DELETE FROM rows WHERE number IN ({', '.join('?' * len(numbers))})", numbers)  # noqa: S608
    kinds = ((kind.number, kind.path, json.dumps(kind.names)) for kind in changes.kinds)
    database.executemany("INSERT INTO kinds VALUES (?, ?, ?)", kinds)
    database.executemany(
        "INSERT OR REPLACE INTO regions VALUES (?, ?, ?, ?)",
        ((*key, *_checked(data)) for key, data in changes.regions.items()),
    )
    database.executemany("DELETE FROM regions WHERE account = ? AND name = ?", changes.removed_regions)


def _by_hundreds(items: Iterable[_T]) -> Iterator[list[_T]]:
    remaining = iter(items)
    while some := [*islice(remaining, _ROWS_AT_ONCE)]:
        yield some


def dumped(tree: Any) -> bytes:
    """Encode a tree."""
    # Surrogates are not valid UTF-8, but must be restored as well.
    return _JSON.encode(tree).encode("utf-8", "surrogatepass")


def _checked(data: bytes) -> tuple[bytes, int]:
    """The bytes with their checksum."""
    return data, crc32(data)


def _loaded(data: Any, crc: int) -> Any:
    if crc32(data) != crc:
        raise StateError("what it holds is not what was written there.")
    return json.loads(data.decode("utf-8", "surrogatepass"))
