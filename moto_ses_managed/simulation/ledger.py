"""Volumes by the hour: what each pool sent, to which ISP, which way."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from .messages import Route

HOUR = timedelta(hours=1)


class Ledger:
    """Counts of mail that left, kept by hour since the region began.

    It costs by the hours and ISPs with traffic, never by the messages.
    """

    def __init__(self, began_at: datetime) -> None:
        self._began_at = began_at
        self._hours: dict[str, dict[int, dict[tuple[str, Route], int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )

    def count(self, pool: str, isp: str, route: Route, at: datetime, messages: int = 1) -> None:
        """Add ``messages`` that left at ``at``."""
        self._hours[pool][self._hour(at)][isp, route] += messages

    def left(self, pool: str, route: Route, until: datetime, span: timedelta) -> int:
        """How many messages left ``route`` in the whole hours that cover the ``span`` before ``until``."""
        last = self._hour(until)
        first = last - int(span / HOUR)
        hours = self._hours.get(pool, {})
        return sum(
            messages
            for hour in range(first + 1, last + 1)
            for (_, way), messages in hours.get(hour, {}).items()
            if way is route
        )

    def forget(self, pool: str) -> None:
        """Drop what a deleted pool sent: a new pool of the same name starts from nothing."""
        self._hours.pop(pool, None)

    def _hour(self, at: datetime) -> int:
        return (at - self._began_at) // HOUR
