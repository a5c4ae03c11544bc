"""What a call costs: botocore alone (a constant answers its request), plain moto, and this package, side by side.

Each contestant has a process of its own, and is asked for a few calls in turn, many times over.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

from contest import Row, compared, table, take_turns
from operations import CONTESTANTS, FLOOR, PLAIN_MOTO, THIS_PACKAGE, Call, client, operations

ROUNDS = 40
CALLS = 15
"""Calls of each operation in a round, of which the median counts."""

WARM_UP_ROUNDS = 3

TARGETS = (
    ("SendEmail", FLOOR, 2.0),
    ("SendEmail", PLAIN_MOTO, 0.7),
    ("CreateDedicatedIpPool", PLAIN_MOTO, 0.8),
    ("GetConfigurationSet", PLAIN_MOTO, 0.8),
    ("ListDedicatedIpPools", PLAIN_MOTO, 0.8),
)


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Let the contestants take turns, and compare them."""
    with ExitStack() as stack:
        standing = {contestant: stack.enter_context(_standing(contestant)) for contestant in CONTESTANTS}
        measured = take_turns(CONTESTANTS, lambda contestant: _ask(standing[contestant]), WARM_UP_ROUNDS + rounds)
    counting = measured[WARM_UP_ROUNDS:]
    compared_rows = [compared(counting, name, THIS_PACKAGE, other, target) for name, other, target in TARGETS]
    return [row for row in compared_rows if row is not None]


@contextmanager
def _standing(contestant: str) -> Iterator[subprocess.Popen[str]]:
    """A process that measures one round whenever it is sent a line."""
    command = [sys.executable, __file__, "--contestant", contestant]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            _pipe(process.stdin).close()


def _ask(process: subprocess.Popen[str]) -> dict[str, float]:
    print(file=_pipe(process.stdin), flush=True)
    answer: dict[str, float] = json.loads(_pipe(process.stdout).readline())
    return answer


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _stand(contestant: str) -> None:
    with client(contestant) as ses:
        calls = operations(ses)
        for _ in sys.stdin:
            print(json.dumps({name: _milliseconds(call) for name, call in calls.items()}), flush=True)


def _milliseconds(call: Call) -> float:
    """The median of some calls."""
    times = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def main() -> None:
    """Print each call's cost against the floor's and plain moto's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contestant", choices=CONTESTANTS, help="be that one, and measure a round for each line read")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    if chosen.contestant:
        _stand(chosen.contestant)
    else:
        print(table(rows(chosen.rounds)))


if __name__ == "__main__":
    main()
