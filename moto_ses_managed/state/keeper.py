"""Keeps the state in a file while a server runs: read at its start, saved as it changes, and at its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from .backends import SavedBackends
from .errors import StateError
from .store import Store

SAVE_SECONDS = 1.0
"""How long the server is asked things before the changes are saved (our choice)."""

_LEAST_PAUSE = 0.1
"""How long other threads have between two saves, however long these take (our choice)."""

_LOST_SECONDS = 4.5
"""What a kill may lose, less what a busy machine adds [5 seconds: docs/howto/state.md]: a change that comes as a save
begins is written by the next one, after the rest of this save and the pause between them."""


class StateKeeper:
    """The state of one server in one file.

    ``complain`` is told of a save that failed while the server runs: it is tried again.
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
        """Take up the state in the file; none is a fresh start.

        Raises StateError where another server has the file, where it is not a state that can be read, which leaves it
        as it is, or where no file can be written there.
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
        """Something may have changed since the last save."""
        self._changed.set()

    def stop(self) -> None:
        """Save for the last time. Raises StateError."""
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
