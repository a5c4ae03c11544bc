"""A server with a state file, as it is started and ended for it to be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import TIMEOUT
from tests.support.serving import start


@contextmanager
def running(state: Path) -> Iterator[str]:
    """A server with that state, ended by SIGTERM."""
    process, url = start("--state", str(state))
    try:
        yield url
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0, errors
    assert errors == ""
