"""From objects to trees that JSON holds.

A value is written with its class and all its attributes; which these are is found by looking, so that a new one needs
no second edit. A class may say itself what of it is not kept, by Python's own ``__getstate__``. In a tree a list always
begins with the tag that says what it is; strings, numbers, true, false and null stand for themselves.
"""

from __future__ import annotations

import base64
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from threading import Lock, RLock
from types import MappingProxyType, NoneType
from typing import Any, Protocol

from .errors import StateError
from .kinds import Kinds, attributes_of, check_class, is_value

Tree = Any

LONG = 40
"""A string as long as this, in characters, is written once in a tree however often it is referred to."""

MANY = 32
"""A collection as large as this is looked at for rows."""

MICROSECOND = timedelta(microseconds=1)
FACTORIES = {made.__name__: made for made in (int, float, str, list, dict, set, deque, Counter)}
"""What a defaultdict can be made with."""

_HOLD_MORE = (str, bytes, int, float, tuple, list, set, frozenset, deque)
"""A subclass of these holds more than its attributes: a state has no form for it."""

_AS_THEY_ARE = frozenset({int, float, bool, NoneType})


STEP = 16
"""The numbers of one class's rows are so far apart that messages which were accepted one after the other make one run
in a list of them, whatever else is written in between."""


@dataclass(frozen=True)
class RowNumbers:
    """The numbers of the rows that make a collection, or other numbers that are ``step`` apart for long stretches.
    ``keys_known`` says that each row has its key with it."""

    numbers: Sequence[int]
    keys_known: bool = False
    step: int = STEP

    def runs(self) -> list[int]:
        """What a file has of them: the first number and the count of each run of them."""
        runs: list[int] = []
        expected = -1
        for number in self.numbers:
            if number == expected:
                runs[-1] += 1
            else:
                runs += (number, 1)
            expected = number + self.step
        return runs


class Rows(Protocol):
    """Where the objects are that a tree only refers to."""

    def number_of(self, value: Any) -> int | None:
        """The number of an object that is a row of its own, None for any other."""

    def numbers_of(self, collection: Collection[Any]) -> RowNumbers | None:
        """What stands for the items of a large collection, a dictionary's for instance; None if not all are rows."""


class Writer:
    """Writes one tree. ``objects`` are the instances it met that it has to tell apart, in order."""

    def __init__(self, kinds: Kinds, rows: Rows) -> None:
        self._kinds = kinds
        self._rows = rows
        self.objects: list[Any] = []
        self.changeable = False
        """Whether something in the tree can change while the attributes of what was written stay the same objects."""
        self._numbers: dict[int, int] = {}
        # What is met again is written as a reference. It is held, so that nothing else gets its identity.
        self._remembered: dict[int, int] = {}
        self._held: list[Any] = []

    def whole(self, value: Any) -> Tree:
        """The tree of a value and of all objects that it leads to."""
        root = self.value(value)
        # The list grows meanwhile.
        return [root, *map(self._object, self.objects)]

    def record(self, value: object) -> list[Tree]:
        """An instance's kind and what is kept of its attributes."""
        attributes = attributes_of(value)
        kind = self._kinds.of(type(value), tuple(attributes))
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
        number = self._rows.number_of(value)
        if number is not None:
            return ["row", number]
        if isinstance(value, dict):
            return self._once(value, lambda: ["mapping", self._dict(value), *self.record(value)])
        known = self._numbers.get(id(value))
        if known is None:
            if issubclass(cls, _HOLD_MORE):
                raise StateError(f"A state cannot hold a {cls.__qualname__}, which is more than its attributes.")
            check_class(cls)
            known = self._numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        return ["object", known]

    def _object(self, value: object) -> list[Tree]:
        try:
            return self.record(value)
        except StateError as error:
            raise StateError(f"{type(value).__qualname__}: {error}") from error

    def _value_record(self, cls: type[Any], value: Any) -> list[Tree]:
        """An immutable instance: a dataclass's fields, a named tuple's members."""
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

    def _list(self, value: Collection[Any]) -> Tree:
        self.changeable = True
        if len(value) >= MANY:
            rows = self._rows.numbers_of(value)
            if rows is not None:
                return ["list of rows", rows]
            if {*map(type, value)} == {int}:
                return ["list of numbers", RowNumbers([*value], step=1)]
        return ["list", *map(self.value, value)]

    def _deque(self, value: deque[Any]) -> Tree:
        return ["deque", value.maxlen, self._list(value)]

    def _dict(self, value: dict[Any, Any]) -> Tree:
        self.changeable = True
        rows = self._rows.numbers_of(value) if len(value) >= MANY else None
        if rows is None:
            return ["dict", *(self.value(part) for pair in value.items() for part in pair)]
        return ["dict of rows", rows, None if rows.keys_known else [*map(self.value, value)]]

    def _defaultdict(self, value: defaultdict[Any, Any]) -> Tree:
        name = getattr(value.default_factory, "__name__", "")
        if FACTORIES.get(name) is not value.default_factory:
            raise StateError(f"A state cannot hold a defaultdict of {value.default_factory!r}.")
        return ["defaultdict", name, self._dict(value)]

    def _set(self, value: set[Any]) -> Tree:
        self.changeable = True
        return ["set", *map(self.value, value)]

    def _array(self, value: array[Any]) -> Tree:
        self.changeable = True
        return ["array", value.typecode, *value]


_WRITERS: dict[type[Any], Callable[[Writer, Any], Tree]] = {
    list: Writer._list,
    deque: Writer._deque,
    dict: Writer._dict,
    defaultdict: Writer._defaultdict,
    Counter: lambda writer, value: ["Counter", writer._dict(value)],
    OrderedDict: lambda writer, value: ["OrderedDict", writer._dict(value)],
    MappingProxyType: lambda writer, value: ["mappingproxy", writer._dict(dict(value))],
    set: Writer._set,
    frozenset: lambda writer, value: ["frozenset", *map(writer.value, value)],
    tuple: lambda writer, value: ["tuple", *map(writer.value, value)],
    array: Writer._array,
    bytes: lambda writer, value: writer._once(value, lambda: ["bytes", base64.b64encode(value).decode("ascii")]),
    datetime: lambda _writer, value: ["datetime", value.isoformat()],
    date: lambda _writer, value: ["date", value.isoformat()],
    timedelta: lambda _writer, value: ["timedelta", value // MICROSECOND],
    # Nobody holds a lock in a state. It may be another one's, too.
    type(Lock()): lambda _writer, _value: ["lock"],
    type(RLock()): lambda _writer, _value: ["rlock"],
}

_NEVER_SHARED = frozenset({tuple, frozenset, datetime, date, timedelta})
