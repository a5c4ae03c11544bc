"""What a state has very many of: written once, and again only when it changed, so that a save costs what is new."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
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
"""Rows where a large collection has nothing else: such an object is known by its place in the one collection that has
it, which costs next to no memory. What it leads to is its own, and it never changes once it is there."""

OPEN = {AcceptedMessage: attrgetter("waits")}
"""But these do while this is true of them."""

SHARED = frozenset({DayVolumes})
"""Rows wherever they are met, in many places: known by their identity, and never changed."""

_FORMS = {list.__name__: list, dict.__name__: dict, deque.__name__: deque}
"""What can be a collection of rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """``collection`` is the number of the one that has it, 0 where none has; ``key`` what a dictionary has it under.
    ``attributes`` are those that it had when the collection was looked at, where it can change yet; else None."""

    number: int
    collection: int
    key: str | int | None
    value: Any
    attributes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A collection as it was when it was looked at last. It is held, so that no other one gets its identity."""

    number: int
    collection: Collection[Any]
    keys: list[Any]
    items: list[Any]
    numbers: array[int]
    open: dict[int, Row]

    def numbers_of(self, keys: list[Any], items: list[Any]) -> array[int]:
        """The numbers of those of some later ``items`` that come first, all in order: the others are new."""
        # As a rule things are added at the end, and removed at the beginning.
        start = next((place for place, item in enumerate(self.items) if items and item is items[0]), len(self.items))
        same = len(self.items) - start
        if self.items[start:] == items[:same] and self.keys[start:] == keys[:same]:
            return self.numbers[start:]
        known = dict(zip(_identities(self.keys, self.items), self.numbers, strict=True))
        numbers = array("q")
        for identity in _identities(keys, items):
            number = known.get(identity)
            if number is None:
                break
            if numbers and number <= numbers[-1]:
                return array("q")  # another order: all are new
            numbers.append(number)
        return numbers


@dataclass
class RowBook:
    """Which rows a store has."""

    kinds: Kinds
    seen: dict[int, _Seen] = field(default_factory=dict)
    """The collections, by their identity."""
    shared: dict[int, Row] = field(default_factory=dict)
    """By identity, too."""
    last_number: int = 0
    """The greatest number of a row or a collection so far."""

    def read(self, rows: Iterable[tuple[int, int, str | int | None, Tree]]) -> Reader:
        """Take up a store's rows (number, collection, key and tree), by their numbers. What reads trees that refer to
        them."""
        made: dict[int, Any] = {}
        members: dict[int, tuple[array[int], list[Any], list[Any]]] = {}

        def collect(number: int, form: str, *length: int | None) -> Any:
            numbers, keys, items = members.pop(number)
            if form != dict.__name__:
                keys.clear()
            collection: Any = dict(zip(keys, items, strict=True)) if keys else _FORMS[form](items, *length)
            rows = map(_row, numbers, repeat(number), keys or repeat(None), items)
            opened = {row.number: row for row in rows if row.attributes is not None}
            self.seen[id(collection)] = _Seen(number, collection, keys, items, numbers, opened)
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
    """What one save changes of the rows. The book stays as it is: ``after`` takes its place."""

    classes = OWNED | SHARED

    def __init__(self, book: RowBook) -> None:
        self._book = book
        self.after = RowBook(book.kinds, last_number=book.last_number)
        """The book once the changes are written."""
        self._rows: list[Row] = []
        self._removed: list[int] = []
        self._met: list[Writer] = []
        # Of the tree that is made: its collections, and the numbers of their items by identity; those that refer to
        # such an item as a rule refer to one that is open.
        self._collections: list[_Seen] = []
        self._open: dict[int, int] = {}
        self._index: dict[int, int] = {}

    def tree_of(self, value: Any) -> list[Tree]:
        """The tree of all that ``value`` leads to, with references to rows. Nothing of it may change meanwhile, or only
        afterwards. Raises StateError."""
        self._collections, self._open, self._index = [], {}, {}
        writer = Writer(self._book.kinds, self)
        self._met.append(writer)
        return writer.whole(value)

    def rows(self) -> Iterator[tuple[int, int, str | int | None, list[Tree]]]:
        """The rows that are new or changed, once all trees are there. Raises StateError."""
        elsewhere = {id(value) for writer in self._met for value in writer.objects}
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
        """The rows that are gone, once all trees are there: also those of what no tree led to."""
        yield from self._removed
        yield from (
            number for key, seen in self._book.seen.items() if key not in self.after.seen for number in seen.numbers
        )
        yield from (row.number for key, row in self._book.shared.items() if key not in self.after.shared)

    def number_of(self, value: Any) -> int | None:
        if type(value) in SHARED:
            return self._shared_number(value)
        if not self._open:
            self._open = {id(row.value): row.number for seen in self._collections for row in seen.open.values()}
        number = self._open.get(id(value))
        if number is None and not self._index:
            self._index = {
                identity: number
                for seen in self._collections
                for identity, number in zip(map(id, seen.items), seen.numbers, strict=True)
            }
        return self._index.get(id(value)) if number is None else number

    def collection(self, value: Collection[Any]) -> Tree | None:
        form = type(value).__name__
        known = self.after.seen.get(id(value))
        if known is None:
            before = self._book.seen.get(id(value))
            keys = [*value] if isinstance(value, dict) else []
            items = [*value.values()] if isinstance(value, dict) else [*value]
            numbers = before.numbers_of(keys, items) if before is not None else array("q")
            classes = {*map(type, items[len(numbers) :])}
            if not classes <= OWNED or not {*map(type, keys[len(numbers) :])} <= {str, int}:
                return self._shared_list(value) if classes <= SHARED | {NoneType} and isinstance(value, list) else None
            known = self.after.seen[id(value)] = self._look_at(value, before, keys, items, numbers)
            self._collections.append(known)
        return ["rows", known.number, form, *([value.maxlen] if isinstance(value, deque) else [])]

    def _shared_number(self, value: Any) -> int:
        known = self.after.shared.get(id(value)) or self._book.shared.get(id(value))
        if known is None:
            known = Row(self._next_number(), 0, None, value)
            self._rows.append(known)
        self.after.shared[id(value)] = known
        return known.number

    def _shared_list(self, value: list[Any]) -> Tree:
        return ["list of rows", *(0 if item is None else self._shared_number(item) for item in value)]

    def _look_at(
        self, collection: Collection[Any], before: _Seen | None, keys: list[Any], items: list[Any], numbers: array[int]
    ) -> _Seen:
        number = before.number if before is not None else self._next_number()
        opened: dict[int, Row] = {}
        if before is not None:
            gone = before.numbers[: len(before.numbers) - len(numbers)]
            if before.numbers[len(gone) :] != numbers:
                gone = array("q", {*before.numbers}.difference(numbers))
            self._removed.extend(gone)
            opened = self._look_at_open(before.open, {*gone})
        new, new_keys = items[len(numbers) :], keys[len(numbers) :]
        for item, key in zip(new, new_keys or repeat(None, len(new)), strict=True):
            row = _row(self._next_number(), number, key, item)
            numbers.append(row.number)
            self._rows.append(row)
            if row.attributes is not None:
                opened[row.number] = row
        return _Seen(number, collection, keys, items, numbers, opened)

    def _look_at_open(self, before: Mapping[int, Row], gone: Collection[int]) -> dict[int, Row]:
        opened: dict[int, Row] = {}
        for number in before.keys() - gone:
            row = before[number]
            now = _row(number, row.collection, row.key, row.value)
            if now.attributes != row.attributes:
                self._rows.append(now)
            if now.attributes is not None:
                opened[number] = now
        return opened

    def _next_number(self) -> int:
        self.after.last_number += 1
        return self.after.last_number


def _row(number: int, collection: int, key: str | int | None, value: Any) -> Row:
    is_open = OPEN.get(type(value))
    attributes = attributes_of(value) if is_open is not None and is_open(value) else None
    return Row(number, collection, key, value, attributes)


def _identities(keys: list[Any], items: list[Any]) -> Iterator[tuple[Any, int]]:
    return zip(keys or repeat(None, len(items)), map(id, items), strict=True)
