"""moto's server, with all of its services, as one WSGI application."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from gzip import BadGzipFile
from importlib.util import find_spec
from threading import Lock
from typing import Any, cast

from moto_ses_managed.control.origin import READING
from moto_ses_managed.control.prefix import HEALTH_PATH
from moto_ses_managed.extension import activate, check_moto
from moto_ses_managed.moto_compat import FOR_SERVER, dispatcher_class
from moto_ses_managed.ses.mail.unsubscribe_links import set_link_host

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class _SignatureError(ValueError):
    """The signature of a request is incomplete, or names no known service or Region."""

    def __init__(self, status: str, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def moto_application(changed: Callable[[], None] | None = None) -> WsgiApp:
    """moto's application after activate(); ``changed`` is called after each request that may have changed something.

    Raises ImportError if the extra ``server`` is not installed.
    """
    activate()
    for library in ("flask", "flask_cors"):
        if find_spec(library) is None:
            raise ImportError(f"There is no {library}.")
    from .shortcut import Shortcut

    return _front(Shortcut(_Late(_dispatcher)), changed)


class _Late:
    """An application that is created by its first request: Flask is slow to load, and SES v2 does not need it."""

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
    check_moto(FOR_SERVER)
    motos_dispatcher, create_backend_app = dispatcher_class()

    class Dispatcher(motos_dispatcher):  # type: ignore[misc,valid-type]
        """moto's dispatcher, which treats unknown requests as S3. Requests to SES v2 are recognized by their path."""

        def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
            try:
                host: str | None = super().infer_service_region_host(environ, path)
            except (IndexError, KeyError, ValueError):
                # An Authorization header that is not a signature, or a call that does not name its service.
                host = None
            if path.startswith("/v2/email/") and (host is None or self._find(host) is None):
                return "sesv2"
            if host is None:
                _refuse_half_signatures(environ.get("HTTP_AUTHORIZATION", ""))
            return host

        def get_backend_for_host(self, host: str | None) -> Any:
            if host is None:
                return None
            backend_app = self._find(host)
            if backend_app is None:
                words = f"The request is for {host[:200]!r}: moto has no such service."
                raise _SignatureError("400 Bad Request", "UnrecognizedClientException", words)
            return backend_app

        def _find(self, host: str) -> Any:
            # For an unknown host of AWS, moto prints a line to stdout, which may be a pipe that nobody reads.
            if "amazonaws.com" not in host:
                return super().get_backend_for_host(host)
            matching = (backend for backend, pattern in self.backend_url_patterns if pattern.match(f"http://{host}"))
            return next(matching, None)

    made: WsgiApp = Dispatcher(create_backend_app)
    return made


def _refuse_half_signatures(authorization: str) -> None:
    """Raise _SignatureError for an incomplete signature, in which moto's S3 would find no Region."""
    if "AWS4" in authorization and authorization.partition(",")[0].count("/") < 2:
        words = "The Authorization header has no Credential=KEY/DATE/REGION/SERVICE/aws4_request."
        raise _SignatureError("403 Forbidden", "IncompleteSignatureException", words)


def _front(application: WsgiApp, changed: Callable[[], None] | None) -> WsgiApp:
    """Answer the health check before moto's dispatcher, which waits while a service is loaded."""

    def adapted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if environ["PATH_INFO"] == HEALTH_PATH and method in {"GET", "HEAD"}:
            return _answer(_health(), start_response, with_body=method == "GET")
        set_link_host(f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}")
        try:
            return application(environ, start_response)
        except _SignatureError as error:
            return _answer({"__type": error.code, "message": str(error)}, start_response, status=error.status)
        except (BadGzipFile, EOFError, zlib.error):  # before 5.2, moto decompresses without checking the body
            refusal = {"__type": "SerializationException", "message": "The body is not in its Content-Encoding."}
            return _answer(refusal, start_response, status="400 Bad Request")
        finally:
            if changed is not None and method not in READING:
                changed()

    return adapted


def _health() -> dict[str, str]:
    # Imported on the first question: the control API's records would delay the server's start.
    from moto_ses_managed.control.records import Health
    from moto_ses_managed.control.wire.forms import to_json

    return cast("dict[str, str]", to_json(Health()))


def _answer(
    document: dict[str, str], start_response: Any, *, status: str = "200 OK", with_body: bool = True
) -> list[bytes]:
    body = json.dumps(document).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body] if with_body else []
