"""A line for each request, for whoever wants to see what a client sends."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timezone


@dataclass(frozen=True)
class Request:
    """What the log tells of a request: ``size`` is the answer's body in bytes, ``seconds`` what it took in all."""

    client: str
    method: str
    uri: str
    status: int
    size: int
    seconds: float


def log_to_stderr(request: Request) -> None:
    """Write a line as web servers do [Common Log Format], and the seconds; never more than one line."""
    at = f"{datetime.now(timezone.utc):%d/%b/%Y:%H:%M:%S %z}"
    line = (
        f'{request.client} - - [{at}] "{_printable(request.method)} {_printable(request.uri)}" '
        f"{request.status} {request.size} {request.seconds:.3f}\n"
    )
    sys.stderr.write(line)
    sys.stderr.flush()


def _printable(text: str) -> str:
    """What came over the wire, with the code of whatever could forge a line or move a terminal's cursor."""

    def shown(character: str) -> bool:
        return character.isascii() and character.isprintable() and character != '"'

    return "".join(character if shown(character) else f"\\x{ord(character):02x}" for character in text)
