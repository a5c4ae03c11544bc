"""One HTTP request as cheroot reads it: within limits, its body whole before moto sees it, its errors JSON."""

from __future__ import annotations

import io
import json
import socket
import time
from collections.abc import Callable, Mapping
from email.utils import formatdate
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import unquote_to_bytes, urlsplit

from cheroot.errors import socket_errors_to_ignore
from cheroot.server import HeaderReader, HTTPRequest
from cheroot.wsgi import Gateway_10
from werkzeug.http import HTTP_STATUS_CODES

from . import access_log
from .chunks import BodyTooLargeError, MalformedChunksError, read_chunks
from .underscores import KeptHeaders, take_underscored

MAX_BODY = 256 * 1024 * 1024
"""Bytes of a body (our choice: four times SES's largest message, 40 MB, in base64; S3's clients send more in parts)."""

MAX_HEADERS = 64 * 1024
"""Bytes of a request's line and headers together (our choice: as many as moto's own server takes in one line)."""

_LINGER_SECONDS = 2.0
_LINGER_BYTES = 1024 * 1024 * 1024
"""How long, and how much of it, a body that was refused is thrown away, so that its sender reads why (our choice)."""

_PIECE = 256 * 1024

Log = Callable[[access_log.Request], None]
"""Is told of each request that was answered."""

_CODES = {
    400: "BadRequestException",
    405: "MethodNotAllowedException",
    408: "RequestTimeoutException",
    413: "RequestEntityTooLargeException",
    414: "RequestURITooLongException",
    501: "NotImplementedException",
    505: "HTTPVersionNotSupportedException",
}


Reply = tuple[int, dict[str, Any], Any]
"""Status, headers, body."""

Shortcut = Callable[[str, str, Mapping[bytes, bytes], Callable[[int], bytes]], Reply | None]
"""The answer to a method, a URI, headers, and a body that can be read, where the application needn't be asked."""


