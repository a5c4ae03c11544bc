"""Who works on a request when: threads are for Regions that can go on, not for those that wait for one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from typing import Any, Final
from urllib.parse import parse_qs

from waitress.task import ThreadedTaskDispatcher

from moto_ses_managed.control.prefix import HEALTH_PATH

THREADS: Final = 256
"""Requests that are worked on at once; a thread starts when one is needed (our choice)."""

OF_A_REGION: Final = 64
"""Requests to one Region that are worked on at once, most of which wait for its lock; others wait for one of these
without a thread (our choice: more than a test suite's clients have together)."""

RESERVED: Final = 64
"""Threads that only Regions take which have none yet (our choice)."""

_SCOPE: Final = re.compile(r"Credential=([^/,\s]*)/[^/,]*/([^/,]*)/")

Place = tuple[str, str]
"""An account or access key, and a Region."""

HEALTH: Final[Place] = ("health", "")


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """waitress's threads, with a line of its own for each Region."""

    def __init__(self) -> None:
        super().__init__()
        self._busy: Counter[Place] = Counter()
        self._lines: defaultdict[Place, deque[Any]] = defaultdict(deque)

    def add_task(self, task: Any) -> None:
        task.place = place_of(task.requests[0])
        with self.lock:
            if self._has_room(task.place):
                self._admit(task)
            else:
                self._lines[task.place].append(task)

    def leave(self, place: Place) -> None:
        """A request was answered: the next ones in line have its thread."""
        with self.lock:
            self._busy[place] -= 1
            if not self._busy[place]:
                del self._busy[place]
            for waiting in (place, *self._lines):
                if self._lines.get(waiting) and self._has_room(waiting):
                    self._admit(self._lines[waiting].popleft())
                    if not self._lines[waiting]:
                        del self._lines[waiting]
                    break

    @property
    def are_wanted(self) -> bool:
        """Whether others wait for a thread."""
        return bool(self.queue) or bool(self._lines)

    @property
    def at_work(self) -> int:
        """How many requests are being worked on."""
        return self._busy.total()

    def _has_room(self, place: Place) -> bool:
        busy = self._busy[place]
        return busy == 0 or (busy < OF_A_REGION and self._busy.total() < THREADS - RESERVED)

    def _admit(self, task: Any) -> None:
        self._busy[task.place] += 1
        self.queue.append(task)
        if len(self.queue) > len(self.threads) - self.active_count and len(self.threads) < THREADS:
            number = len(self.threads)
            self.threads.add(number)
            self.active_count += 1
            self.start_new_thread(self.handler_thread, number)
        else:
            self.queue_cv.notify()


def place_of(request: Any) -> Place:
    """Whose lock a request may wait for; a mistake costs room only."""
    if request.error or request.path == HEALTH_PATH:
        return HEALTH
    account = request.headers.get("X_MOTO_ACCOUNT_ID", "")
    scope = _SCOPE.search(request.headers.get("AUTHORIZATION", ""))
    if scope is not None:
        return account or scope[1], scope[2]
    query = parse_qs(request.query) if request.query else {}
    return query.get("AccountId", [account])[0], query.get("Region", [""])[0]
