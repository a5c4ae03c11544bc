"""SES's whole state, every account and Region, between moto's backends and a store."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any
from zlib import crc32

from moto.ses.models import ses_backends

from moto_ses_managed.control.selection import account_id, region_name
from moto_ses_managed.ses.clock import wall_clock
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.regions import managed_backends
from moto_ses_managed.simulation.errors import EndOfTimeError, SesManagedError

from .errors import StateError
from .kinds import Kinds
from .reading import BROKEN
from .rows import RowBook, StartAgainError
from .store import Changes, RegionKey, Store, dumped

BREATH_SECONDS = 0.01
"""How long a save that has many rows to write lets the calls of a Region go on meanwhile (our choice)."""


class SavedBackends:
    """The backends of this process, and what of them a store has."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kinds = Kinds()
        self._book = RowBook(self._kinds)
        self._stored_kinds = 0
        self._stored: dict[RegionKey, int] = {}
        """The digest of each Region's tree."""

    def load(self) -> None:
        """Put what the store has in the place of what is there, or nothing at all. Raises StateError.

        Each Region's time goes on from where it stood: none passed meanwhile.
        """
        regions = self.read()
        if not regions:
            return
        for before in managed_backends():
            before.reset()
        for (account, name), attributes in regions.items():
            backend: Any = ses_backends[account][name]
            backend.__setstate__(attributes)

    def read(self) -> dict[RegionKey, dict[str, Any]]:
        """What the backend of each Region is in the store. Raises StateError."""
        try:
            return self._regions()
        except BROKEN as error:
            raise StateError(f"{self._store.path} is not a state that can be read: {_words(error)}") from error

    def save(self) -> None:
        """Write what has changed: each Region in the present, and as it is at one time. Raises StateError."""
        trees = {key: dumped(tree) for key, tree in self._trees().items()}
        digests = {key: crc32(data) for key, data in trees.items()}
        rows, removed = self._book.take_changes()
        changes = Changes(
            self._kinds.all[self._stored_kinds :],
            rows,
            removed,
            {key: data for key, data in trees.items() if self._stored.get(key) != digests[key]},
            [*self._stored.keys() - trees.keys()],
        )
        try:
            self._store.write(changes)
        except StateError:
            self._book.put_back(rows, removed)
            raise
        self._stored, self._stored_kinds = digests, self._stored_kinds + len(changes.kinds)

    def _regions(self) -> dict[RegionKey, dict[str, Any]]:
        self._kinds.read(self._store.kinds())
        self._stored_kinds = len(self._kinds.all)
        reader = self._book.read(self._store.rows(), self._store.records())
        regions = {_known(key): reader().whole(tree) for key, tree in self._store.regions()}
        for attributes in regions.values():
            attributes["region"].clock.resume(wall_clock)
        return regions

    def _trees(self) -> dict[RegionKey, Any]:
        while True:
            self._book.begin()
            try:
                return {
                    (backend.account_id, backend.region_name): self._tree(backend) for backend in managed_backends()
                }
            except StartAgainError:
                continue  # a class of rows is none

    def _tree(self, backend: ManagedSESBackend) -> Any:
        # What came to pass meanwhile is published first, for it would be lost: a state has no event that is under way.
        with suppress(EndOfTimeError), backend.step(reads=True):
            pass
        while True:
            with backend.region.lock:
                tree = self._book.tree_of(backend.__getstate__())
            if tree is not None:
                return tree
            written = False
            while not written:
                time.sleep(BREATH_SECONDS)
                with backend.region.lock:
                    written = self._book.write_rows()


def _known(key: RegionKey) -> RegionKey:
    account, name = key
    region_name(name, ses_backends[account_id(account)])
    return key


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, SesManagedError) else f"{type(error).__name__}: {error}"[:200]
