"""Keeps the state file while a server runs: loads it at the start, and saves changes until the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from .backends import SavedBackends
from .errors import StateError
from .store import Store

SAVE_SECONDS = 1.0
"""How long changes are collected before they are saved (our choice)."""

_LEAST_PAUSE = 0.1
"""The shortest pause between two saves, for other threads, however long a save takes (our choice)."""

_LOST_SECONDS = 4.5
"""The seconds of changes that a kill can lose, less a margin for a busy machine [5 seconds: docs/howto/state.md]. A
change during a save is written by the next save, after the pause between them."""


class StateKeeper:
    """Keeps the state of one server in one file.

    ``complain`` is called when a save fails while the server runs; the save is then tried again.
    """

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path = path
        self._complain = complain
        self._store: Store
        self._saved: SavedBackends
        self._changed = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="moto-ses-managed-state", daemon=True)

    def start(self) -> None:
        """Load the state from the file; without a file, start empty.

        Raises StateError if another server uses the file, if it is not a readable state (it is then left unchanged), or
        if no file can be written there.
        """
        self._store = Store(self._path)
        self._saved = SavedBackends(self._store)
        try:
            self._saved.load()
            self._saved.save()
        except BaseException:
            self._store.close()
            raise
        self._thread.start()

    def note_change(self) -> None:
        """Note that something may have changed since the last save."""
        self._changed.set()

    def stop(self) -> None:
        """Save a last time, and stop. Raises StateError."""
        self._stopping.set()
        self._changed.set()
        self._thread.join()
        try:
            self._saved.save()
        finally:
            self._store.close()

    def _run(self) -> None:
        pause = SAVE_SECONDS
        while not self._stopping.wait(pause):
            self._changed.wait()
            if self._stopping.is_set():
                return
            self._changed.clear()
            began = time.monotonic()
            try:
                self._saved.save()
            except StateError as error:
                self._changed.set()
                self._complain(str(error))
            save_seconds = time.monotonic() - began
            pause = max(_LEAST_PAUSE, min(SAVE_SECONDS, _LOST_SECONDS - 2 * save_seconds))
