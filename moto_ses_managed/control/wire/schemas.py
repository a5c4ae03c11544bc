"""The JSON Schemas of types, to check requests and for ``openapi.json``.

``Annotated`` adds further keywords to a type: ``Annotated[int, {"minimum": 1, "maximum": 1000}]``.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from moto_ses_managed.simulation.isp import ByIsp, Isp
from moto_ses_managed.simulation.policy import LIMITS, SendingPolicy

from .forms import pascal, to_json

Schema = dict[str, Any]

_SCALARS: dict[Any, Schema] = {
    Any: {},
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
}


class Schemas:
    """The schemas of a document. Those of dataclasses and enums are its components, named after their classes."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}
        self._kinds: dict[str, Any] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a type. Raises TypeError if the type has no JSON form."""
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.of(parts[0]) | {name: value for extra in parts[1:] for name, value in extra.items()}
        if origin in {Union, UnionType}:
            return {"anyOf": [self.of(part) for part in parts]}
        if origin is ByIsp:
            return self.of(Mapping[Isp, parts[0]])  # type: ignore[valid-type]
        if origin is Literal:
            return {"type": "string", "enum": list(parts)}
        if origin in {tuple, list}:
            return {"type": "array", "items": self.of(parts[0])}
        if origin in {dict, Mapping}:
            names = self.of(parts[0])
            return {
                "type": "object",
                "additionalProperties": self.of(parts[1]),
                **({"propertyNames": names} if "enum" in names else {}),
            }
        # Include subclasses: a type hint that is resolved while freezegun runs names a subclass, and is cached.
        if isinstance(kind, type) and issubclass(kind, date):
            return {"type": "string", "format": "date-time" if issubclass(kind, datetime) else "date"}
        return dict(_SCALARS[kind]) if kind in _SCALARS else self._component(kind)

    def resolved(self, schema: Schema) -> Schema:
        """A schema, or the component that it refers to."""
        return self.components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

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
        public_fields = [field for field in fields(kind) if not field.name.startswith("_")]
        required = [pascal(field.name) for field in public_fields if default_of(field) is MISSING]
        return {
            "type": "object",
            "description": description,
            "properties": {pascal(field.name): self._member(kind, field, hints[field.name]) for field in public_fields},
            # Requests and replies have no other members.
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def _member(self, kind: Any, field: Field[Any], hint: Any) -> Schema:
        schema, default = self.of(hint), default_of(field)
        if kind is SendingPolicy and field.name in LIMITS:
            schema |= {"minimum": LIMITS[field.name].least, "maximum": LIMITS[field.name].most}
        if default is MISSING or default is None or "$ref" in schema:
            return schema
        return schema | {"default": to_json(default)}


def default_of(field: Field[Any]) -> Any:
    """The field's default, or MISSING if the field is required."""
    return field.default_factory() if field.default_factory is not MISSING else field.default
