"""One HTTP request as cheroot reads it: within limits, its body whole before moto sees it, its errors JSON."""

from __future__ import annotations

import io
import json
import socket
import time
from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import unquote_to_bytes, urlsplit

from cheroot.errors import socket_errors_to_ignore
from cheroot.server import HTTPConnection, HTTPRequest
from cheroot.wsgi import Gateway_10

from . import access_log
from .chunks import BodyTooLargeError, MalformedChunksError, read_chunks
from .underscores import KeptHeaders, take_underscored

MAX_BODY = 256 * 1024 * 1024
"""Bytes of a body (our choice: four times SES's largest message, 40 MB, in base64; S3's clients send more in parts)."""

MAX_HEADERS = 64 * 1024
"""Bytes of a request's line and headers together (our choice: as many as moto's own server takes in one line)."""

_LINGER_SECONDS = 30.0
_LINGER_PAUSE = 2.0
_LINGER_BYTES = 1024 * 1024 * 1024
"""How long, with which pauses at most, and how much of it, a body that was refused is thrown away, so that its sender
reads why (our choice)."""

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


class MotoRequest(HTTPRequest):  # type: ignore[misc]
    """A request to moto. What is wrong with its HTTP is answered in JSON and ends the connection."""

    log: ClassVar[Log | None] = None

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
        if self.chunked_read:
            self._respond_to_chunks()
        else:
            super().respond()
        self._log(self.status)

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
                connection.settimeout(min(seconds, _LINGER_PAUSE))
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


def connections(log: Log | None) -> type[HTTPConnection]:
    """cheroot's connections with such requests."""
    handler = type("LoggedMotoRequest", (MotoRequest,), {"log": staticmethod(log) if log else None})
    return type("MotoConnection", (HTTPConnection,), {"RequestHandlerClass": handler})


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
