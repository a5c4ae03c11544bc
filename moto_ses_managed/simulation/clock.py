"""Simulated time: the wall clock plus an offset that tests move forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from .errors import EndOfTimeError, InvalidValueError

LONGEST_ADVANCE = timedelta(days=3650)
"""The longest step of one advance() (our choice: ten years, so that a mistyped number fails at once)."""

LATEST = datetime(9999, 12, 1, tzinfo=timezone.utc)
"""The end of simulated time (our choice). It leaves room before datetime.max for dates that lie a little later."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
HOURS_A_DAY = 24
DAY = timedelta(days=1)


def plain_date(day: date) -> date:
    """Convert to a plain ``date``.

    While freezegun freezes time, ``date`` is a subclass of its own, which stored or returned values must not keep.
    """
    # Looked up on each call: freezegun replaces every module attribute that holds the class.
    plain: type[date] = date.__mro__[-2]
    return plain(day.year, day.month, day.day)


class Clock:
    """The clock of one Region.

    ``wall`` returns the current time as an aware UTC datetime. It is called on each reading, so that a test that
    freezes or moves the wall clock (freezegun, time-machine) moves the simulated time as well.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self._wall = wall
        self._offset = timedelta(0)
        self._elapsed = timedelta(0)
        self._seen: datetime | None = None

    @property
    def now(self) -> datetime:
        """The simulated time, aware, in UTC. Raises EndOfTimeError if it would be past LATEST."""
        wall = self._wall()
        if wall.tzinfo is not timezone.utc:
            wall = wall.astimezone(timezone.utc)
        if self._offset > LATEST - wall:
            raise EndOfTimeError(
                f"Simulated time ends in {LATEST:%B %Y}: the machine's date is {wall:%Y-%m-%d}, "
                f"and the simulated clock is {self._offset} ahead."
            )
        return wall + self._offset

    @property
    def last_look(self) -> datetime:
        """The simulated time when ``elapsed`` was last read: within a step of the Region, the time of the step."""
        return self._seen or self.now

    @property
    def elapsed(self) -> timedelta:
        """The time since the Region was first used: the sum of all forward movements of the clock.

        A wall clock that is set back, as by a test that freezes an earlier day, does not reduce it.
        """
        now = self.now
        if self._seen is not None and now > self._seen:
            self._elapsed += now - self._seen
        self._seen = now
        return self._elapsed

    def time_of(self, elapsed: timedelta) -> datetime:
        """Convert an elapsed time to a simulated time, as of the last reading of ``elapsed``."""
        return self.last_look - (self._elapsed - elapsed)

    def advance(self, step: timedelta) -> datetime:
        """Move forward by ``step`` and return the new time.

        Raises InvalidValueError if the step is negative, longer than LONGEST_ADVANCE, or ends after LATEST.
        """
        self.check(step)
        _ = self.elapsed  # counts the wall time so far, even if the wall clock is set back next
        self._offset += step
        return self.now

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the wall clock, which resume() sets again."""
        return {name: value for name, value in self.__dict__.items() if name != "_wall"}

    def resume(self, wall: Callable[[], datetime]) -> None:
        """Continue from the last reading with a new wall clock; time that passed in between does not count."""
        self._wall = wall
        if self._seen is not None:
            self._offset = self._seen - wall()

    def check(self, step: timedelta) -> None:
        """Raise InvalidValueError if advance() would."""
        if step < timedelta(0):
            raise InvalidValueError(f"The clock only moves forward: {step} was given.")
        if step > LONGEST_ADVANCE:
            raise InvalidValueError(
                f"One call moves the clock by at most {LONGEST_ADVANCE.days} days: {step} was given."
            )
        if step > LATEST - self.now:
            raise InvalidValueError(f"{step} from now is later than {LATEST:%B %Y}, when simulated time ends.")
