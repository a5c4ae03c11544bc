"""How a SesManaged reaches its Region: in this process, or over HTTP in a server's."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, Protocol
from urllib.parse import quote

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError, SesManagedError

Json = dict[str, Any]

TIMEOUT = 600.0
"""Seconds to wait for a server, which may have years of traffic to let pass (our choice)."""

_HEADERS = {"Content-Type": "application/json"}


class Transport(Protocol):
    """One call of the control API. Raises what the API raises, whichever way it travels."""

    def call(self, method: str, path: str, query: dict[str, str], body: Json) -> Json: ...


class InProcess:
    """The API of this very process."""

    def call(self, method: str, path: str, query: dict[str, str], body: Json) -> Json:
        # moto's SES comes first: under the pytest plugin its import activates this package, which needs the API whole.
        import_module("moto.ses.models")
        from . import api

        return api.call(method, path, query, body)


class OverHttp:
    """The API of a server, by its URL."""

    def __init__(self, server: str) -> None:
        if not server.startswith(("http://", "https://")):
            raise InvalidValueError(f"server must be a URL such as http://localhost:5000: {server!r} was given.")
        self._server = server.rstrip("/")

    def call(self, method: str, path: str, query: dict[str, str], body: Json) -> Json:
        import requests

        url = f"{self._server}/moto-api/ses-managed/{quote(path)}"
        # Written here and not by requests, which refuses a NaN: the server's answer names the value.
        sent = json.dumps(body) if method in {"POST", "PUT"} else None
        try:
            response = requests.request(method, url, params=query, data=sent, headers=_HEADERS, timeout=TIMEOUT)
            reply = response.json()
        except requests.JSONDecodeError as error:
            raise SesManagedError(
                f"{self._server} is no moto_ses_managed server: start one with `moto-ses-managed server`."
            ) from error
        except requests.RequestException as error:
            raise SesManagedError(f"No server answers at {self._server}: {error}") from error
        if not isinstance(reply, dict):
            raise SesManagedError(f"{self._server} is no moto_ses_managed server: it answered {str(reply)[:100]}")
        if response.ok:
            return reply
        raise _error(str(reply.get("__type")), str(reply.get("message")), path)


def _error(code: str, message: str, path: str) -> SesManagedError:
    if code == "NotFoundException":
        return NotFoundError(Kind.POOL if path.startswith("pools/") else Kind.PATH, path, message)
    if code == "BadRequestException":
        return InvalidValueError(message)
    return SesManagedError(f"{code}: {message}")
