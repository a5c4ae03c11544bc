"""Convert dataclasses to JSON with PascalCase members, as in AWS's APIs, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from moto_ses_managed.simulation.clock import plain_date
from moto_ses_managed.simulation.isp import ByIsp

Made = TypeVar("Made")


def to_json(value: Any) -> Any:
    """Convert dataclasses, enums, dates, and tuples and dicts of these to JSON types. Plain values stay the same."""
    if value is None or type(value) in {str, int, float, bool}:
        return value
    if is_dataclass(value):
        return {member: to_json(getattr(value, name)) for name, member in members(cast("Any", type(value))).items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return [to_json(item) for item in value]


def from_json(kind: type[Made], data: Any) -> Made:
    """Make a ``kind`` from the result of to_json(). Members that this version does not know are ignored."""
    read = _reader(cast("Any", kind))
    return cast("Made", read(data) if read else data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """A function that reads a ``kind`` from JSON, or None if the JSON value is one already.

    It is made once for each ``kind``, because there may be 100,000 messages.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        some = _reader(next(part for part in parts if part is not NoneType))
        return (lambda data: None if data is None else some(data)) if some else None
    if origin is tuple:
        item = _reader(parts[0])
        return (lambda data: tuple(map(item, data))) if item else tuple
    if isinstance(origin, type) and issubclass(origin, Mapping):
        each, made = _reader(parts[-1]), ByIsp if origin is ByIsp else dict
        return (lambda data: made({key: each(value) for key, value in data.items()})) if each else made
    if is_dataclass(kind):
        return _record_reader(kind)
    # Include subclasses: a type hint that is resolved while freezegun runs names a subclass, and is cached.
    if isinstance(kind, type) and issubclass(kind, date):
        return _time if issubclass(kind, datetime) else _date
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    hints = type_hints(kind)
    known = [(name, member, _reader(hints[name])) for name, member in members(kind).items()]

    def read(data: Mapping[str, Any]) -> Any:
        present = [(name, make, data[member]) for name, member, make in known if member in data]
        return kind(**{name: make(value) if make else value for name, make, value in present})

    return read


@lru_cache(maxsize=1024)
def pascal(name: str) -> str:
    """Convert ``sent_last_7_days`` to ``SentLast7Days``."""
    return "".join(part.capitalize() for part in name.split("_"))


@cache
def members(kind: Any) -> dict[str, str]:
    """The JSON names of a dataclass's fields, by Python name. Names that begin with an underscore are omitted."""
    return {field.name: pascal(field.name) for field in fields(kind) if not field.name.startswith("_")}


@cache
def type_hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(maxsize=1024)  # a message has the same time in several places
def _time_text(value: datetime) -> str:
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


@lru_cache(maxsize=1024)
def _date(data: str) -> date:
    return plain_date(date.fromisoformat(data))


@lru_cache(maxsize=1024)
def _time(data: str) -> datetime:
    return datetime.fromisoformat(data.replace("Z", "+00:00"))
