"""openapi.json: the control API described, from its routes and the types of what goes in and out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from http import HTTPStatus
from typing import Any, get_type_hints

from moto_ses_managed.version import __version__

from .descriptions import DESCRIPTIONS
from .origin import READING
from .schemas import Schema, Schemas, default_of
from .shapes import Selection
from .wire import pascal, to_json

BASE = "/moto-api/ses-managed/"

_ERROR = "Error"

_ERROR_SCHEMA: Schema = {
    "type": "object",
    "description": "What was wrong. Nothing has changed.",
    "properties": {"__type": {"type": "string"}, "message": {"type": "string"}},
    "required": ["__type", "message"],
}

_REFUSALS = {
    HTTPStatus.BAD_REQUEST: "A value is missing, or is refused: the message names it and says what was expected.",
    HTTPStatus.FORBIDDEN: "A page of another web site wants to change something.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The path takes other methods.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is over the server's limit.",
}


def document(routes: Mapping[str, Collection[str]], regions: Iterable[str]) -> dict[str, Any]:
    """The description of the API that has these ``routes`` (methods by path), in these AWS Regions.

    Raises KeyError for a route that nobody has described.
    """
    schemas = Schemas()
    selection = {
        parameter["name"]: parameter for parameter in _query(Selection, schemas, {"Region": {"enum": sorted(regions)}})
    }
    paths = {
        BASE + (f"{path}{{Name}}" if path.endswith("/") else path): {
            method.lower(): _operation(method, path, schemas, list(selection)) for method in sorted(methods)
        }
        for path, methods in sorted(routes.items())
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "moto_ses_managed",
            "version": __version__,
            "description": "The hooks into the simulated Amazon SES: its time, its traffic, its inside.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "parameters": selection,
            "schemas": {**dict(sorted(schemas.components.items())), _ERROR: _ERROR_SCHEMA},
        },
    }


def _operation(method: str, path: str, schemas: Schemas, selection: list[str]) -> Schema:
    described = DESCRIPTIONS[method, path]
    parameters: list[Schema] = [{"$ref": f"#/components/parameters/{name}"} for name in selection if described.region]
    if described.query:
        parameters += _query(described.query, schemas)
    if path.endswith("/"):
        parameters.append(
            {"name": "Name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        )
    operation: Schema = {
        "operationId": described.operation,
        "summary": described.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": schemas.any_of(*described.replies)}},
            },
            **{
                str(int(status)): _refusal(description)
                for status, description in _REFUSALS.items()
                if status is not HTTPStatus.FORBIDDEN or method not in READING
            },
        },
    }
    if described.bodies:
        operation["requestBody"] = {
            "required": described.body_required,
            "content": {"application/json": {"schema": schemas.any_of(*described.bodies)}},
        }
    return operation


def _refusal(description: str) -> Schema:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{_ERROR}"}}},
    }


def _query(kind: type[Any], schemas: Schemas, more: Mapping[str, Schema] | None = None) -> list[Schema]:
    """The members of a dataclass as a query's parameters, each of which may be absent."""
    hints = get_type_hints(kind, include_extras=True)
    parameters = []
    for field in fields(kind):
        name, default = pascal(field.name), default_of(field)
        schema = schemas.of(hints[field.name] if default is not None else str)
        schema |= (more or {}).get(name, {})
        if default is not None:
            schema["default"] = to_json(default)
        parameters.append({"name": name, "in": "query", "required": False, "schema": schema})
    return parameters
