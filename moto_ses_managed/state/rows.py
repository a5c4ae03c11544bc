"""What a state has very many of: written once, and again only when it changed, so that a save costs what is new."""

from __future__ import annotations

import time
from array import array
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

OWNED: tuple[type[Any], ...] = (SentMail, MailEvent, SubscriptionEvent)
"""Never changed once they are stored, and one is as good as another that is equal. In a large collection such an object
is known by its place alone, which costs next to no memory: what else refers to it has a row of its own."""

WRITTEN_ONCE: tuple[type[Any], ...] = (*OWNED, Message, TemplateMessage, BulkTemplateMessage, RawMessage, DayVolumes)
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
    is_owned: bool = False


@dataclass(frozen=True)
class _Loaded:
    """An object of OWNED classes that a file had, until the first save meets it."""

    number: int
    value: Any
    key: str | None


@dataclass(frozen=True)
class _Seen:
    """A collection as it was when it was looked at last. It is held, so that no other one gets its identity."""

    collection: Collection[Any]
    keys: list[Any]
    items: list[Any]
    numbers: list[int] | array[int]
    keys_known: bool
    is_owner: bool = False
    """Whether its items are known by their places in it."""

    def overlap(self, keys: list[Any], items: list[Any]) -> tuple[int, int]:
        """Where among these items the first of some later ``items`` is, and how many of these from there on are the
        first of them, which is all or none: things are added at the end and removed at the beginning."""
        first = items[0]
        start = next((place for place, item in enumerate(self.items) if item is first), len(self.items))
        same = len(self.items) - start
        unchanged = same <= len(items) and all(map(is_, islice(self.items, start, None), items))
        return (start, same) if unchanged and all(map(is_, islice(self.keys, start, None), keys)) else (0, 0)


_ToWrite = tuple[Any, str | None, bool]
"""An object, its key, and whether a collection owns it."""


