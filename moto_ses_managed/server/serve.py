"""moto's server with managed pools, behind a production WSGI server that keeps connections open."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from ..garbage import uncollected
from ..simulation.errors import SesManagedError
from .stopping import StopRequests

if TYPE_CHECKING:
    from ..state.keeper import StateKeeper

THREADS = 64
"""Requests that are worked on at once (our choice: most of them wait for a Region while it lets time pass)."""

CONNECTIONS = 1024
"""Connections that wait or are kept open (our choice: more than a test suite's clients have together)."""

LOOK_SECONDS = 1.0
"""How long the main thread sleeps between two looks, so that signals are seen on every platform (our choice)."""

LOOK_SECONDS = 0.05
"""How long the server waits for a connection before it looks whether it is to end (our choice: test sessions that start
and end a server each notice half a second, which is cheroot's)."""

EXTRA_MISSING = "The server needs its extra: pip install 'moto-ses-managed[server]'."


class ServerExtraMissingError(SesManagedError):
    """The server's libraries are not installed."""


def serve(
    host: str,
    port: int,
    announce: Callable[[str], None],
    *,
    access_log: bool = False,
    state: Path | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT. ``announce`` is given the URL once connections are taken; port 0 picks a free one.

    ``access_log`` writes a line to stderr for each request. ``state`` is the file that SES's state is taken from and
    kept in. Raises ServerExtraMissingError, StateError, or OSError where the address cannot be had.
    """
    with uncollected():
        keeper = _keeper(state) if state is not None else None
        server = _prepared(host, port, access_log=access_log, changed=keeper.note_change if keeper else None)
    # What was imported stays: no collection need look through it again.
    gc.freeze()
    stop = StopRequests()
    try:
        # The address first: a server that can't have it leaves the file to the one that does.
        if keeper:
            keeper.start()
    except SesManagedError:
        server.stop()
        raise
    bound_port = server.bind_addr[1]
    # As moto's own server does: parts of moto call back, from a Lambda's container for instance.
    os.environ.setdefault("MOTO_PORT", str(bound_port))
    # The server's own loop can't be stopped from a signal handler in its thread, which would wait for itself.
    thread = Thread(target=server.serve, name="moto-ses-managed")
    thread.start()
    try:
        announce(f"http://{f'[{host}]' if ':' in host else host}:{bound_port}")
        while thread.is_alive() and not stop.came(within=LOOK_SECONDS):
            pass
    finally:
        # Whatever came up, such as a reader that has gone before the announcement.
        server.stop()
        thread.join()
        if keeper:
            keeper.stop()


def _keeper(state: Path) -> StateKeeper:
    from ..extension import activate
    from ..state.keeper import StateKeeper

    activate()
    return StateKeeper(state, lambda problem: print(f"moto-ses-managed: {problem}", file=sys.stderr, flush=True))


def _prepared(host: str, port: int, *, access_log: bool, changed: Callable[[], None] | None) -> Any:
    """cheroot's server, bound to its address."""
    try:
        from cheroot.wsgi import Server

        from .access_log import log_to_stderr
        from .application import moto_application, moto_shortcut
        from .connections import connections
        from .requests import MAX_BODY, MAX_HEADERS, MotoGateway

        application = moto_application(changed)
        shortcut = moto_shortcut(changed)
    except ImportError as error:
        raise ServerExtraMissingError(EXTRA_MISSING) from error
    server = Server(
        (host, port),
        application,
        numthreads=THREADS,
        server_name="moto-ses-managed",
        request_queue_size=CONNECTIONS,
        shutdown_timeout=1,
    )
    server.gateway = MotoGateway
    server.ConnectionClass = connections(log_to_stderr if access_log else None, shortcut, spare=THREADS // 2)
    server.max_request_body_size = MAX_BODY
    server.max_request_header_size = MAX_HEADERS
    server.keep_alive_conn_limit = CONNECTIONS
    server.expiration_interval = LOOK_SECONDS
    server.prepare()
    return server
