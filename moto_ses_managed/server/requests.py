"""What a request may be: waitress's parser, within limits, and stricter where a front end might read otherwise."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented, split_uri
from waitress.receiver import ChunkedReceiver, FixedStreamReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from ..moto_compat import kept_headers

MAX_BODY: Final = 256 * 1024 * 1024
"""Bytes of a body (our choice: four times SES's largest message, 40 MB, in base64; S3's clients send more in parts)."""

MAX_HEADERS: Final = 64 * 1024
"""Bytes of a request's line and headers together (our choice: as many as moto's own server takes in one line)."""

OVER_LIMIT: Final = {
    413: f"A body may have at most {MAX_BODY:,} bytes.",
    431: f"A request's line and headers may have at most {MAX_HEADERS:,} bytes together.",
}
"""What is said of a request over a limit, by status: waitress would name its own settings."""

_MAX_CHUNK_LINE: Final = 8 * 1024
"""Bytes of the line before a chunk, and of the trailers (our choice)."""

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Those that moto has routes for; tunnels (CONNECT) are none of this server's business."""


class RequestError(Error):  # type: ignore[misc]
    """Why a request is refused, where waitress has no error of its own."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.code, self.reason = status.value, status.phrase


class Request(HTTPRequestParser):  # type: ignore[misc]
    """One request, read piece by piece as it comes in. Its head is read by llhttp, the parser of Node.js."""

    command = request_uri = "-"

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began = time.monotonic()
        self.kept_headers: dict[str, Any] = {}
        self._underscored: list[tuple[str, str]] = []

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep what llhttp read; of a header that came twice, both."""
        key, text = name.decode("latin-1"), value.rstrip(b" \t").decode("latin-1")  # llhttp leaves that to its user
        if "_" in key:  # WSGI can't tell it from one with a hyphen
            self._underscored.append((key.lower(), text))
            return
        key = key.upper().replace("-", "_")
        self.headers[key] = f"{self.headers[key]}, {text}" if key in self.headers else text

    def on_headers_complete(self) -> None:
        self.headers_finished = True

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and the headers. Raises ParsingError, which waitress answers with 400."""
        if not header_plus.endswith(b"\r\n\r\n"):
            return  # what waitress has read in place of a head over the limit
        words = header_plus.partition(b"\r\n")[0].decode("latin-1").split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            raise ParsingError("The first line must be METHOD URL HTTP/1.1, with one space between them.")
        self.command, self.request_uri, protocol = words
        self.version = protocol.removeprefix("HTTP/")
        if self.version not in {"1.0", "1.1"}:
            self.error = RequestError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 and HTTP/1.0 are supported.")
        elif self.command not in METHODS:
            self.error = RequestError(HTTPStatus.METHOD_NOT_ALLOWED, f"The methods are {', '.join(METHODS)}.")
        else:
            self._read_headers(header_plus)
            try:
                self._read_url()
                self._expect_body()
            except ValueError as error:  # brackets that hold no address, a length of thousands of digits
                raise ParsingError(f"The request can't be read: {error}") from error

    def _read_headers(self, header_plus: bytes) -> None:
        try:
            HttpRequestParser(self).feed_data(header_plus)
        except (HttpParserError, HttpParserUpgrade) as error:
            if not self.headers_finished:  # else it is about what follows them
                raise ParsingError(f"{error}.") from error
        # Another reader may understand these otherwise [RFC 9112, 3.2].
        if "," in self.headers.get("HOST", ""):
            raise ParsingError("Host was given twice.")
        if self.version == "1.1" and not self.headers.get("HOST"):
            raise ParsingError("HTTP/1.1 requires a Host header.")
        options = {option.strip(" \t") for option in self.headers.get("CONNECTION", "").lower().split(",")}
        ends = "close" in options or (self.version == "1.0" and "keep-alive" not in options)
        self.headers["CONNECTION"] = "close" if ends else "keep-alive"  # in the words that waitress looks for
        self.expect_continue = self.version == "1.1" and self.headers.get("EXPECT", "").lower() == "100-continue"
        self.kept_headers = kept_headers(self._underscored, self.headers) if self._underscored else {}

    def _read_url(self) -> None:
        urlsplit(self.request_uri)  # as moto will
        self.url_scheme = self.adj.url_scheme
        _, self.proxy_netloc, self.path, self.query, _ = split_uri(self.request_uri.encode("latin-1"))
        if self.proxy_netloc:  # a client that takes this server for a proxy names the whole URL
            self.headers["HOST"] = self.proxy_netloc.rpartition("@")[2]
            self.path = self.path or "/"

    def _expect_body(self) -> None:
        encoding, length = self.headers.pop("TRANSFER_ENCODING", None), int(self.headers.get("CONTENT_LENGTH", "0"))
        buffer = OverflowableBuffer(self.adj.inbuf_overflow)
        if encoding is None:
            self.content_length, self.body_rcv = length, FixedStreamReceiver(length, buffer) if length else None
        elif self.version == "1.0":
            raise ParsingError("Transfer-Encoding is of HTTP/1.1.")
        elif encoding.lower() == "chunked":
            self.chunked, self.body_rcv = True, _Chunks(buffer)
        else:
            raise TransferEncodingNotImplemented("The Transfer-Encoding that is supported is chunked.")


class _Chunks(ChunkedReceiver):  # type: ignore[misc]
    """A body in chunks, refused with the size that leads past the limit and not with the bytes."""

    def received(self, s: bytes) -> int:
        taken: int = super().received(s)
        if self.chunk_remainder + len(self) > MAX_BODY:
            self.error = RequestEntityTooLarge(OVER_LIMIT[413])
        elif max(len(self.control_line), len(self.trailer)) > _MAX_CHUNK_LINE:
            self.error = BadRequest(f"A chunk's line and the trailers may have {_MAX_CHUNK_LINE:,} bytes.")
        return taken
