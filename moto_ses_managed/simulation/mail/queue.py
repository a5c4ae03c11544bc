"""Mail that is put off and tried again later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from .mail_log import PendingDelivery


@dataclass
class Deferred:
    """Mail that waits: ``count`` messages in bulk, or one that is known (``delivery``).

    ``deadline`` is until when it is tried, in the region's life.
    """

    count: int
    deadline: timedelta
    delivery: PendingDelivery | None = None


class MailQueue:
    """What waits at one ISP of one pool, in the order in which it was accepted."""

    def __init__(self) -> None:
        self._waiting: list[Deferred] = []
        self.waiting = 0
        """How many messages wait."""

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Deferred]:
        return iter(self._waiting)

    def add(self, deferred: Deferred) -> None:
        self._waiting.append(deferred)
        self.waiting += deferred.count

    def take(self, most: int) -> list[Deferred]:
        """Up to ``most`` messages that waited longest, taken out of the queue."""
        taken: list[Deferred] = []
        left = most
        for deferred in self._waiting:
            if deferred.count > left:
                break
            left -= deferred.count
            taken.append(deferred)
        del self._waiting[: len(taken)]
        if left and self._waiting:
            first = self._waiting[0]
            self._waiting[0] = Deferred(first.count - left, first.deadline)
            taken.append(Deferred(left, first.deadline))
        self.waiting -= sum(deferred.count for deferred in taken)
        return taken

    def take_all(self) -> list[Deferred]:
        """Everything, taken out of the queue."""
        everything = self._waiting
        self.replace([])
        return everything

    def replace(self, kept: list[Deferred]) -> None:
        """Have these wait and no others."""
        self._waiting = kept
        self.waiting = sum(deferred.count for deferred in kept)

    def shape(self, elapsed: timedelta) -> tuple[tuple[int, timedelta], ...] | None:
        """Counts and times left, from which one can tell that two queues will fare alike; None with known messages."""
        if any(deferred.delivery for deferred in self._waiting):
            return None
        return tuple((deferred.count, deferred.deadline - elapsed) for deferred in self._waiting)

    def postpone(self, by: timedelta) -> None:
        """Move every deadline: a day passes in which this queue lost what it gained."""
        for deferred in self._waiting:
            deferred.deadline += by
