"""As many threads as connections: what waits for a busy Region takes no thread from others."""

from __future__ import annotations

from _thread import start_new_thread
from contextlib import suppress
from typing import Any

from waitress.task import ThreadedTaskDispatcher


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """waitress's threads, each started when it is needed, up to ``limit``."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def add_task(self, task: Any) -> None:
        if task.held:
            return  # its thread goes on with it
        with self.lock:
            self.queue.append(task)
            if self.is_short and len(self.threads) < self._limit:
                with suppress(RuntimeError):  # the system has no more: those that run take the task in turn
                    # threading.Thread would wait until it runs, which may take long among many.
                    start_new_thread(self.handler_thread, (len(self.threads),))
                    self.threads.add(len(self.threads))
                    self.active_count += 1
            self.queue_cv.notify()

    @property
    def is_short(self) -> bool:
        """Whether tasks wait for threads that are not there."""
        return bool(len(self.queue) > len(self.threads) - self.active_count)
