"""What a state has very many of: written once, and again only when it changed, so that a save costs what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice, repeat
from operator import attrgetter, is_, ne
from types import NoneType
from typing import Any

from moto.ses.models import BulkTemplateMessage, Message, RawMessage, TemplateMessage

from moto_ses_managed.ses.contact_lists.events import SubscriptionEvent
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.mail.mail_events import MailEvent
from moto_ses_managed.simulation.mail.messages import AcceptedMessage
from moto_ses_managed.simulation.volumes.ledger import DayVolumes

from .errors import StateError
from .kinds import Kinds, attributes_of, slots_of
from .reading import Reader, new
from .writing import STEP, RowNumbers, Tree, Writer

WRITTEN_ONCE: tuple[type[Any], ...] = (
    SentMail,
    MailEvent,
    SubscriptionEvent,
    Message,
    TemplateMessage,
    BulkTemplateMessage,
    RawMessage,
    DayVolumes,
)
"""Never changed once they are stored."""

WATCHED: tuple[type[Any], ...] = (AcceptedMessage,)
"""Changed by setting their attributes. One that holds a list, say, is written by each save."""

HOLD_SECONDS = 0.02
"""How long a save writes rows before it lets the calls of a Region go on (our choice)."""


class StartAgainError(Exception):
    """Objects of one class turned out to be no rows: what a save has written so far refers to them as such."""


@dataclass(frozen=True)
class Row:
    """``key`` is what a large dictionary of strings has it under."""

    number: int
    key: str | None
    record: list[Tree]


@dataclass(frozen=True)
class _Seen:
    """A collection as it was when it was looked at last. It is held, so that no other one gets its identity."""

    collection: Collection[Any]
    keys: list[Any]
    items: list[Any]
    numbers: list[int]
    keys_known: bool

    def overlap(self, keys: list[Any], items: list[Any]) -> tuple[int, int]:
        """Where among these items the first of some later ``items`` is, and how many of these from there on are the
        first of them, which is all or none: things are added at the end and removed at the beginning."""
        first = items[0]
        start = next((place for place, item in enumerate(self.items) if item is first), len(self.items))
        same = len(self.items) - start
        unchanged = same <= len(items) and all(map(is_, islice(self.items, start, None), items))
        return (start, same) if unchanged and all(map(is_, islice(self.keys, start, None), keys)) else (0, 0)


class RowBook:
    """Which objects are rows already."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._classes = {cls: place for place, cls in enumerate((*WRITTEN_ONCE, *WATCHED))}
        # An object is known by its identity, and held, so that no other one gets that.
        self._numbers: dict[int, int] = {id(None): 0}
        self._objects: list[list[Any]] = [[None] for _ in self._classes]
        self._keys: dict[int, str] = {}
        self._states: dict[int, Any] = {}
        self._children: dict[int, Sequence[int]] = {}
        self._referred: list[Sequence[int]] = []
        self._seen: dict[int, _Seen] = {}
        self._seen_before: dict[int, _Seen] = {}
        self._todo: dict[int, None] = {}
        self._written: dict[int, Row] = {}
        self._alive: set[int] = set()
        """The rows that the file has."""

    def number_of(self, value: Any) -> int | None:
        if type(value) not in self._classes:
            return None
        number = self._number(value, None)
        self._referred.append([number])
        self._note_changes({type(value)}, [value], [number])
        return number

    def numbers_of(self, collection: Collection[Any]) -> RowNumbers | None:
        classes = {*map(type, collection.values() if isinstance(collection, dict) else collection)} - {NoneType}
        if not classes or not classes.issubset(self._classes):
            return None
        before = self._seen.get(id(collection)) or self._seen_before.get(id(collection))
        seen = self._seen[id(collection)] = self._look_at(collection, before)
        self._referred.append(seen.numbers)
        self._note_changes(classes, seen.items, seen.numbers)
        return RowNumbers(seen.numbers, seen.keys_known)

    def begin(self) -> None:
        """A save begins: what it refers to is all that stays."""
        self._referred = []
        self._seen_before, self._seen = self._seen, {}

    def tree_of(self, value: Any) -> Tree | None:
        """The tree of all that ``value`` leads to, with its rows written; None where there are too many to write:
        write_rows() goes on with them, and then this is to be asked again. Raises StartAgainError or StateError."""
        mark = len(self._referred)
        tree = Writer(self._kinds, self).whole(value)
        if self.write_rows():
            return tree
        del self._referred[mark:]
        return None

    def write_rows(self) -> bool:
        """Write the rows that are known to be new; whether that are all. It ends in time to let others go on."""
        until = time.monotonic() + HOLD_SECONDS
        while self._todo:
            if time.monotonic() > until:
                return False
            # What fails is tried again; what comes first does not matter.
            number, _ = self._todo.popitem()
            try:
                self._write(number)
            except StateError:
                self._todo[number] = None
                raise
        return True

    def take_changes(self) -> tuple[list[Row], list[int]]:
        """The rows that are to be written and the numbers of those to be removed, since the last call. Whatever no
        tree_of() has referred to since then is removed."""
        alive = self._alive_rows()
        dead = [*(self._alive | self._written.keys()) - alive]
        written = [row for number, row in self._written.items() if number in alive]
        for number in dead:
            self._forget(number)
        self._alive, self._referred, self._written, self._seen_before = alive, [], {}, {}
        return written, dead

    def put_back(self, rows: Iterable[Row], removed: Iterable[int]) -> None:
        """What take_changes() gave could not be written."""
        self._written = {row.number: row for row in rows} | self._written
        self._alive.update(removed)

    def read(
        self, rows: Iterable[tuple[int, int, str | None]], records: Iterable[tuple[int, list[Tree]]]
    ) -> Callable[[], Reader]:
        """Take up a file's rows (their numbers, kinds and keys) and their records. What makes the readers of trees that
        refer to them."""
        read: dict[int, Any] = {}
        shared: dict[Any, Any] = {}
        # All of them first: they refer to each other.
        for number, kind, key in rows:
            read[number] = new(self._kinds.all[kind])
            if key is not None:
                self._keys[number] = shared.setdefault(key, key)
        for number, record in records:
            reader = Reader(self._kinds.all, read, self._keys, shared)
            reader.fill(read[number], record)
            self._take_up(number, read[number], reader)
        self._alive = {*read}
        return lambda: Reader(self._kinds.all, read, self._keys, shared)

    def start_anew(self) -> None:
        """Write everything once more: what was written did not last."""
        for objects in self._objects:
            objects[:] = [None] * len(objects)
        for known in (self._keys, self._states, self._children, self._todo, self._written):
            known.clear()
        self._numbers = {id(None): 0}
        self._referred.clear()
        self._seen, self._seen_before = {}, {}

    def _number(self, value: Any, key: Any) -> int:
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        place = self._classes[type(value)]
        number = len(self._objects[place]) * STEP + place
        self._objects[place].append(value)
        self._numbers[id(value)] = number
        self._todo[number] = None
        if type(key) is str:
            self._keys[number] = key
        return number

    def _look_at(self, collection: Collection[Any], before: _Seen | None) -> _Seen:
        """The numbers of a collection's items. Those that it had before in the same order are not looked for."""
        keys = [*collection] if isinstance(collection, dict) else []
        items = [*collection.values()] if isinstance(collection, dict) else [*collection]
        start, same = before.overlap(keys, items) if before is not None else (0, 0)
        numbers = before.numbers[start:] if before is not None and same else []
        new_keys = keys[same:] if keys else repeat(None)
        numbers += map(self._number, items[same:], new_keys)
        # What was known before as something else has another key, or none.
        keys_known = bool(keys) and (before is None or not same or before.keys_known)
        keys_known = keys_known and [*map(self._keys.get, numbers[same:])] == keys[same:]
        return _Seen(collection, keys, items, numbers, keys_known)

    def _note_changes(self, classes: set[type[Any]], items: Sequence[Any], numbers: Sequence[int]) -> None:
        for cls in classes.intersection(WATCHED):
            if len(classes) > 1 or None in items:
                pairs = [(item, number) for item, number in zip(items, numbers, strict=True) if type(item) is cls]
                self._note_changes({cls}, *zip(*pairs, strict=True))
                continue
            states = map(_state_getter(cls), items)
            before = map(self._states.get, numbers)
            self._todo.update(dict.fromkeys(compress(numbers, map(ne, states, before))))

    def _write(self, number: int) -> None:
        value = self._objects[number % STEP][number // STEP]
        if value is None:
            return
        before, self._referred = self._referred, []
        writer = Writer(self._kinds, self)
        record = writer.record(value)
        children, self._referred = tuple(chain.from_iterable(self._referred)), before
        if writer.objects:
            # Others may refer to these, too: the class can't be rows of their own.
            del self._classes[type(value)]
            self.start_anew()
            raise StartAgainError
        self._written[number] = Row(number, self._keys.get(number), record)
        self._remember(number, value, children, changeable=writer.changeable)

    def _remember(self, number: int, value: Any, children: Sequence[int], *, changeable: bool) -> None:
        if children:
            self._children[number] = children
        else:
            self._children.pop(number, None)
        if type(value) in WATCHED:
            self._states[number] = None if changeable else _state_getter(type(value))(value)

    def _take_up(self, number: int, value: Any, reader: Reader) -> None:
        objects = self._objects[number % STEP]
        objects.extend([None] * (number // STEP + 1 - len(objects)))
        objects[number // STEP] = value
        self._numbers[id(value)] = number
        self._remember(number, value, reader.referred, changeable=reader.changeable)

    def _alive_rows(self) -> set[int]:
        alive = set(chain.from_iterable(self._referred))
        more = alive
        while more:
            more = set(chain.from_iterable(map(self._children.__getitem__, self._children.keys() & more))) - alive
            alive |= more
        return alive - {0}

    def _forget(self, number: int) -> None:
        objects = self._objects[number % STEP]
        if objects[number // STEP] is None:
            return
        del self._numbers[id(objects[number // STEP])]
        objects[number // STEP] = None
        for known in (self._keys, self._states, self._children):
            known.pop(number, None)


def _state_getter(cls: Any) -> Callable[[Any], Any]:
    """What gives the attributes of one item, as fast as can be: it is asked of all messages at once."""
    slots = slots_of(cls)
    # Without a __dict__ there is nothing else.
    if len(slots) > 1 and not cls.__dictoffset__:
        return attrgetter(*slots)
    return lambda item: tuple(attributes_of(item).items())
