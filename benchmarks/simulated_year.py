"""What a simulated year costs: 50 managed pools, 11 ISPs, traffic in bulk, and the same with twice the volume.

Run it with ``make bench``. Ratios say more than seconds: the second row must not cost more than the first.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import datetime, timezone
from subprocess import run

from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.pools import ScalingMode
from moto_ses_managed.simulation.region import Region

POOLS = 50
DAYS = 365
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
KILOBYTE = 1024


def simulate(daily: int) -> str:
    """Let a year pass with ``daily`` messages a day to each ISP through each pool; seconds, megabytes, IPs."""
    region = Region(lambda: START)
    names = [f"pool-{number}" for number in range(POOLS)]
    for name in names:
        region.create_pool(name, ScalingMode.MANAGED)
    began = time.perf_counter()
    region.send_traffic({name: dict.fromkeys(ISPS, daily) for name in names}, DAYS)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    return f"{seconds:.2f} {megabytes:.0f} {len(region.ips())}"


def main() -> None:
    """Measure each volume in a process of its own, so that memory is that volume's alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--daily", type=int, help="measure this volume here, and print the bare figures")
    daily = parser.parse_args().daily
    if daily is not None:
        print(simulate(daily))
        return
    print(f"{POOLS} pools x {len(ISPS)} ISPs x {DAYS} days")
    first = 0.0
    for volume in (1_000_000, 2_000_000):
        measured = run([sys.executable, __file__, "--daily", str(volume)], capture_output=True, text=True, check=True)
        seconds, megabytes, ips = measured.stdout.split()
        first = first or float(seconds)
        ratio = float(seconds) / first
        print(
            f"{volume:>9,} a day each: {seconds:>6} s ({ratio:.2f} x), {megabytes:>4} MB, {int(ips):,} IPs at the end"
        )


if __name__ == "__main__":
    main()
