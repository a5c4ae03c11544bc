"""openapi.json: the description of the control API, generated from its calls and their types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from http import HTTPStatus
from typing import Any, Final, get_type_hints

from moto_ses_managed.version import __version__

from .calls import Call
from .origin import READING
from .place import Selection
from .prefix import PREFIX
from .wire.forms import pascal, to_json
from .wire.schemas import Schema, Schemas, default_of

MIME: Final = "message/rfc822"
"""The media type of a message in MIME."""

_ERROR_SCHEMA: Schema = {
    "type": "object",
    "description": "What was wrong. Nothing has changed.",
    "properties": {"__type": {"type": "string"}, "message": {"type": "string"}},
    "required": ["__type", "message"],
}

_REFUSALS = {
    HTTPStatus.BAD_REQUEST: "A value is missing, or is refused: the message names it and says what was expected.",
    HTTPStatus.FORBIDDEN: "A page of another web site tries to change something.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The path takes other methods.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is over the server's limit.",
}


def document(calls: Sequence[Call], regions: list[str]) -> dict[str, Any]:
    """The description of an API with these calls, in these AWS Regions."""
    schemas = Schemas()
    selection = {parameter["name"]: parameter for parameter in _query(Selection, schemas)}
    selection["Region"]["schema"]["enum"] = regions
    paths: dict[str, Schema] = {}
    for call in sorted(calls, key=lambda call: (call.path, call.method)):
        paths.setdefault(PREFIX + call.path, {})[call.method.lower()] = _operation(call, schemas, list(selection))
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
            "schemas": {**dict(sorted(schemas.components.items())), "Error": _ERROR_SCHEMA},
        },
    }


def _operation(call: Call, schemas: Schemas, selection: list[str]) -> Schema:
    parameters: list[Schema] = [{"$ref": f"#/components/parameters/{name}"} for name in selection if call.selects]
    if call.request is not None and call.method in READING:
        parameters += _query(call.request, schemas)
    for name in re.findall(r"{(\w+)}", call.path):
        parameters.append({"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}})
    operation: Schema = {
        "operationId": call.operation,
        "summary": call.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "Done.", "content": _content(call.reply, schemas)},
            **{
                str(int(status)): {"description": words, "content": _json({"$ref": "#/components/schemas/Error"})}
                for status, words in _REFUSALS.items()
                if status is not HTTPStatus.FORBIDDEN or call.method not in READING
            },
        },
    }
    if call.request is not None and call.method not in READING:
        schema = schemas.of(call.request)
        required = "anyOf" in schema or "required" in schemas.resolved(schema)
        operation["requestBody"] = {"required": required, "content": _json(schema)}
    return operation


def _content(reply: Any, schemas: Schemas) -> Schema:
    return {MIME: {"schema": {"type": "string", "format": "binary"}}} if reply is bytes else _json(schemas.of(reply))


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _query(kind: Any, schemas: Schemas) -> list[Schema]:
    """The members of a dataclass as optional parameters of a query."""
    hints = get_type_hints(kind, include_extras=True)
    parameters = []
    for field in fields(kind):
        default = default_of(field)
        schema = schemas.of(str if default is None else hints[field.name])
        if default is not None:
            schema["default"] = to_json(default)
        parameters.append({"name": pascal(field.name), "in": "query", "required": False, "schema": schema})
    return parameters
