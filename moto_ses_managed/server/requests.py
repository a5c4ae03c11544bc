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

_LINGER_SECONDS = 30.0
_LINGER_PAUSE = 2.0
_LINGER_BYTES = 1024 * 1024 * 1024
"""How long, with which pauses at most, and how much of it, a body that was refused is thrown away, so that its sender
reads why (our choice)."""

_PIECE = 256 * 1024

Log = Callable[[access_log.Request], None]
"""Is told of each request that was answered."""

_METHODS = (b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS")
"""Those that moto has routes for; tunnels (CONNECT) are none of this server's business."""

_METHODS_NAMED = ", ".join(method.decode() for method in _METHODS)

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

Shortcut = Callable[[str, str, Mapping[bytes, bytes], bytes], Reply | None]
"""The answer to a method, a URI, headers and a body, where the application needn't be asked."""


class _LineByLine(HeaderReader):  # type: ignore[misc]
    """cheroot reads a line in pieces of 256 bytes, each counted; the limit for all of them does for one, too."""

    def __call__(self, rfile: Any, hdict: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = super().__call__(
            SimpleNamespace(readline=partial(rfile.readline, MAX_HEADERS + 1)), hdict
        )
        return found


class _OnceOnly(dict[bytes, bytes]):
    """Headers as they are read: what tells where a request goes and ends has one value [RFC 9112, 3.2 and 6.3]."""

    def __setitem__(self, name: bytes, value: bytes) -> None:
        if name in {b"Content-Length", b"Host"} and self.get(name, value) != value:
            raise ValueError(f"{name.decode()} was given twice.")
        super().__setitem__(name, value)


class MotoRequest(HTTPRequest):  # type: ignore[misc]
    """A request to moto. What is wrong with its HTTP is answered in JSON and ends the connection."""

    log: ClassVar[Log | None] = None
    shortcut: ClassVar[Shortcut | None] = None
    header_reader = _LineByLine()

    def __init__(self, server: Any, conn: Any) -> None:
        # A client that takes this server for a proxy names the whole URL, and is served as moto's own server does.
        super().__init__(server, conn, proxy_mode=True)
        self.kept_headers = KeptHeaders()
        self.inheaders: dict[bytes, bytes] = _OnceOnly()
        self._began = time.monotonic()
        self._written = 0

    def read_request_line(self) -> bool:
        try:
            read = super().read_request_line()
        except ValueError:  # a whole URL with brackets that hold no address
            self.simple_response("400 Bad Request", "Malformed Request-URI")
            return False
        if read and self.method not in _METHODS:
            self.simple_response("405 Method Not Allowed", f"The methods are {_METHODS_NAMED}.")
            return False
        return bool(read)

    def read_request_headers(self) -> bool:
        if not super().read_request_headers():
            return False
        # cheroot takes what int() takes: -1 for instance, and then reads until the client hangs up.
        if not self.inheaders.get(b"Content-Length", b"0").isdigit():
            self.simple_response("400 Bad Request", "Content-Length must be a whole number.")
            return False
        self.inheaders = dict(self.inheaders)
        self.kept_headers = take_underscored(self.inheaders)
        return True

    def respond(self) -> None:
        body = self._chunks() if self.chunked_read else self._known_length()
        try:
            if body is not None and not self._answer_at_once(body):
                self._ask_the_application(body)
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
        allowed = f"Allow: {_METHODS_NAMED}\r\n" if number == 405 else ""
        head = (
            f"{self.server.protocol} {status}\r\nContent-Type: application/json\r\n{allowed}"
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

    def _answer_at_once(self, request_body: bytes) -> bool:
        """Whether the answer needed no application; it goes out as cheroot sends those of one."""
        shortcut = type(self).shortcut
        if shortcut is None or self.response_protocol != self.server.protocol:
            return False
        method, uri = self.method.decode("iso-8859-1"), self.uri.decode("iso-8859-1")
        reply = shortcut(method, uri, self.inheaders, request_body)
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

    def _ask_the_application(self, body: bytes) -> None:
        """To the application every body is whole, and of a length that it knows."""
        self.rfile = io.BytesIO(body)
        self.server.gateway(self).respond()
        self.ensure_headers_sent()
        if self.chunked_write:
            self.conn.wfile.write(b"0\r\n\r\n")

    def _known_length(self) -> bytes | None:
        """A body of the length that its header says; None where it was refused."""
        # What is over the limit was refused with the headers.
        length = int(self.inheaders.get(b"Content-Length", b"0"))
        body: bytes = self.conn.rfile.read(length) if length else b""
        if len(body) < length:
            # To carry out what its sender did not get to the end of would be to guess the rest.
            self.simple_response("400 Bad Request", f"The body ends after {len(body):,} of {length:,} bytes.")
            return None
        return body

    def _chunks(self) -> bytes | None:
        """A body that comes in chunks; None where it was refused."""
        limit = self.server.max_request_body_size
        try:
            body = read_chunks(self.conn.rfile, limit)
        except BodyTooLargeError:
            self.simple_response("413 Request Entity Too Large", f"A body may have {limit:,} bytes.")
            return None
        except MalformedChunksError as error:
            self.simple_response("400 Bad Request", str(error))
            return None
        self.chunked_read = False
        del self.inheaders[b"Transfer-Encoding"]
        self.inheaders[b"Content-Length"] = str(len(body)).encode("ascii")
        return body

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
