"""moto's whole server (S3, SNS, SQS ... too) as one WSGI application."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from gzip import BadGzipFile
from importlib.util import find_spec
from threading import Lock
from typing import Any

from moto_ses_managed.control.health import HEALTH_PATH, health
from moto_ses_managed.control.origin import READING
from moto_ses_managed.extension import activate

from .requests import Reply, Shortcut

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


def moto_application(changed: Callable[[], None] | None = None) -> WsgiApp:
    """moto's application, with activate() done; ``changed`` is told after each request that may have changed something.

    Raises ImportError without the extra ``server``.
    """
    activate()
    for library in ("flask", "flask_cors"):
        if find_spec(library) is None:
            raise ImportError(f"There is no {library}.")
    return _front(_Late(_dispatcher), changed)


class _Late:
    """An application that its first request makes: Flask takes its time, and SES v2's clients go past it."""

    def __init__(self, make: Callable[[], WsgiApp]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: WsgiApp | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self._made is None:
            with self._lock:
                self._made = self._made or self._make()
        return self._made(environ, start_response)


def _dispatcher() -> WsgiApp:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    class Dispatcher(DomainDispatcherApplication):
        """moto's, which takes a request that it can't place for one to S3: one to SES v2 is known by its path."""

        def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
            try:
                host: str | None = super().infer_service_region_host(environ, path)
            except (IndexError, KeyError, UnicodeDecodeError):
                # An Authorization header that is no signature, or a call to a service that lacks what tells which.
                host = None
            return "sesv2" if host is None and path.startswith("/v2/email/") else host

    made: WsgiApp = Dispatcher(create_backend_app)
    return made


def moto_shortcut(changed: Callable[[], None] | None = None) -> Shortcut:
    """The way past that application for what this package answers by itself; activate() must have been done."""
    from .shortcut import answer_request

    def answered(method: str, uri: str, headers: Mapping[bytes, bytes], read: Callable[[int], bytes]) -> Reply | None:
        try:
            return answer_request(method, uri, headers, read)
        finally:
            if changed is not None and method not in READING:
                changed()

    return answered


def _front(application: WsgiApp, changed: Callable[[], None] | None) -> WsgiApp:
    """Health is answered before moto's dispatcher, which waits while a service is loaded."""

    def adapted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if environ["PATH_INFO"] == HEALTH_PATH and method in {"GET", "HEAD"}:
            return _answer(health(), start_response, with_body=method == "GET")
        try:
            return application(environ, start_response)
        except (BadGzipFile, EOFError, zlib.error):  # before 5.2 moto decompresses whatever says that it is
            refusal = {"__type": "SerializationException", "message": "The body is not in its Content-Encoding."}
            return _answer(refusal, start_response, status="400 Bad Request")
        finally:
            if changed is not None and method not in READING:
                changed()

    return adapted


def _answer(
    document: dict[str, str], start_response: Any, *, status: str = "200 OK", with_body: bool = True
) -> list[bytes]:
    body = json.dumps(document).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body] if with_body else []
