"""The control API over HTTP, under a path of moto's own API."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError, SesManagedError
from moto_ses_managed.wire.body import raw_body

from . import handlers as handlers  # declares the calls
from . import rehearse as rehearse
from .calls import Call, find
from .errors import MethodNotAllowedError, OtherSiteError
from .openapi import MIME
from .origin import READING, refuse_other_sites
from .place import Selection
from .prefix import PREFIX
from .wire.forms import members, to_json, type_hints
from .wire.requests import read_request

MAX_BODY = 1024 * 1024
"""The largest body, in bytes (our choice: far more than any call needs)."""

_LONGEST_MESSAGE = 1000
"""The longest error message, in characters (our choice)."""

_WHOLE_FLOATS = 2**53
"""Up to this value, a float represents every whole number exactly."""

Reply = tuple[int, dict[str, str], str | bytes]


def handle(request: Any, full_url: str, headers: Any) -> Reply:
    """Answer one request in JSON. An invalid request gets a 4xx reply that says what is wrong."""
    url = urlsplit(full_url)
    path = unquote(url.path).partition(PREFIX)[2]
    try:
        refuse_other_sites(request.method, full_url, headers)
        call, name = find(request.method, path)
        query = _query(call, parse_qsl(url.query, keep_blank_values=True))
        body = _document(raw_body(request))
        taken = None if call.request is None else _read(call, query, body)
        answer = call(_read_query(Selection, query), name, taken)
        if isinstance(answer, bytes):
            return int(HTTPStatus.OK), {"content-type": MIME}, answer
        return _reply(HTTPStatus.OK, to_json(answer))
    except OtherSiteError as error:
        return _reply(error.status, _error("AccessDeniedException", str(error)))
    except MethodNotAllowedError as error:
        allow = {"allow": ", ".join(error.allowed)}
        return _reply(error.status, _error("MethodNotAllowedException", str(error)), allow)
    except NotFoundError as error:
        return _reply(HTTPStatus.NOT_FOUND, _error("NotFoundException", str(error)))
    except SesManagedError as error:
        return _reply(HTTPStatus.BAD_REQUEST, _error("BadRequestException", str(error)))


def _query(call: Call, pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The parameters of a query. Raises InvalidValueError for an unknown parameter, or one that is given twice."""
    kinds = [*((Selection,) if call.selects else ()), *((call.request,) if call.method in READING else ())]
    known = [member for kind in kinds if kind is not None for member in members(kind).values()]
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in known:
            # If a misspelt one such as `region` were ignored, us-east-1 would be selected.
            expected = ", ".join(known) or "none"
            raise InvalidValueError(f"Unknown parameter {name[:64]!r} in the query: {expected} expected.")
        if times > 1:
            raise InvalidValueError(f"{name!r} was given twice in the query.")
    return dict(pairs)


def _read(call: Call, query: Mapping[str, str], body: Any) -> Any:
    return _read_query(call.request, query) if call.method in READING else read_request(call.request, body)


def _read_query(kind: Any, query: Mapping[str, str]) -> Any:
    """Make a dataclass from the parameters that are its members. Raises InvalidValueError."""
    values: dict[str, Any] = {}
    for name, member in members(kind).items():
        if member in query:
            text = query[member]
            number = type_hints(kind)[name] is int and text.isascii() and text.isdigit() and len(text) < 10
            values[member] = int(text) if number else text
    return read_request(kind, values)


def _document(data: bytes) -> Any:
    if len(data) > MAX_BODY:
        raise InvalidValueError(f"The body has {len(data):,} bytes, at most {MAX_BODY:,} are taken.")
    if not data.strip():
        return {}
    try:
        return json.loads(data.decode("utf-8"), parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(f"The body is not JSON: {error}.") from error


def _number(text: str) -> float | int:
    """Parse a number with a fraction or an exponent. As in JSON Schema, a whole number such as 2.0 is an integer."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < _WHOLE_FLOATS else number


def _error(code: str, message: str) -> dict[str, str]:
    # The message may quote a value as long as the body.
    shortened = message if len(message) <= _LONGEST_MESSAGE else message[:_LONGEST_MESSAGE] + "..."
    return {"__type": code, "message": shortened}


def _reply(status: HTTPStatus, body: dict[str, Any], headers: dict[str, str] | None = None) -> Reply:
    return int(status), {"content-type": "application/json", **(headers or {})}, json.dumps(body)
