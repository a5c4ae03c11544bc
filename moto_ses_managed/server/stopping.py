"""How a server learns that it is to end."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType


class StopRequests:
    """SIGTERM and SIGINT from now on, however many come; ``wake`` is called for each.

    They raise nothing: an exception could come at any moment, the second one while the first one is dealt with.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self.came = False
        self._wake = wake
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        self._wake()
