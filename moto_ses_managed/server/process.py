"""A server in a separate process, for the duration of a block."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import IO

from moto_ses_managed.simulation.errors import SesManagedError

READY = "Listening at "
START_SECONDS = 60.0
"""How long a server may take to start listening (our choice: usually a second, more on a loaded CI machine)."""

STOP_SECONDS = 30.0
"""How long a server may take to end before it is killed (our choice)."""

_COMMAND = (sys.executable, "-m", "moto_ses_managed.cli", "server", "--host", "127.0.0.1", "--port", "0")

# The server itself must not use another server, even if the tests run in server mode.
_NOT_ITS_MODE = ("MOTO_PORT", "TEST_SERVER_MODE", "TEST_PROXY_MODE")


class ServerNotStartedError(SesManagedError):
    """The server ended, or did not start listening in time. The message includes its output."""


@contextmanager
def started_server() -> Iterator[str]:
    """Start a server on a free local port, and yield its URL. It ends with the block. Raises ServerNotStartedError."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_ITS_MODE)}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(  # noqa: S603  (this Python, and this package)
            _COMMAND,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment | {"PYTHONUNBUFFERED": "1"},
        )
        try:
            yield _url(process, errors)
        finally:
            _end(process)


def _url(process: subprocess.Popen[str], errors: IO[str]) -> str:
    if process.stdout is None:
        raise AssertionError("it was opened with a pipe")
    too_late = Timer(START_SECONDS, process.kill)
    too_late.start()
    try:
        line = process.stdout.readline()
    finally:
        too_late.cancel()
    if line.startswith(READY):
        return line.removeprefix(READY).strip()
    process.wait()
    errors.seek(0)
    output = errors.read().strip()
    raise ServerNotStartedError(output or f"The server did not listen within {START_SECONDS:.0f} seconds.")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
