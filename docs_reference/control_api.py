"""The control API, from the openapi.json that it answers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import requests

from moto_ses_managed import mock_aws

_URL = "http://motoapi.amazonaws.com/moto-api/ses-managed/openapi.json"
_SELECTION = "#/components/parameters/"


def page() -> str:
    """A section for each call, then one for each form of JSON."""
    document = described()
    parts = ["## Calls"]
    for path, methods in document["paths"].items():
        parts += [_call(method.upper(), path, call) for method, call in methods.items()]
    parts.append("## Forms")
    parts += [_form(name, schema) for name, schema in document["components"]["schemas"].items()]
    return "\n\n".join(parts)


def described() -> dict[str, Any]:
    """The document, as a test gets it in process."""
    with mock_aws():
        document: dict[str, Any] = requests.get(_URL, timeout=60).json()
    return document


def _call(method: str, path: str, call: dict[str, Any]) -> str:
    lines = [f"### `{method} {path}`", call["summary"]]
    selects = any(_SELECTION in parameter.get("$ref", "") for parameter in call.get("parameters", ()))
    query = [parameter for parameter in call.get("parameters", ()) if parameter.get("in") == "query"]
    names = [f"`{parameter['name']}`" for parameter in query]
    if selects:
        names = ["`Region`", "`AccountId`", *names]
    if names:
        lines.append(f"Query: {', '.join(names)}.")
    body = call.get("requestBody")
    if body:
        lines.append(f"Body: {_type(body['content']['application/json']['schema'])}.")
    reply = call["responses"]["200"].get("content", {})
    lines += [f"Answer: {_reply(kind, of_kind)}." for kind, of_kind in reply.items()]
    return "\n\n".join(lines)


def _reply(kind: str, content: dict[str, Any]) -> str:
    return _type(content.get("schema", {})) if kind == "application/json" else f"`{kind}`"


def _form(name: str, schema: dict[str, Any]) -> str:
    lines = [f"### `{name}`"]
    if schema.get("description"):
        lines.append(" ".join(schema["description"].split()))
    members = schema.get("properties", {})
    if members:
        required = set(schema.get("required", ()))
        rows = ["| member | type | what it is |", "|---|---|---|"]
        rows += [_member(member, kind, is_required=member in required) for member, kind in members.items()]
        lines.append("\n".join(rows))
    elif "enum" in schema:
        lines.append(_type(schema))
    return "\n\n".join(lines)


def _member(name: str, schema: dict[str, Any], *, is_required: bool) -> str:
    words = [] if is_required else ["optional"]
    if "default" in schema:
        words.append(f"default `{json.dumps(schema['default'])}`")
    text = " ".join(schema.get("description", "").split())
    noted = f"{text} ({', '.join(words)})" if words else text
    return f"| `{name}` | {_type(schema)} | {noted.strip()} |".replace("\n", " ")


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[`{name}`](#{quote(name.lower())})"
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        values = schema["enum"]
        return ", ".join(f"`{value}`" for value in values[:12]) + (", …" if len(values) > 12 else "")
    kind = schema.get("type")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"map to {_type(schema['additionalProperties'])}"
    if isinstance(kind, list):
        return " or ".join(kind)
    bounds = [f"{word} {schema[key]:,}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    return " ".join([str(kind or "any"), *bounds])
