"""Read requests. A value that does not match the schema of its type is refused with a message that names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from moto_ses_managed.simulation.errors import InvalidPolicyError, InvalidValueError

from .forms import from_json, members, pascal
from .schemas import Schema, Schemas

Made = TypeVar("Made")

_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "array": ((list, tuple), "a list"),
    "boolean": ((bool,), "true or false"),
    "integer": ((int,), "a whole number"),
    "null": ((type(None),), "null"),
    "number": ((int, float), "a number"),
    "object": ((Mapping,), "an object"),
    "string": ((str,), "a string"),
}


def read_request(kind: Any, data: Any) -> Any:
    """Make a ``kind`` from a request's JSON. If it is a union, the members decide. Raises InvalidValueError."""
    if get_origin(kind) is UnionType:
        kind = _meant(get_args(kind), data)
    schemas, schema = _schema(kind)
    check(data, "The body", schema, schemas)
    try:
        return from_json(kind, data)
    except InvalidPolicyError as error:
        raise InvalidValueError(f"{pascal(error.name)} {error.problem}") from error


def make_request(kind: type[Made], **values: Any) -> Made:
    """Make a ``kind`` from these values. Raises InvalidValueError, which gives the member's Python name."""
    declared: Any = kind
    schemas, schema = _schema(declared)
    properties = schemas.resolved(schema)["properties"]
    for name, member in members(declared).items():
        if name in values:
            check(values[name], name, properties[member], schemas)
    return kind(**values)


def check(value: Any, name: str, schema: Schema, schemas: Schemas) -> None:
    """Raise InvalidValueError unless ``value`` matches ``schema``."""
    schema = schemas.resolved(schema)
    if "anyOf" in schema:
        return None if value is None else check(value, name, schema["anyOf"][0], schemas)
    if "enum" in schema and value not in schema["enum"]:
        what = schema.get("title", name)
        raise InvalidValueError(f"Unknown {what} {_short(value)}: {', '.join(schema['enum'])} expected.")
    classes, words = _KINDS[schema["type"]]
    if not isinstance(value, classes) or (isinstance(value, bool) and bool not in classes) or not _fits(value, schema):
        described = f"one of {len(value)}" if isinstance(value, (list, tuple)) and words == "a list" else _short(value)
        raise InvalidValueError(f"{name} must be {words}{_limits(schema)}: {described} was given.")
    if isinstance(value, Mapping):
        _check_members(value, name, schema, schemas)
    elif isinstance(value, (list, tuple)):
        for item in value:
            check(item, f"Each of {name}", schema["items"], schemas)
    return None


def _check_members(value: Mapping[str, Any], name: str, schema: Schema, schemas: Schemas) -> None:
    known, others = schema.get("properties", {}), schema["additionalProperties"]
    for member in value:
        if "propertyNames" in schema:
            check(member, name, schema["propertyNames"], schemas)
        if member not in known and others is False:
            raise InvalidValueError(f"Unknown member {_short(member)}: {', '.join(known) or 'none'} expected.")
    for member in schema.get("required", ()):
        if member not in value:
            raise InvalidValueError(f"{member} is required.")
    for member, item in value.items():
        check(item, member if known else f"{name}, {member},", known.get(member, others), schemas)


def _fits(value: Any, schema: Schema) -> bool:
    if isinstance(value, str):
        fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return bool(fits) and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, (list, tuple)):
        return bool(len(value) <= schema.get("maxItems", len(value)))
    # This comparison is false for NaN.
    return "minimum" not in schema or bool(schema["minimum"] <= value <= schema["maximum"])


def _limits(schema: Schema) -> str:
    if "minimum" in schema:
        return f" from {schema['minimum']:,g} to {schema['maximum']:,.0f}"
    if "maxLength" in schema:
        return f" of {schema.get('minLength', 0)} to {schema['maxLength']} characters"
    if "maxItems" in schema:
        return f" of at most {schema['maxItems']} items"
    if "properties" in schema:
        return f" of {' and '.join(schema['properties']) or 'no members'}"
    return f" of {schema['description']}" if "pattern" in schema else ""


def _meant(kinds: tuple[Any, ...], data: Any) -> Any:
    """The kind of which ``data`` has a member that no other kind has; the first kind if there is no such member."""
    own = {kind: set(members(kind).values()) for kind in kinds}
    for kind in kinds:
        own[kind] -= {member for other in kinds if other is not kind for member in members(other).values()}
    meant = [kind for kind in kinds if isinstance(data, Mapping) and own[kind] & data.keys()]
    if len(meant) > 1:
        forms = " or ".join(" and ".join(sorted(own[kind])) for kind in meant)
        raise InvalidValueError(f"The body must have either {forms}: members of both were given.")
    return meant[0] if meant else kinds[0]


@cache
def _schema(kind: Any) -> tuple[Schemas, Schema]:
    schemas = Schemas()
    return schemas, schemas.of(kind)


def _short(value: Any) -> str:
    return repr(value)[:200]
