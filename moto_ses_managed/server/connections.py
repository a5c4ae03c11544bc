"""A connection that its thread keeps for a moment after each answer, since most clients go on at once."""

from __future__ import annotations

import select
import socket
from threading import Semaphore
from typing import Any, ClassVar

from cheroot.server import HTTPConnection

from .requests import Log, MotoRequest, Shortcut
from .streams import open_stream

STAY_SECONDS = 0.05
"""How long a thread waits for a client's next request before it looks after others (our choice)."""


class MotoConnection(HTTPConnection):  # type: ignore[misc]
    """A connection of cheroot's, which would otherwise go from thread to thread by two queues for each request."""

    spare: ClassVar[Semaphore]

    def __init__(self, server: Any, sock: socket.socket, _makefile: Any = None) -> None:
        super().__init__(server, sock, open_stream)
        self._poll: Any = None

    def communicate(self) -> bool:
        while super().communicate():
            if not self._goes_on():
                return True
        return False

    def _goes_on(self) -> bool:
        """Whether the next request is there within a moment, and nobody else waits for this thread."""
        if self.server.requests.qsize or not self.server.ready or not self.spare.acquire(blocking=False):
            return False
        try:
            return self.rfile.has_data() or self._is_readable(STAY_SECONDS)
        finally:
            self.spare.release()

    def _is_readable(self, seconds: float) -> bool:
        if not hasattr(select, "poll"):  # Windows, whose select() takes any socket
            return bool(select.select([self.socket], [], [], seconds)[0])
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self.socket, select.POLLIN)
        return bool(self._poll.poll(seconds * 1000))


def connections(log: Log | None, shortcut: Shortcut, spare: int) -> type[MotoConnection]:
    """The connections of one server; ``spare`` threads at most wait for a next request at a time."""
    own = {"log": staticmethod(log) if log else None, "shortcut": staticmethod(shortcut)}
    handler = type("ServersRequest", (MotoRequest,), own)
    return type("ServersConnection", (MotoConnection,), {"RequestHandlerClass": handler, "spare": Semaphore(spare)})
