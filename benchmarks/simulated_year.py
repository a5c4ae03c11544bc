"""What a simulated year costs: 50 managed pools, 11 ISPs, traffic in bulk, and the same with twice the volume."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import datetime, timezone
from subprocess import run

from results import Result

from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region

POOLS = 50
DAYS = 365
VOLUME = 1_000_000
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
KILOBYTE = 1024

SECONDS_TARGET = 5.0
MEGABYTES_TARGET = 200.0
DOUBLE_TARGET = 1.1
"""A ratio that says "independent of volume" on a machine that is not quite still."""

ROUNDS = 3


def results(rounds: int = ROUNDS) -> list[Result]:
    """Seconds and megabytes of a year, and what twice the volume costs."""
    measured = [(in_a_process(VOLUME), in_a_process(2 * VOLUME)) for _ in range(rounds)]
    year = f"a year of {POOLS} pools x {len(ISPS)} ISPs at a million a day each"
    return [
        Result(year, "s", [once[0] for once, _ in measured], SECONDS_TARGET),
        Result(f"{year}, memory of the process", "MB", [once[1] for once, _ in measured], MEGABYTES_TARGET),
        Result(
            "the same year at two million / at one",
            "x",
            [twice[0] / once[0] for once, twice in measured],
            DOUBLE_TARGET,
        ),
    ]


def in_a_process(daily: int) -> tuple[float, float]:
    """Seconds and megabytes, in a process of its own, so that memory is that volume's alone."""
    measured = run([sys.executable, __file__, "--daily", str(daily)], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, measured.stdout.split())
    return seconds, megabytes


def simulate(daily: int) -> str:
    """Let a year pass with ``daily`` messages a day to each ISP through each pool; seconds, megabytes."""
    region = Region(lambda: START)
    names = [f"pool-{number}" for number in range(POOLS)]
    for name in names:
        region.create_pool(name, ScalingMode.MANAGED)
    began = time.perf_counter()
    region.send_traffic({name: dict.fromkeys(ISPS, daily) for name in names}, DAYS)
    seconds = time.perf_counter() - began
    return f"{seconds:.2f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE:.0f}"


def main() -> None:
    """Print what a year costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--daily", type=int, help="measure this volume here, and print the bare figures")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    if chosen.daily is not None:
        print(simulate(chosen.daily))
        return
    for result in results(chosen.rounds):
        print(f"{result.what}: {result.median:.2f} {result.unit}")


if __name__ == "__main__":
    main()
