"""What botocore's model demands of a request's values: required members, enums, lengths, ranges, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape


def missing_members(shape: StructureShape, value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The path of each required member that is not there, and AWS's words for it; of the outermost structure."""
    for name in shape.required_members:
        if value.get(name) is None:
            yield name, _absent(name)


def violations(shape: Shape, value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The path of each value that the shape forbids, and AWS's words for it. The value has the shape's type."""
    if isinstance(shape, StructureShape):
        yield from _in_structure(shape, value, path)
    elif isinstance(shape, ListShape):
        yield from _length(shape, value, path)
        for number, item in enumerate(value, 1):
            yield from violations(shape.member, item, f"{path}.{number}.member")
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            yield from violations(shape.key, key, f"{path}.key")
            yield from violations(shape.value, item, f"{path}.{key}")
    else:
        yield from _in_scalar(shape, value, path)


def _in_structure(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for name in shape.required_members:
        if value.get(name) is None:
            yield _join(path, name), _absent(_join(path, name))
    for name, item in value.items():
        yield from violations(shape.members[name], item, _join(path, name))


def _in_scalar(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, str]]:
    allowed = shape.metadata.get("enum")
    if allowed and (not isinstance(value, str) or value not in allowed):
        yield path, _reason(value, path, f"Member must satisfy enum value set: [{', '.join(allowed)}]")
        return
    if isinstance(value, str):
        yield from _length(shape, value, path)
        pattern = shape.metadata.get("pattern")
        if pattern and not _compiled(pattern).fullmatch(value):
            yield path, _reason(value, path, f"Member must satisfy regular expression pattern: {pattern}")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _range(shape, value, path)


def _absent(path: str) -> str:
    return f"Value null at '{_camel(path)}' failed to satisfy constraint: Member must not be null"


def _length(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, str]]:
    shortest, longest = shape.metadata.get("min"), shape.metadata.get("max")
    if shortest is not None and len(value) < shortest:
        yield path, _reason(value, path, f"Member must have length greater than or equal to {shortest}")
    if longest is not None and len(value) > longest:
        yield path, _reason(value, path, f"Member must have length less than or equal to {longest}")


def _range(shape: Shape, value: float, path: str) -> Iterator[tuple[str, str]]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and value < least:
        yield path, _reason(value, path, f"Member must be greater than or equal to {least}")
    if most is not None and value > most:
        yield path, _reason(value, path, f"Member must be less than or equal to {most}")


def _reason(value: Any, path: str, constraint: str) -> str:
    shown = str(value)
    if len(shown) > 256:
        shown = f"{shown[:253]}..."
    return f"Value '{shown}' at '{_camel(path)}' failed to satisfy constraint: {constraint}"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _camel(path: str) -> str:
    return ".".join(part[:1].lower() + part[1:] for part in path.split("."))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
