"""The transfer of a reply: compressed if that helps, or 304 if the browser already has it."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from .reply import Reply

WORTH_COMPRESSING = 1_000
"""The smallest body, in bytes, that is compressed (our choice: about the size of a network packet)."""

_NEVER = re.compile(r"q=0(\.0*)?")
"""The weight of an encoding that must not be used [RFC 9110]."""


def sent(request: Any, reply: Reply) -> Reply:
    """The reply for this request: compressed if it accepts that, or 304 without a body if the browser has it."""
    status, headers, body = reply
    if status != HTTPStatus.OK:
        return reply
    content = body.encode() if isinstance(body, str) else bytes(body)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {**headers, "etag": tag, "vary": "accept-encoding"}
    if tag in _header(request, "If-None-Match"):
        return int(HTTPStatus.NOT_MODIFIED), headers, b""
    if "content-encoding" in headers or len(content) < WORTH_COMPRESSING or not takes_gzip(request):
        return status, headers, content
    return status, {**headers, "content-encoding": "gzip"}, gzip.compress(content, 5, mtime=0)


def takes_gzip(request: Any) -> bool:
    """Whether the request accepts gzip."""
    offered = (part.replace(" ", "").partition(";") for part in _header(request, "Accept-Encoding").split(","))
    return any(encoding == "gzip" and not _NEVER.fullmatch(weight) for encoding, _, weight in offered)


def _header(request: Any, name: str) -> str:
    value = request.headers.get(name) or ""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
