"""Formats of numbers, money and times."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any


def number(value: int) -> str:
    """``12,345``"""
    return f"{value:,}"


def percent(value: float) -> str:
    """``98.7%``, without decimals if it is whole; never 100% or 0% for a value that is only close to it."""
    rounded = round(value, 1)
    if rounded in {0, 100} and value != rounded:
        return "under 0.1%" if value < 1 else "over 99.9%"
    return f"{rounded:.0f}%" if rounded == int(rounded) else f"{rounded:.1f}%"


def dollars(value: float) -> str:
    """``$1,234.50``"""
    return f"${value:,.2f}"


def price(value: float) -> str:
    """``$24.95``, or ``$0.005`` in full for prices below a cent."""
    return dollars(value) if round(value, 2) == value else f"${value:,.10f}".rstrip("0")


def day_and_time(value: datetime) -> str:
    """``Thu 1 Jan 2026, 09:30 UTC``"""
    return f"{value:%a} {value.day} {value:%b %Y, %H:%M} UTC"


def day_of(value: datetime) -> str:
    """``1 Jan 2026``"""
    return f"{value.day} {value:%b %Y}"


def base64_size(content: str) -> int:
    """The number of bytes that a Base64 text encodes."""
    return len(content) * 3 // 4 - content[-2:].count("=")


FILTERS: dict[str, Callable[[Any], str | int]] = {
    "base64_size": base64_size,
    "number": number,
    "percent": percent,
    "dollars": dollars,
    "price": price,
    "day_and_time": day_and_time,
    "day_of": day_of,
    "as_json": json.dumps,
}
