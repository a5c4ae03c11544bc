"""wall_time(): the process's own clock is the simulated one, with time-machine and with freezegun."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta, timezone

import pytest

from moto_ses_managed import SesManaged, SesManagedError
from tests.support.clients import ses_client

SOON = timedelta(minutes=2)


def present() -> datetime:
    return datetime.now(timezone.utc)


@pytest.fixture(params=["time_machine", "freezegun"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "freezegun":
        monkeypatch.setitem(sys.modules, "time_machine", None)
    name: str = request.param
    return name


def test_the_process_has_the_simulated_time_and_the_clock_is_not_moved_twice(hooks: SesManaged, library: str) -> None:
    began = present()
    ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    elsewhere = hooks.elsewhere(region="eu-west-1")
    elsewhere.advance(days=1)
    hooks.advance(days=30)
    with hooks.wall_time():
        assert timedelta(0) <= present() - began - timedelta(days=30) < SOON
        assert abs(time.time() - hooks.now.timestamp()) < 60
        assert timedelta(0) <= hooks.now - began - timedelta(days=30) < SOON
        hooks.advance(hours=12)
        assert timedelta(0) <= present() - began - timedelta(days=30, hours=12) < SOON
        hooks.send_traffic("pool", {"Gmail": 5}, days=2)
        assert timedelta(0) <= present() - began - timedelta(days=32, hours=12) < SOON
        assert timedelta(0) <= elsewhere.now - began - timedelta(days=1) < SOON
    assert present() - began < SOON
    assert timedelta(0) <= hooks.now - began - timedelta(days=32, hours=12) < SOON
    assert timedelta(0) <= elsewhere.now - began - timedelta(days=1) < SOON
    assert len(hooks.pool("pool").history) == 32


def test_without_either_library_it_says_what_to_install(hooks: SesManaged, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("time_machine", "freezegun"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SesManagedError, match=r"moto-ses-managed\[time\]"), hooks.wall_time():
        pass
