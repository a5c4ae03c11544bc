"""waitress's connections: their thread stays for a moment after each answer, and refusals are JSON."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from threading import local
from typing import Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import BadRequest, Error

from .requests import MAX_BODY, MAX_HEADERS, METHODS, OVER_LIMIT, Request, RequestError
from .threads import Threads

CONNECTIONS: Final = 800
"""Connections that are open at once (our choice: more than a test suite's clients have together, and fewer than the
1,024 files that most systems let a process open)."""

STAY_SECONDS: Final = 0.05
"""How long a thread waits for a client's next bytes before it leaves the connection (our choice)."""

HEADER_SECONDS: Final = 10.0
"""How long a request's line and headers may take to come (our choice)."""

CHECK_SECONDS: Final = 1
"""How often connections are looked through for those that took too long; an idle server wakes as often (our choice)."""

_PIECE: Final = 32 * 1024


Refused = Callable[[str, Request, int, int], None]
"""Takes a refused request's client, the request, the status, and the bytes of the answer's body."""


class _AtOnce(Task):  # type: ignore[misc]
    """An answer whose headers and body are sent at once: the client that waits for both wakes up once."""

    def finish(self) -> None:
        super().finish()
        self.channel.flush()


class _Answer(_AtOnce, WSGITask):  # type: ignore[misc]
    """What moto says to a request."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ["RAW_URI"] = self.request.request_uri  # as werkzeug's server tells it, for which moto is made
        environ.update(self.request.kept_headers)
        return environ


class _Refusal(_AtOnce, ErrorTask):  # type: ignore[misc]
    """The answer to what is not a request; its connection ends."""

    def execute(self) -> None:
        error = self.request.error
        message = OVER_LIMIT.get(error.code, error.body)
        body = json.dumps({"__type": f"{error.reason.replace(' ', '')}Exception", "message": message}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        if error.code == 405:
            self.response_headers.append(("Allow", ", ".join(METHODS)))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.is_refused, self.channel.request = True, None
        self.write(body)
        self.channel.server.refused(self.channel.addr[0], self.request, error.code, len(body))


class Connection(HTTPChannel):  # type: ignore[misc]
    """One client's connection. waitress reads it without a thread until a request is whole."""

    close_when_flushed: bool
    request: Request | None
    parser_class = Request
    task_class = _Answer
    error_task_class = _Refusal
    held = False
    """Whether a thread has it."""
    is_refused = False
    """Whether what still comes is thrown away, so that its sender reads why."""

    def readable(self) -> bool:
        return not self.held and super().readable()

    def writable(self) -> bool:
        """A connection is not closed while a thread has it."""
        return bool(self.total_outbufs_len if self.held else super().writable())

    def handle_read(self) -> None:
        """Read what is there, in the server's thread."""
        self._read(0)

    def handle_write(self) -> None:
        """Send what is there; to close with unread bytes would reset the connection, and its client not read why."""
        if self.is_refused and self.close_when_flushed and not self.total_outbufs_len:
            self.close_when_flushed = False  # the client closes it, or waitress after channel_timeout
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
        else:
            super().handle_write()

    def service(self) -> None:
        """Answer what has come and, since most clients go on at once, what comes within a moment."""
        self.held, self.server.serving.connection = True, self
        try:
            super().service()
            while self._has_another():
                super().service()
        finally:
            self.server.serving.connection = None
            with self.requests_lock:
                self.held = False
                if self.requests:
                    self.server.add_task(self)
            self.server.pull_trigger()

    @property
    def needs_the_loop(self) -> bool:
        """Whether a thread that has this connection must leave it to the server's."""
        return not self.connected or self.total_outbufs_len > 0 or self.will_close or self.close_when_flushed

    def flush(self) -> None:
        """Send what there is to send, in the thread that has the connection."""
        with self.outbuf_lock:
            self._flush_exception(self._flush_some, do_close=False)

    def check_headers(self) -> None:
        """Refuse a request whose headers take too long."""
        request = self.request
        if request is not None and not request.headers_finished and time.monotonic() - request.began > HEADER_SECONDS:
            message = f"The headers did not come within {HEADER_SECONDS:.0f} seconds."
            self._refuse(RequestError(HTTPStatus.REQUEST_TIMEOUT, message))

    def _refuse(self, error: Error) -> None:
        """Answer the request that is on its way with ``error``."""
        with self.requests_lock:
            request, self.request = self.request, None
            if request is None:
                return
            request.error = error
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def _has_another(self) -> bool:
        """Whether there is another request, now or within a moment."""
        while not self.requests and not self.needs_the_loop and self._read(STAY_SECONDS):
            pass  # what came was not the end of one
        return bool(self.requests)

    def _read(self, seconds: float) -> bool:
        """Read what comes within so many seconds. Returns whether anything did, its end included."""
        data = self._receive(seconds)
        if data is None:
            return False
        if self.is_refused:
            self.will_close = not data
        elif data:
            self.last_activity = time.time()
            self.received(data)
        elif self.request is not None:
            # To carry out what its sender did not get to the end of would be to guess the rest.
            came, length = self.request.body_bytes_received, self.request.content_length
            self._refuse(BadRequest(f"The request ends after {came:,} of {length:,} bytes of its body."))
        else:
            self.will_close = True
        return True

    def _receive(self, seconds: float) -> bytes | None:
        """What comes within so many seconds; b"" where the client has gone, None where nothing comes."""
        try:
            self.socket.settimeout(seconds)
            try:
                return self.socket.recv(_PIECE)  # type: ignore[no-any-return]
            finally:
                self.socket.settimeout(0)
        except (BlockingIOError, TimeoutError):
            return None
        except (OSError, AttributeError):  # the socket is None once the loop has closed it
            return b""


