"""A started server for tests, and its end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server process and its URL, once it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MOTO_", "TEST_SERVER"))},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith("Listening at "):
        process.kill()
        raise AssertionError(f"no ready line: {line!r}, {process.communicate()}")
    return process, line.removeprefix("Listening at ").strip()


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """The URL of a server that runs as long as the block."""
    process, url = start(*arguments)
    try:
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=30)
