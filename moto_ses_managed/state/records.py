"""Which attributes of which classes make a state, and of what types they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .errors import StateError
from .kinds import member_kinds


@dataclass(frozen=True)
class Record:
    """A class whose instances are kept once and referred to, so that what was shared is shared again.

    ``fields`` are its attributes and their types; ``left_out`` those that are no state, with what makes them anew.
    ``open`` is a class of moto's: attributes that are not named here are plain values, others in each version of moto.
    ``by_value`` keeps equal instances, which never change, once.
    """

    kind: type[Any]
    fields: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    open: bool = False
    by_value: bool = False

    @property
    def name(self) -> str:
        return self.kind.__name__

    def kept(self, instance: object) -> dict[str, tuple[Any, Any]]:
        """The state of an instance: types and values by attribute.

        Raises StateError where the class has grown an attribute that nobody said anything about: it would be lost.
        """
        attributes = attributes_of(instance)
        unknown = sorted(attributes.keys() - self.fields.keys() - self.left_out.keys())
        if unknown and not self.open:
            raise StateError(f"{self.name}.{unknown[0]} is no part of the state: say in moto_ses_managed.state how.")
        return {
            name: (self.fields.get(name, Any), value) for name, value in attributes.items() if name not in self.left_out
        }


Schema = Mapping[type[Any], Record]


def of_dataclass(kind: type[Any], *, by_value: bool = False) -> Record:
    """The record of a dataclass whose instances are shared."""
    return Record(kind, fields=member_kinds(kind), by_value=by_value)


def schema_of(*records: Record, and_those_of: Schema = MappingProxyType({})) -> Schema:
    """The records by their classes."""
    return MappingProxyType({**and_those_of, **{record.kind: record for record in records}})


def attributes_of(instance: object) -> dict[str, Any]:
    """All attributes that are set, in slots or not."""
    slots = (slot for kind in type(instance).__mro__ for slot in getattr(kind, "__slots__", ()))
    found = {slot: getattr(instance, slot) for slot in slots if hasattr(instance, slot)}
    return found | getattr(instance, "__dict__", {})
