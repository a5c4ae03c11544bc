"""The classes of the objects in a state, each with the names of the saved attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache, cached_property
from importlib import import_module
from operator import attrgetter
from typing import Any

from moto.ses.models import SESBackend

from .errors import StateError

PACKAGES = ("moto_ses_managed.simulation", "moto_ses_managed.ses", "moto.ses", "moto.utilities.tagging_service")
"""The packages of these classes. A state that names any other class is refused."""


@dataclass(frozen=True)
class Kind:
    """A class with a set of attributes. Its ``number`` represents both in a state."""

    number: int
    cls: type[Any]
    names: tuple[str, ...]

    @property
    def path(self) -> str:
        """The name of the class in a state file."""
        return f"{self.cls.__module__}:{self.cls.__qualname__}"

    @cached_property
    def later_fields(self) -> list[Field[Any]]:
        """The fields with a default that were added to a dataclass after its instances were written."""
        every = fields(self.cls) if is_dataclass(self.cls) else ()
        later = (field for field in every if field.name not in self.names)
        return [field for field in later if (field.default, field.default_factory) != (MISSING, MISSING)]


class Kinds:
    """The kinds of one state file."""

    def __init__(self) -> None:
        self.all: list[Kind] = []
        self._known: dict[tuple[type[Any], tuple[str, ...]], Kind] = {}

    def of(self, cls: type[Any], names: tuple[str, ...]) -> Kind:
        """The kind of a class with these attributes. Raises StateError for a class that a state cannot hold."""
        known = self._known.get((cls, names))
        return known or self._add(cls, names)

    def read(self, stored: Iterable[tuple[str, list[str]]]) -> None:
        """Read the kinds of a file, in the order of their numbers. Raises StateError."""
        for path, names in stored:
            self._add(_class_at(path), tuple(names))

    def _add(self, cls: type[Any], names: tuple[str, ...]) -> Kind:
        kind = Kind(len(self.all), cls, names)
        check_class(cls)
        self.all.append(kind)
        self._known[cls, names] = kind
        return kind


def check_class(cls: type[Any]) -> None:
    """Raise StateError for a class that a state cannot hold."""
    if not _is_in_packages(cls.__module__) or "<locals>" in cls.__qualname__ or issubclass(cls, SESBackend):
        raise StateError(f"A state cannot hold a {cls.__module__}.{cls.__qualname__}.")


def attributes_of(value: Any) -> Mapping[str, Any]:
    """The saved attributes of an instance: all of them, or what ``__getstate__`` of its class returns."""
    cls: Any = type(value)
    if _says_what_is_kept(cls):
        kept: Mapping[str, Any] | None = value.__getstate__()
        return kept or {}
    slots = {name: getattr(value, name) for name in slots_of(cls) if hasattr(value, name)}
    return {**slots, **getattr(value, "__dict__", {})}


@cache
def slots_of(cls: Any) -> tuple[str, ...]:
    """The names of a class's slots."""
    every = (getattr(base, "__slots__", ()) for base in cls.__mro__)
    names = (name for slots in every for name in ((slots,) if isinstance(slots, str) else slots))
    return tuple(name for name in names if name not in {"__dict__", "__weakref__"})


@cache
def _says_what_is_kept(cls: Any) -> bool:
    method = getattr(cls, "__getstate__", None)
    # A frozen dataclass with slots has a generated method of this name, which does not count.
    return getattr(method, "__name__", "") == "__getstate__" and method is not getattr(object, "__getstate__", None)


def _is_in_packages(module: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in PACKAGES)


def _class_at(path: str) -> type[Any]:
    module, _, name = path.partition(":")
    if _is_in_packages(module):
        with suppress(ImportError, AttributeError):
            cls = attrgetter(name)(import_module(module))
            if isinstance(cls, type) and cls.__module__ == module:
                return cls
    raise StateError(f"it holds a {path}, which this version does not know.")


@cache
def missing_members(kind: Kind) -> list[Any]:
    """The defaults of the members that were added to the end of a named tuple after it was written."""
    members: tuple[str, ...] = getattr(kind.cls, "_fields", ())
    defaults: dict[str, Any] = getattr(kind.cls, "_field_defaults", {})
    return [defaults[name] for name in members[len(kind.names) :] if name in defaults]


@cache
def is_value(cls: Any) -> bool:
    """Whether instances of a class are immutable and compare by value."""
    parameters = getattr(cls, "__dataclass_params__", None)
    return hasattr(cls, "_fields") or bool(parameters and parameters.frozen)
