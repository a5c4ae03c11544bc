"""Converts trees to objects. It creates instances of the allowed classes only, and calls nothing else."""

from __future__ import annotations

import base64
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING
from datetime import date, datetime
from itertools import islice
from threading import Lock, RLock
from types import MappingProxyType
from typing import Any

from moto_ses_managed.simulation.errors import SesManagedError

from .kinds import Kind, missing_members
from .writing import FACTORIES, LONG, MICROSECOND, Tree


class Reader:
    """Reads trees.

    ``rows`` are the objects that trees may refer to, by number. ``collect`` creates the collection with a number, in a
    named form. Equal texts and values share one object.
    """

    def __init__(self, kinds: list[Kind], rows: Mapping[int, Any], collect: Callable[..., Any]) -> None:
        self._kinds = kinds
        self._rows = rows
        self._collect = collect
        self._shared: dict[Any, Any] = {}
        self._objects: list[Any] = []
        self._remembered: list[Any] = []

    def whole(self, tree: Tree) -> Any:
        """The value that Writer.whole() wrote."""
        self._remembered = []
        root, *records = tree
        self._objects = [new(self._kinds[record[0]]) for record in records]
        value = self.value(root)
        for made, record in zip(self._objects, records, strict=True):
            self.fill(made, record)
        return value

    def row(self, tree: Tree) -> Any:
        """The instance that Writer.row() wrote."""
        return self.whole([["object", 0], *tree])

    def once(self, value: Any) -> Any:
        """The first object that was read and equals ``value``."""
        return self._shared.setdefault(value, value)

    def fill(self, made: object, record: list[Tree]) -> None:
        """Set the attributes of a record on an instance."""
        number, *trees = record
        kind = self._kinds[number]
        # A frozen dataclass refuses plain assignment.
        for name, value in zip(kind.names, map(self.value, trees), strict=True):
            object.__setattr__(made, name, value)
        for field in kind.later_fields:
            default = field.default if field.default_factory is MISSING else field.default_factory()
            object.__setattr__(made, field.name, default)

    def value(self, tree: Tree) -> Any:
        """The value that Writer.value() wrote."""
        if type(tree) is str:
            tree = self.once(tree)
            if len(tree) >= LONG:
                self._remembered.append(tree)
            return tree
        if type(tree) is not list:
            return tree
        tag = tree[0]
        made = _READERS[tag](self, tree)
        if tag not in _NEVER_SHARED:
            self._remembered.append(made)
        return made

    def _collection(self, tree: Tree) -> Any:
        _, *of = tree
        return self._collect(*of)

    def _within(self, tree: Tree) -> Any:
        """A list or a dictionary that is part of a value."""
        return _READERS[tree[0]](self, tree)

    def _instance(self, tree: Tree) -> Any:
        _, number, *trees = tree
        kind = self._kinds[number]
        if issubclass(kind.cls, tuple):
            values = (*map(self.value, trees), *missing_members(kind))
            return tuple.__new__(kind.cls, values)
        made = new(kind)
        self.fill(made, [number, *trees])
        # Equal values share one object: many messages have the same sender.
        with suppress(TypeError):  # for example with a dictionary
            return self.once(made)
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


def new(kind: Kind) -> Any:
    """An instance without attributes."""
    made: Any = kind.cls
    return made.__new__(made)


_READERS: dict[str, Callable[[Reader, Tree], Any]] = {
    "list": lambda reader, tree: [*map(reader.value, islice(tree, 1, None))],
    "tuple": lambda reader, tree: tuple(map(reader.value, islice(tree, 1, None))),
    "set": lambda reader, tree: set(map(reader.value, islice(tree, 1, None))),
    "frozenset": lambda reader, tree: frozenset(map(reader.value, islice(tree, 1, None))),
    "deque": lambda reader, tree: deque(map(reader.value, islice(tree, 2, None)), tree[1]),
    "dict": Reader._dict,
    "defaultdict": lambda reader, tree: defaultdict(FACTORIES[tree[1]], reader._within(tree[2])),
    "Counter": lambda reader, tree: Counter(reader._within(tree[1])),
    "OrderedDict": lambda reader, tree: OrderedDict(reader._within(tree[1])),
    "mappingproxy": lambda reader, tree: MappingProxyType(reader._within(tree[1])),
    "mapping": Reader._mapping,
    "rows": Reader._collection,
    "list of rows": lambda reader, tree: [reader._rows[number] if number else None for number in islice(tree, 1, None)],
    "row": lambda reader, tree: reader._rows[tree[1]],
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

BROKEN = (LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError, SesManagedError)
"""The errors of reading a tree that no Writer wrote."""
