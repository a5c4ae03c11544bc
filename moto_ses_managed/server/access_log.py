"""The access log: one line for each request."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any

from .requests import Request


class AccessLog:
    """WSGI middleware that writes a line to stderr after each response."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self._logged(environ, start_response)

    def _logged(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        began, statuses, size = time.monotonic(), ["500"], 0

        def noted(status: str, headers: Any, *error: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *error)

        answer = self._application(environ, noted)
        try:
            for piece in answer:
                size += len(piece)
                yield piece
        finally:
            if hasattr(answer, "close"):
                answer.close()
            log(
                environ["REMOTE_ADDR"],
                environ["REQUEST_METHOD"],
                environ["REQUEST_URI"],
                statuses[-1][:3],
                size,
                time.monotonic() - began,
            )


def log(client: str, method: str, uri: str, status: str, size: int, seconds: float) -> None:  # noqa: PLR0913, PLR0917
    """Write one line in Common Log Format, followed by the seconds."""
    at = f"{datetime.now(timezone.utc):%d/%b/%Y:%H:%M:%S %z}"
    line = f'{client} - - [{at}] "{_printable(method)} {_printable(uri)}" {status} {size} {seconds:.3f}\n'
    sys.stderr.write(line)
    sys.stderr.flush()


def log_refusal(client: str, request: Request, status: int, size: int) -> None:
    """Write one line for a request that was refused before it was complete, with what could be read of it."""
    method, uri = getattr(request, "command", "-"), getattr(request, "request_uri", "-")
    log(client, method, uri, str(status), size, time.monotonic() - request.began)


def _printable(text: str) -> str:
    """Escape the characters that could forge a line or move the cursor of a terminal."""

    def is_harmless(character: str) -> bool:
        return character.isascii() and character.isprintable() and character != '"'

    return "".join(character if is_harmless(character) else f"\\x{ord(character):02x}" for character in text)
