"""waitress's connections: their thread stays for a moment after each answer, and refusals are JSON."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Callable
from threading import Semaphore, local
from typing import Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import BadRequest, Error

from .requests import MAX_BODY, MAX_HEADERS, METHODS, OVER_LIMIT, Request, RequestTimeout
from .threads import HEALTH, THREADS, Place, Threads, place_of

CONNECTIONS: Final = 800
"""Connections that are open at once (our choice: more than a test suite's clients have together, and fewer than the
1,024 files that most systems let a process open)."""

STAY_SECONDS: Final = 0.05
"""How long a thread waits for a client's next request before it looks after others (our choice)."""

HEADER_SECONDS: Final = 10.0
"""How long a request's line and headers may take to come (our choice)."""

CHECK_SECONDS: Final = 1
"""How often connections are looked through for those that took too long; an idle server wakes as often (our choice)."""

LINGER_SECONDS: Final = 30.0
LINGER_BYTES: Final = 1024 * 1024 * 1024
"""How long, and how much of it, a body that was refused is thrown away, so that its sender reads why (our choice)."""

_PIECE: Final = 32 * 1024

_CODES: Final = {
    400: "BadRequestException",
    405: "MethodNotAllowedException",
    408: "RequestTimeoutException",
    413: "RequestEntityTooLargeException",
    431: "RequestHeaderFieldsTooLargeException",
    501: "NotImplementedException",
    505: "HTTPVersionNotSupportedException",
}


class _Answer(WSGITask):  # type: ignore[misc]
    """What moto says to a request."""

    def get_environment(self) -> dict[str, Any]:
        if self.environ is None:
            environ = super().get_environment()
            environ["RAW_URI"] = self.request.request_uri  # as werkzeug's server tells it, for which moto is made
            environ.update(self.request.kept_headers)
        return self.environ  # type: ignore[no-any-return]

    def finish(self) -> None:
        super().finish()
        self.channel.flush()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What a request that is none is told; its connection ends."""

    def execute(self) -> None:
        error = self.request.error
        message = OVER_LIMIT.get(error.code, error.body)
        body = json.dumps({"__type": _CODES.get(error.code, "InternalFailure"), "message": message}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        if error.code == 405:
            self.response_headers.append(("Allow", ", ".join(METHODS)))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.lingers = True
        self.write(body)
        self.channel.server.refused(self.channel.addr[0], self.request, error.code, len(body))

    def finish(self) -> None:
        super().finish()
        self.channel.flush()


class Connection(HTTPChannel):  # type: ignore[misc]
    """One client's connection. waitress reads it without a thread until a request is whole."""

    close_when_flushed: bool
    request: Request | None
    parser_class = Request
    task_class = _Answer
    error_task_class = _Refusal
    place: Place = HEALTH
    held = False
    """Whether a thread has it."""
    lingers = False
    """Whether what still comes is to be thrown away."""
    _until: float | None = None
    _thrown_away = 0
    _poll: Any = None

    def readable(self) -> bool:
        return self._until is not None or (not self.held and super().readable())

    def writable(self) -> bool:
        """A connection is not closed while a thread has it."""
        return bool(self.total_outbufs_len if self.held else super().writable())

    def handle_read(self) -> None:
        """Read what is there, in the server's thread."""
        data = self._receive()
        if data is None:
            return
        if self._until is not None:
            self._thrown_away += len(data)
            if not data or self._thrown_away > LINGER_BYTES:
                self.handle_close()
        elif data:
            self.received(data)
        elif self.request is not None:
            # To carry out what its sender did not get to the end of would be to guess the rest.
            came, length = self.request.body_bytes_received, self.request.content_length
            self.give_up(BadRequest(f"The request ends after {came:,} of {length:,} bytes of its body."))
        else:
            self.handle_close()

    def handle_write(self) -> None:
        """Send what is there; to close with unread bytes would reset the connection, and its client not read why."""
        if self.close_when_flushed and not self.total_outbufs_len and self.lingers and self._until is None:
            self.close_when_flushed = False
            self._until = time.time() + LINGER_SECONDS
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()
        else:
            super().handle_write()

    def check(self, now: float) -> None:
        """End what took too long."""
        request = self.request
        if self._until is not None:
            self.will_close = now > self._until
        elif request is not None and not request.headers_finished and time.monotonic() - request.began > HEADER_SECONDS:
            self.give_up(RequestTimeout(f"The headers did not come within {HEADER_SECONDS:.0f} seconds."))

    def is_silent(self, now: float) -> bool:
        """Whether it has waited for its client's next request for a while."""
        return not self.requests and self.request is None and now - self.last_activity > CHECK_SECONDS

    def give_up(self, error: Error) -> None:
        """Answer the request that is on its way with ``error``."""
        with self.requests_lock:
            request, self.request = self.request, None
            if request is None:
                return
            request.refuse(error)
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def service(self) -> None:
        """Answer what has come, and, since most clients go on at once, what comes within a moment."""
        threads = self.server.task_dispatcher
        self.held = True
        try:
            self.server.serve(self)
            while self._goes_on(threads):
                self.server.serve(self)
        finally:
            threads.leave(self.place)
            with self.requests_lock:
                self.held = False
                if self.requests:
                    self.server.add_task(self)
            self.server.pull_trigger()

    def flush(self) -> None:
        """Send an answer's headers and body at once: the client that waits for both wakes up once."""
        with self.outbuf_lock:
            if self.total_outbufs_len:
                self._flush_exception(self._flush_some, do_close=False)

    @property
    def needs_the_loop(self) -> bool:
        """Whether a thread that has this connection must leave it to the server's."""
        return (
            not (self.held and self.connected)
            or self.total_outbufs_len > 0
            or self.will_close
            or self.close_when_flushed
        )

    def _goes_on(self, threads: Any) -> bool:
        if threads.are_wanted or not self.server.spare.acquire(blocking=False):
            return False
        try:
            until = time.monotonic() + STAY_SECONDS
            while not self.requests and not self.needs_the_loop and self._is_readable(until - time.monotonic()):
                data = self._receive()
                if data:
                    self.received(data)
                else:
                    self.will_close = data is not None
        finally:
            self.server.spare.release()
        return bool(self.requests) and place_of(self.requests[0]) == self.place

    def _receive(self) -> bytes | None:
        """What has come; b"" where the client has gone, None where nothing came."""
        connected = self.socket
        try:
            data: bytes = connected.recv(_PIECE) if connected is not None else b""
        except BlockingIOError:
            return None
        except OSError:
            return b""
        self.last_activity = time.time()
        return data

    def _is_readable(self, seconds: float) -> bool:
        if seconds <= 0:
            return False
        if not hasattr(select, "poll"):  # Windows, whose select() takes any socket
            return bool(select.select([self.socket], [], [], seconds)[0])
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self.socket, select.POLLIN)
        return bool(self._poll.poll(seconds * 1000))


