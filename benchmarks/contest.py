"""How contestants are compared: each in a process of its own, all in turn for several rounds.

Whatever else the machine does then meets them alike, and a ratio of two that were measured in the same round says more
than either figure.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Round = dict[str, dict[str, float]]
"""What each contestant took, in milliseconds, by the name of what was measured; not all need take part in all."""


@dataclass(frozen=True)
class Row:
    """How one contestant's cost compares to another's: ``ratios`` has one of each round, less is better.

    ``own`` and ``other`` are the medians in milliseconds, ``target`` is what the median of the ratios should not pass.
    """

    name: str
    against: str
    target: float
    ratios: tuple[float, ...]
    own: float
    other: float


def as_installed(*left_out: str, **more: str) -> dict[str, str]:
    """An environment in which Python keeps what it compiled, as it does for users, outside this repository.

    Names that begin with one of ``left_out`` are not in it.
    """
    dropped = ("PYTHONDONTWRITEBYTECODE", *left_out)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {"PYTHONPYCACHEPREFIX": str(cache_folder() / "bytecode")} | more


def cache_folder() -> Path:
    """Where benchmarks keep what they need again."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "moto-ses-managed-benchmarks"


def take_turns(contestants: Sequence[str], measure: Callable[[str], dict[str, float]], rounds: int) -> list[Round]:
    """Measure all contestants ``rounds`` times, one after the other in each round."""
    return [{contestant: measure(contestant) for contestant in contestants} for _ in range(rounds)]


def compared(rounds: Sequence[Round], name: str, own: str, other: str, target: float) -> Row | None:
    """The row of what was measured as ``name``; None where one of the two took no part in it."""
    pairs = [
        (each[own][name], each[other][name])
        for each in rounds
        if name in each.get(own, {}) and name in each.get(other, {})
    ]
    if not pairs:
        return None
    return Row(
        name=name,
        against=other,
        target=target,
        ratios=tuple(mine / others for mine, others in pairs),
        own=statistics.median(mine for mine, _ in pairs),
        other=statistics.median(others for _, others in pairs),
    )


def in_a_process(script: str, *arguments: str) -> Any:
    """What a script of this folder prints as JSON, run with ``arguments`` in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def spread(ratios: Sequence[float]) -> str:
    """The median, and the least and the greatest."""
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"


def table(rows: Sequence[Row]) -> str:
    """The rows for a terminal."""
    head = f"{'what':<32}{'ms':>9}  {'against':<20}{'ms':>9}{'ratio':>20}{'target':>9}"
    lines = [
        f"{row.name:<32}{row.own:>9.2f}  {row.against:<20}{row.other:>9.2f}{spread(row.ratios):>20}{row.target:>9.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])
