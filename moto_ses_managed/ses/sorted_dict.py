"""Dictionaries with sorted keys, for lists that are read page by page."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

Name = TypeVar("Name", bound=str)
Value = TypeVar("Value")


class SortedDict(dict[Name, Value]):
    """A dictionary that keeps its keys sorted while they are added and removed one by one.

    Without it, each page of a list would sort all keys.
    """

    _in_order: list[Name] | None = None
    """The sorted keys; None before the first use, and after a bulk change."""

    def __getstate__(self) -> None:
        """Nothing but the items is saved."""

    def names(self) -> Sequence[Name]:
        """The sorted keys. Do not change the returned list: it changes with the dictionary."""
        if self._in_order is None:
            self._in_order = sorted(self)
        return self._in_order

    def __setitem__(self, name: Name, value: Value) -> None:
        if self._in_order is not None and name not in self:
            insort(self._in_order, name)
        super().__setitem__(name, value)

    def __delitem__(self, name: Name) -> None:
        super().__delitem__(name)
        if self._in_order is not None:
            del self._in_order[bisect_left(self._in_order, name)]

    def pop(self, name: Name, *default: Any) -> Any:
        if name not in self:
            return super().pop(name, *default)
        value = self[name]
        del self[name]
        return value

    def popitem(self) -> tuple[Name, Value]:
        self._in_order = None
        return super().popitem()

    def clear(self) -> None:
        self._in_order = None
        super().clear()

    def update(self, *others: Any, **named: Any) -> None:
        self._in_order = None
        super().update(*others, **named)

    def setdefault(self, name: Name, default: Any = None) -> Any:
        if name not in self:
            self[name] = default
        return self[name]

    def __ior__(self, other: Any) -> SortedDict[Name, Value]:  # type: ignore[override, misc]
        self.update(other)
        return self


def names_in_order(things: Mapping[str, Any]) -> Sequence[str]:
    """The sorted keys of a mapping, which may also be a plain dictionary of moto."""
    return things.names() if isinstance(things, SortedDict) else sorted(things)
