"""What a request may be: waitress's parser, within limits, and stricter where a front end might read otherwise."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented, split_uri
from waitress.receiver import ChunkedReceiver, FixedStreamReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from ..moto_compat import kept_header, spellings_key

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

_VERSIONS: Final = "HTTP/1.1 and HTTP/1.0 are supported."
_METHODS: Final = f"The methods are {', '.join(METHODS)}."
_END: Final = b"\r\n\r\n"


class MethodNotAllowed(Error):  # type: ignore[misc]
    code, reason = 405, "Method Not Allowed"


class RequestTimeout(Error):  # type: ignore[misc]
    code, reason = 408, "Request Timeout"


class VersionNotSupported(Error):  # type: ignore[misc]
    code, reason = 505, "HTTP Version Not Supported"


class Request(HTTPRequestParser):  # type: ignore[misc]
    """One request, read piece by piece as it comes in. Its head is read by llhttp, the parser of Node.js."""

    body_rcv: Any
    path: str
    version: str
    command = "-"
    request_uri = "-"

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began = time.monotonic()
        self.kept_headers: dict[str, Any] = {}
        self._url = b""
        self._fields: list[tuple[bytes, bytes]] = []
        self._is_complete = False

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._fields.append((name, value))

    def on_headers_complete(self) -> None:
        self._is_complete = True

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and the headers. Raises ParsingError, which waitress answers with 400."""
        line = header_plus.partition(b"\r\n")[0]
        parser = HttpRequestParser(self)
        try:
            parser.feed_data(header_plus if header_plus.endswith(_END) else header_plus + b"\r\n")
        except (HttpParserError, HttpParserUpgrade) as error:
            if not self._is_complete:  # else it is about what follows the head
                self._name_what_is_there(line)
                if "HTTP version" in str(error):
                    return self.refuse(VersionNotSupported(_VERSIONS))
                if self._has_unknown_method:
                    return self.refuse(MethodNotAllowed(_METHODS))
                raise ParsingError(f"{error}.") from error
        self.command, self.version = parser.get_method().decode(), parser.get_http_version()
        self.request_uri = self._url.decode("latin-1")
        words = line.split(b" ")
        if len(words) != 3 or not words[2].startswith(b"HTTP/"):  # llhttp takes more spaces, and RTSP/1.0
            raise ParsingError("The first line must be METHOD URL HTTP/1.1, with one space between them.")
        if self.version not in {"1.0", "1.1"}:
            return self.refuse(VersionNotSupported(_VERSIONS))
        if self.command not in METHODS:
            return self.refuse(MethodNotAllowed(_METHODS))
        self._read_headers()
        self._read_connection()
        try:
            self._read_url()
            self._expect_body()
        except ValueError as error:  # brackets that hold no address, a length of thousands of digits
            raise ParsingError(f"The request can't be read: {error}") from error
        return None

    def refuse(self, error: Error) -> None:
        """Answer with ``error`` and read no more of it."""
        self.error, self.completed, self.body_rcv, self.content_length = error, True, None, 0
        self.version = "1.1"

    def _name_what_is_there(self, line: bytes) -> None:
        """For the access log, of the first line of what is none."""
        words = line.decode("latin-1").split(" ")
        if len(words) == 3:
            self.command, self.request_uri, _ = words

    @property
    def _has_unknown_method(self) -> bool:
        """Whether the first line names a method, as far as its letters go, and none of METHODS."""
        command = self.command
        return command.isascii() and command.isalpha() and command.isupper() and command not in METHODS

    def _read_headers(self) -> None:
        headers, underscored = self.headers, []
        for name, value in self._fields:
            key, text = _key_of(name), value.rstrip(b" \t").decode("latin-1")  # llhttp leaves that to its user
            if key is None:
                underscored.append((name.decode("latin-1").lower(), text))
            else:
                headers[key] = f"{headers[key]}, {text}" if key in headers else text
        self.kept_headers = _kept_headers(underscored, headers) if underscored else {}
        self.expect_continue = self.version == "1.1" and headers.get("EXPECT", "").lower() == "100-continue"
        # Another reader may understand these otherwise [RFC 9112, 3.2].
        if "," in headers.get("HOST", ""):
            raise ParsingError("Host was given twice.")
        if self.version == "1.1" and not headers.get("HOST"):
            raise ParsingError("HTTP/1.1 requires a Host header.")

    def _read_connection(self) -> None:
        """Whether the connection ends with the answer, in the words that waitress looks for."""
        named = self.headers.get("CONNECTION", "")
        options = {option.strip(" \t") for option in named.lower().split(",")}
        self.connection_close = "close" in options or (self.version == "1.0" and "keep-alive" not in options)
        if self.connection_close:
            self.headers["CONNECTION"] = "close"
        elif self.version == "1.0":
            self.headers["CONNECTION"] = "keep-alive"

    def _read_url(self) -> None:
        urlsplit(self.request_uri)  # as moto will
        self.url_scheme = self.adj.url_scheme
        _, self.proxy_netloc, self.path, self.query, _ = split_uri(self._url)
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


@lru_cache(maxsize=256)
def _key_of(name: bytes) -> str | None:
    """The header's key in WSGI, None for a name with an underscore, which WSGI can't tell from one with a hyphen."""
    return None if b"_" in name else name.decode("latin-1").upper().replace("-", "_")


class _Chunks(ChunkedReceiver):  # type: ignore[misc]
    """A body in chunks, refused with the size that leads past the limit and not with the bytes."""

    def received(self, s: bytes) -> int:
        taken: int = super().received(s)
        if self.chunk_remainder + len(self) > MAX_BODY:
            self.error = RequestEntityTooLarge(OVER_LIMIT[413])
        elif max(len(self.control_line), len(self.trailer)) > _MAX_CHUNK_LINE:
            self.error = BadRequest(f"A chunk's line and the trailers may have {_MAX_CHUNK_LINE:,} bytes.")
        return taken


def _kept_headers(underscored: list[tuple[str, str]], headers: dict[str, str]) -> dict[str, Any]:
    """None may stand in for another, except those that newer versions of moto keep (the metadata of S3's objects)."""
    kept, names = {}, {}
    for name, value in underscored:
        key = kept_header(name)
        if key is not None and key.removeprefix("HTTP_") not in headers:
            kept[key], names[key] = value, name
    return {**kept, spellings_key(): names} if kept else {}
