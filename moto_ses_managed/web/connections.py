"""A connection that its thread keeps for a moment after each answer, since most clients go on at once."""

from __future__ import annotations

import select
import socket
from threading import Semaphore
from typing import Any, ClassVar

from cheroot.server import HTTPConnection

from .requests import Log, MotoRequest
from .streams import open_stream

STAY_SECONDS = 0.05
"""How long a thread waits for a client's next request before it looks after others (our choice)."""


class MotoConnection(HTTPConnection):  # type: ignore[misc]
    """A connection of cheroot's, which would otherwise go from thread to thread by two queues for each request."""

    spare: ClassVar[Semaphore]

    def __init__(self, server: Any, sock: socket.socket, _makefile: Any = None) -> None:
        super().__init__(server, sock, open_stream)

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
            return self.rfile.has_data() or _readable(self.socket, STAY_SECONDS)
        finally:
            self.spare.release()


def connections(log: Log | None, spare: int) -> type[MotoConnection]:
    """The connections of one server; ``spare`` threads at most wait for a next request at a time."""
    handler = type("LoggedMotoRequest", (MotoRequest,), {"log": staticmethod(log) if log else None})
    return type("ServersConnection", (MotoConnection,), {"RequestHandlerClass": handler, "spare": Semaphore(spare)})


def _readable(connection: socket.socket, seconds: float) -> bool:
    if not hasattr(select, "poll"):  # Windows, whose select() takes any socket
        return bool(select.select([connection], [], [], seconds)[0])
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
