"""A body that comes in chunks, counted while it is read."""

from __future__ import annotations

import io
import re
from typing import Protocol

_LONGEST_LINE = 8 * 1024
_MOST_TRAILERS = 100
_PIECE = 64 * 1024

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(;[^\r\n]*)?\r\n")
"""The line before a chunk, with its extensions, which nobody here knows [RFC 9112, 7.1.1]."""


class Stream(Protocol):
    """Where the chunks come from."""

    def read(self, size: int) -> bytes: ...

    def readline(self, size: int) -> bytes: ...


class BodyTooLargeError(Exception):
    """The chunks together have more than the limit."""


class MalformedChunksError(ValueError):
    """The body is no row of chunks."""


def read_chunks(stream: Stream, limit: int) -> bytes:
    """The whole body, its trailers read and dropped.

    Raises BodyTooLargeError before a chunk is read that leads past ``limit`` bytes, or MalformedChunksError.
    """
    body = io.BytesIO()
    while size := _next_size(stream):
        if body.tell() + size > limit:
            raise BodyTooLargeError
        _copy(stream, size, body)
        if stream.read(2) != b"\r\n":
            raise MalformedChunksError("A chunk must end with CRLF.")
    _skip_trailers(stream)
    return body.getvalue()


def _next_size(stream: Stream) -> int:
    found = _SIZE.fullmatch(stream.readline(_LONGEST_LINE))
    if found is None:
        raise MalformedChunksError("A chunk must begin with its size in hexadecimal digits.")
    return int(found[1], 16)


def _copy(stream: Stream, size: int, body: io.BytesIO) -> None:
    while size:
        piece = stream.read(min(size, _PIECE))
        if not piece:
            raise MalformedChunksError("The body ends within a chunk.")
        body.write(piece)
        size -= len(piece)


def _skip_trailers(stream: Stream) -> None:
    for _ in range(_MOST_TRAILERS):
        line = stream.readline(_LONGEST_LINE)
        if line == b"\r\n":
            return
        if not line.endswith(b"\r\n"):
            break
    raise MalformedChunksError("The trailers must end with an empty line.")
