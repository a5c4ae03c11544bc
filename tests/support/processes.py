"""Processes that tests start: their folder, the timeout of every wait, and their output."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Timer
from typing import IO

ROOT = Path(__file__).parents[2]

TIMEOUT = 300.0
"""Seconds to wait for a server, a command or another thread: long enough for the slowest machine."""


def next_line(process: subprocess.Popen[str], output: IO[str] | None) -> str:
    """The next line of one of the process's outputs, or "" once the process has ended.

    A process that prints nothing for TIMEOUT seconds is killed.
    """
    assert output is not None
    too_late = Timer(TIMEOUT, process.kill)
    too_late.start()
    try:
        return output.readline()
    finally:
        too_late.cancel()


def output_of(command: list[str], folder: Path, *, timeout: float = TIMEOUT, **environment: str) -> str:
    """The output of a command, which must succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
