"""What a type says of its values: whether one may be absent, which collection it is, which dataclass."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from moto_ses_managed.ses.configuration_sets.store import ConfigurationSets
from moto_ses_managed.ses.identities.store import Identities
from moto_ses_managed.ses.sorted_dict import SortedDict

LISTS: dict[Any, type[Any]] = {list: list, Sequence: list, deque: deque, tuple: tuple, frozenset: frozenset}
MAPS: dict[Any, type[Any]] = {
    dict: dict,
    Mapping: dict,
    defaultdict: defaultdict,
    Counter: Counter,
    SortedDict: SortedDict,
    ConfigurationSets: ConfigurationSets,
    Identities: Identities,
}


@cache
def alternatives(kind: Any) -> tuple[tuple[Any, ...], bool]:
    """The types that a value may be of, and whether it may be None."""
    if get_origin(kind) not in {Union, UnionType}:
        return (kind,), False
    parts = get_args(kind)
    return tuple(part for part in parts if part is not NoneType), NoneType in parts


@cache
def item_kinds(kind: Any, length: int) -> tuple[Any, ...] | None:
    """The types of a list's items, of which there are ``length``; None where it can't have so many."""
    kinds = get_args(kind)
    if get_origin(kind) is tuple and kinds[-1] is not Ellipsis:
        return kinds if len(kinds) == length else None
    return (kinds[0],) * length


def map_kinds(kind: Any) -> tuple[Any, Any]:
    """The types of a map's keys and items; a Counter's items are whole numbers."""
    key_kind, *item_kind = get_args(kind)
    return key_kind, item_kind[0] if item_kind else int


@cache
def has_members(kind: Any) -> bool:
    """Whether a type is a dataclass or a named tuple."""
    return isinstance(kind, type) and (is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields")))


def member_kinds(kind: Any) -> dict[str, Any]:
    """The members of a dataclass or a named tuple, and their types."""
    return _member_kinds(kind)


@cache
def _member_kinds(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [member.name for member in fields(kind)] if is_dataclass(kind) else kind._fields
    return {name: hints[name] for name in names}
