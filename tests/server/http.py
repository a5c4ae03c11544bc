"""HTTP by the byte, as no SDK sends it."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from tests.support.processes import TIMEOUT

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers by their names in lower case, body."""


def connect(url: str) -> socket.socket:
    """A connection to a server."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=TIMEOUT)


def converse(url: str, *sent: bytes, ends: bool = False) -> list[Answer]:
    """Every answer on one connection, until the server closes it; ``ends``: the client sends nothing more."""
    with connect(url) as connection:
        for piece in sent:
            connection.sendall(piece)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return answers(received)


def answers(received: bytes) -> list[Answer]:
    """What came, one answer after the other."""
    complete = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0))
        complete.append((int(status.split()[1]), headers, rest[:length]))
        received = rest[length:]
    return complete


def request(line: str, *headers: str, body: bytes = b"", host: str | None = "localhost") -> bytes:
    """A request of HTTP/1.1."""
    named = () if host is None else (f"Host: {host}",)
    return "\r\n".join([f"{line} HTTP/1.1", *named, *headers, "", ""]).encode("latin-1") + body
