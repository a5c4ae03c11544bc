"""The policy's fields for a page. Each has its reason: the docstring that follows it in SendingPolicy."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from moto_ses_managed.control.wire.forms import pascal, to_json
from moto_ses_managed.simulation.policy import SendingPolicy


@dataclass(frozen=True)
class PolicyField:
    """One field of the policy: its name in the API, its value, its default, and the reason for the default."""

    name: str
    value: str
    default: str
    reason: str
    is_number: bool

    @property
    def changed(self) -> bool:
        """Whether the value differs from the default."""
        return bool(_read(self.value) != _read(self.default))


def policy_fields(policy: SendingPolicy) -> list[PolicyField]:
    """All fields, in the order of SendingPolicy."""
    values, defaults = _json(policy), _json(SendingPolicy())
    return [
        PolicyField(
            name=pascal(name),
            value=_text(values[pascal(name)]),
            default=_text(defaults[pascal(name)]),
            reason=reason,
            is_number=isinstance(defaults[pascal(name)], (int, float)) and not isinstance(defaults[pascal(name)], bool),
        )
        for name, reason in _reasons().items()
    ]


def _json(policy: SendingPolicy) -> Mapping[str, Any]:
    document: Mapping[str, Any] = to_json(policy)
    return document


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@cache
def _reasons() -> dict[str, str]:
    """The docstring below each field in the source."""
    [declared] = ast.parse(inspect.getsource(SendingPolicy)).body
    assert isinstance(declared, ast.ClassDef)
    reasons: dict[str, str] = {}
    for field, following in zip(declared.body, [*declared.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            text = following.value.value if is_text else ""  # type: ignore[union-attr]
            reasons[field.target.id] = " ".join(str(text).replace("``", "").split())
    return reasons
