"""Protection from pages of other web sites: they can neither read nor change anything, on any path.

Browsers send the origin of a request in Origin and Sec-Fetch-Site [Fetch Metadata Request Headers]. SDKs, curl and
moto's callbacks send neither, and are not restricted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from .requests import METHODS

_ANY: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared, not bound)


class Origins:
    """WSGI middleware that answers 403 to requests from pages of other sites.

    Pages from this machine (loopback) and from ``origins`` may use everything. Browsers may call the server by the
    names in ``hosts`` and by loopback names only: any other name could be one that an attacker points to this machine
    (DNS rebinding). If the server listens on all addresses, it can be called by any IP address.
    """

    def __init__(self, application: Any, origins: Sequence[str], hosts: Sequence[str]) -> None:
        self._application = application
        self._origins = frozenset(origins)
        self._hosts = frozenset(host.lower() for host in hosts)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        origin, site = environ.get("HTTP_ORIGIN"), environ.get("HTTP_SEC_FETCH_SITE")
        refusal = self._refusal(environ, origin, site) if origin is not None or site is not None else None
        if refusal is None and origin is not None and _is_preflight_for_ses(environ):
            start_response("200 OK", _permission(environ, origin))
            return []
        if refusal is None:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        body = json.dumps({"__type": "AccessDeniedException", "message": refusal}).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Vary", "Origin")]
        start_response("403 Forbidden", headers)
        return [body]

    def _refusal(self, environ: dict[str, Any], origin: str | None, site: str | None) -> str | None:
        host = environ.get("HTTP_HOST", "")
        if not self._is_own(_name_of(f"//{host}")):
            return f"The host name {host[:200]!r} is not one of this server's: start it with --allow-host."
        if origin is not None:
            if self._may_use(origin, host):
                return None
        elif site in {"same-origin", "none"} or (site == "same-site" and _is_loopback(_name_of(f"//{host}"))):
            return None  # `none` means a user action: the address bar, a bookmark
        elif _is_link_to_a_page(environ):
            return None
        return f"A page of another site ({(origin or site or '')[:200]}) may not use this server: see --allow-origin."

    def _is_own(self, name: str) -> bool:
        return name in self._hosts or _is_loopback(name) or (bool(self._hosts & _ANY) and _is_address(name))

    def _may_use(self, origin: str, host: str) -> bool:
        parts = _split(origin)
        return parts is not None and (
            origin.lower() in self._origins or _is_loopback(_name_of(origin)) or parts.netloc.lower() == host.lower()
        )


def normalized_origin(text: str) -> str:
    """An origin in the form that browsers send: scheme, host and port. Raises ValueError."""
    parts = _split(text)
    if parts is None or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _is_preflight_for_ses(environ: dict[str, Any]) -> bool:
    """Whether this is a CORS preflight for SES, which has no OPTIONS; moto answers those for other services."""
    return (
        environ["REQUEST_METHOD"] == "OPTIONS"
        and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ
        and environ["PATH_INFO"].startswith("/v2/email/")
    )


def _permission(environ: dict[str, Any], origin: str) -> list[tuple[str, str]]:
    return [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Methods", ", ".join(METHODS)),
        ("Access-Control-Allow-Headers", environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS", "")),
        ("Vary", "Origin"),
        ("Content-Length", "0"),
    ]


def _is_link_to_a_page(environ: dict[str, Any]) -> bool:
    """Whether a user followed a link to the console or to moto's own pages, as a top-level page."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].startswith("/moto-api/")
        and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        and environ.get("HTTP_SEC_FETCH_DEST") == "document"
    )


def _split(origin: str) -> Any:
    """The parts of a URL with a scheme and a host; None for any other text."""
    try:
        parts = urlsplit(origin)
        _ = parts.port  # raises ValueError if it is not a number
    except ValueError:
        return None
    return parts if parts.scheme and parts.hostname else None


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return _is_address(name) and ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
