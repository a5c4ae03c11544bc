"""A started server for tests, and its end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

ROOT = Path(__file__).parent.parent

PATIENCE = 300.0
"""Seconds to wait for a server, a command or another thread: only what hangs takes as long on the slowest machine."""

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server process and its URL, once it has said all that it says: where it listens, and where its console is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MOTO_", "TEST_SERVER"))},
    )
    lines = [next_line(process, process.stdout) for _ in range(2)]
    url = lines[0].removeprefix("Listening at ").strip()
    if lines != [f"Listening at {url}\n", f"The console is at {url}/moto-api/ses-managed/\n"]:
        process.kill()
        raise AssertionError(f"no ready lines: {lines!r}, {process.communicate()}")
    return process, url


def next_line(process: subprocess.Popen[str], said: IO[str] | None) -> str:
    """The next line of one of its outputs; "" once it has ended, which it has to where it says nothing for too long."""
    assert said is not None
    too_late = Timer(PATIENCE, process.kill)
    too_late.start()
    try:
        return said.readline()
    finally:
        too_late.cancel()


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """The URL of a server that runs as long as the block."""
    process, url = start(*arguments)
    try:
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
