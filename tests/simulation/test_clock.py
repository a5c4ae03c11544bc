"""Simulated time: the outside's, plus an offset."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone

import pytest
import time_machine

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.simulation.clock import LATEST, LONGEST_ADVANCE, Clock
from moto_ses_managed.simulation.errors import InvalidValueError

START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def test_it_shows_the_outside_clock_and_its_own_steps_on_top() -> None:
    wall = [START]
    clock = Clock(lambda: wall[0])
    assert clock.advance(timedelta(hours=5)) == START + timedelta(hours=5)
    wall[0] += timedelta(days=1)
    assert clock.now == START + timedelta(days=1, hours=5)


def test_the_longest_step_is_taken_and_a_longer_one_refused() -> None:
    clock = Clock(lambda: START)
    assert clock.advance(LONGEST_ADVANCE) == START + LONGEST_ADVANCE
    with pytest.raises(InvalidValueError, match="at most 3650 days"):
        clock.advance(LONGEST_ADVANCE + timedelta(seconds=1))
    assert clock.now == START + LONGEST_ADVANCE


def test_it_never_goes_back() -> None:
    clock = Clock(lambda: START)
    with pytest.raises(InvalidValueError, match="forward"):
        clock.advance(timedelta(seconds=-1))
    assert clock.now == START


def test_it_does_not_leave_the_years_that_there_are() -> None:
    clock = Clock(lambda: datetime(9999, 12, 1, tzinfo=timezone.utc))
    with pytest.raises(InvalidValueError, match="9999"):
        clock.advance(timedelta(days=31))
    assert clock.now.year == 9999


def test_a_test_that_moves_the_machines_time_moves_the_simulated_time() -> None:
    with time_machine.travel(START, tick=False) as traveller, mock_aws():
        hooks = SesManaged()
        assert hooks.now == START
        traveller.shift(timedelta(days=2))
        assert hooks.advance(days=1) == START + timedelta(days=3)


def test_an_outside_clock_beyond_the_end_of_simulated_time_is_refused_by_name() -> None:
    outside = [LATEST - timedelta(days=20)]
    clock = Clock(lambda: outside[0])
    clock.advance(timedelta(days=20))
    assert clock.now == LATEST
    outside[0] += timedelta(seconds=1)
    with pytest.raises(InvalidValueError, match="ends in December 9999: the machine's date is 9999-11-11, and "):
        _ = clock.now
    outside[0] = datetime.max.replace(tzinfo=timezone.utc)
    with pytest.raises(InvalidValueError, match="the machine's date is 9999-12-31"):
        _ = clock.elapsed


def test_a_clock_that_was_resumed_much_later_is_behind_the_outside() -> None:
    clock = Clock(lambda: START)
    _ = clock.elapsed
    clock.resume(lambda: START + timedelta(days=900))
    assert clock.now == START
    assert clock.elapsed == timedelta(0)


def test_a_clock_is_kept_without_the_outside_clock_that_it_is_given_again() -> None:
    clock = Clock(lambda: START)
    clock.advance(timedelta(days=2))
    assert clock.elapsed == timedelta(days=2)
    kept = pickle.loads(pickle.dumps(clock))
    kept.resume(lambda: START + timedelta(days=9))
    assert (kept.now, kept.elapsed) == (clock.now, clock.elapsed) == (START + timedelta(days=2), timedelta(days=2))
