"""waitress's connections as this package changes them, in front of an application of the test's own."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from moto_ses_managed.server.connections import Server
from moto_ses_managed.server.threads import Threads
from tests.support.processes import TIMEOUT

from .http import connect, request

SIZE = 400_000
SMALL = 16 * 1024


@contextmanager
def serving(application: Callable[..., Iterable[bytes]], threads: int = 4) -> Iterator[str]:
    """The URL of a server whose sockets send in small pieces."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    server = Server(listening, application, lambda *_: None)
    server.task_dispatcher = Threads(threads)
    done = Event()

    def run() -> None:
        while not done.is_set():
            server.run_once(0.1)

    loop = Thread(target=run, daemon=True)
    loop.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        done.set()
        loop.join(TIMEOUT)
        server.asyncore.close_all(server._map)
        server.task_dispatcher.shutdown(timeout=TIMEOUT)


def ok(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def test_an_answers_end_does_not_wait_for_the_next_answer() -> None:
    go_on = Event()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/large":
            start_response("200 OK", [("Content-Length", str(SIZE))])
            return [b"x" * SIZE]
        go_on.wait(TIMEOUT)
        return ok(environ, start_response)

    with serving(application) as url, connect(url) as connection:
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
            connection.settimeout(5.0)
            connection.sendall(request("GET /large") + request("GET /slow"))
            received = b""
            while received.count(b"x") < SIZE:
                received += connection.recv(4096)
            assert not go_on.is_set()
        finally:
            go_on.set()


def test_clients_that_never_pause_leave_the_only_thread_to_others() -> None:
    done = Event()
    with serving(ok, threads=1) as url, connect(url) as busy, connect(url) as other:

        def go_on() -> None:
            while not done.is_set():
                busy.sendall(request("GET /"))
                busy.recv(4096)

        crowd = Thread(target=go_on)
        crowd.start()
        try:
            other.settimeout(5.0)
            other.sendall(request("GET /"))
            assert other.recv(4096).startswith(b"HTTP/1.1 200 ")
        finally:
            done.set()
            crowd.join(TIMEOUT)
