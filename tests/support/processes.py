"""Other processes that tests start: in which folder, how long a test waits for them, and what they print."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Timer
from typing import IO

ROOT = Path(__file__).parents[2]

PATIENCE = 300.0
"""Seconds to wait for a server, a command or another thread: only what hangs takes as long on the slowest machine."""


def next_line(process: subprocess.Popen[str], said: IO[str] | None) -> str:
    """The next line of one of its outputs; "" once it has ended, which it has to where it says nothing for too long."""
    assert said is not None
    too_late = Timer(PATIENCE, process.kill)
    too_late.start()
    try:
        return said.readline()
    finally:
        too_late.cancel()


def output_of(command: list[str], folder: Path, *, patience: float = PATIENCE, **environment: str) -> str:
    """What a command prints that has to succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=patience,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
