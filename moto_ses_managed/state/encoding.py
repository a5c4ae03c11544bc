"""From living objects to JSON: values in place, records in a table that they are referred to by number."""

from __future__ import annotations

import json
from typing import Any, get_origin

from .errors import StateError
from .kinds import LISTS, MAPS, alternatives, has_members, item_kinds, map_kinds, member_kinds
from .records import Record, Schema
from .scalars import encode_plain, encode_scalar

Json = Any

_PLAIN = frozenset({int, str, bool})


class Encoder:
    """One state on its way to JSON. ``objects`` is the table of its records, in the order in which they were met."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.objects: list[Json] = []
        # The instances are held, so that none goes and lends its identity to another.
        self._numbers: dict[int, tuple[int, object]] = {}
        self._by_value: dict[str, int] = {}

    def encode(self, kind: Any, value: Any) -> Json:
        """``value``, of the type ``kind``, as JSON. Raises StateError where it is of another type."""
        if kind is Any:
            return encode_plain(value)
        # Most of a state, and the same in JSON.
        if kind in _PLAIN and type(value) is kind:
            return value
        kinds, optional = alternatives(kind)
        if value is None and optional:
            return None
        if len(kinds) > 1:
            return self._one_of(kinds, value)
        return self._encode(kinds[0], value)

    def attributes(self, record: Record, instance: object) -> Json:
        """What an instance of a record's class keeps, by attribute."""
        return {name: self.encode(kind, value) for name, (kind, value) in record.kept(instance).items()}

    def _encode(self, kind: Any, value: Any) -> Json:
        if kind in self._schema:
            return self._number(kind, value)
        origin = get_origin(kind)
        if origin in LISTS:
            return self._list(kind, value)
        if origin in MAPS:
            return self._map(kind, value)
        if has_members(kind):
            if type(value) is not kind:
                raise StateError(f"{value!r} is no {kind}, as the state has it there.")
            return {name: self.encode(hint, getattr(value, name)) for name, hint in member_kinds(kind).items()}
        return encode_scalar(kind, value)

    def _one_of(self, kinds: tuple[Any, ...], value: Any) -> Json:
        """A record says itself what it is; another value is kept with the name of its type."""
        kind = type(value)
        if kind not in kinds:
            raise StateError(f"{value!r} is none of {kinds}, as the state has it there.")
        encoded = self._encode(kind, value)
        return encoded if kind in self._schema else [kind.__name__, encoded]

    def _list(self, kind: Any, value: Any) -> Json:
        items = sorted(value) if isinstance(value, frozenset) else list(value)
        kinds = item_kinds(kind, len(items))
        if kinds is None:
            raise StateError(f"{value!r} has not as many items as {kind}.")
        return [self.encode(item_kind, item) for item_kind, item in zip(kinds, items, strict=True)]

    def _map(self, kind: Any, value: Any) -> Json:
        key_kind, item_kind = map_kinds(kind)
        pairs = [[self.encode(key_kind, key), self.encode(item_kind, item)] for key, item in value.items()]
        return dict(pairs) if key_kind is str else pairs

    def _number(self, kind: type[Any], value: Any) -> int:
        if type(value) is not kind:
            raise StateError(f"{value!r} is no {kind}, as the state has it there.")
        known = self._numbers.get(id(value))
        if known is not None:
            return known[0]
        record = self._schema[kind]
        if record.by_value:
            return self._number_of_value(record, value)
        number = len(self.objects)
        self._numbers[id(value)] = (number, value)
        self.objects.append(None)
        self.objects[number] = [record.name, self.attributes(record, value)]
        return number

    def _number_of_value(self, record: Record, value: object) -> int:
        entry = [record.name, self.attributes(record, value)]
        text = json.dumps(entry)
        number = self._by_value.get(text)
        if number is None:
            number = self._by_value[text] = len(self.objects)
            self.objects.append(entry)
        self._numbers[id(value)] = (number, value)
        return number
