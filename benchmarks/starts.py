"""What a start costs: pytest's with the plugin installed and unused, and a first use of the mock in a process.

Each start is a process of its own, with and without the plugin in turn.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from contest import as_installed, compared, take_turns
from results import Result, of_row

ROUNDS = 15
STARTS = 3
"""Starts of pytest in a round, of which the least counts: what is added is little beside what they differ by."""

WITH, WITHOUT = "the fixture", "plain mock_aws"
START, FIRST_USE = "start", "the first use in a process"
START_TARGET = 10.0
FIRST_USE_TARGET = 1.1
PLUGIN = "moto_ses_managed.pytest_plugin"
NOTHING = "empty_plugin"

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


def results(rounds: int = ROUNDS) -> list[Result]:
    """Let starts with and without the plugin take turns, and compare them."""
    with TemporaryDirectory() as folder:
        for contestant in (WITH, WITHOUT):
            _first_use(contestant, Path(folder))  # Python compiles once what it then keeps
        starts = take_turns((WITH, WITHOUT), lambda contestant: _measure(contestant, Path(folder)), rounds)
    added = [start[WITH][START] - start[WITHOUT][START] for start in starts]
    summary = [Result("pytest's start with the plugin unused, added", "ms", [statistics.median(added)], START_TARGET)]
    first_use = compared(starts, FIRST_USE, WITH, WITHOUT, FIRST_USE_TARGET)
    return [*summary, of_row(first_use)] if first_use else summary


def _measure(contestant: str, folder: Path) -> dict[str, float]:
    return {START: _start(contestant, folder), FIRST_USE: _first_use(contestant, folder)}


def _start(contestant: str, folder: Path) -> float:
    """Milliseconds of processor time, which waiting does not count in, of a run of one test that does nothing."""
    spent = []
    for _ in range(STARTS):
        before = _spent_by_children()
        _pytest(contestant, folder, UNUSED)
        spent.append(_spent_by_children() - before)
    return 1000 * min(spent)


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _first_use(contestant: str, folder: Path) -> float:
    """Milliseconds from a test module's import to the end of its one test's first call."""
    took = folder / "took"
    _pytest(contestant, folder, FIRST_USES[contestant], TOOK=str(took))
    return float(took.read_text())


def _pytest(contestant: str, folder: Path, source: str, **environment: str) -> None:
    test = folder / "test_it.py"
    test.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(test)]
    # pytest looks through all that is installed for a name after -p: both contestants name something.
    (folder / f"{NOTHING}.py").touch()
    command += ["-p", PLUGIN if contestant == WITH else NOTHING]
    # Other plugins that happen to be installed would hide what this one adds.
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(folder)}
    subprocess.run(command, cwd=folder, env=as_installed(**environment), check=True, capture_output=True)


def main() -> None:
    """Print what starts cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    for result in results(parser.parse_args().rounds):
        print(f"{result.what}: {result.median:.2f} {result.unit}")


if __name__ == "__main__":
    main()