Refused = Callable[[str, Request, int, int], None]
"""Is told of each request that was none: client, request, status, bytes of the answer's body."""


class Server(TcpWSGIServer):  # type: ignore[misc]
    """waitress's server with connections as above."""

    channel_class = Connection

    def __init__(self, listening: socket.socket, application: Any, refused: Refused) -> None:
        self.refused = refused
        self.spare = Semaphore(THREADS // 4)
        self._serving = local()
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
            map={},
            _sock=listening,
            bind_socket=False,
            dispatcher=Threads(),
            adj=adjustments,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        )

    def add_task(self, task: Connection) -> None:
        if not task.held:
            super().add_task(task)

    def serve(self, connection: Connection) -> None:
        """Answer the next request of a connection, in this thread."""
        self._serving.connection = connection
        try:
            HTTPChannel.service(connection)
        finally:
            self._serving.connection = None

    def pull_trigger(self) -> None:
        """Wake the loop up, unless a thread says that its connection has changed which the loop need not look at."""
        connection = getattr(self._serving, "connection", None)
        if connection is None or connection.needs_the_loop:
            super().pull_trigger()

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for connection in list(self.active_channels.values()):
            connection.check(now)
        if self.in_connection_overflow:
            self._make_room(now)

    def _make_room(self, now: float) -> None:
        """End those that have been silent for longest, half of them at most: new clients go before silent ones."""
        silent = [each for each in self.active_channels.values() if each.is_silent(now)]
        for connection in sorted(silent, key=lambda each: each.last_activity)[: CONNECTIONS // 2]:
            connection.will_close = True

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
        return self.task_dispatcher.at_work > 0 or any(each.total_outbufs_len for each in self.active_channels.values())
