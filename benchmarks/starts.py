"""What a start costs: pytest's with the plugin installed and unused, and a first use of the mock in a process.

Each start is a process of its own, with and without the plugin in turn.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from contest import Row, compared, table, take_turns

ROUNDS = 15
WITH, WITHOUT = "with the plugin", "without it"
PLUGIN = "moto_ses_managed.pytest_plugin"

UNUSED = "def test_nothing(): pass\n"

USE = """
import os, time

BEGAN = time.perf_counter()

def use():
    import boto3
    ses = boto3.client("sesv2", "us-east-1")
    ses.create_dedicated_ip_pool(PoolName="pool")
    with open(os.environ["TOOK"], "w") as file:
        print(1000 * (time.perf_counter() - BEGAN), file=file)
"""

FIRST_USES = {
    WITH: f"""{USE}
def test_first_use(ses_managed):
    use()
""",
    WITHOUT: f"""{USE}
def test_first_use():
    from moto import mock_aws
    with mock_aws():
        use()
""",
}


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Let starts with and without the plugin take turns, and compare them."""
    with TemporaryDirectory() as folder:
        starts = take_turns((WITH, WITHOUT), lambda contestant: _measure(contestant, Path(folder)), rounds)
    return [
        row
        for row in (
            compared(starts, "pytest start", WITH, WITHOUT, 1.1),
            compared(starts, "first use", WITH, WITHOUT, 1.1),
        )
        if row
    ]


def _measure(contestant: str, folder: Path) -> dict[str, float]:
    return {"pytest start": _start(contestant, folder), "first use": _first_use(contestant, folder)}


def _start(contestant: str, folder: Path) -> float:
    """Milliseconds of a whole run of one test that does nothing."""
    began = time.perf_counter()
    _pytest(contestant, folder, UNUSED)
    return 1000 * (time.perf_counter() - began)


def _first_use(contestant: str, folder: Path) -> float:
    """Milliseconds from a test module's import to the end of its one test's first call."""
    took = folder / "took"
    _pytest(contestant, folder, FIRST_USES[contestant], TOOK=str(took))
    return float(took.read_text())


def _pytest(contestant: str, folder: Path, source: str, **environment: str) -> None:
    test = folder / "test_it.py"
    test.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(test)]
    if contestant == WITH:
        command += ["-p", PLUGIN]
    # Other plugins that happen to be installed would hide what this one adds.
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    subprocess.run(command, cwd=folder, env=os.environ | environment, check=True, capture_output=True)


def main() -> None:
    """Print what starts cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    print(table(rows(parser.parse_args().rounds)))


if __name__ == "__main__":
    main()
