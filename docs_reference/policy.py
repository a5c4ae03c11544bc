"""The fields of SendingPolicy: names, defaults, limits and reasons, from its source."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation import policy as module


def page() -> str:
    """A table with a row for each field."""
    reasons = field_docstrings()
    rows = ["| field | default | limits | what it is |", "|---|---|---|---|"]
    default = SendingPolicy()
    for field in fields(SendingPolicy):
        default_value = as_shown(getattr(default, field.name))
        rows.append(f"| `{field.name}` | {default_value} | {_limits(field.name)} | {reasons[field.name]} |")
    return "\n".join(rows)


def field_docstrings() -> dict[str, str]:
    """What stands below each field in the class."""
    [definition] = ast.parse(inspect.getsource(SendingPolicy)).body
    if not isinstance(definition, ast.ClassDef):
        raise TypeError("the source of a class is a class")
    docstrings: dict[str, str] = {}
    for field, following in zip(definition.body, definition.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            docstrings[field.target.id] = " ".join(str(following.value.value).split())
    return docstrings


def as_shown(value: Any) -> str:
    """A default as the table has it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{isp} {rate:,}" for isp, rate in value.items())
    if isinstance(value, tuple):
        return ", ".join(f"{tier.price:g} " + (f"up to {tier.up_to:,}" if tier.up_to else "beyond") for tier in value)
    if isinstance(value, bool):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _limits(name: str) -> str:
    limits = module.LIMITS.get(name)
    if limits is None:
        return ""
    form = "," if limits.whole else "g"
    return f"{limits.least:{form}} to {limits.most:{form}}"
