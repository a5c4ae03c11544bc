"""Simulated time: whatever clock the outside has, plus an offset that only a test moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from .errors import EndOfTimeError, InvalidValueError

LONGEST_ADVANCE = timedelta(days=3650)
"""How far one call may move the clock (our choice: ten years, so that a slip of the keyboard ends at once)."""

LATEST = datetime(9999, 12, 1, tzinfo=timezone.utc)
"""The end of simulated time (our choice): what is foreseen a little later still has a date."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
HOURS_A_DAY = 24
DAY = timedelta(days=1)


def plain_date(day: date) -> date:
    """The date of a day or a time as a ``date`` itself. freezegun has a subclass in its place while time is frozen, and
    what is kept or handed out then would be one for ever."""
    # Looked up anew: freezegun replaces a name that holds the class, wherever it is.
    plain: type[date] = date.__mro__[-2]
    return plain(day.year, day.month, day.day)


class Clock:
    """The time of one region.

    ``wall`` gives the present as an aware UTC datetime. It is asked each time, so that a test that freezes or
    moves the machine's time (freezegun, time-machine) moves the simulated time with it.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self._wall = wall
        self._offset = timedelta(0)
        self._elapsed = timedelta(0)
        self._seen: datetime | None = None

    @property
    def now(self) -> datetime:
        """The simulated time, aware, in UTC. Raises EndOfTimeError where it would be past LATEST."""
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
        """The simulated time of the last look at ``elapsed``: within a step of the Region, the step's present."""
        return self._seen or self.now

    @property
    def elapsed(self) -> timedelta:
        """How long the region has lived: the time that this clock was seen to go forward since the first look.

        An outside clock that is set back (a test that freezes an earlier day) undoes nothing: the region's life
        goes on from there.
        """
        now = self.now
        if self._seen is not None and now > self._seen:
            self._elapsed += now - self._seen
        self._seen = now
        return self._elapsed

    def time_of(self, elapsed: timedelta) -> datetime:
        """The simulated time at a ``elapsed`` of the region's life, as the last look at ``elapsed`` dates it."""
        return self.last_look - (self._elapsed - elapsed)

    def advance(self, step: timedelta) -> datetime:
        """Move forward by ``step`` and return the new time.

        Raises InvalidValueError where the step is negative, longer than LONGEST_ADVANCE, or leads past the
        last year that a datetime can hold.
        """
        self.check(step)
        _ = self.elapsed  # what passed outside until now counts, even if the outside clock is set back next
        self._offset += step
        return self.now

    def __getstate__(self) -> dict[str, Any]:
        """All but the outside clock, which resume() gives again."""
        return {name: value for name, value in self.__dict__.items() if name != "_wall"}

    def resume(self, wall: Callable[[], datetime]) -> None:
        """Go on with another outside clock from where the last look left off, whatever time has passed unseen."""
        self._wall = wall
        if self._seen is not None:
            self._offset = self._seen - wall()

    def check(self, step: timedelta) -> None:
        """Raise InvalidValueError where advance() would."""
        if step < timedelta(0):
            raise InvalidValueError(f"The clock only moves forward: {step} was given.")
        if step > LONGEST_ADVANCE:
            raise InvalidValueError(
                f"One call moves the clock by at most {LONGEST_ADVANCE.days} days: {step} was given."
            )
        if step > LATEST - self.now:
            raise InvalidValueError(f"{step} from now is later than {LATEST:%B %Y}, when simulated time ends.")
