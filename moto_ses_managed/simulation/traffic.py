"""Bulk traffic: messages a day by pool and ISP, spread over each day's hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .clock import HOURS_A_DAY, LONGEST_ADVANCE
from .errors import InvalidValueError
from .isp import ISPS
from .time_units import Hour

MOST_A_DAY = 1_000_000_000
"""Messages a day to one ISP (our choice: more than any sender has)."""

Arrivals = Mapping[str, Sequence[int]]
"""Bulk traffic by ISP: the messages in each of a day's 24 hours."""

NO_ARRIVALS: Sequence[int] = (0,) * HOURS_A_DAY

PerDay = Mapping[str, int]
"""Messages a day by ISP."""


def check_days(days: Any) -> None:
    """Raise InvalidValueError, naming the value, unless it is a valid number of days for one call."""
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST_ADVANCE.days:
        raise InvalidValueError(f"The days of traffic must be a whole number from 1 to 3,650: {days!r} was given.")


def check_traffic(per_day: Any) -> None:
    """Raise InvalidValueError, naming the value, unless it maps ISPs to messages a day."""
    if not isinstance(per_day, Mapping):
        raise InvalidValueError(f"The traffic must map ISPs to messages a day: {per_day!r} was given.")
    for isp, messages in per_day.items():
        if isp not in ISPS:
            raise InvalidValueError(f"Unknown ISP {isp!r}: {', '.join(ISPS)} expected.")
        if isinstance(messages, bool) or not isinstance(messages, int) or not 0 <= messages <= MOST_A_DAY:
            raise InvalidValueError(
                f"The messages a day to {isp} must be a whole number from 0 to {MOST_A_DAY:,}: {messages!r} was given."
            )


def check_hours(hours: Any) -> None:
    """Raise InvalidValueError, naming the value, unless it is a number of hours from 1 to 24."""
    if isinstance(hours, bool) or not isinstance(hours, int) or not 1 <= hours <= HOURS_A_DAY:
        raise InvalidValueError(
            f"The hours of a day's traffic must be a whole number from 1 to 24: {hours!r} was given."
        )


@dataclass(frozen=True)
class Load:
    """Messages a day to one ISP through one pool, spread over the first ``hours`` of each day."""

    pool: str
    isp: str
    messages: int
    hours: int = HOURS_A_DAY


def arrivals(loads: Iterable[Load], first_hour: Hour) -> dict[str, Arrivals]:
    """Each hour's messages by pool and ISP, indexed by the hour of the Region's day.

    The days of traffic begin in the Region's hour ``first_hour``.
    """
    arrivals_by_pool: dict[str, dict[str, Sequence[int]]] = {}
    for load in loads:
        if load.messages:
            by_isp = arrivals_by_pool.setdefault(load.pool, {})
            more = _by_hour(load.messages, first_hour, load.hours)
            by_isp[load.isp] = tuple(map(sum, zip(by_isp.get(load.isp, NO_ARRIVALS), more, strict=True)))
    return dict(arrivals_by_pool)


def _by_hour(messages: int, first_hour: Hour, hours: int) -> tuple[int, ...]:
    spread = [(slot + 1) * messages // hours - slot * messages // hours for slot in range(hours)]
    spread += [0] * (HOURS_A_DAY - hours)
    return tuple(spread[(hour - first_hour) % HOURS_A_DAY] for hour in range(HOURS_A_DAY))
