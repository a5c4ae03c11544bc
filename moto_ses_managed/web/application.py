"""moto's whole server (S3, SNS, SQS ... too) as one WSGI application."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from moto_ses_managed.control.health import HEALTH_PATH, health
from moto_ses_managed.extension import activate

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


def moto_application() -> WsgiApp:
    """moto's application, with activate() done. Raises ImportError without the extra ``server``."""
    activate()
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

    return _with_health(Dispatcher(create_backend_app))


def _with_health(application: WsgiApp) -> WsgiApp:
    """Health is answered before moto's dispatcher, which waits while a service is loaded."""

    def adapted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != HEALTH_PATH or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return application(environ, start_response)
        body = json.dumps(health()).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return adapted
