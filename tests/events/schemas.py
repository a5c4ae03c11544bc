"""The JSON schemas of events, written from AWS's documentation (tests/schemas)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent.parent / "schemas"

BY_EVENT_TYPE = {
    "Send": "send",
    "Reject": "reject",
    "Delivery": "delivery",
    "DeliveryDelay": "delivery_delay",
    "Bounce": "bounce",
    "Complaint": "complaint",
    "Rendering Failure": "rendering_failure",
    "Subscription": "subscription",
}


def validate(document: dict[str, Any], schema: str | None = None) -> None:
    """Raise ValidationError unless ``document`` is as AWS documents it: by its event type, or as ``schema`` says."""
    name = schema or BY_EVENT_TYPE[document["eventType"]]
    _validator(name).validate(document)


@cache
def _validator(name: str) -> Draft202012Validator:
    loaded = {path.stem: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in loaded.values()]
    Draft202012Validator.check_schema(loaded[name])
    return Draft202012Validator(loaded[name], registry=Registry().with_resources(resources))
