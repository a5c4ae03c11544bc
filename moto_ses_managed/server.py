"""moto's server with managed pools, behind a production WSGI server that keeps connections open."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from threading import Thread
from types import FrameType
from typing import Any

from .simulation.errors import SesManagedError

THREADS = 16
"""Requests that are worked on at once (our choice)."""

CONNECTIONS = 1024
"""Connections that wait or are kept open (our choice: more than a test suite's clients have together)."""

JOIN_SECONDS = 1.0
"""How long the main thread sleeps between two looks, so that signals are seen on every platform (our choice)."""

EXTRA_MISSING = "The server needs its extra: pip install 'moto-ses-managed[server]'."

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class ServerExtraMissingError(SesManagedError):
    """The server's libraries are not installed."""


def serve(host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT. ``announce`` is given the URL once connections are taken; port 0 picks a free one.

    Raises ServerExtraMissingError, or OSError where the address cannot be had.
    """
    try:
        from cheroot.wsgi import Server
    except ImportError as error:
        raise ServerExtraMissingError(EXTRA_MISSING) from error
    server = Server(
        (host, port),
        moto_application(),
        numthreads=THREADS,
        server_name="moto-ses-managed",
        request_queue_size=CONNECTIONS,
        shutdown_timeout=1,
    )
    server.keep_alive_conn_limit = CONNECTIONS
    server.prepare()
    bound_port = server.bind_addr[1]
    # The server's own loop can't be stopped from a signal handler in its thread, which would wait for itself.
    thread = Thread(target=server.serve, name="moto-ses-managed")
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        thread.start()
        announce(f"http://{f'[{host}]' if ':' in host else host}:{bound_port}")
        while thread.is_alive():
            thread.join(JOIN_SECONDS)
    except _Stopped:
        server.stop()
        thread.join()


def moto_application() -> WsgiApp:
    """moto's whole server (S3, SNS, SQS ... too) as one WSGI application, with activate() done."""
    from .extension import activate

    activate()
    try:
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    except ImportError as error:
        raise ServerExtraMissingError(EXTRA_MISSING) from error

    class Dispatcher(DomainDispatcherApplication):
        """moto's, which takes a request that it can't place for one to S3: one to SES v2 is known by its path."""

        def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
            try:
                host: str | None = super().infer_service_region_host(environ, path)
            except IndexError:  # an Authorization header that is no signature
                host = None
            return "sesv2" if host is None and path.startswith("/v2/email/") else host

    return _as_moto_expects(Dispatcher(create_backend_app))


def _as_moto_expects(application: WsgiApp) -> WsgiApp:
    """moto reads the still encoded path and chunked bodies as werkzeug's development server hands them over."""

    def adapted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.setdefault("RAW_URI", environ.get("REQUEST_URI", ""))
        if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            environ["wsgi.input_terminated"] = True
        return application(environ, start_response)

    return adapted


class _Stopped(Exception):
    """A signal asked the server to end."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped
