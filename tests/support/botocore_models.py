"""What the installed botocore's models say: whether SES v2 has an operation, and whether a reply fits its shape."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.session import Session

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "timestamp": (int, float),
    "blob": (str,),
}

_LEFT_OUT_BY_SES = {"MailFromAttributes": {"MailFromDomain", "MailFromDomainStatus"}}
"""What the model requires of a reply and the live service leaves out: without a MAIL FROM domain, for instance."""


def of_model_with(operation: str, member: str | None = None) -> pytest.MarkDecorator:
    """Skips a test where the installed botocore's model is too old to have an operation, or a member of its request."""
    model = Session().get_service_model("sesv2")
    known = operation in model.operation_names
    known = known and (member is None or member in model.operation_model(operation).input_shape.members)
    return pytest.mark.skipif(not known, reason=f"this botocore has no {operation} {member or ''}: NOT tested")


def check_shape(shape: Shape, value: Any, where: str) -> None:
    """Assert that JSON fits a shape: no member that it hasn't, none missing that it requires, each of its type."""
    if isinstance(shape, StructureShape):
        assert isinstance(value, dict), where
        assert set(value) <= set(shape.members), f"{where} has members that the model hasn't: {value}"
        missing = set(shape.required_members) - set(value) - _LEFT_OUT_BY_SES.get(shape.name, set())
        assert not missing, f"{where} lacks {missing}: {value}"
        for name, item in value.items():
            check_shape(shape.members[name], item, f"{where}.{name}")
    elif isinstance(shape, ListShape):
        assert isinstance(value, list), where
        for item in value:
            check_shape(shape.member, item, where)
    elif isinstance(shape, MapShape):
        for item in value.values():
            check_shape(shape.value, item, where)
    else:
        assert isinstance(value, _PYTHON_TYPES[shape.type_name]), f"{where}: {value!r} is no {shape.type_name}"
        assert value in shape.metadata.get("enum", [value]), f"{where}: {value!r} is not in the model's enum"
