"""What a request may be: waitress's parser, within limits, and stricter where a front end might read otherwise."""

from __future__ import annotations

import re
import time
from typing import Any, Final
from urllib.parse import urlsplit

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from ..moto_compat import kept_header, spellings_key

MAX_BODY: Final = 256 * 1024 * 1024
"""Bytes of a body (our choice: four times SES's largest message, 40 MB, in base64; S3's clients send more in parts)."""

MAX_HEADERS: Final = 64 * 1024
"""Bytes of a request's line and headers together (our choice: as many as moto's own server takes in one line)."""

_MAX_CHUNK_LINE: Final = 8 * 1024
"""Bytes of the line before a chunk, and of the trailers (our choice)."""

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Those that moto has routes for; tunnels (CONNECT) are none of this server's business."""

_UNDERSCORED: Final = re.compile(rb"\r\n([^:\r\n]*_[^:\r\n]*):[ \t]*([^\r\n]*)")


class MethodNotAllowed(Error):  # type: ignore[misc]
    code, reason = 405, "Method Not Allowed"


class RequestTimeout(Error):  # type: ignore[misc]
    code, reason = 408, "Request Timeout"


class VersionNotSupported(Error):  # type: ignore[misc]
    code, reason = 505, "HTTP Version Not Supported"


class Request(HTTPRequestParser):  # type: ignore[misc]
    """One request, read piece by piece as it comes in."""

    body_rcv: Any
    path: str
    version: str

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began = time.monotonic()
        self.kept_headers: dict[str, Any] = {}

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and the headers. Raises ParsingError, which waitress answers with 400."""
        try:
            super().parse_header(header_plus)
            urlsplit(self.request_uri)  # as moto will
        except ValueError as error:  # brackets that hold no address, a length of thousands of digits
            raise ParsingError(f"The request can't be read: {error}") from error
        self._refuse_ambiguity()
        if self.version not in {"1.0", "1.1"}:
            self.refuse(VersionNotSupported("HTTP/1.1 and HTTP/1.0 are supported."))
        elif self.command not in METHODS:
            self.refuse(MethodNotAllowed(f"The methods are {', '.join(METHODS)}."))
        if self.proxy_netloc:  # a client that takes this server for a proxy names the whole URL
            self.headers["HOST"] = self.proxy_netloc.rpartition("@")[2]
            self.path = self.path or "/"
        self.kept_headers = _underscored_headers(header_plus, self.headers)
        if self.chunked and self.body_rcv is not None:
            self.body_rcv = _Chunks(self.body_rcv.getbuf())

    def refuse(self, error: Error) -> None:
        """Answer with ``error`` and read no more of it."""
        self.error, self.completed, self.body_rcv, self.content_length = error, True, None, 0
        self.version = "1.1"

    def _refuse_ambiguity(self) -> None:
        """Raise ParsingError for what another reader may understand otherwise [RFC 9112, 3.2 and 6.3]."""
        headers = self.headers
        if (self.chunked or "TRANSFER_ENCODING" in headers) and (self.version == "1.0" or "CONTENT_LENGTH" in headers):
            raise ParsingError("A body has a Content-Length or, in HTTP/1.1, a Transfer-Encoding: not both.")
        if "," in headers.get("HOST", ""):
            raise ParsingError("Host was given twice.")
        if self.version == "1.1" and not headers.get("HOST"):
            raise ParsingError("HTTP/1.1 requires a Host header.")


class _Chunks(ChunkedReceiver):  # type: ignore[misc]
    """A body in chunks, refused with the size that leads past the limit and not with the bytes."""

    def received(self, s: bytes) -> int:
        taken: int = super().received(s)
        if self.chunk_remainder + len(self) > MAX_BODY:
            self.error = RequestEntityTooLarge(f"A body may have {MAX_BODY:,} bytes.")
        elif max(len(self.control_line), len(self.trailer)) > _MAX_CHUNK_LINE:
            self.error = BadRequest(f"A chunk's line and the trailers may have {_MAX_CHUNK_LINE:,} bytes.")
        return taken


def _underscored_headers(head: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """Headers with underscores in their names, which waitress drops: WSGI can't tell them from those with hyphens.

    None may stand in for another, except those that newer versions of moto keep (the metadata of S3's objects).
    """
    underscored = _UNDERSCORED.findall(head)
    if not underscored:
        return {}
    kept, names = {}, {}
    for name, value in underscored:
        text = name.decode("latin-1").lower()
        key = kept_header(text)
        if key is not None and key.removeprefix("HTTP_") not in headers:
            kept[key], names[key] = value.decode("latin-1").strip(), text
    return {**kept, spellings_key(): names} if kept else {}
