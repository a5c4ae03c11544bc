"""Units of elapsed time: whole minutes, hours and days since the Region was first used, counted from 0.

mypy reports one of them where another is expected. Arithmetic on them returns plain ``int``: convert the result back,
as in ``Hour(hour + 1)``, before passing it on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NewType, cast

from .clock import HOUR, HOURS_A_DAY, MINUTE

Minute = NewType("Minute", int)
Hour = NewType("Hour", int)
Day = NewType("Day", int)

MINUTES_AN_HOUR = 60

# The method behind ``elapsed // HOUR``, without a wrapper: each message computes its hour several times.
hour_of = cast("Callable[[timedelta], Hour]", HOUR.__rfloordiv__)  # type: ignore[attr-defined]  # typeshed lacks it
"""The hour that contains an elapsed time."""

minute_of = cast("Callable[[timedelta], Minute]", MINUTE.__rfloordiv__)  # type: ignore[attr-defined]
"""The minute that contains an elapsed time."""


def hour_of_minute(minute: Minute) -> Hour:
    """The hour that contains a minute."""
    return Hour(minute // MINUTES_AN_HOUR)


def day_of(hour: Hour) -> Day:
    """The day that contains an hour."""
    return Day(hour // HOURS_A_DAY)


def first_hour_of(day: Day) -> Hour:
    """The first hour of a day."""
    return Hour(day * HOURS_A_DAY)


def hours_of(day: Day) -> Sequence[Hour]:
    """The 24 hours of a day."""
    return each_hour(range(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY))


def each_hour(hours: range) -> Sequence[Hour]:
    """Type a plain range as hours."""
    return cast("Sequence[Hour]", hours)


def each_day(hours: range) -> Sequence[Day]:
    """The days that a range of hours touches."""
    return cast("Sequence[Day]", range(hours.start // HOURS_A_DAY, -(-hours.stop // HOURS_A_DAY)))
