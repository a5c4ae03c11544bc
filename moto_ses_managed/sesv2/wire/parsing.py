"""Reads the parameters of a request from path, query and body, with the types of botocore's model.

It is stricter than moto's parser, which does not check types: SES returns SerializationException for a wrong type, and
a mock that accepts it hides the mistake until production.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from sys import intern
from typing import Any, NoReturn

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.utils import parse_timestamp

from .errors import BadRequest, BodyTooLarge, SerializationError
from .routing import MOVED_OPERATIONS

Parameters = dict[str, Any]

MAX_BODY = 1024 * 1024
"""The largest request without a message, in bytes (our choice: far above the largest valid one)."""

MAX_MESSAGE_BODY = 64 * 1024 * 1024
"""The largest request with a message, in bytes (our choice: 40 MB of message, a third more in Base64)."""

_WITH_MESSAGE = frozenset({"SendEmail", "SendBulkEmail"})

_INTEGER_BITS = {"integer": 32, "long": 64}

# SES reports these as invalid values, whatever their type, so validation checks their types.
_ANY_TYPE = frozenset({"ScalingMode"})

# The only operation that was seen to say so; others name the missing member.
_BODY_REQUIRED = frozenset({"CreateDedicatedIpPool"})

_TYPE_NAMES = {
    "string": "a String",
    "boolean": "a Boolean",
    "integer": "an Integer",
    "long": "a Long",
    "double": "a Double",
    "float": "a Float",
    "timestamp": "a Timestamp",
    "blob": "a Blob",
    "list": "a List",
    "map": "a Map",
    "structure": "a Structure",
}


def read_parameters(
    operation: OperationModel, labels: Mapping[str, str], query: Mapping[str, Sequence[str]], body: bytes
) -> Parameters:
    """The members of a request by their names in the model, without absent ones and nulls.

    Raises SerializationError (invalid JSON, wrong type), BadRequest (unknown member) or BodyTooLarge.
    """
    limit = MAX_MESSAGE_BODY if operation.name in _WITH_MESSAGE else MAX_BODY
    if len(body) > limit:
        raise BodyTooLarge(operation.name, len(body), limit)
    shape = operation.input_shape
    if shape is None:
        return {}
    places = _places(shape, operation.name in MOVED_OPERATIONS)
    parameters = _read_body(operation, places.body, body) if places.body else {}
    for name, wire_name in places.path:
        parameters[name] = labels[wire_name]
    for name, wire_name in places.query if query else ():
        if wire_name in query:
            parameters[name] = _from_query(shape.members[name], query[wire_name])
    return parameters


@dataclass(frozen=True)
class _Places:
    """The members in path, query and body; those in path and query with their names there."""

    body: Mapping[str, Shape]
    path: Sequence[tuple[str, str]]
    query: Sequence[tuple[str, str]]


@cache
def _places(shape: StructureShape, anywhere: bool) -> _Places:
    """The places in the model. ``anywhere``: members can be in the query or the body if they are not in the path."""
    locations = {name: member.serialization.get("location") for name, member in shape.members.items()}
    named = [(name, member.serialization.get("name", name)) for name, member in shape.members.items()]
    return _Places(
        body={name: member for name, member in shape.members.items() if anywhere or locations[name] is None},
        path=[(name, wire_name) for name, wire_name in named if locations[name] == "uri"],
        query=[
            (name, wire_name)
            for name, wire_name in named
            if locations[name] == "querystring" or (anywhere and locations[name] != "uri")
        ],
    )


def _read_body(operation: OperationModel, members: Mapping[str, Shape], body: bytes) -> Parameters:
    document = _load(body) if body.strip() else None
    if document is None:
        if operation.name in _BODY_REQUIRED:
            raise BadRequest("Request body is required.")
        return {}
    if not isinstance(document, dict):
        _wrong_type(document, "structure")
    _refuse_unknown(document, members, operation.name)
    return {
        name: _convert(members[name], value, f"{operation.name}.{name}")
        for name, value in document.items()
        if value is not None
    }


def _load(body: bytes) -> Any:
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SerializationError(f"The body is not UTF-8: byte {error.start} is invalid.") from error
    except RecursionError as error:
        raise SerializationError("The body is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise SerializationError(
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except ValueError as error:
        raise SerializationError(f"The body is not JSON: {error}.") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def _from_query(shape: Shape, values: Sequence[str]) -> Any:
    if isinstance(shape, ListShape):
        return list(values)
    value = values[-1]
    if isinstance(shape, (MapShape, StructureShape)):
        _wrong_type(value, shape.type_name)
    if shape.type_name in _INTEGER_BITS:
        try:
            return _integer(shape.type_name, int(value))
        except ValueError as error:
            raise SerializationError(f"STRING_VALUE can not be converted to {_TYPE_NAMES[shape.type_name]}") from error
    if shape.type_name == "timestamp":
        return _timestamp_text(value)
    return value


def _convert(shape: Shape, value: Any, where: str) -> Any:
    return _CONVERTERS.get(shape.type_name, _scalar)(shape, value, where)


def _string(shape: Shape, value: Any, _where: str) -> Any:
    if shape.name in _ANY_TYPE:
        return value
    return _text(value) if isinstance(value, str) else _wrong_type(value, "string")


def _list(shape: Any, value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        _wrong_type(value, "list")
    return [_convert(shape.member, item, f"{where}.{number}") for number, item in enumerate(value, 1)]


def _map(shape: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _wrong_type(value, "map")
    return {
        _text(key): _convert(shape.value, item, f"{where}.{key}") for key, item in value.items() if item is not None
    }


def _structure(shape: Any, value: Any, where: str) -> Parameters:
    if not isinstance(value, dict):
        _wrong_type(value, "structure")
    members = shape.members
    _refuse_unknown(value, members, where)
    # Interned: parts of the request may be stored, with names that are the same in all requests.
    return {
        intern(name): _convert(members[name], item, f"{where}.{name}")
        for name, item in value.items()
        if item is not None
    }


_CONVERTERS: dict[str, Callable[[Any, Any, str], Any]] = {
    "string": _string,
    "list": _list,
    "map": _map,
    "structure": _structure,
}


def _refuse_unknown(document: Mapping[str, Any], members: Mapping[str, Shape], where: str) -> None:
    if document.keys() <= members.keys():
        return
    unknown = next(name for name in document if name not in members)
    raise BadRequest(f"{where} has no member {unknown!r}. Its members are: {', '.join(members) or 'none'}.")


def _scalar(shape: Shape, value: Any, _where: str) -> Any:
    type_name = shape.type_name
    if type_name == "boolean" and isinstance(value, bool):
        return value
    if type_name in _INTEGER_BITS and isinstance(value, int) and not isinstance(value, bool):
        return _integer(type_name, value)
    if type_name in {"double", "float"} and isinstance(value, (int, float)) and not isinstance(value, bool):
        return _double(value)
    if type_name == "timestamp" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return _timestamp(value)
    if type_name == "blob" and isinstance(value, str):
        return _blob(value)
    return _wrong_type(value, type_name)


def _text(value: str) -> str:
    if value.isascii():
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SerializationError(
            f"A string has half a surrogate pair ({value[error.start]!a}), which is not a character."
        ) from error
    return value


def _integer(type_name: str, value: int) -> int:
    bits = _INTEGER_BITS[type_name]
    if not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        raise SerializationError(f"{value} is out of the range of {_TYPE_NAMES[type_name]}")
    return value


def _double(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise SerializationError("NUMBER_VALUE is out of the range of a Double")
    return number


def _timestamp(value: float) -> datetime:
    try:
        return datetime.fromtimestamp(value, tz=timezone.utc)
    except (OverflowError, ValueError, OSError) as error:
        raise SerializationError("NUMBER_VALUE is out of the range of a Timestamp") from error


def _timestamp_text(value: str) -> datetime:
    """A timestamp in the query, in ISO 8601; without an offset, it is in UTC."""
    try:
        parsed: datetime = parse_timestamp(value)
        return parsed.replace(tzinfo=parsed.tzinfo or timezone.utc).astimezone(timezone.utc)
    except (OverflowError, ValueError, RuntimeError) as error:
        raise SerializationError("STRING_VALUE can not be converted to a Timestamp") from error


def _blob(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SerializationError("STRING_VALUE can not be converted to a Blob: it is not base64") from error


def _wrong_type(value: Any, type_name: str) -> NoReturn:
    if isinstance(value, list):
        raise SerializationError("Start of list found where not expected")
    if isinstance(value, dict):
        raise SerializationError("Start of structure or map found where not expected.")
    raise SerializationError(f"{_token(value)} can not be converted to {_TYPE_NAMES[type_name]}")


def _token(value: Any) -> str:
    if value is None:
        return "NULL_VALUE"
    if isinstance(value, bool):
        return "TRUE_VALUE" if value else "FALSE_VALUE"
    return "STRING_VALUE" if isinstance(value, str) else "NUMBER_VALUE"
