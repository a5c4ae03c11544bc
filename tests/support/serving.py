"""A started server, or proxy, and its end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.processes import ROOT, TIMEOUT, next_line

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server process and its URL, once it has printed where it listens and where its console is."""
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


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """The URL of a server that runs as long as the block."""
    process, url = start(*arguments)
    try:
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=TIMEOUT)


@contextmanager
def proxy() -> Iterator[int]:
    """The port of moto's proxy, with managed pools, once it says that it serves there."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "moto_ses_managed.cli", "proxy", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    try:
        line = next_line(process, process.stdout)
        while line and not line.startswith("Serving HTTP Proxy on "):
            line = next_line(process, process.stdout)
        yield int(line.split()[4].rpartition(":")[2])
    finally:
        process.terminate()
        process.communicate(timeout=TIMEOUT)
