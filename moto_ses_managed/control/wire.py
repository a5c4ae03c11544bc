"""The JSON form of what the hooks hand out: PascalCase members as AWS has them, and back to the same dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def to_json(value: Any) -> Any:
    """``value`` as JSON can hold it: dataclasses, enums, dates, tuples and dicts of such, plain values as they are."""
    if is_dataclass(value):
        return {pascal(field.name): to_json(getattr(value, field.name)) for field in fields(value)}
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
    made: Made = _read(kind, data)
    return made


def pascal(name: str) -> str:
    """``sent_last_7_days`` as ``SentLast7Days``."""
    return "".join(part.capitalize() for part in name.split("_"))


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if data is None else _read(_without_none(kind), data)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if origin in (dict, Mapping):
        return {key: _read(get_args(kind)[1], item) for key, item in data.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        members = _members(kind)
        return kind(**{name: _read(hint, data[pascal(name)]) for name, hint in members.items()})
    return _read_scalar(kind, data)


def _read_scalar(kind: Any, data: Any) -> Any:
    if issubclass(kind, Enum):
        return kind(data)
    if issubclass(kind, datetime):
        return datetime.fromisoformat(data.replace("Z", "+00:00"))
    if issubclass(kind, date):
        return date.fromisoformat(data)
    return data


def _without_none(kind: Any) -> Any:
    return next(part for part in get_args(kind) if part is not NoneType)


@cache
def _members(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
