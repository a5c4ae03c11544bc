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
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import BadRequest, Error

from .requests import MAX_BODY, MAX_HEADERS, METHODS, OVER_LIMIT, Request, RequestError
from .threads import Threads

CONNECTIONS: Final = 800
"""Connections that are open at once (our choice: more than a test suite's clients have together, and fewer than the
1,024 files that most systems let a process open)."""

STAY_SECONDS: Final = 0.05
"""How long a thread waits for a client's next bytes before it leaves the connection (our choice)."""

HEADER_SECONDS: Final = 10
"""How long a request's line and headers may take to come (our choice)."""

CHECK_SECONDS: Final = 1
"""How often connections are looked through for those that took too long; an idle server wakes as often (our choice)."""

_PIECE: Final = 32 * 1024


Refused = Callable[[str, Request, int, int], None]
"""Takes a refused request's client, the request, the status, and the bytes of the answer's body."""


class _Answer(WSGITask):  # type: ignore[misc]
    """What moto says to a request."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ["RAW_URI"] = self.request.request_uri  # as werkzeug's server tells it, for which moto is made
        environ.update(self.request.kept_headers)
        return environ


class _Refusal(ErrorTask):  # type: ignore[misc]
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
        self.channel.is_refused = True
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

    handle_expt = HTTPChannel.handle_close  # urgent bytes, which readers may take for a part of a request, or not

    def handle_write(self) -> None:
        """Send what is there; to close with unread bytes would reset the connection, and its client not read why."""
        self._flush_exception(self._flush_some_if_lockable, do_close=False)  # waitress would wait for the next answer
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
        except OSError:  # a body that could not be kept
            self.will_close = True
            raise
        finally:
            self.server.serving.connection = None
            with self.requests_lock:
                self.held = False
                if self.requests:
                    self.server.add_task(self)
            self.server.pull_trigger()

    def needs_the_loop(self) -> bool:
        """Send what there is to send. Returns whether a thread must then leave this connection to the server's."""
        self._flush_exception(self._flush_some)
        ends = not self.connected or self.will_close or self.close_when_flushed
        return bool(ends or self.total_outbufs_len or self.server.task_dispatcher.is_short)

    def _flush_some(self, do_close: bool = True) -> bool:
        """Only the server's thread closes connections, and none that another thread has."""
        with self.outbuf_lock:
            return bool(self.connected and super()._flush_some(do_close and not self.held))

    def check_headers(self) -> None:
        """Refuse a request whose headers take too long."""
        request = self.request
        if request is not None and not request.headers_finished and time.monotonic() - request.began > HEADER_SECONDS:
            self._refuse(RequestError(HTTPStatus.REQUEST_TIMEOUT, f"The headers took over {HEADER_SECONDS} seconds."))

    def _refuse(self, error: Error) -> None:
        """Answer the request that is on its way with ``error``."""
        with self.requests_lock:
            request, self.request = self.request, None
            if request is None or self.is_refused:
                return
            request.error = error
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def _has_another(self) -> bool:
        """Whether there is another request, now or within a moment."""
        while not self.requests and not self.needs_the_loop() and self.handle_read(STAY_SECONDS):
            pass  # what came was not the end of one
        return bool(self.requests)

    def handle_read(self, seconds: float = 0) -> bool:
        """Read what comes within so many seconds. Returns whether anything did, its end included."""
        try:
            data = self._receive(seconds)
        except (BlockingIOError, TimeoutError):
            return False
        except (OSError, AttributeError):  # the socket is None once the loop has closed it
            data = b""
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

    def _receive(self, seconds: float) -> bytes:
        if not seconds:  # each call to the system may cost the loop its turn among many threads
            return self.socket.recv(_PIECE)  # type: ignore[no-any-return]
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(_PIECE)  # type: ignore[no-any-return]
        finally:
            self.socket.settimeout(0)


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

    def pull_trigger(self) -> None:
        """Wake the loop up, unless a thread calls whose connection the loop need not look at."""
        connection = getattr(self.serving, "connection", None)
        if connection is None or connection.needs_the_loop():
            super().pull_trigger()

    def maintenance(self, now: float) -> None:
        # New clients go before silent ones.
        super().maintenance(now + (self.adj.channel_timeout - CHECK_SECONDS) * self.in_connection_overflow)
        for connection in self.active_channels.values():
            connection.check_headers()

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
