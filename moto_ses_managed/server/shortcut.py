"""Answers signed requests to SES v2 without moto's server, with the same replies.

moto's dispatcher finds the service under a lock and passes the request to a Flask application, which routes it, copies
it, and wraps the reply. A plain request to an operation of this package needs none of that. Every unusual request (no
signature, an Origin header, another host, IAM's policies, a recording) is passed on to moto unchanged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs

from werkzeug.http import HTTP_STATUS_CODES

from moto_ses_managed.moto_compat import (
    access_key_in,
    account_of_key,
    allows_all_origins,
    names_region,
    shortcuts_work,
)
from moto_ses_managed.sesv2.direct import NO_KEY, answer_call, handled_call, moto_looks_on
from moto_ses_managed.sesv2.wire.replies import Reply

Environ = dict[str, Any]
"""A WSGI environment."""

_URL = re.compile(
    r"(?P<path>/v2/email(?:/(?:[A-Za-z0-9._~@-]|%(?!2F)[0-9A-F]{2})+)+)(?:\?(?P<query>[A-Za-z0-9._~@%&=+-]*))?"
)
"""Paths that moto's server would serve as they are: without doubled slashes, for which it redirects the client."""

_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?")
"""The hosts that werkzeug accepts."""

_SIGNATURE = re.compile(
    r"(?P<with_key>AWS4-HMAC-SHA256 Credential=[^/:,\s]*/)[0-9]+/(?P<region>[a-z0-9-]+)/ses/aws4_request,[^/:]*"
)

_OF_ANOTHER_WAY = ("HTTP_ORIGIN", "HTTP_CONTENT_ENCODING")
"""Headers that moto's server, or a library of it, handles specially."""


class Shortcut:
    """WSGI middleware in front of ``application``, which gets all requests that are not answered here."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._works = shortcuts_work()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        reply = answer_request(environ) if self._works else None
        if reply is None:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        status, headers, body = reply
        start_response(f"{status} {HTTP_STATUS_CODES[status].upper()}", list(headers.items()))
        return [body]


def answer_request(environ: Environ) -> Reply | None:
    """The reply to a request, with the headers of moto's server; None if moto must answer it."""
    url = _URL.fullmatch(environ["REQUEST_URI"])
    signature = _SIGNATURE.fullmatch(environ.get("HTTP_AUTHORIZATION", ""))
    if url is None or signature is None or _is_out_of_the_ordinary(environ):
        return None
    call = handled_call(environ["REQUEST_METHOD"], url["path"])
    if call is None:
        return None
    query = parse_qs(url["query"], keep_blank_values=True) if url["query"] else {}
    key = _access_key(signature["with_key"], query)
    body = environ["wsgi.input"].read()
    reply = answer_call(call, _account(environ, key), key, signature["region"], query, body)
    if reply is None:
        environ["wsgi.input"].seek(0)
        return None
    return _as_moto_sends(reply)


def _is_out_of_the_ordinary(environ: Environ) -> bool:
    host = environ.get("HTTP_HOST", "localhost")
    return (
        moto_looks_on()
        or _HOST.fullmatch(host) is None
        # moto takes a Region's name from these before it does from the signature.
        or "amazonaws" in host
        or "amazonaws" in environ["REQUEST_URI"]
        or names_region(environ.get("HTTP_USER_AGENT", ""))
        or any(name in environ for name in _OF_ANOTHER_WAY)
    )


def _access_key(with_key: str, query: Mapping[str, list[str]]) -> str:
    """The access key, found as moto does: in the signature if it looks like one of AWS's, else in the query."""
    return access_key_in(with_key) or query.get("AWSAccessKeyId", [NO_KEY])[0]


def _account(environ: Environ, key: str) -> str:
    """The account, found as moto does: from the environment, the request, or the access key."""
    if "MOTO_ACCOUNT_ID" in os.environ:
        return os.environ["MOTO_ACCOUNT_ID"]
    return str(environ.get("HTTP_X_MOTO_ACCOUNT_ID") or account_of_key(key))


def _as_moto_sends(reply: Reply) -> Reply:
    status, headers, text = reply
    body = text.encode()
    headers["Content-Length"] = str(len(body))
    if allows_all_origins():
        headers["Access-Control-Allow-Origin"] = "*"
    return status, headers, body
