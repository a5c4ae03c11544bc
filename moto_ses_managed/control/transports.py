"""How SesManaged calls the control API: in this process, or over HTTP in a server."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast
from urllib.parse import quote

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError, SesManagedError

from .place import Selection
from .prefix import PREFIX
from .wire.forms import from_json, to_json

if TYPE_CHECKING:
    from requests import Response

TIMEOUT = 600.0
"""Seconds to wait for a server, which may have to simulate years of traffic (our choice)."""

_HEADERS = {"Content-Type": "application/json"}

Reply = TypeVar("Reply")


class Transport(Protocol):
    """Makes calls of the control API, by the name of the handler. Every transport raises the errors of the API."""

    def call(self, reply: type[Reply], call: str, selection: Selection, name: str | None, request: Any) -> Reply: ...


def calls() -> Any:
    """The calls of the API."""
    # Import moto's SES first: under the pytest plugin this calls activate(), which needs the complete API.
    import_module("moto.ses.models")
    from .handlers import CALLS

    return CALLS


class InProcess:
    """The API in this process, called directly, without JSON."""

    def call(self, reply: type[Reply], call: str, selection: Selection, name: str | None, request: Any) -> Reply:
        answer = calls()[call](selection, name, request)
        assert isinstance(answer, reply)
        return answer


class OverHttp:
    """The API of the server at a URL."""

    def __init__(self, server: str) -> None:
        if not server.startswith(("http://", "https://")):
            raise InvalidValueError(f"server must be a URL such as http://localhost:5000: {server!r} was given.")
        self._server = server.rstrip("/")

    def call(self, reply: type[Reply], call: str, selection: Selection, name: str | None, request: Any) -> Reply:
        known = calls()[call]
        members = to_json(request) if request is not None else {}
        query = to_json(selection) if known.selects else {}
        if known.method == "GET":
            query |= {member: value for member, value in members.items() if value is not None}
        path = known.path.partition("{")
        url = f"{self._server}{PREFIX}{path[0]}{quote(name or '', safe='')}{path[2].partition('}')[2]}"
        body = json.dumps(members) if known.method != "GET" else None
        if reply is bytes:
            return cast("Reply", self._response(known.method, url, query, body, known.path).content)
        answer = self._answer(known.method, url, query, body, known.path)
        try:
            return from_json(reply, answer)
        except (KeyError, TypeError, ValueError) as error:
            raise self._stranger(f"it answered {str(answer)[:100]}") from error

    def _answer(self, *request: Any) -> dict[str, Any]:
        return self._json(self._response(*request))

    def _response(self, method: str, url: str, query: dict[str, Any], body: str | None, path: str) -> Response:
        import requests

        try:
            response = requests.request(method, url, params=query, data=body, headers=_HEADERS, timeout=TIMEOUT)
        except requests.RequestException as error:
            raise SesManagedError(f"No server answers at {self._server}: {error}") from error
        if response.ok:
            return response
        answer = self._json(response)
        raise _error(str(answer.get("__type")), str(answer.get("message")), path)

    def _json(self, response: Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError as error:
            raise self._stranger("start one with `moto-ses-managed server`.") from error
        if not isinstance(answer, dict):
            raise self._stranger(f"it answered {str(answer)[:100]}")
        return answer

    def _stranger(self, why: str) -> SesManagedError:
        return SesManagedError(f"{self._server} is not a moto_ses_managed server of version {_version()}: {why}")


def _version() -> str:
    from moto_ses_managed.version import __version__

    return __version__


def _error(code: str, message: str, path: str) -> SesManagedError:
    if code == "NotFoundException":
        return NotFoundError(Kind.POOL if path.startswith("pools/") else Kind.PATH, path, message)
    if code == "BadRequestException":
        return InvalidValueError(message)
    return SesManagedError(f"{code}: {message}")
