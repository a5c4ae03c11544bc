"""From trees back to objects: instances of the classes that a state may hold, and nothing is called but them."""

from __future__ import annotations

import base64
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from threading import Lock, RLock
from types import MappingProxyType
from typing import Any

from moto_ses_managed.simulation.errors import SesManagedError

from .kinds import Kind, missing_attributes, missing_members
from .writing import FACTORIES, LONG, MICROSECOND, STEP, Tree


class Reader:
    """Reads one tree. ``rows`` are the objects that it may refer to, by number, and ``keys`` what they are found by.
    ``shared`` are texts and values that other trees had, so that what is equal is there once."""

    def __init__(
        self, kinds: list[Kind], rows: Mapping[int, Any], keys: Mapping[int, Any], shared: dict[Any, Any]
    ) -> None:
        self._shared = shared
        self._kinds = kinds
        self.referred: list[int] = []
        """The rows that the tree referred to one by one."""
        self.changeable = False
        """As the Writer's."""
        self._rows = rows
        self._keys = keys
        self._objects: list[Any] = []
        self._remembered: list[Any] = []

    def whole(self, tree: Tree) -> Any:
        """The value that Writer.whole() wrote."""
        root, *records = tree
        self._objects = [new(self._kinds[record[0]]) for record in records]
        value = self.value(root)
        for made, record in zip(self._objects, records, strict=True):
            self.fill(made, record)
        return value

    def fill(self, made: object, record: list[Tree]) -> None:
        """Give an instance the attributes that Writer.record() wrote."""
        number, *trees = record
        kind = self._kinds[number]
        attributes = missing_attributes(kind)
        attributes.update(zip(kind.names, map(self.value, trees), strict=True))
        # By its own __setstate__ where a class has one; otherwise past frozen dataclasses' refusal.
        restore = getattr(made, "__setstate__", None)
        if restore is not None and restore.__name__ == "__setstate__":
            restore(attributes)
            return
        for name, value in attributes.items():
            object.__setattr__(made, name, value)

    def value(self, tree: Tree) -> Any:
        """The value that Writer.value() wrote."""
        if type(tree) is str:
            if len(tree) >= LONG:
                tree = self._shared.setdefault(tree, tree)
                self._remembered.append(tree)
            return tree
        if type(tree) is not list:
            return tree
        tag = tree[0]
        made = _READERS[tag](self, tree)
        if tag not in _NEVER_SHARED:
            self._remembered.append(made)
            self.changeable = self.changeable or tag in _CHANGEABLE
        return made

    def _row(self, tree: Tree) -> Any:
        self.referred.append(tree[1])
        return self._rows[tree[1]]

    def _within(self, tree: Tree) -> Any:
        """A list or a dictionary that is not met by itself."""
        return _READERS[tree[0]](self, tree)

    def _instance(self, tree: Tree) -> Any:
        _, number, *trees = tree
        kind = self._kinds[number]
        if issubclass(kind.cls, tuple):
            values = (*map(self.value, trees), *missing_members(kind))
            return tuple.__new__(kind.cls, values)
        made = new(kind)
        self.fill(made, [number, *trees])
        # Equal ones are the same, as many messages were sent by one sender.
        with suppress(TypeError):  # one with a dictionary, say
            return self._shared.setdefault(made, made)
        return made

    def _mapping(self, tree: Tree) -> Any:
        _, items, *record = tree
        made = new(self._kinds[record[0]])
        dict.update(made, self._within(items))
        self.fill(made, record)
        return made

    def _dict(self, tree: Tree) -> dict[Any, Any]:
        parts = map(self.value, islice(tree, 1, None))
        return dict(zip(parts, parts, strict=True))

    def _list_of_rows(self, tree: Tree) -> list[Any]:
        return [self._rows[number] for number in in_runs(tree[1])]

    def _dict_of_rows(self, tree: Tree) -> dict[Any, Any]:
        numbers = [*in_runs(tree[1])]
        keys = map(self.value, tree[2]) if tree[2] is not None else map(self._keys.__getitem__, numbers)
        return dict(zip(keys, map(self._rows.__getitem__, numbers), strict=True))


def new(kind: Kind) -> Any:
    """An instance without attributes."""
    made: Any = kind.cls
    return made.__new__(made)


def in_runs(runs: Sequence[int], step: int = STEP) -> Iterable[int]:
    """The numbers that make these runs: the first number and the count of each, with ``step`` in between."""
    for first, count in zip(*[iter(runs)] * 2, strict=True):
        yield from range(first, first + step * count, step)


_READERS: dict[str, Callable[[Reader, Tree], Any]] = {
    "list": lambda reader, tree: [*map(reader.value, islice(tree, 1, None))],
    "tuple": lambda reader, tree: tuple(map(reader.value, islice(tree, 1, None))),
    "set": lambda reader, tree: set(map(reader.value, islice(tree, 1, None))),
    "frozenset": lambda reader, tree: frozenset(map(reader.value, islice(tree, 1, None))),
    "deque": lambda reader, tree: deque(reader._within(tree[2]), tree[1]),
    "dict": Reader._dict,
    "defaultdict": lambda reader, tree: defaultdict(FACTORIES[tree[1]], reader._within(tree[2])),
    "Counter": lambda reader, tree: Counter(reader._within(tree[1])),
    "OrderedDict": lambda reader, tree: OrderedDict(reader._within(tree[1])),
    "mappingproxy": lambda reader, tree: MappingProxyType(reader._within(tree[1])),
    "mapping": Reader._mapping,
    "list of rows": Reader._list_of_rows,
    "list of numbers": lambda _reader, tree: [*in_runs(tree[1], step=1)],
    "dict of rows": Reader._dict_of_rows,
    "row": Reader._row,
    "object": lambda reader, tree: reader._objects[tree[1]],
    "again": lambda reader, tree: reader._remembered[tree[1]],
    "value": Reader._instance,
    "enum": lambda reader, tree: reader._kinds[tree[1]].cls[tree[2]],
    "array": lambda _reader, tree: array(tree[1], tree[2:]),
    "bytes": lambda _reader, tree: base64.b64decode(tree[1], validate=True),
    "datetime": lambda _reader, tree: datetime.fromisoformat(tree[1]),
    "date": lambda _reader, tree: date.fromisoformat(tree[1]),
    "timedelta": lambda _reader, tree: tree[1] * MICROSECOND,
    "lock": lambda _reader, _tree: Lock(),
    "rlock": lambda _reader, _tree: RLock(),
}

_NEVER_SHARED = frozenset({"tuple", "frozenset", "row", "object", "again", "enum", "datetime", "date", "timedelta"})

_CHANGEABLE = _READERS.keys() - _NEVER_SHARED - {"value", "bytes", "lock", "rlock"}

BROKEN = (LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError, SesManagedError)
"""What reading a tree raises that no Writer wrote."""
