"""Converts objects to trees for JSON.

A value is written with its class and all its attributes. They are found by inspection, so a new attribute needs no
second edit. A class can exclude attributes with ``__getstate__``. In a tree, each list begins with a tag that names its
type; strings, numbers, true, false and null stand for themselves.
"""

from __future__ import annotations

import base64
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import islice
from threading import Lock, RLock
from types import MappingProxyType, NoneType
from typing import Any

from .errors import StateError
from .kinds import Kinds, attributes_of, check_class, is_value

Tree = Any

LONG = 40
"""Strings of at least this length are written only once in a tree."""

MANY = 32
"""Collections of at least this size are checked for rows (our choice)."""

MICROSECOND = timedelta(microseconds=1)
FACTORIES = {made.__name__: made for made in (int, float, str, list, dict, set, deque, Counter)}
"""The factories that a defaultdict may have."""

_HOLD_MORE = (str, bytes, int, float, tuple, list, set, frozenset, deque)
"""Subclasses of these hold more than their attributes; a state has no form for them."""

_AS_THEY_ARE = frozenset({int, float, bool, NoneType})


class Rows:
    """Decides which objects of a tree are rows, which the tree only refers to. In this base class, none are."""

    classes: frozenset[type[Any]] = frozenset()
    """Only instances of these classes can be rows."""

    def collection(self, _value: Collection[Any], /) -> Tree | None:
        """The reference to a large collection of rows; None for any other collection."""
        return None

    def number_of(self, _value: Any, /) -> int | None:
        """The number of an object's row, or None. Called after all collections are known."""
        return None


