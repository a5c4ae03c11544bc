"""Simulated time: whatever clock the outside has, plus an offset that only a test moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from .errors import InvalidValueError

LONGEST_ADVANCE = timedelta(days=3650)
"""How far one call may move the clock (our choice: ten years, so that a slip of the keyboard ends at once)."""


class Clock:
    """The time of one region.

    ``wall`` gives the present as an aware UTC datetime. It is asked each time, so that a test that freezes or
    moves the machine's time (freezegun, time-machine) moves the simulated time with it.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self._wall = wall
        self._offset = timedelta(0)

    @property
    def now(self) -> datetime:
        """The simulated time, aware, in UTC."""
        return (self._wall() + self._offset).astimezone(timezone.utc)

    def advance(self, step: timedelta) -> datetime:
        """Move forward by ``step`` and return the new time.

        Raises InvalidValueError where the step is negative, longer than LONGEST_ADVANCE, or leads past the
        last year that a datetime can hold.
        """
        if step < timedelta(0):
            raise InvalidValueError(f"The clock only moves forward: {step} was asked for.")
        if step > LONGEST_ADVANCE:
            raise InvalidValueError(
                f"One call moves the clock by {LONGEST_ADVANCE.days} days at most: {step} was asked for."
            )
        offset = self._offset + step
        try:
            now = self._wall() + offset
        except OverflowError as error:
            raise InvalidValueError(f"{step} from now is later than the year 9999.") from error
        self._offset = offset
        return now.astimezone(timezone.utc)
