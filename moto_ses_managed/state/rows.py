"""Rows: objects that a state has very many of. A save writes only those that are new or have changed."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat, takewhile
from operator import attrgetter
from types import NoneType
from typing import Any

from moto_ses_managed.ses.contact_lists.events import SubscriptionEvent
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.mail.mail_events import MailEvent
from moto_ses_managed.simulation.mail.messages import AcceptedMessage
from moto_ses_managed.simulation.volumes.ledger import DayVolumes

from .errors import StateError
from .kinds import Kinds, attributes_of
from .reading import Reader
from .writing import Rows, Tree, Writer

OWNED = frozenset({SentMail, MailEvent, SubscriptionEvent, AcceptedMessage})
"""Classes whose instances are rows if a large collection contains nothing else. Such an object is identified by its
position in that collection, which takes almost no memory. It shares nothing with others and never changes."""

OPEN = {AcceptedMessage: attrgetter("waits")}
"""Classes whose instances can change while this function returns true for them."""

SHARED = frozenset({DayVolumes})
"""Classes whose instances are rows everywhere. They are shared, identified by identity, and never change."""

_FORMS = {list.__name__: list, dict.__name__: dict, deque.__name__: deque}
"""The types of collections of rows."""

_KEYS = frozenset({str, int, NoneType})
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Row:
    """An object with a row of its own.

    ``collection`` is the number of its collection, or 0; ``key`` is its key in a dictionary. ``attributes`` are those
    at the time of the save if the object can still change, else None.
    """

    number: int
    collection: int
    key: str | int | None
    value: Any
    attributes: Mapping[str, Any] | None = None


@dataclass(slots=True)
class _Seen:
    """A collection that has been saved: the ``items`` in the store, and their ``numbers``.

    The first ``gone`` items have been removed since, and ``new`` ones were added at the end. ``open`` are the rows that
    can still change. A reference to the collection prevents that another one gets the same identity.
    """

    number: int
    collection: Collection[Any]
    items: list[Any]
    numbers: array[int]
    open: dict[int, Row]
    gone: int = 0
    new: Sequence[Row] = ()

    def stored(self) -> None:
        """Note that the store holds the current collection."""
        del self.items[: self.gone], self.numbers[: self.gone]
        self.items.extend(row.value for row in self.new)
        self.numbers.extend(row.number for row in self.new)
        self.gone, self.new = 0, ()


@dataclass
class RowBook:
    """The rows that a store holds."""

    kinds: Kinds
    seen: dict[int, _Seen] = field(default_factory=dict)
    """The collections by identity."""
    shared: dict[int, Row] = field(default_factory=dict)
    """The shared rows by identity."""
    last_number: int = 0
    """The greatest number of a row or a collection so far."""

    def read(self, rows: Iterable[tuple[int, int, str | int | None, Tree]]) -> Reader:
        """Read the rows of a store (number, collection, key and tree), in the order of their numbers.

        Returns a Reader for trees that refer to them.
        """
        made: dict[int, Any] = {}
        members: dict[int, tuple[array[int], list[Any], list[Any]]] = {}

        def collect(number: int, form: str, *length: int | None) -> Any:
            numbers, keys, items = members.pop(number)
            is_dict = form == dict.__name__
            collection: Any = dict(zip(keys, items, strict=True)) if is_dict else _FORMS[form](items, *length)
            rows = map(_row, numbers, repeat(number), keys, items)
            opened = {row.number: row for row in rows if row.attributes is not None}
            self.seen[id(collection)] = _Seen(number, collection, items, numbers, opened)
            return collection

        reader = Reader(self.kinds.all, made, collect)
        for number, collection, key, tree in rows:
            value = made[number] = reader.row(tree)
            if collection:
                row = number, reader.once(key), value
                for column, part in zip(members.setdefault(collection, (array("q"), [], [])), row, strict=True):
                    column.append(part)
            else:
                self.shared[id(value)] = Row(number, 0, None, value)
            self.last_number = max(self.last_number, number, collection)
        return reader


class RowChanges(Rows):
    """The changes of one save. The book does not change before ``stored()``."""

    classes = OWNED | SHARED

    def __init__(self, book: RowBook) -> None:
        self._book = book
        self._after = RowBook(book.kinds, last_number=book.last_number)
        self._rows: list[Row] = []
        self._removed: list[int] = []
        self._met: list[list[Any]] = []
        """The objects in the trees."""
        # Of the tree that is made: its collections, and the numbers of their items by identity; those that refer to
        # such an item as a rule refer to one that is open.
        self._collections: list[_Seen] = []
        self._open: dict[int, int] = {}
        self._index: dict[int, int] = {}

    def tree_of(self, value: Any) -> list[Tree]:
        """The tree of ``value`` and everything that it refers to, with references to rows. Raises StateError.

        Nothing of it may change during the call.
        """
        self._collections, self._open, self._index = [], {}, {}
        writer = Writer(self._book.kinds, self)
        # Not the writer itself, to avoid a cycle: everything is freed after the save without the garbage collector.
        self._met.append(writer.objects)
        return writer.whole(value)

    def rows(self) -> Iterator[tuple[int, int, str | int | None, list[Tree]]]:
        """The rows that are new or have changed. Call it after all trees were made. Raises StateError."""
        elsewhere = {*map(id, chain.from_iterable(self._met))}
        for row in self._rows:
            writer = Writer(self._book.kinds, Rows())
            try:
                tree = writer.row(row.value, row.attributes)
            except StateError as error:
                raise StateError(f"{type(row.value).__qualname__}: {error}") from error
            if not elsewhere.isdisjoint(map(id, writer.objects)):
                raise StateError(f"A state cannot hold what a {type(row.value).__qualname__} shares with others.")
            yield row.number, row.collection, row.key, tree

    def removed(self) -> Iterator[int]:
        """The rows that were removed, including those that no tree refers to. Call it after all trees were made."""
        yield from self._removed
        for key in self._book.seen.keys() - self._after.seen.keys():
            yield from self._book.seen[key].numbers
        for key in self._book.shared.keys() - self._after.shared.keys():
            yield self._book.shared[key].number

    def stored(self) -> RowBook:
        """The book after the store has the changes."""
        for seen in self._after.seen.values():
            seen.stored()
        return self._after

    def number_of(self, value: Any) -> int | None:
        if type(value) in SHARED:
            return self._shared_number(value)
        if not self._open:
            self._open = {id(row.value): row.number for seen in self._collections for row in seen.open.values()}
        number = self._open.get(id(value))
        if number is None and not self._index:
            self._index = {id(row.value): row.number for seen in self._collections for row in seen.new}
            for seen in self._collections:
                self._index.update(islice(zip(map(id, seen.items), seen.numbers, strict=True), seen.gone, None))
        return self._index.get(id(value)) if number is None else number

    def collection(self, value: Any) -> Tree | None:
        known = self._after.seen.get(id(value)) or self._look_at(value, self._book.seen.get(id(value)))
        if known is not None:
            return ["rows", known.number, type(value).__name__, *([value.maxlen] if isinstance(value, deque) else [])]
        if isinstance(value, list) and {*map(type, value)} <= SHARED | {NoneType}:
            return ["list of rows", *(0 if item is None else self._shared_number(item) for item in value)]
        return None

    def _shared_number(self, value: Any) -> int:
        known = self._after.shared.get(id(value)) or self._book.shared.get(id(value))
        if known is None:
            known = Row(self._next_number(), 0, None, value)
            self._rows.append(known)
        self._after.shared[id(value)] = known
        return known.number

    def _look_at(self, collection: Any, before: _Seen | None) -> _Seen | None:
        items, numbers = (before.items, before.numbers) if before is not None else ([], array("q"))
        # Usually, items are added at the end and removed at the beginning.
        new = _from_end(collection, items[-1] if items else _NOTHING)
        gone = len(items) + len(new) - len(collection)
        removed = numbers[:gone]
        if items and not (0 <= gone < len(items) and _first(collection) is items[gone]):
            kept = dict(zip(map(id, items), numbers, strict=True))
            new = _from_end(collection, _NOTHING)
            numbers = array("q", _rising(map(kept.get, (id(item) for _, item in new))))
            items = [item for _, item in new[: len(numbers)]]
            removed, gone, new = array("q", {*kept.values()}.difference(numbers)), 0, new[len(numbers) :]
        if not {type(item) for _, item in new} <= OWNED or not {type(key) for key, _ in new} <= _KEYS:
            return None
        number = before.number if before is not None else self._next_number()
        open_before = before.open if before is not None else {}
        old = [open_before[known] for known in open_before.keys() - {*removed}]
        still = [_row(row.number, number, row.key, row.value) for row in old]
        added = [_row(self._next_number(), number, key, item) for key, item in new]
        opened = {row.number: row for row in (*still, *added) if row.attributes is not None}
        self._removed.extend(removed)
        self._rows += (now for now, row in zip(still, old, strict=True) if now.attributes != row.attributes)
        self._rows += added
        seen = self._after.seen[id(collection)] = _Seen(number, collection, items, numbers, opened, gone, added)
        self._collections.append(seen)
        return seen

    def _next_number(self) -> int:
        self._after.last_number += 1
        return self._after.last_number


def _row(number: int, collection: int, key: str | int | None, value: Any) -> Row:
    is_open = OPEN.get(type(value))
    attributes = attributes_of(value) if is_open is not None and is_open(value) else None
    return Row(number, collection, key, value, attributes)


def _from_end(collection: Any, last: Any) -> list[tuple[Any, Any]]:
    """The keys (or None) and items after ``last``."""
    pairs = collection.items() if isinstance(collection, dict) else None
    newest_first = reversed(pairs) if pairs is not None else zip(repeat(None), reversed(collection), strict=False)
    return [*takewhile(lambda pair: pair[1] is not last, newest_first)][::-1]


def _first(collection: Any) -> Any:
    return next(iter(collection.values() if isinstance(collection, dict) else collection))


def _rising(numbers: Iterable[int | None]) -> Iterator[int]:
    """The leading numbers that are known and ascending."""
    last = 0
    for number in numbers:
        if number is None or number <= last:
            return
        yield (last := number)
