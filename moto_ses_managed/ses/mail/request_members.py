"""Members of requests that are the same in both APIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .compose import DEFAULT_CHARSET, Text
from .message import Tags

Member = Mapping[str, Any]


def tags(member: Iterable[Member] | None) -> Tags:
    """Message tags: a list of names and values."""
    return tuple((tag["Name"], tag["Value"]) for tag in member or ())


def text(member: Member) -> Text:
    """The model's Content: data and a character set."""
    return Text(member["Data"], member.get("Charset") or DEFAULT_CHARSET)


def body_part(body: Member, name: str) -> Text | None:
    """The ``Text`` or ``Html`` of the model's Body."""
    return text(body[name]) if body.get(name) else None


def body_kept_by_moto(body: Member) -> str | None:
    """The part that moto stores: HTML, if there are both."""
    part = body.get("Html") or body.get("Text")
    return part["Data"] if part else None
