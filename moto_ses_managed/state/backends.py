"""Loads and saves the state of all accounts and Regions, between moto's backends and a store."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
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
from .rows import RowBook, RowChanges
from .store import Changes, RegionKey, Store, dumped


class SavedBackends:
    """The backends of this process, and what the store holds of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book = RowBook(Kinds())
        self._stored_kinds = 0
        self._stored: dict[RegionKey, int] = {}
        """The digest of each Region's stored tree."""

    def load(self) -> None:
        """Replace all backends by those in the store, or change nothing and raise StateError.

        The time of each Region continues where it was saved.
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
        """The attributes of each Region's backend in the store. Raises StateError."""
        try:
            return self._regions()
        except BROKEN as error:
            raise StateError(f"{self._store.path} is not a state that can be read: {_words(error)}") from error

    def save(self) -> None:
        """Write what has changed. Each Region is brought to the present and saved in one step. Raises StateError."""
        changes, kinds = RowChanges(self._book), self._book.kinds.all
        trees = {(backend.account_id, backend.region_name): _tree(backend, changes) for backend in managed_backends()}
        written = {key: dumped(tree) for key, tree in trees.items()}
        digests = {key: crc32(data) for key, data in written.items()}
        self._store.write(
            Changes(
                islice(kinds, self._stored_kinds, None),
                changes.rows(),
                changes.removed(),
                {key: data for key, data in written.items() if self._stored.get(key) != digests[key]},
                self._stored.keys() - digests.keys(),
            )
        )
        self._book, self._stored, self._stored_kinds = changes.stored(), digests, len(kinds)

    def _regions(self) -> dict[RegionKey, dict[str, Any]]:
        kinds = self._book.kinds
        kinds.read(self._store.kinds())
        self._stored_kinds = len(kinds.all)
        reader = self._book.read(self._store.rows())
        regions = {_known(key): reader.whole(tree) for key, tree in self._store.regions()}
        for attributes in regions.values():
            attributes["region"].clock.resume(wall_clock)
        return regions


def _tree(backend: ManagedSESBackend, changes: RowChanges) -> Any:
    # Pending events are published first: they are not part of the state, and would be lost.
    with suppress(EndOfTimeError), backend.step(reads=True):
        pass
    with backend.region.lock:
        return changes.tree_of(backend.__getstate__())


def _known(key: RegionKey) -> RegionKey:
    account, name = key
    region_name(name, ses_backends[account_id(account)])
    return key


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, SesManagedError) else f"{type(error).__name__}: {error}"[:200]
