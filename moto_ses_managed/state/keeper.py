"""Keeps the state in a file while a server runs: read at its start, written now and then, and at its end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from .backends import dump_backends, load_backends
from .errors import DamagedError, StateError
from .file import read_state, remove_remains, write_state
from .lock import StateLock

SAVE_SECONDS = 5.0
"""The least time between two writings while the server is asked things (our choice: what a crash may lose)."""

_SHARE = 20
"""A writing is followed by this many times the time that it took, so that a large state costs a twentieth at most."""


class StateKeeper:
    """The state of one server in one file.

    ``complain`` is told of a writing that failed while the server runs: it is tried again.
    """

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        # A link stays one: what it leads to is replaced.
        self._path = Path(os.path.realpath(path))
        self._complain = complain
        self._lock = StateLock(self._path)
        self._changed = False
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="moto-ses-managed-state", daemon=True)

    def start(self) -> None:
        """Take up the state in the file; none is a fresh start.

        Raises StateError where another server has the file, where it is no state that can be read, which leaves it as
        it is, or where no file can be written there.
        """
        try:
            # A folder has no place for a lock beside it that is this server's to make.
            if not self._path.is_dir():
                self._take()
            self._take_up()
            self.save()
        except BaseException:
            self._lock.release()
            raise
        self._thread.start()

    def _take(self) -> None:
        """Have the file for this server alone: two would write over each other's state."""
        try:
            self._lock.acquire()
        except BlockingIOError as error:
            raise StateError(f"{self._path} is another server's: one file belongs to one server.") from error
        except OSError as error:
            raise StateError(f"The state can't be written to {self._path}: {error.strerror}.") from error
        remove_remains(self._path)

    def _take_up(self) -> None:
        try:
            state = read_state(self._path)
            if state is not None:
                load_backends(state)
        except DamagedError as error:
            raise StateError(f"{self._path} is no state that can be read: {error}") from error
        except OSError as error:
            raise StateError(f"The state can't be read from {self._path}: {error.strerror}.") from error

    def note_change(self) -> None:
        """Something may have changed since the last writing."""
        self._changed = True

    def save(self) -> None:
        """Write the state as it is. Raises StateError; the file is as it was then."""
        self._changed = False
        try:
            if self._path.exists() and not os.access(self._path, os.W_OK):
                raise PermissionError(None, "it is not writable")
            write_state(self._path, dump_backends())
        except OSError as error:
            self._changed = True
            raise StateError(f"The state can't be written to {self._path}: {error.strerror}.") from error

    def stop(self) -> None:
        """Write the state for the last time. Raises StateError."""
        self._stopping.set()
        self._thread.join()
        try:
            self.save()
        finally:
            self._lock.release()

    def _run(self) -> None:
        pause = SAVE_SECONDS
        while not self._stopping.wait(pause):
            if not self._changed:
                continue
            began = time.monotonic()
            try:
                self.save()
            except StateError as error:
                self._complain(str(error))
            pause = max(SAVE_SECONDS, _SHARE * (time.monotonic() - began))
