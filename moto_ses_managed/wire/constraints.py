"""The constraints of botocore's model on a request's values: required members, enums, lengths, ranges, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

_ABSENT = "Member must not be null"

_DEMANDS = frozenset({"enum", "min", "max", "pattern"})
"""The constraints that botocore's model may set for a single value."""


@dataclass(frozen=True)
class Violation:
    """A value that the model forbids: its path, the value (None if it is absent), and AWS's text for the constraint."""

    path: str
    value: Any
    constraint: str

    @property
    def member(self) -> str:
        """The top-level member of the request that contains the value."""
        return self.path.partition(".")[0]

    @property
    def camel_path(self) -> str:
        """The path as AWS writes it."""
        return ".".join(part[:1].lower() + part[1:] for part in self.path.split("."))


def detected(reasons: Sequence[str]) -> str:
    """AWS's message for all that is wrong with a request."""
    count = len(reasons)
    return f"{count} validation error{'s' if count > 1 else ''} detected: {'; '.join(reasons)}"


def violations(shape: Shape, value: Any, path: str = "") -> Iterator[Violation]:
    """Yield each value that the shape forbids. ``value`` must have the shape's type."""
    if isinstance(shape, StructureShape):
        yield from _in_structure(shape, value, path)
    elif isinstance(shape, ListShape):
        yield from _in_list(shape, value, path)
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            yield from violations(shape.key, key, f"{path}.key")
            yield from violations(shape.value, item, f"{path}.{key}")
    else:
        for constraint in _forbidding(shape, value):
            yield Violation(path, value, constraint)


def _in_structure(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[Violation]:
    for name in shape.required_members:
        if value.get(name) is None:
            yield Violation(_join(path, name), None, _ABSENT)
    demanding = _demanding_members(shape)
    for name, item in value.items():
        if name in demanding:
            yield from violations(demanding[name], item, _join(path, name))


def _in_list(shape: ListShape, value: Sequence[Any], path: str) -> Iterator[Violation]:
    for constraint in _length(shape, value):
        yield Violation(path, value, constraint)
    if isinstance(shape.member, (StructureShape, ListShape, MapShape)):
        for number, item in enumerate(value, 1):
            yield from violations(shape.member, item, f"{path}.{number}.member")
        return
    # A list of scalars is one violation, whose value is the whole list.
    for item in value:
        forbidding = next(_forbidding(shape.member, item), None)
        if forbidding is not None:
            yield Violation(path, value, f"Member must satisfy constraint: [{forbidding}]")
            return


def _forbidding(shape: Shape, value: Any) -> Iterator[str]:
    allowed = shape.metadata.get("enum")
    if allowed and (not isinstance(value, str) or value not in allowed):
        yield enum_constraint(allowed)
    elif isinstance(value, str):
        yield from _length(shape, value)
        pattern = shape.metadata.get("pattern")
        if pattern and not _compiled(pattern).fullmatch(value):
            yield f"Member must satisfy regular expression pattern: {pattern}"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _range(shape, value)


def enum_constraint(allowed: Sequence[str]) -> str:
    """AWS's text for a value that is not one of these."""
    return f"Member must satisfy enum value set: [{', '.join(sorted(allowed))}]"


def _length(shape: Shape, value: Any) -> Iterator[str]:
    shortest, longest = shape.metadata.get("min"), shape.metadata.get("max")
    if shortest is not None and len(value) < shortest:
        yield f"Member must have length greater than or equal to {shortest}"
    if longest is not None and len(value) > longest:
        yield f"Member must have length less than or equal to {longest}"


def _range(shape: Shape, value: float) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and value < least:
        yield f"Member must have value greater than or equal to {least}"
    if most is not None and value > most:
        yield f"Member must have value less than or equal to {most}"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@cache
def _demanding_members(shape: StructureShape) -> dict[str, Shape]:
    """The members with constraints. The others need no check."""
    return {name: member for name, member in shape.members.items() if _has_demands(member, ())}


def _has_demands(shape: Shape, within: tuple[Shape, ...]) -> bool:
    if shape in within:
        return False  # a recursive shape: an outer call checks it
    inner: list[Shape] = []
    if isinstance(shape, StructureShape):
        inner = [*shape.members.values()]
    elif isinstance(shape, MapShape):
        inner = [shape.key, shape.value]
    elif isinstance(shape, ListShape):
        inner = [shape.member]
    own = shape.metadata.keys() & _DEMANDS or (isinstance(shape, StructureShape) and shape.required_members)
    return bool(own) or any(_has_demands(one, (*within, shape)) for one in inner)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