class Server(TcpWSGIServer):  # type: ignore[misc]
    """waitress's server with connections as above. ``refused`` is told of each request that was refused."""

    channel_class = Connection

    def __init__(self, listening: socket.socket, application: Any, refused: Refused) -> None:
        self.refused = refused
        self.serving = local()
        adjustments = Adjustments(
            sockets=[listening],
            ident="moto-ses-managed",
            backlog=CONNECTIONS,
            connection_limit=CONNECTIONS,
            cleanup_interval=CHECK_SECONDS,
            max_request_header_size=MAX_HEADERS,
            max_request_body_size=MAX_BODY + 1,
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            log_socket_errors=False,
        )
        adjustments.send_bytes = _PIECE  # what an answer has is sent at its end
        super().__init__(
            application,
            _sock=listening,
            bind_socket=False,
            dispatcher=Threads(CONNECTIONS),
            adj=adjustments,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        )

    def add_task(self, task: Connection) -> None:
        if not task.held:
            super().add_task(task)

    def pull_trigger(self) -> None:
        """Wake the loop up, unless a thread calls whose connection the loop need not look at."""
        connection = getattr(self.serving, "connection", None)
        if connection is None or connection.needs_the_loop:
            super().pull_trigger()

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for connection in self.active_channels.values():
            connection.check_headers()
        if self.in_connection_overflow:  # new clients go before silent ones
            super().maintenance(now + self.adj.channel_timeout - CHECK_SECONDS)

    def run_once(self, seconds: float = CHECK_SECONDS) -> None:
        """Wait so long for something to do, and do it; signals are seen in between on every platform."""
        self.asyncore.loop(seconds, self.adj.asyncore_use_poll, self._map, count=1)

    def wake(self) -> None:
        """Let ``run_once()`` return."""
        super().pull_trigger()

    def refuse_connections(self) -> None:
        """Take no more connections; those that are open stay open."""
        self.del_channel()
        self.socket.close()

    @property
    def is_busy(self) -> bool:
        """Whether requests are worked on or answers are on their way."""
        return bool(self.task_dispatcher.active_count) or any(map(HTTPChannel.writable, self.active_channels.values()))
