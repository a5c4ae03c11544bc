"""The control API over HTTP, as one path among those of moto's own API."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from moto_ses_managed.sesv2.wire.errors import BadRequest
from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError, SesManagedError
from moto_ses_managed.wire.body import raw_body

from . import inputs
from .api import MethodNotAllowedError, call
from .origin import OtherSiteError, refuse_other_sites
from .prefix import PREFIX

MAX_BODY = 1024 * 1024
"""Bytes; no call of this API comes near (our choice)."""

_LONGEST_MESSAGE = 1000
"""Characters (our choice)."""

_WHOLE_FLOATS = 2**53
"""Up to here a float holds every whole number."""

Reply = tuple[int, dict[str, str], str]


def handle(request: Any, full_url: str, headers: Any) -> Reply:
    """Answer one request: JSON in and out, whatever is wrong with it a 4xx that says what."""
    url = urlsplit(full_url)
    path = unquote(url.path).partition(PREFIX)[2]
    try:
        refuse_other_sites(request.method, full_url, headers)
        body = inputs.json_object(_document(raw_body(request)))
        reply = call(request.method, path, inputs.query(parse_qsl(url.query, keep_blank_values=True)), body)
    except OtherSiteError as error:
        return _reply(error.status, _error("AccessDeniedException", str(error)))
    except MethodNotAllowedError as error:
        return _reply(
            error.status, _error("MethodNotAllowedException", str(error)), {"allow": ", ".join(error.allowed)}
        )
    except NotFoundError as error:
        return _reply(HTTPStatus.NOT_FOUND, _error("NotFoundException", str(error)))
    except BadRequest as error:
        return _reply(HTTPStatus.BAD_REQUEST, _error("BadRequestException", error.message))
    except SesManagedError as error:
        return _reply(HTTPStatus.BAD_REQUEST, _error("BadRequestException", str(error)))
    return _reply(HTTPStatus.OK, reply)


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
    """A number with a fraction or an exponent; a whole one is an integer to JSON Schema, however it is written."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < _WHOLE_FLOATS else number


def _error(code: str, message: str) -> dict[str, str]:
    # A value that is named may be as long as a body.
    return {
        "__type": code,
        "message": message if len(message) <= _LONGEST_MESSAGE else message[:_LONGEST_MESSAGE] + "...",
    }


def _reply(status: HTTPStatus, body: dict[str, Any], headers: dict[str, str] | None = None) -> Reply:
    return int(status), {"content-type": "application/json", **(headers or {})}, json.dumps(body)
