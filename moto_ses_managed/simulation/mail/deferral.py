"""Mail that is put off: slowed down late in the warm-up and retried later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from .mail_log import Parcel


@dataclass
class Deferred:
    """Mail that waits: ``count`` messages in bulk, or one that is known (``parcel``).

    ``deadline`` is the moment of the region's life after which it is not tried any more.
    """

    count: int
    deadline: timedelta
    parcel: Parcel | None = None


class DeferralQueue:
    """What waits at one ISP of one pool, in the order in which it was accepted."""

    def __init__(self) -> None:
        self._waiting: list[Deferred] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Deferred]:
        return iter(self._waiting)

    def add(self, deferred: Deferred) -> None:
        self._waiting.append(deferred)

    def take(self, most: int) -> list[Deferred]:
        """Up to ``most`` messages that waited longest, taken out of the queue."""
        taken: list[Deferred] = []
        for deferred in self._waiting:
            if deferred.count > most:
                break
            most -= deferred.count
            taken.append(deferred)
        del self._waiting[: len(taken)]
        if most and self._waiting:
            self._waiting[0].count -= most
            taken.append(Deferred(most, self._waiting[0].deadline))
        return taken

    def take_all(self) -> list[Deferred]:
        """Everything, taken out of the queue."""
        everything, self._waiting = self._waiting, []
        return everything

    def take_overdue(self, moment: timedelta, *, due: bool) -> list[Deferred]:
        """What had its deadline before ``moment``, or (``due``) has it then, taken out of the queue."""
        kept: list[Deferred] = []
        overdue: list[Deferred] = []
        for deferred in self._waiting:
            late = deferred.deadline < moment or (due and deferred.deadline == moment)
            (overdue if late else kept).append(deferred)
        self._waiting = kept
        return overdue

    def next_deadline(self) -> timedelta | None:
        """The first deadline of a known message, None where none waits."""
        return min((deferred.deadline for deferred in self._waiting if deferred.parcel), default=None)

    def shape(self, moment: timedelta) -> tuple[tuple[int, timedelta], ...] | None:
        """Counts and times left, from which one can tell that two queues will fare alike; None with known messages."""
        if any(deferred.parcel for deferred in self._waiting):
            return None
        return tuple((deferred.count, deferred.deadline - moment) for deferred in self._waiting)

    def postpone(self, by: timedelta) -> None:
        """Move every deadline: a day passes in which this queue lost what it gained."""
        for deferred in self._waiting:
            deferred.deadline += by
