"""Comparing two graphs of objects attribute by attribute, private ones included: nothing is asked of the state's code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from threading import Lock, RLock
from typing import Any

LOCKS = (type(Lock()), type(RLock()))

MADE_ANEW = {
    ("Clock", "_wall"),
    ("Clock", "_offset"),
    ("ManagedSESBackend", "dedicated_ip_pools"),
    ("ManagedSESBackend", "config_set_event_destination"),
    ("ManagedSESBackend", "event_destinations"),
    ("ByName", "_in_order"),
}
"""What is no state: the outside clock and the way to it, moto's views, an order that is found again when asked for."""


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
        if isinstance(one, Enum) or not (attributes(one) or isinstance(one, (Mapping, list, tuple, set, frozenset))):
            if not hasattr(one, "__iter__") or isinstance(one, (str, bytes)):
                if one != other:
                    self.differences.append(f"{path}: {one!r} became {other!r}")
                return []
        if id(one) in self._partners:
            if self._partners[id(one)] is not other and attributes(one):
                self.differences.append(f"{path}: one {type(one).__name__} became two")
            return []
        self._partners[id(one)] = other
        self._held += (one, other)
        parts = []
        mine, theirs = attributes(one), attributes(other)
        if mine.keys() != theirs.keys():
            self.differences.append(f"{path}: {mine.keys() ^ theirs.keys()}")
        parts += [(mine[name], theirs[name], f"{path}.{name}") for name in mine.keys() & theirs.keys()]
        if isinstance(one, (set, frozenset)):
            if one != other:
                self.differences.append(f"{path}: {one!r} became {other!r}")
        elif isinstance(one, Mapping):
            parts.append((list(one), list(other), f"{path} keys"))
            parts += [(mine, theirs, f"{path}[{key!r}]") for key, mine, theirs in zip(one, one.values(), other.values())]
        elif hasattr(one, "__iter__"):
            mine_items, their_items = list(one), list(other)
            if len(mine_items) != len(their_items):
                self.differences.append(f"{path}: {len(mine_items)} items became {len(their_items)}")
            parts += [(*pair, f"{path}[{place}]") for place, pair in enumerate(zip(mine_items, their_items))]
        return parts


def attributes(value: Any) -> dict[str, Any]:
    """All attributes of an instance that are state."""
    cls = type(value)
    if cls.__module__.partition(".")[0] not in {"moto", "moto_ses_managed"} or isinstance(value, Enum):
        return {}
    names = {name for base in cls.__mro__ for name in getattr(base, "__slots__", ()) if hasattr(value, name)}
    names |= vars(value).keys() if hasattr(value, "__dict__") else set()
    kept = {name for name in names if all((base.__name__, name) not in MADE_ANEW for base in cls.__mro__)}
    return {name: getattr(value, name) for name in kept}
