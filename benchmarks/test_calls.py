"""The calls for pytest-benchmark: what it saves tells how a change of this package moved each of them.

``make bench`` runs it. The table of docs/performance.md is calls.py's, whose contestants take turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from operations import CONTESTANTS, FLOOR, client, operations

NAMES = ("SendEmail", "CreateDedicatedIpPool", "GetConfigurationSet", "ListDedicatedIpPools")


@pytest.fixture(params=CONTESTANTS, ids=lambda contestant: contestant.replace(" ", "-"))
def ses(request: pytest.FixtureRequest) -> Iterator[Any]:
    with client(request.param) as made:
        yield made


@pytest.mark.parametrize("name", NAMES)
def test_call(benchmark: Any, ses: Any, name: str) -> None:
    benchmark.group = name
    benchmark.pedantic(operations(ses)[name], rounds=200, warmup_rounds=30)


def test_the_floor_answers_what_is_asked() -> None:
    with client(FLOOR) as ses:
        assert operations(ses)["SendEmail"]()["MessageId"] == "x"
