"""As many threads as connections: what waits for a busy Region takes no thread from others."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from waitress.task import ThreadedTaskDispatcher


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """waitress's threads, each started when it is needed, up to ``limit``."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def add_task(self, task: Any) -> None:
        with self.lock:
            self.queue.append(task)
            idle = len(self.threads) - self.active_count
            if len(self.queue) > idle and len(self.threads) < self._limit:
                with suppress(RuntimeError):  # the system has no more: those that run take the task in turn
                    self._start()
            self.queue_cv.notify()

    def _start(self) -> None:
        number = len(self.threads)
        self.start_new_thread(self.handler_thread, number)
        self.threads.add(number)
        self.active_count += 1
