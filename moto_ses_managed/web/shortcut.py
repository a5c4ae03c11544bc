"""SES v2's signed requests answered before moto's server sees them, in the same words.

moto's dispatcher finds the service under a lock, hands the request to a Flask application, and that matches it, copies
it, and wraps the answer. A plain request to an operation of this package needs none of it. Whatever is out of the
ordinary (no signature, a page's Origin, another host, IAM's policies, a recording) is left to moto: the way to it is
open as if nobody had looked.
"""

from __future__ import annotations

import io
import math
import os
import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qs

from moto import settings
from moto.core.responses import BaseResponse
from moto.iam.models import get_account_id_from, mark_account_as_visited
from moto.moto_api import recorder
from moto.sesv2.models import sesv2_backends
from werkzeug.http import HTTP_STATUS_CODES

from moto_ses_managed.sesv2.answering import answer, own_method
from moto_ses_managed.sesv2.exceptions import UnknownOperation
from moto_ses_managed.sesv2.models import ManagedSESV2Backend
from moto_ses_managed.sesv2.replies import Reply
from moto_ses_managed.sesv2.routing import Call, find_call

Environ = dict[str, Any]

_URI = re.compile(
    r"(?P<path>/v2/email(?:/(?:[A-Za-z0-9._~@-]|%(?!2F)[0-9A-F]{2})+)+)(?:\?(?P<query>[A-Za-z0-9._~@%&=+-]*))?"
)
"""What moto's server takes as it is written: no doubled slash, which it would mend by sending the client elsewhere."""

_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?")
"""What werkzeug takes for a host; it refuses others."""

_SIGNATURE = re.compile(r"AWS4-HMAC-SHA256 Credential=[^/,\s]*/[^/,\s]*/(?P<region>[^/,\s]+)/ses/aws4_request,.*")
_NO_KEY = "AKIAEXAMPLE"

_OF_ANOTHER_WAY = ("HTTP_ORIGIN", "HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING")
"""Headers that moto's server, or what it is made of, goes by."""


class StartResponse(Protocol):
    """WSGI's."""

    def __call__(self, status: str, headers: list[tuple[str, str]], /) -> Any: ...


def answer_request(environ: Environ, start_response: StartResponse) -> list[bytes] | None:
    """The body of the answer to a request, once ``start_response`` has been called; None where it is moto's."""
    uri = _URI.fullmatch(environ["RAW_URI"])
    signature = _SIGNATURE.fullmatch(environ.get("HTTP_AUTHORIZATION", ""))
    if uri is None or signature is None or _is_out_of_the_ordinary(environ):
        return None
    try:
        call = find_call(environ["REQUEST_METHOD"], uri["path"])
    except UnknownOperation:
        return None
    if own_method(call.operation.name) is None:
        return None
    query = parse_qs(uri["query"], keep_blank_values=True) if uri["query"] else {}
    key, region = _access_key(environ, query), signature["region"]
    account = _account(environ, key)
    backends = sesv2_backends[account]
    if region not in backends:
        return None
    backend = backends[region]
    if not isinstance(backend, ManagedSESV2Backend):
        return None
    body = _body(environ)
    if body is None:
        return None
    mark_account_as_visited(account_id=account, access_key=key, service="sesv2", region=region)
    return _sent(answer(backend, call, query, body), start_response)


def _is_out_of_the_ordinary(environ: Environ) -> bool:
    host = environ.get("HTTP_HOST", "localhost")
    return (
        math.inf != settings.INITIAL_NO_AUTH_ACTION_COUNT
        or recorder._user_enabled
        or _HOST.fullmatch(host) is None
        # moto takes a Region's name from these before it does from the signature.
        or "amazonaws" in host
        or "amazonaws" in environ["RAW_URI"]
        or BaseResponse.region_from_useragent_regex.search(environ.get("HTTP_USER_AGENT", "")) is not None
        or any(name in environ for name in _OF_ANOTHER_WAY)
    )


def _access_key(environ: Environ, query: Mapping[str, list[str]]) -> str:
    """As moto finds it: the signature's where it looks like one of AWS's, or the query's."""
    found = BaseResponse.access_key_regex.search(environ["HTTP_AUTHORIZATION"])
    return found[1] if found else query.get("AWSAccessKeyId", [_NO_KEY])[0]


def _account(environ: Environ, key: str) -> str:
    """As moto finds it: the environment's, the request's, the access key's."""
    if "MOTO_ACCOUNT_ID" in os.environ:
        return os.environ["MOTO_ACCOUNT_ID"]
    named: str | None = environ.get("HTTP_X_MOTO_ACCOUNT_ID")
    return str(get_account_id_from(key)) if named is None else named


def _body(environ: Environ) -> bytes | None:
    """All of it; None where the client broke off, which is moto's to answer from what there is."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body: bytes = environ["wsgi.input"].read(length)
    if len(body) < length:
        environ["wsgi.input"] = io.BytesIO(body)
        return None
    return body


def _sent(reply: Reply, start_response: StartResponse) -> list[bytes]:
    """An answer with the headers that moto's server puts to it, in its order."""
    status, headers, text = reply
    body = text.encode()
    shared = [] if settings.DISABLE_GLOBAL_CORS else [("Access-Control-Allow-Origin", "*")]
    start_response(
        f"{status} {HTTP_STATUS_CODES[status].upper()}",
        [*headers.items(), ("Content-Length", str(len(body))), *shared],
    )
    return [body]
