"""Comparing two graphs of objects, attribute by attribute, private ones included. The state's own code is not asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from threading import Lock, RLock
from typing import Any

LOCKS = (type(Lock()), type(RLock()))

MADE_ANEW = {
    ("Clock", "_wall"),
    ("Clock", "_offset"),
    ("SortedDict", "_in_order"),
}
"""What is not a state: the outside clock and the way to it, an order that is found again when asked for."""


class Comparison:
    """What differs between two graphs, and what of them is not the same object where it was."""

    def __init__(self) -> None:
        self.differences: list[str] = []
        self.classes: set[str] = set()
        """The names of all classes that were met."""
        self._partners: dict[int, Any] = {}
        self._held: list[Any] = []

    def compare(self, one: Any, other: Any, path: str = "") -> Comparison:
        waiting = [(one, other, path)]
        while waiting:
            one, other, path = waiting.pop()
            self.classes.add(type(one).__name__)
            if type(one) is not type(other):
                self.differences.append(f"{path}: {type(one).__name__} became {type(other).__name__}")
            elif not isinstance(one, LOCKS):
                waiting += self._parts(one, other, path)
        return self

    def _parts(self, one: Any, other: Any, path: str) -> list[tuple[Any, Any, str]]:
        mine, theirs = attributes(one), attributes(other)
        if not mine and (isinstance(one, (Enum, str, bytes)) or not hasattr(one, "__iter__")):
            return self._differ(one, other, path) if one != other else []
        if id(one) in self._partners:
            if self._partners[id(one)] is not other and mine and not is_frozen(one):
                self.differences.append(f"{path}: one {type(one).__name__} became two")
            return []
        self._partners[id(one)] = other
        self._held += (one, other)
        if mine.keys() != theirs.keys():
            return self._differ(mine.keys(), theirs.keys(), path)
        parts = [(mine[name], theirs[name], f"{path}.{name}") for name in mine]
        if isinstance(one, (set, frozenset)):
            return self._differ(one, other, path) if one != other else parts
        if not isinstance(one, Collection):
            return parts
        if len(one) != len(other):
            return self._differ(f"{len(one)} items", f"{len(other)} items", path)
        parts += [(*pair, f"{path}[{place}]") for place, pair in enumerate(zip(one, other, strict=True))]
        if isinstance(one, Mapping):
            # By their order: some keys are what they are, and have no equal.
            values = zip(one, one.values(), other.values(), strict=True)
            parts += [(value, others, f"{path}[{key!r}]") for key, value, others in values]
        return parts

    def _differ(self, one: object, other: object, path: str) -> list[tuple[Any, Any, str]]:
        self.differences.append(f"{path}: {one!r} became {other!r}")
        return []


def is_frozen(value: Any) -> bool:
    """Whether equal instances are as good as one."""
    parameters = getattr(type(value), "__dataclass_params__", None)
    return bool(parameters and parameters.frozen)


def attributes(value: Any) -> dict[str, Any]:
    """All attributes of an instance that are state."""
    cls = type(value)
    if cls.__module__.partition(".")[0] not in {"moto", "moto_ses_managed"} or isinstance(value, Enum):
        return {}
    names = {name for base in cls.__mro__ for name in getattr(base, "__slots__", ()) if hasattr(value, name)}
    names |= vars(value).keys() if hasattr(value, "__dict__") else set()
    kept = {name for name in names if all((base.__name__, name) not in MADE_ANEW for base in cls.__mro__)}
    return {name: getattr(value, name) for name in kept}
