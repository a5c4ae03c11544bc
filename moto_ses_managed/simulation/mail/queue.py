"""Deferred mail, which is retried later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from .mail_log import PendingDelivery


@dataclass
class Deferred:
    """Deferred mail: ``count`` messages of bulk traffic, or one single message (``delivery``).

    ``deadline`` is the elapsed time at which SES stops trying.
    """

    count: int
    deadline: timedelta
    delivery: PendingDelivery | None = None


class MailQueue:
    """The deferred mail of one pool to one ISP, in the order of acceptance."""

    def __init__(self) -> None:
        self._waiting: list[Deferred] = []
        self.waiting = 0
        """The number of messages in the queue."""

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Deferred]:
        return iter(self._waiting)

    def add(self, deferred: Deferred) -> None:
        self._waiting.append(deferred)
        self.waiting += deferred.count

    def take(self, most: int) -> list[Deferred]:
        """Remove and return the oldest messages, at most ``most``."""
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
        """Remove and return everything."""
        everything = self._waiting
        self.replace([])
        return everything

    def replace(self, kept: list[Deferred]) -> None:
        """Replace the content of the queue."""
        self._waiting = kept
        self.waiting = sum(deferred.count for deferred in kept)

    def shape(self, elapsed: timedelta) -> tuple[tuple[int, timedelta], ...] | None:
        """The counts and times left, equal for queues that behave alike; None if it holds single messages."""
        if any(deferred.delivery for deferred in self._waiting):
            return None
        return tuple((deferred.count, deferred.deadline - elapsed) for deferred in self._waiting)

    def postpone(self, by: timedelta) -> None:
        """Move every deadline, for a repeated day, after which the queue is as long as before."""
        for deferred in self._waiting:
            deferred.deadline += by
