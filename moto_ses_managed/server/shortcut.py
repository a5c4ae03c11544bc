"""SES v2's signed requests answered before moto's server sees them, in the same words.

moto's dispatcher finds the service under a lock, hands the request to a Flask application, and that matches it, copies
it, and wraps the answer. A plain request to an operation of this package needs none of it. Whatever is out of the
ordinary (no signature, a page's Origin, another host, IAM's policies, a recording) is left to moto: the way to it is
open as if nobody had looked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from moto import settings
from moto.core.responses import BaseResponse
from moto.iam.models import get_account_id_from

from moto_ses_managed.sesv2.direct import NO_KEY, answer_call, handled_call, moto_looks_on
from moto_ses_managed.sesv2.wire.replies import Reply

Headers = Mapping[bytes, bytes]
"""By their names as cheroot writes them: Content-Length."""

_URL = re.compile(
    r"(?P<path>/v2/email(?:/(?:[A-Za-z0-9._~@-]|%(?!2F)[0-9A-F]{2})+)+)(?:\?(?P<query>[A-Za-z0-9._~@%&=+-]*))?"
)
"""What moto's server takes as it is written: no doubled slash, which it would mend by sending the client elsewhere."""

_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?")
"""What werkzeug takes for a host; it refuses others."""

_SIGNATURE = re.compile(
    r"(?P<with_key>AWS4-HMAC-SHA256 Credential=[^/:,\s]*/)[0-9]+/(?P<region>[a-z0-9-]+)/ses/aws4_request,[^/:]*"
)

_OF_ANOTHER_WAY = (b"Origin", b"Content-Encoding", b"Transfer-Encoding")
"""Headers that moto's server, or what it is made of, goes by."""


def answer_request(method: str, uri: str, headers: Headers, body: bytes) -> Reply | None:
    """The answer to a request, with its headers as moto's server gives and orders them; None where it is moto's."""
    url, signature = _URL.fullmatch(uri), _SIGNATURE.fullmatch(_text(headers, b"Authorization"))
    if url is None or signature is None or _is_out_of_the_ordinary(uri, headers):
        return None
    call = handled_call(method, url["path"])
    if call is None:
        return None
    query = parse_qs(url["query"], keep_blank_values=True) if url["query"] else {}
    key = _access_key(signature["with_key"], query)
    reply = answer_call(call, _account(headers, key), key, signature["region"], query, body)
    return None if reply is None else _as_moto_sends(reply)


def _is_out_of_the_ordinary(uri: str, headers: Headers) -> bool:
    host = _text(headers, b"Host", "localhost")
    return (
        moto_looks_on()
        or _HOST.fullmatch(host) is None
        # moto takes a Region's name from these before it does from the signature.
        or "amazonaws" in host
        or "amazonaws" in uri
        or BaseResponse.region_from_useragent_regex.search(_text(headers, b"User-Agent")) is not None
        or any(name in headers for name in _OF_ANOTHER_WAY)
    )


def _access_key(with_key: str, query: Mapping[str, list[str]]) -> str:
    """As moto finds it: the signature's where it looks like one of AWS's, or the query's."""
    found = BaseResponse.access_key_regex.search(with_key)
    return found[1] if found else query.get("AWSAccessKeyId", [NO_KEY])[0]


def _account(headers: Headers, key: str) -> str:
    """As moto finds it: the environment's, the request's, the access key's."""
    if "MOTO_ACCOUNT_ID" in os.environ:
        return os.environ["MOTO_ACCOUNT_ID"]
    return _text(headers, b"X-Moto-Account-Id") if b"X-Moto-Account-Id" in headers else str(get_account_id_from(key))


def _text(headers: Headers, name: bytes, default: str = "") -> str:
    value = headers.get(name)
    return default if value is None else value.decode("iso-8859-1")


def _as_moto_sends(reply: Reply) -> Reply:
    status, headers, text = reply
    body = text.encode()
    headers["Content-Length"] = str(len(body))
    if not settings.DISABLE_GLOBAL_CORS:
        headers["Access-Control-Allow-Origin"] = "*"
    return status, headers, body
