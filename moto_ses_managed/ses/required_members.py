"""What botocore's model requires of a v1 request: moto takes it for given, and stumbles where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.model import ListShape, Shape, StructureShape
from moto.core.utils import get_service_model
from moto.ses.exceptions import ValidationError


def check_required_members(operation: str, parameters: dict[str, Any]) -> None:
    """Raise ValidationError, in the words of AWS's own validation, for the first required member that is missing."""
    model = get_service_model("ses")
    if operation not in model.operation_names:
        return
    shape = model.operation_model(operation).input_shape
    if shape is None:
        return
    for path in _missing(shape, parameters, ""):
        raise ValidationError(
            f"1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null"
        )


def _missing(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if isinstance(shape, ListShape):
        for number, item in enumerate(value, 1):
            yield from _missing(shape.member, item, f"{path}.{number}.member")
    if not isinstance(shape, StructureShape):
        return
    for name in shape.required_members:
        # The query protocol can't tell a structure without members from none: one that needs none may be left out.
        if value.get(name) is None and _needs_members(shape.members[name]):
            yield _join(path, name)
    for name, item in value.items():
        if item is not None:
            yield from _missing(shape.members[name], item, _join(path, name))


def _needs_members(shape: Shape) -> bool:
    return not isinstance(shape, StructureShape) or bool(shape.required_members)


def _join(path: str, name: str) -> str:
    camel = name[:1].lower() + name[1:]
    return f"{path}.{camel}" if path else camel
