"""The command ``simulate`` for tests: plans to give it, and what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from moto_ses_managed.cli import main
from tests.support.processes import ROOT, TIMEOUT

EXAMPLE = ROOT / "examples" / "plans" / "newsletter.csv"
HEADER = "day,pool,isp,messages\n"
PLAIN = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"}}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "moto_ses_managed.cli", "simulate", *arguments]


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT, env=PLAIN
    )


def plan_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "plan.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class SimulatedTable:
    """What a run printed: each pool's rows by their first day, and all lines."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.rows: dict[str, dict[str, list[str]]] = {}
        pool = ""
        for line in self.lines:
            if "(MANAGED):" in line:
                pool = line.partition(" ")[0]
            elif re.match(r"\d+(-\d+)? +\d{4}-\d\d-\d\d ", line):
                days, *cells = line.split()
                self.rows.setdefault(pool, {})[days] = cells


def run_simulate(capsys: pytest.CaptureFixture[str], *arguments: str) -> SimulatedTable:
    assert main(["simulate", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return SimulatedTable(captured.out)