class _LineByLine(HeaderReader):  # type: ignore[misc]
    """cheroot reads a line in pieces of 256 bytes, each counted; the limit for all of them does for one, too."""

    def __call__(self, rfile: Any, hdict: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = super().__call__(
            SimpleNamespace(readline=partial(rfile.readline, MAX_HEADERS + 1)), hdict
        )
        return found


class MotoRequest(HTTPRequest):  # type: ignore[misc]
    """A request to moto. What is wrong with its HTTP is answered in JSON and ends the connection."""

    log: ClassVar[Log | None] = None
    shortcut: ClassVar[Shortcut | None] = None
    header_reader = _LineByLine()

    def __init__(self, server: Any, conn: Any) -> None:
        # A client that takes this server for a proxy names the whole URL, and is served as moto's own server does.
        super().__init__(server, conn, proxy_mode=True)
        self.kept_headers = KeptHeaders()
        self._began = time.monotonic()
        self._written = 0

    def read_request_line(self) -> bool:
        if not super().read_request_line():
            return False
        if self.method == b"CONNECT":
            self.simple_response("405 Method Not Allowed", "This server opens no tunnels.")
            return False
        return True

    def read_request_headers(self) -> bool:
        if not super().read_request_headers():
            return False
        # cheroot takes what int() takes: -1 for instance, and then reads until the client hangs up.
        if not self.inheaders.get(b"Content-Length", b"0").isdigit():
            self.simple_response("400 Bad Request", "Content-Length must be a whole number.")
            return False
        self.kept_headers = take_underscored(self.inheaders)
        return True

    def respond(self) -> None:
        try:
            if self.chunked_read:
                self._respond_to_chunks()
            elif not self._answer_at_once():
                super().respond()
        finally:
            self.conn.wfile.flush()
        self._log(self.status)

    def send_headers(self) -> None:
        self.conn.wfile.holding = True
        try:
            super().send_headers()
        finally:
            self.conn.wfile.holding = False

    def write(self, chunk: bytes) -> None:
        self._written += len(chunk)
        super().write(chunk)

    def simple_response(self, status: str, msg: str = "") -> None:
        """Answer with one of HTTP's own errors."""
        number = int(status[:3])
        self.close_connection = True
        body = json.dumps({"__type": _CODES.get(number, "InternalFailure"), "message": msg or status[4:]}).encode()
        head = (
            f"{self.server.protocol} {status}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        try:
            self.conn.wfile.write(head.encode("iso-8859-1") + body)
        except OSError as error:
            if error.args[0] not in socket_errors_to_ignore:
                raise
        self._written = len(body)
        self.sent_headers = True
        self.status = status.encode("iso-8859-1")
        if not self.ready:  # or else respond() is about to
            self._log(self.status)
        if number in {400, 413}:
            self._throw_body_away()

    def _answer_at_once(self) -> bool:
        """Whether the answer needed no application; it goes out as cheroot sends those of one."""
        shortcut = type(self).shortcut
        if shortcut is None or self.response_protocol != self.server.protocol:
            return False
        reply = shortcut(
            self.method.decode("iso-8859-1"), self.uri.decode("iso-8859-1"), self.inheaders, self.conn.rfile.read
        )
        if reply is None:
            return False
        status, headers, body = reply
        line = f"{status} {HTTP_STATUS_CODES[status].upper()}"
        if not self.server.can_add_keepalive_connection:
            self.close_connection = True
        if self.close_connection:
            headers["Connection"] = "close"
        headers["Date"] = _date(int(time.time()))
        headers["Server"] = self.server.server_name
        head = "".join(
            [f"{self.server.protocol} {line}\r\n", *(f"{name}: {value}\r\n" for name, value in headers.items())]
        )
        self.status, self.sent_headers, self._written = line.encode("ascii"), True, len(body)
        self.conn.wfile.write(f"{head}\r\n".encode("iso-8859-1") + body)
        return True

    def _respond_to_chunks(self) -> None:
        limit = self.server.max_request_body_size
        try:
            body = read_chunks(self.conn.rfile, limit)
        except BodyTooLargeError:
            self.simple_response("413 Request Entity Too Large", f"A body may have {limit:,} bytes.")
            return
        except MalformedChunksError as error:
            self.simple_response("400 Bad Request", str(error))
            return
        # To the application it is a body like any other.
        self.rfile = io.BytesIO(body)
        self.chunked_read = False
        del self.inheaders[b"Transfer-Encoding"]
        self.inheaders[b"Content-Length"] = str(len(body)).encode("ascii")
        self.server.gateway(self).respond()
        self.ensure_headers_sent()
        if self.chunked_write:
            self.conn.wfile.write(b"0\r\n\r\n")

    def _throw_body_away(self) -> None:
        """To close with unread bytes would reset the connection, and its client might never read the answer."""
        until, left = time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES
        connection = self.conn.socket
        try:
            connection.shutdown(socket.SHUT_WR)
            while left > 0 and (seconds := until - time.monotonic()) > 0:
                connection.settimeout(seconds)
                read = len(connection.recv(_PIECE))
                if not read:
                    return
                left -= read
        except OSError:
            return  # the client has gone, or waits for more than an answer

    def _log(self, status: bytes | str) -> None:
        log = type(self).log
        if log is None or not status:
            return
        log(
            access_log.Request(
                client=self.conn.remote_addr or "-",
                method=getattr(self, "method", b"-").decode("iso-8859-1"),
                uri=getattr(self, "uri", b"-").decode("iso-8859-1"),
                status=int(status[:3]),
                size=self._written,
                seconds=time.monotonic() - self._began,
            )
        )


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


class MotoGateway(Gateway_10):  # type: ignore[misc]
    """What the application is told of a request: as werkzeug's development server tells it, for which moto is made."""

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ["RAW_URI"] = environ["REQUEST_URI"]
        environ["PATH_INFO"] = unquote_to_bytes(self._path).decode("iso-8859-1")
        if self.req.authority:
            environ["HTTP_HOST"] = self.req.authority.decode("iso-8859-1")
        self.req.kept_headers.add_to(environ)
        return environ

    @property
    def _path(self) -> bytes:
        """Not cheroot's, which leaves an encoded slash encoded."""
        uri: bytes = self.req.uri
        return urlsplit(uri).path or b"/" if self.req.authority else uri.partition(b"?")[0]