class Writer:
    """Writes one tree. ``objects`` are the instances with identity that it found, in order."""

    def __init__(self, kinds: Kinds, rows: Rows) -> None:
        self._kinds = kinds
        self._rows = rows
        self.objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        # These may be rows of a collection that is found later.
        self._undecided: list[tuple[Any, list[Tree]]] = []
        # Repeated objects are written as references. They are kept alive, so that no other object gets their identity.
        self._remembered: dict[int, int] = {}
        self._held: list[Any] = []

    def whole(self, value: Any) -> list[Tree]:
        """The tree of a value and all objects that it refers to."""
        return [self.value(value), *self._records(0)]

    def row(self, value: Any, attributes: Mapping[str, Any] | None) -> list[Tree]:
        """The tree of an instance with these or its current attributes, and of all objects that it refers to."""
        self._object_number(value)
        return [self._record(type(value), attributes or attributes_of(value)), *self._records(1)]

    def _records(self, first: int) -> Iterator[list[Tree]]:
        while True:
            # The list grows during the loop.
            for value in islice(self.objects, first, None):
                first += 1
                yield self._object(value)
            if not self._undecided:
                return
            for value, tree in self._undecided:
                number = self._rows.number_of(value)
                tree.extend(("object", self._object_number(value)) if number is None else ("row", number))
            self._undecided.clear()

    def _record(self, cls: type[Any], attributes: Mapping[str, Any]) -> list[Tree]:
        kind = self._kinds.of(cls, tuple(attributes))
        return [kind.number, *map(self.value, attributes.values())]

    def value(self, value: Any) -> Tree:
        """The tree of one value. Raises StateError for one that has no form."""
        cls: Any = type(value)
        if cls in _AS_THEY_ARE:
            return value
        if cls is str:
            return value if len(value) < LONG else self._once(value, lambda: value)
        write = _WRITERS.get(cls)
        if write is None:
            return self._of_class(cls, value)
        return write(self, value) if cls in _NEVER_SHARED else self._once(value, lambda: write(self, value))

    def _of_class(self, cls: Any, value: Any) -> Tree:
        if isinstance(value, Enum):
            return ["enum", self._kinds.of(cls, ()).number, value.name]
        if is_value(cls):
            return self._once(value, lambda: ["value", *self._value_record(cls, value)])
        if isinstance(value, dict):
            return self._once(value, lambda: ["mapping", self._dict(value), *self._record(cls, attributes_of(value))])
        if cls in self._rows.classes:
            tree: list[Tree] = []
            self._undecided.append((value, tree))
            return tree
        return ["object", self._object_number(value)]

    def _object_number(self, value: Any) -> int:
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        cls: Any = type(value)
        if issubclass(cls, _HOLD_MORE):
            raise StateError(f"A state cannot hold a {cls.__qualname__}, which is more than its attributes.")
        check_class(cls)
        self.objects.append(value)
        number = self._numbers[id(value)] = len(self.objects) - 1
        return number

    def _object(self, value: object) -> list[Tree]:
        try:
            return self._record(type(value), attributes_of(value))
        except StateError as error:
            raise StateError(f"{type(value).__qualname__}: {error}") from error

    def _value_record(self, cls: type[Any], value: Any) -> list[Tree]:
        """The record of an immutable instance: a dataclass or a named tuple."""
        names: tuple[str, ...] = getattr(cls, "_fields", None) or tuple(cls.__dataclass_fields__)
        return [self._kinds.of(cls, names).number, *(self.value(getattr(value, name)) for name in names)]

    def _once(self, value: Any, write: Callable[[], Tree]) -> Tree:
        number = self._remembered.get(id(value))
        if number is not None:
            return ["again", number]
        tree = write()
        self._remembered[id(value)] = len(self._held)
        self._held.append(value)
        return tree

    def _list(self, value: list[Any]) -> Tree:
        return self._of_rows(value) or ["list", *map(self.value, value)]

    def _deque(self, value: deque[Any]) -> Tree:
        return self._of_rows(value) or ["deque", value.maxlen, *map(self.value, value)]

    def _of_rows(self, value: Collection[Any]) -> Tree | None:
        return self._rows.collection(value) if len(value) >= MANY else None

    def _plain_dict(self, value: dict[Any, Any]) -> Tree:
        return self._of_rows(value) or self._dict(value)

    def _dict(self, value: dict[Any, Any]) -> Tree:
        return ["dict", *(self.value(part) for pair in value.items() for part in pair)]

    def _defaultdict(self, value: defaultdict[Any, Any]) -> Tree:
        name = getattr(value.default_factory, "__name__", "")
        if FACTORIES.get(name) is not value.default_factory:
            raise StateError(f"A state cannot hold a defaultdict of {value.default_factory!r}.")
        return ["defaultdict", name, self._dict(value)]

    def _set(self, value: set[Any]) -> Tree:
        return ["set", *map(self.value, value)]

    def _array(self, value: array[Any]) -> Tree:
        return ["array", value.typecode, *value]


_WRITERS: dict[type[Any], Callable[[Writer, Any], Tree]] = {
    list: Writer._list,
    deque: Writer._deque,
    dict: Writer._plain_dict,
    defaultdict: Writer._defaultdict,
    Counter: lambda writer, value: ["Counter", writer._dict(value)],
    OrderedDict: lambda writer, value: ["OrderedDict", writer._dict(value)],
    MappingProxyType: lambda writer, value: ["mappingproxy", writer._dict(dict(value))],
    set: Writer._set,
    frozenset: lambda writer, value: ["frozenset", *map(writer.value, value)],
    tuple: lambda writer, value: ["tuple", *map(writer.value, value)],
    array: Writer._array,
    bytes: lambda _writer, value: ["bytes", base64.b64encode(value).decode("ascii")],
    datetime: lambda _writer, value: ["datetime", value.isoformat()],
    date: lambda _writer, value: ["date", value.isoformat()],
    timedelta: lambda _writer, value: ["timedelta", value // MICROSECOND],
    # A lock is saved as a free one.
    type(Lock()): lambda _writer, _value: ["lock"],
    type(RLock()): lambda _writer, _value: ["rlock"],
}

_NEVER_SHARED = frozenset({tuple, frozenset, datetime, date, timedelta})
