"""Handling of the signals that stop a server."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType


class StopRequests:
    """Handles SIGTERM and SIGINT from now on; ``wake`` is called for each.

    No exception is raised: it could come at any point, a second one while the first is being handled.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self.came = False
        self._wake = wake
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        self._wake()
