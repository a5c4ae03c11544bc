"""The JSON form of what the hooks hand out: PascalCase members as AWS has them, and back to the same dataclasses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def to_json(value: Any) -> Any:
    """``value`` as JSON can hold it: dataclasses, enums, dates, tuples and dicts of such, plain values as they are."""
    if is_dataclass(value):
        return _dataclass_writer(cast("Any", type(value)))(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[Made], data: Any) -> Made:
    """What to_json() made of a ``kind``, made a ``kind`` again; members that this version doesn't know are ignored."""
    read = _reader(cast("Any", kind))
    return cast("Made", read(data) if read else data)


def pascal(name: str) -> str:
    """``sent_last_7_days`` as ``SentLast7Days``."""
    return "".join(part.capitalize() for part in name.split("_"))


Converter = Callable[[Any], Any]

SEEN_LATELY = 1024
"""Times that are not written or read again (our choice: a message has the same one in several places)."""


@cache
def _writer(kind: Any) -> Converter | None:
    """What makes JSON of a ``kind``, made once: there may be 100,000 messages. None where it is JSON already."""
    shape, item = _shape(kind)
    if shape is Union and _lets_none_pass(item):
        return _writer(item)
    if shape is not kind:
        return _of_items(shape, _writer(item), as_list=True)
    if is_dataclass(kind):
        return _dataclass_writer(cast("Any", kind))
    if not isinstance(kind, type):
        return to_json
    if issubclass(kind, Enum):
        values: dict[Any, Any] = {None: None, **{member: member.value for member in kind}}
        return values.__getitem__
    if issubclass(kind, datetime):
        return _time_text
    return None if kind in _PLAIN else to_json


@cache
def _reader(kind: Any) -> Converter | None:
    """What reads a ``kind`` of JSON, made once. None where the JSON is it already."""
    shape, item = _shape(kind)
    if shape is Union and _lets_none_pass(item):
        return _reader(item)
    if shape is not kind:
        return _of_items(shape, _reader(item), as_list=False)
    if is_dataclass(kind):
        return _dataclass_reader(cast("Any", kind))
    if issubclass(kind, Enum):
        return _Members(kind).__getitem__
    if issubclass(kind, datetime):
        return _time
    return date.fromisoformat if issubclass(kind, date) else None


def _lets_none_pass(kind: Any) -> bool:
    """Whether what converts a ``kind`` takes None for itself; a call for each value would be most of the work."""
    return isinstance(kind, type) and issubclass(kind, (Enum, datetime))


_PLAIN = (str, int, float, bool, NoneType)


def _shape(kind: Any) -> tuple[Any, Any]:
    """Union (with None), tuple or Mapping, and the type of what is in it; any other type as it is."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return Union, next(part for part in parts if part is not NoneType)
    if origin is tuple:
        return tuple, parts[0]
    if origin in (dict, Mapping):
        return Mapping, parts[1]
    return kind, None


def _of_items(shape: Any, convert: Converter | None, *, as_list: bool) -> Converter | None:
    """What converts an optional value, a row or a mapping, given what converts one item."""
    if shape is Union:
        return (lambda value: None if value is None else convert(value)) if convert else None
    if shape is Mapping:
        return (lambda value: {key: convert(item) for key, item in value.items()}) if convert else dict
    if as_list:
        return (lambda value: list(map(convert, value))) if convert else list
    return (lambda value: tuple(map(convert, value))) if convert else tuple


@cache
def _dataclass_writer(kind: Any) -> Converter:
    names = [field.name for field in fields(kind)]
    members = [pascal(name) for name in names]
    hints = get_type_hints(kind)
    # The members that are JSON already are taken over as they are.
    converted = [(pascal(name), convert) for name in names if (convert := _writer(hints[name]))]
    values = _taken(attrgetter, names)

    def write(value: Any) -> dict[str, Any]:
        made = dict(zip(members, values(value), strict=True))
        for member, convert in converted:
            made[member] = convert(made[member])
        return made

    return write


@cache
def _dataclass_reader(kind: Any) -> Converter:
    names = [field.name for field in fields(kind)]
    hints = get_type_hints(kind)
    converted = [(place, convert) for place, name in enumerate(names) if (convert := _reader(hints[name]))]
    values = _taken(itemgetter, [pascal(name) for name in names])

    def read(data: Any) -> Any:
        found = list(values(data))
        for place, convert in converted:
            found[place] = convert(found[place])
        return kind(*found)

    return read


def _taken(getter: Callable[..., Converter], names: Sequence[str]) -> Converter:
    """What takes the values of these names out of something, in their order."""
    if not names:
        return lambda _: ()
    get = getter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


class _Members(dict[Any, Any]):
    """An enum's members by their values, and None by None."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__({None: None, **{member.value: member for member in kind}})
        self._kind = kind

    def __missing__(self, value: Any) -> Enum:
        return self._kind(value)


@lru_cache(maxsize=SEEN_LATELY)
def _time_text(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


@lru_cache(maxsize=SEEN_LATELY)
def _time(data: str | None) -> datetime | None:
    return datetime.fromisoformat(data.replace("Z", "+00:00")) if data is not None else None
