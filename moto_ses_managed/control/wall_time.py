"""Let datetime.now() and time.time() of this process return the simulated time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any

from moto_ses_managed.simulation.errors import SesManagedError

Follow = Callable[[datetime], None]


class TimeExtraMissingError(SesManagedError):
    """Neither time-machine nor freezegun is installed."""

    def __init__(self) -> None:
        super().__init__("wall_time() needs its extra: pip install 'moto-ses-managed[time]'.")


@contextmanager
def process_time(now: datetime) -> Iterator[Follow]:
    """Set the time of this process to ``now``, and let it continue. Yield a function that sets another time.

    The simulated clocks of this process do not follow: they are based on the process's time, and would move twice.
    """
    travel = _travel(now)
    with _clocks_stay():
        traveller = travel.__enter__() if hasattr(travel, "__enter__") else travel.start()

    def follow(later: datetime) -> None:
        with _clocks_stay():
            traveller.move_to(later)

    try:
        yield follow
    finally:
        with _clocks_stay():
            travel.__exit__(None, None, None) if hasattr(travel, "__exit__") else travel.stop()


def _travel(now: datetime) -> Any:
    """time-machine's ``travel``, or freezegun's ``freeze_time`` if only that is installed."""
    for module, name in (("time_machine", "travel"), ("freezegun", "freeze_time")):
        try:
            return getattr(import_module(module), name)(now, tick=True)
        except ImportError:
            continue
    raise TimeExtraMissingError


@contextmanager
def _clocks_stay() -> Iterator[None]:
    """Let the simulated clocks continue from where they are, although the process's time changes in this context."""
    if "moto.ses.models" not in sys.modules:  # nothing is simulated here
        yield
        return
    from moto_ses_managed.ses.clock import wall_clock

    from .selection import backends

    clocks = []
    for ses in backends():
        with ses.step():  # brings the clock up to date
            clocks.append(ses.region.clock)
    yield
    for clock in clocks:
        clock.resume(wall_clock)
