"""From JSON back to living objects: nothing but the classes that a state is made of, each value of its type."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any, get_origin

from moto_ses_managed.simulation.errors import SesManagedError

from .errors import DamagedError
from .kinds import LISTS, MAPS, alternatives, has_members, item_kinds, map_kinds, member_kinds
from .records import Record, Schema
from .scalars import decode_plain, decode_scalar


class Decoder:
    """One state on its way from JSON, with the table of its records. Raises DamagedError for what is none."""

    def __init__(self, schema: Schema, objects: Any) -> None:
        if not isinstance(objects, list):
            raise DamagedError("Objects", "is no list.")
        self._schema = schema
        self._by_name = {record.name: record for record in schema.values()}
        self._objects = objects
        self._made: dict[int, Any] = {}

    def decode(self, kind: Any, data: Any, where: str) -> Any:
        """The value, of the type ``kind``, that JSON was made of."""
        if kind is Any:
            return decode_plain(data, where)
        kinds, optional = alternatives(kind)
        if data is None and optional:
            return None
        if len(kinds) > 1:
            return self._one_of(kinds, data, where)
        return self._decode(kinds[0], data, where)

    def attributes(self, record: Record, data: Any) -> dict[str, Any]:
        """The attributes of an instance of a record's class."""
        if not isinstance(data, dict):
            raise DamagedError(record.name, "is no object.")
        missing = sorted(record.fields.keys() - data.keys())
        if missing:
            raise DamagedError(record.name, f"lacks {missing[0]}.")
        unknown = sorted(data.keys() - record.fields.keys())
        if unknown and not record.open:
            raise DamagedError(record.name, f"has {unknown[0]}, which this version knows nothing of.")
        return {
            name: self.decode(record.fields.get(name, Any), item, f"{record.name}.{name}")
            for name, item in data.items()
        }

    def _decode(self, kind: Any, data: Any, where: str) -> Any:
        if kind in self._schema:
            return self._referred((kind,), data, where)
        origin = get_origin(kind)
        if origin in LISTS:
            return self._list(kind, data, where)
        if origin in MAPS:
            return self._map(kind, data, where)
        if has_members(kind):
            return self._with_members(kind, data, where)
        return decode_scalar(kind, data, where)

    def _one_of(self, kinds: tuple[Any, ...], data: Any, where: str) -> Any:
        if isinstance(data, int):
            return self._referred(kinds, data, where)
        by_name = {kind.__name__: kind for kind in kinds}
        known = isinstance(data, list) and len(data) == 2 and isinstance(data[0], str) and data[0] in by_name
        if not known:
            raise DamagedError(where, f"is none of {', '.join(by_name)}.")
        return self._decode(by_name[data[0]], data[1], where)

    def _list(self, kind: Any, data: Any, where: str) -> Any:
        kinds = item_kinds(kind, len(data)) if isinstance(data, list) else None
        if kinds is None:
            raise DamagedError(where, "is no list of the right length.")
        return LISTS[get_origin(kind)](
            self.decode(item_kind, item, where) for item_kind, item in zip(kinds, data, strict=True)
        )

    def _map(self, kind: Any, data: Any, where: str) -> Any:
        key_kind, item_kind = map_kinds(kind)
        items = {
            self.decode(key_kind, key, where): self.decode(item_kind, item, where)
            for key, item in _pairs(kind, data, where)
        }
        made = MAPS[get_origin(kind)]
        return defaultdict(get_origin(item_kind) or item_kind, items) if made is defaultdict else made(items)

    def _with_members(self, kind: type[Any], data: Any, where: str) -> Any:
        members = member_kinds(kind)
        if not isinstance(data, dict) or data.keys() != members.keys():
            raise DamagedError(where, f"is no {kind.__name__}.")
        values = {name: self.decode(hint, data[name], f"{where}.{name}") for name, hint in members.items()}
        try:
            return kind(**values)
        except SesManagedError as error:
            raise DamagedError(where, f"is no {kind.__name__}: {error}") from error

    def _referred(self, kinds: tuple[Any, ...], data: Any, where: str) -> Any:
        if type(data) is not int or not 0 <= data < len(self._objects):
            raise DamagedError(where, "refers to nothing.")
        made = self._made.get(data)
        if made is None:
            made = self._make(data)
        if not isinstance(made, kinds):
            raise DamagedError(where, f"refers to a {type(made).__name__}.")
        return made

    def _make(self, number: int) -> Any:
        entry = self._objects[number]
        known = isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str) and entry[0] in self._by_name
        if not known:
            raise DamagedError(f"Objects[{number}]", "is nothing that a state is made of.")
        record = self._by_name[entry[0]]
        if record.by_value and is_dataclass(record.kind):
            made = self._made[number] = self._with_members(record.kind, entry[1], record.name)
            return made
        if record.open:
            made = self._made[number] = _as_moto_makes_it(record, self.attributes(record, entry[1]))
            return made
        # There before its attributes are, since these may lead back to it.
        made = self._made[number] = object.__new__(record.kind)
        for name, value in self.attributes(record, entry[1]).items():
            object.__setattr__(made, name, value)
        for name, make in record.left_out.items():
            object.__setattr__(made, name, make())
        return made


def _pairs(kind: Any, data: Any, where: str) -> Iterable[Any]:
    """Keys and items: of an object where the keys are strings, else of a list of pairs."""
    key_kind, _ = map_kinds(kind)
    if key_kind is str:
        if isinstance(data, dict):
            return data.items()
    elif isinstance(data, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in data):
        return data
    raise DamagedError(where, "is no object of the right form.")


def _as_moto_makes_it(record: Record, attributes: dict[str, Any]) -> Any:
    """An instance of moto's class with all attributes that this version of moto gives it, and the kept values."""
    parameters = [name for name in inspect.signature(record.kind.__init__).parameters if name != "self"]
    made = record.kind(**{name: attributes.get(name) for name in parameters})
    for name, value in attributes.items():
        if hasattr(made, name):
            setattr(made, name, value)
    return made
