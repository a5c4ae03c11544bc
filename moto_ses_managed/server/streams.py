"""The two directions of a connection; cheroot's own are Python down to the byte, and cost as much as SES's answer."""

from __future__ import annotations

import io
import socket
from typing import Any

_JOINED = 64 * 1024
"""Bytes that are copied to go out with what was held back (our choice: a larger body is many packets anyway)."""


class _Source(socket.SocketIO):
    """What a socket receives, or, while it is asleep, nothing for now."""

    asleep = False

    def readinto(self, buffer: Any) -> int | None:
        return None if self.asleep else super().readinto(buffer)


class Received(io.BufferedReader):
    """What a connection has received. ``has_data`` is what cheroot asks for, and Python's own reader can't tell."""

    bytes_read = 0
    """cheroot's statistics, which are off."""

    def __init__(self, source: socket.socket, size: int = io.DEFAULT_BUFFER_SIZE) -> None:
        self._source = _Source(source, "r")
        super().__init__(self._source, size)

    def has_data(self) -> bool:
        """Whether something was received that nobody has read yet."""
        self._source.asleep = True
        try:
            return bool(self.peek(1))
        finally:
            self._source.asleep = False


class Sent:
    """What goes out of a connection, at once, except for what is held back to go out with what follows it.

    A head and the body after it are one packet then, and the client that waits for both wakes up once.
    """

    bytes_written = 0
    """cheroot's statistics, which are off."""

    def __init__(self, sink: socket.socket) -> None:
        self._sink = sink
        self._held = b""
        self.holding = False
        """Whether what is written now waits for what follows."""

    def write(self, data: bytes) -> None:
        """Send all of it. Raises OSError; the socket's timeout is for each piece that it takes."""
        if self.holding:
            self._held += data
            return
        if self._held and len(data) <= _JOINED:
            data = self._held + data
        elif self._held:
            self._send(self._held)
        self._held = b""
        self._send(data)

    def flush(self) -> None:
        """Send what was held back."""
        self.holding = False
        if self._held:
            self.write(b"")

    def _send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._sink.send(left) :]


def open_stream(connection: socket.socket, mode: str, _size: int) -> Received | Sent:
    """One direction of a connection, as cheroot asks for it."""
    return Received(connection) if "r" in mode else Sent(connection)
