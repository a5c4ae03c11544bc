"""JSON Schema of what control/wire.py makes of a type."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from moto_ses_managed.simulation.policy import LIMITS, Limits, SendingPolicy

from .wire import pascal, to_json

Schema = dict[str, Any]

_SCALARS: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


class Schemas:
    """The schemas of a document; those of dataclasses and enums are its components, by the names of their classes."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}
        self._kinds: dict[str, Any] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a type that wire.py can write. Raises TypeError for another."""
        origin = get_origin(kind)
        if origin is Annotated:
            plain, *more = get_args(kind)
            return self.of(plain) | {name: value for said in more for name, value in said.items()}
        if origin in {Union, UnionType}:
            return self.any_of(*get_args(kind))
        if origin in {tuple, list}:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if origin in {dict, Mapping}:
            return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}
        if kind is Any:
            return {}
        if kind is NoneType:
            return {"type": "null"}
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        return self._component(kind)

    def any_of(self, *kinds: Any) -> Schema:
        """The schema of what is one of several types."""
        schemas = [self.of(kind) for kind in kinds]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _component(self, kind: Any) -> Schema:
        if not isinstance(kind, type) or not (is_dataclass(kind) or issubclass(kind, Enum)):
            raise TypeError(f"{kind!r} has no JSON form.")
        name = kind.__name__
        if self._kinds.setdefault(name, kind) is not kind:
            raise TypeError(f"Two classes are named {name}: {kind!r} and {self._kinds[name]!r}.")
        if name not in self.components:
            self.components[name] = {}
            self.components[name] = self._described(kind)
        return {"$ref": f"#/components/schemas/{name}"}

    def _described(self, kind: Any) -> Schema:
        description = inspect.cleandoc(kind.__doc__ or "")
        if issubclass(kind, Enum):
            return {"type": "string", "description": description, "enum": [member.value for member in kind]}
        hints = get_type_hints(kind, include_extras=True)
        limits = LIMITS if kind is SendingPolicy else {}
        members = {
            pascal(field.name): self._member(field, hints[field.name]) | _bounds(limits.get(field.name))
            for field in fields(kind)
        }
        required = [pascal(field.name) for field in fields(kind) if not _has_default(field)]
        schema: Schema = {"type": "object", "description": description, "properties": members}
        # No member but these is taken, and none is answered.
        schema["additionalProperties"] = False
        return schema | ({"required": required} if required else {})

    def _member(self, field: Field[Any], hint: Any) -> Schema:
        schema = self.of(hint)
        default = default_of(field)
        if default is MISSING or default is None or "$ref" in schema:
            return schema
        return schema | {"default": to_json(default)}


def default_of(field: Field[Any]) -> Any:
    """The field's value where none is given, MISSING where one must be."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _bounds(limits: Limits | None) -> Schema:
    return {"minimum": limits.least, "maximum": limits.most} if limits else {}


def _has_default(field: Field[Any]) -> bool:
    return default_of(field) is not MISSING
