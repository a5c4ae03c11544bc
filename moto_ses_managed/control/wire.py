"""The JSON form of what the hooks hand out: PascalCase members as AWS has them, and back to the same dataclasses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def to_json(value: Any) -> Any:
    """``value`` as JSON can hold it: dataclasses, enums, dates, tuples and dicts of such, plain values as they are."""
    if is_dataclass(value):
        return {member: to_json(getattr(value, name)) for name, member in _members(cast("Any", type(value)))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[Made], data: Any) -> Made:
    """What to_json() made of a ``kind``, made a ``kind`` again; members that this version doesn't know are ignored."""
    reader = cast("Callable[[Any], Made]", _reader(cast("Any", kind)))
    return reader(data)


@cache
def _members(kind: Any) -> list[tuple[str, str]]:
    return [(field.name, pascal(field.name)) for field in fields(kind)]


def pascal(name: str) -> str:
    """``sent_last_7_days`` as ``SentLast7Days``."""
    return "".join(part.capitalize() for part in name.split("_"))


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """What reads a ``kind``, made once: a year's history has thousands of them."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        present = _reader(next(part for part in get_args(kind) if part is not NoneType))
        return lambda data: None if data is None else present(data)
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda data: tuple(map(item, data))
    if origin in (dict, Mapping):
        value = _reader(get_args(kind)[1])
        return lambda data: {key: value(found) for key, found in data.items()}
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    return _scalar_reader(kind)


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    members = [(field.name, pascal(field.name), _reader(hints[field.name])) for field in fields(kind)]
    return lambda data: kind(**{name: read(data[member]) for name, member, read in members})


def _scalar_reader(kind: Any) -> Reader:
    if issubclass(kind, Enum):
        return cast("Reader", kind)
    if issubclass(kind, datetime):
        return lambda data: datetime.fromisoformat(data.replace("Z", "+00:00"))
    if issubclass(kind, date):
        return date.fromisoformat
    return lambda data: data
