"""How a server learns that it is to end."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from types import FrameType


class StopRequests:
    """SIGTERM and SIGINT from now on, however many come.

    They raise nothing: an exception could come at any moment, the second one while the first one is dealt with.
    """

    def __init__(self) -> None:
        self._ear, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def came(self, *, within: float) -> bool:
        """Wait so many seconds for one."""
        self._ear.settimeout(within)
        try:
            return bool(self._ear.recv(1))
        except TimeoutError:
            return False

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        with suppress(BlockingIOError):  # as many as fit in have come already
            self._mouth.send(b"!")
