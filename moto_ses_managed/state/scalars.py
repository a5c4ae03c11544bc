"""Single values and their JSON forms."""

from __future__ import annotations

import base64
import binascii
import math
from array import array
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from .errors import DamagedError, StateError

_MICROSECOND = timedelta(microseconds=1)

_TAG = "$"
"""Marks, among plain values, those that JSON has no form for."""


def encode_scalar(kind: Any, value: Any) -> Any:
    """``value``, of the type ``kind``, as JSON. Raises StateError for one of another type."""
    if isinstance(kind, type) and issubclass(kind, Enum) and isinstance(value, kind):
        # By name: a value may be no more than the member's place among the others.
        return value.name
    if kind is float and type(value) in {int, float}:
        return value
    if kind in {int, str, bool} and type(value) is kind:
        return value
    if kind in _TO_JSON and isinstance(value, kind):
        return _TO_JSON[kind](value)
    raise StateError(f"{value!r} is no {getattr(kind, '__name__', kind)}, as the state has it there.")


def decode_scalar(kind: Any, data: Any, where: str) -> Any:
    """What encode_scalar() made JSON of. Raises DamagedError."""
    try:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind[data]
        if kind is float and type(data) in {int, float} and math.isfinite(data):
            return data
        if kind in {int, str, bool} and type(data) is kind:
            return data
        if kind in _FROM_JSON:
            return _FROM_JSON[kind](data)
    except (KeyError, ValueError, TypeError, OverflowError, binascii.Error) as error:
        raise DamagedError(where, f"is {_short(data)}, no {kind.__name__}.") from error
    raise DamagedError(where, f"is {_short(data)}, no {getattr(kind, '__name__', kind)}.")


def encode_plain(value: Any) -> Any:
    """What moto keeps as dictionaries, lists and single values, as JSON. Raises StateError for anything else."""
    if value is None or type(value) in {bool, int, str}:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    if type(value) is list:
        return [encode_plain(item) for item in value]
    if isinstance(value, dict):
        if all(type(key) is str for key in value) and _TAG not in value:
            return {key: encode_plain(item) for key, item in value.items()}
        return {_TAG: "pairs", "value": [[encode_plain(key), encode_plain(item)] for key, item in value.items()]}
    if type(value) is tuple:
        return {_TAG: "tuple", "value": [encode_plain(item) for item in value]}
    for kind in (datetime, bytes):
        if isinstance(value, kind):
            return {_TAG: kind.__name__, "value": _TO_JSON[kind](value)}
    raise StateError(f"{value!r} is nothing that the state has a form for: it is a {type(value).__name__}.")


def decode_plain(data: Any, where: str) -> Any:
    """What encode_plain() made JSON of. Raises DamagedError."""
    if isinstance(data, list):
        return [decode_plain(item, where) for item in data]
    if not isinstance(data, dict):
        return data
    if _TAG not in data:
        return {key: decode_plain(item, where) for key, item in data.items()}
    return _decode_tagged(data[_TAG], data.get("value"), where)


def _decode_tagged(tag: Any, value: Any, where: str) -> Any:
    for kind in (datetime, bytes):
        if tag == kind.__name__:
            return decode_scalar(kind, value, where)
    if not isinstance(value, list):
        raise DamagedError(where, f"has a {tag!r} that is no list.")
    if tag == "tuple":
        return tuple(decode_plain(item, where) for item in value)
    if tag == "pairs" and all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        return {_key(key, where): decode_plain(item, where) for key, item in value}
    raise DamagedError(where, f"has a value marked {tag!r}, which this version knows nothing of.")


def _key(data: Any, where: str) -> Any:
    key = decode_plain(data, where)
    if isinstance(key, (list, dict)):
        raise DamagedError(where, "has a key that can be none.")
    return key


def _numbers(data: Any) -> array[int]:
    if not isinstance(data, list):
        raise TypeError
    return array("q", data)


def _timedelta(data: Any) -> timedelta:
    if type(data) is not int:
        raise TypeError
    return data * _MICROSECOND


_TO_JSON: dict[type[Any], Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    timedelta: lambda value: value // _MICROSECOND,
    array: array.tolist,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
}

_FROM_JSON: dict[type[Any], Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    timedelta: _timedelta,
    array: _numbers,
    bytes: lambda data: base64.b64decode(data, validate=True),
}


def _short(data: Any) -> str:
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:60]}..."