class RowBook:
    """Which objects are rows already."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._classes = {cls: place for place, cls in enumerate((*WRITTEN_ONCE, *WATCHED))}
        # An object is known by its identity, and held, so that no other one gets that; one of a collection that owns it
        # by its place there.
        self._numbers: dict[int, int] = {id(None): 0}
        self._objects: list[list[Any]] = [[None] for _ in self._classes]
        self._keys: dict[int, str] = {}
        self._states: dict[int, Any] = {}
        self._children: dict[int, Sequence[int]] = {}
        self._children_of_owned: dict[int, Sequence[int]] = {}
        self._referred: list[Sequence[int]] = []
        self._seen: dict[int, _Seen] = {}
        self._seen_before: dict[int, _Seen] = {}
        self._loaded: dict[int, _Loaded] = {}
        self._todo: dict[int, _ToWrite] = {}
        self._written: dict[int, Row] = {}
        self._alive: set[int] = set()
        """The rows that the file has, without those that a collection owns."""
        self._removed: set[int] = set()
        """Rows that the file may have, and nothing refers to."""

    def number_of(self, value: Any) -> int | None:
        if type(value) not in self._classes:
            return None
        number = self._number(value, None)
        self._referred.append([number])
        self._note_changes({type(value)}, [value], [number])
        return number

    def numbers_of(self, collection: Collection[Any]) -> RowNumbers | None:
        types = {*map(type, collection.values() if isinstance(collection, dict) else collection)}
        classes = types - {NoneType}
        if not classes or not classes.issubset(self._classes):
            return None
        before = self._seen.pop(id(collection), None) or self._seen_before.pop(id(collection), None)
        is_owner = types.issubset(OWNED)
        if before is not None and before.is_owner is not is_owner:
            self._disown(before.numbers)
            before = None
        seen = self._seen[id(collection)] = self._look_at(collection, before, is_owner=is_owner)
        if not is_owner:
            self._referred.append(seen.numbers)
            self._note_changes(classes, seen.items, seen.numbers)
        return RowNumbers(seen.numbers, seen.keys_known)

    def begin(self) -> None:
        """A save begins: what it refers to is all that stays."""
        self._referred = []
        # A save that failed had not met all of them.
        self._seen_before, self._seen = self._seen_before | self._seen, {}
        for loaded in self._loaded.values():
            self._keys.pop(loaded.number, None)

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
            number, to_write = self._todo.popitem()
            try:
                self._write(number, *to_write)
            except StateError:
                self._todo[number] = to_write
                raise
        return True

    def take_changes(self) -> tuple[list[Row], list[int]]:
        """The rows that are to be written and the numbers of those to be removed, since the last call. Whatever no
        tree_of() has referred to since then is removed."""
        # What no tree met is gone, and what of the file no save has met.
        for seen in self._seen_before.values():
            if seen.is_owner:
                self._disown(seen.numbers)
        self._disown([loaded.number for loaded in self._loaded.values()])
        alive = self._alive_rows()
        dead = (self._alive | {number for number, row in self._written.items() if not row.is_owned}) - alive
        for number in dead:
            self._forget(number)
        dead |= self._removed
        written = [row for number, row in self._written.items() if number not in dead]
        self._alive, self._referred, self._written = alive, [], {}
        self._seen_before, self._loaded, self._removed = {}, {}, set()
        return written, [*dead]

    def put_back(self, rows: Iterable[Row], removed: Iterable[int]) -> None:
        """What take_changes() gave could not be written."""
        self._written = {row.number: row for row in rows} | self._written
        self._removed.update(removed)

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
        self._alive = {number for number, value in read.items() if type(value) not in OWNED}
        return lambda: Reader(self._kinds.all, read, self._keys, shared)

    def start_anew(self) -> None:
        """Write everything once more: what was written did not last."""
        for seen in (*self._seen.values(), *self._seen_before.values()):
            if seen.is_owner:
                self._disown(seen.numbers)
        self._disown([loaded.number for loaded in self._loaded.values()])
        self._removed.update(number for number, row in self._written.items() if row.is_owned)
        for objects in self._objects:
            objects[:] = [None] * len(objects)
        for known in (self._keys, self._states, self._children, self._todo, self._written):
            known.clear()
        self._children_of_owned.clear()
        self._numbers = {id(None): 0}
        self._referred.clear()
        self._seen, self._seen_before, self._loaded = {}, {}, {}

    def _number(self, value: Any, key: Any) -> int:
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        loaded = self._loaded.pop(id(value), None)
        if loaded is not None:
            return self._take_over(loaded)
        number = self._next_number(value)
        self._objects[number % STEP][-1] = value
        self._numbers[id(value)] = number
        if type(key) is str:
            self._keys[number] = key
        self._todo[number] = value, self._keys.get(number), False
        return number

    def _owned_number(self, value: Any, key: Any) -> int:
        """The number of an object that is new in the collection that owns it."""
        loaded = self._loaded.get(id(value))
        if loaded is not None and loaded.key == (key if type(key) is str else None):
            del self._loaded[id(value)]
            return loaded.number
        number = self._next_number(value)
        self._todo[number] = value, key if type(key) is str else None, True
        return number

    def _next_number(self, value: Any) -> int:
        place = self._classes[type(value)]
        self._objects[place].append(None)
        return (len(self._objects[place]) - 1) * STEP + place

    def _take_over(self, loaded: _Loaded) -> int:
        """An object that a collection owned is met elsewhere: from now on it is known by its identity."""
        number = loaded.number
        self._objects[number % STEP][number // STEP] = loaded.value
        self._numbers[id(loaded.value)] = number
        self._alive.add(number)
        if loaded.key is not None:
            self._keys[number] = loaded.key
        if number in self._children_of_owned:
            self._children[number] = self._children_of_owned.pop(number)
        return number

    def _disown(self, numbers: Iterable[int]) -> None:
        """These are in the collection no longer that owned them."""
        for number in numbers:
            self._removed.add(number)
            self._todo.pop(number, None)
            self._children_of_owned.pop(number, None)

    def _look_at(self, collection: Collection[Any], before: _Seen | None, *, is_owner: bool) -> _Seen:
        """The numbers of a collection's items. Those that it had before in the same order are not looked for."""
        keys = [*collection] if isinstance(collection, dict) else []
        items = [*collection.values()] if isinstance(collection, dict) else [*collection]
        start, same = before.overlap(keys, items) if before is not None else (0, 0)
        if is_owner and before is not None:
            self._disown(before.numbers[:start] if same else before.numbers)
        new_keys = keys[same:] if keys else repeat(None)
        new_numbers = map(self._owned_number if is_owner else self._number, items[same:], new_keys)
        numbers = before.numbers[start:] if before is not None and same else array("q") if is_owner else []
        numbers.extend(new_numbers)
        # What was known before as something else has another key, or none.
        keys_known = bool(keys) and (before is None or not same or before.keys_known)
        if is_owner:
            keys_known = keys_known and {*map(type, keys[same:])} <= {str}
        else:
            keys_known = keys_known and [*map(self._keys.get, numbers[same:])] == keys[same:]
        return _Seen(collection, keys, items, numbers, keys_known, is_owner)

    def _note_changes(self, classes: set[type[Any]], items: Sequence[Any], numbers: Sequence[int]) -> None:
        for cls in classes.intersection(WATCHED):
            if len(classes) > 1 or None in items:
                pairs = [(item, number) for item, number in zip(items, numbers, strict=True) if type(item) is cls]
                self._note_changes({cls}, *zip(*pairs, strict=True))
                continue
            states = map(_state_getter(cls), items)
            before = map(self._states.get, numbers)
            for item, number in compress(zip(items, numbers, strict=True), map(ne, states, before)):
                self._todo[number] = item, self._keys.get(number), False

    def _write(self, number: int, value: Any, key: str | None, is_owned: bool) -> None:
        before, self._referred = self._referred, []
        writer = Writer(self._kinds, self)
        record = writer.record(value)
        children, self._referred = tuple(chain.from_iterable(self._referred)), before
        if writer.objects:
            # Others may refer to these, too: the class can't be rows of their own.
            del self._classes[type(value)]
            self.start_anew()
            raise StartAgainError
        self._written[number] = Row(number, key, record, is_owned)
        if is_owned:
            self._remember_owned(number, children)
        else:
            self._remember(number, value, children, changeable=writer.changeable)

    def _remember_owned(self, number: int, children: Sequence[int]) -> None:
        if children:
            self._children_of_owned[number] = children

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
        if type(value) in OWNED:
            self._loaded[id(value)] = _Loaded(number, value, self._keys.get(number))
            self._remember_owned(number, reader.referred)
            return
        objects[number // STEP] = value
        self._numbers[id(value)] = number
        self._remember(number, value, reader.referred, changeable=reader.changeable)

    def _alive_rows(self) -> set[int]:
        alive = set(chain.from_iterable((*self._referred, *self._children_of_owned.values())))
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
        for known in (self._keys, self._states, self._children, self._todo):
            known.pop(number, None)


def _state_getter(cls: Any) -> Callable[[Any], Any]:
    """What gives the attributes of one item, as fast as can be: it is asked of all messages at once."""
    slots = slots_of(cls)
    # Without a __dict__ there is nothing else.
    if len(slots) > 1 and not cls.__dictoffset__:
        return attrgetter(*slots)
    return lambda item: tuple(attributes_of(item).items())
