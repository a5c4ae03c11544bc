"""The units in which a Region's life is counted: whole minutes, hours and days from its first use on, from 0.

mypy refuses one of them where another is expected. Arithmetic makes plain numbers of them, which say anew what they are
(``Hour(hour + 1)``) where they go to somebody else.
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

# What ``elapsed // HOUR`` calls, and as fast: each message asks for its hour several times.
hour_of = cast("Callable[[timedelta], Hour]", HOUR.__rfloordiv__)  # type: ignore[attr-defined]  # typeshed lacks it
"""The hour that runs when so much of the Region's life has elapsed."""

minute_of = cast("Callable[[timedelta], Minute]", MINUTE.__rfloordiv__)  # type: ignore[attr-defined]
"""The minute that runs when so much of the Region's life has elapsed."""


def hour_of_minute(minute: Minute) -> Hour:
    """The hour that a minute is in."""
    return Hour(minute // MINUTES_AN_HOUR)


def day_of(hour: Hour) -> Day:
    """The day that an hour is in."""
    return Day(hour // HOURS_A_DAY)


def first_hour_of(day: Day) -> Hour:
    """The hour with which a day begins."""
    return Hour(day * HOURS_A_DAY)


def hours_of(day: Day) -> Sequence[Hour]:
    """The 24 hours of a day."""
    return each_hour(range(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY))


def each_hour(hours: range) -> Sequence[Hour]:
    """A range of hours, which says that it is one."""
    return cast("Sequence[Hour]", hours)


def each_day(hours: range) -> Sequence[Day]:
    """The days that a range of hours touches."""
    return cast("Sequence[Day]", range(hours.start // HOURS_A_DAY, -(-hours.stop // HOURS_A_DAY)))
