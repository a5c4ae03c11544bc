"""Minutes, hours and days of a Region's life: each from 0, and none where another is expected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moto_ses_managed.simulation.time_units import (
    Day,
    Hour,
    Minute,
    day_of,
    each_day,
    each_hour,
    first_hour_of,
    hour_of,
    hour_of_minute,
    hours_of,
    minute_of,
)
from moto_ses_managed.simulation.volumes.steps import Steps

if TYPE_CHECKING:
    # mypy --strict reports each of these comments that hides no error.
    Steps(0).at(Day(1))  # type: ignore[arg-type]
    Steps(0).at(Minute(1))  # type: ignore[arg-type]
    Steps(0).at(24)  # type: ignore[arg-type]
    day_of(Day(1))  # type: ignore[arg-type]
    hour_of_minute(Hour(1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("elapsed", "minute", "hour", "day"),
    [
        (timedelta(0), 0, 0, 0),
        (timedelta(minutes=1) - timedelta.resolution, 0, 0, 0),
        (timedelta(minutes=1), 1, 0, 0),
        (timedelta(hours=1) - timedelta.resolution, 59, 0, 0),
        (timedelta(hours=1), 60, 1, 0),
        (timedelta(days=1) - timedelta.resolution, 1439, 23, 0),
        (timedelta(days=1), 1440, 24, 1),
    ],
)
def test_a_minute_an_hour_and_a_day_begin_when_they_have_elapsed(
    elapsed: timedelta, minute: int, hour: int, day: int
) -> None:
    assert (minute_of(elapsed), hour_of(elapsed), day_of(hour_of(elapsed))) == (minute, hour, day)
    assert hour_of_minute(minute_of(elapsed)) == hour


def test_a_day_has_24_hours_of_its_own() -> None:
    assert list(hours_of(Day(2))) == list(range(48, 72))
    assert first_hour_of(Day(2)) == 48
    assert {day_of(hour) for hour in hours_of(Day(2))} == {2}


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        (range(24), [0]),
        (range(25), [0, 1]),
        (range(23, 24), [0]),
        (range(23, 49), [0, 1, 2]),
        (range(24, 48), [1]),
        (range(24, 24), []),
    ],
)
def test_days_are_those_that_hours_touch(hours: range, days: list[int]) -> None:
    assert list(each_day(hours)) == days
    assert list(each_hour(hours)) == list(hours)
