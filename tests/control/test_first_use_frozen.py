"""A process that first uses the package while freezegun has the time frozen: what it sees stays right afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.processes import ROOT, TIMEOUT

SCRIPT = """
import datetime
from freezegun import freeze_time

PLAIN = [datetime.date]  # freezegun would replace the class under a name of its own


def seen(server):
    import boto3
    from moto_ses_managed import SesManaged, mock_aws

    with mock_aws():
        boto3.client("sesv2", "us-east-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        hooks = SesManaged(server=server)
        hooks.advance(days=2)
        _ = hooks.bill(), hooks.policy, hooks.last_7_days("pool")
        history = hooks.pool("pool").history
        assert [type(row.date) is PLAIN[0] for row in history] == [True, True], [type(row.date) for row in history]
        assert history[1].date - history[0].date == datetime.timedelta(days=1)
        assert isinstance(hooks.now, datetime.datetime)
        return history[0].date, openapi()


def openapi():
    import requests

    reply = requests.get("http://motoapi.amazonaws.com/moto-api/ses-managed/openapi.json")
    assert reply.status_code == 200, reply.text
    schemas = reply.json()["components"]["schemas"]
    return schemas["HistoryDay"]["properties"]["Date"], schemas["Now"]["properties"]["Now"]


dates = ({"type": "string", "format": "date"}, {"type": "string", "format": "date-time"})
server = {server!r}
with freeze_time("2026-03-01 12:00:00"):
    assert seen(server) == (PLAIN[0](2026, 3, 1), dates)
day, described = seen(server)
assert abs(day - datetime.date.today()) <= datetime.timedelta(days=1)
assert described == dates
"""


@pytest.mark.parametrize("server", [None, "http://motoapi.amazonaws.com"], ids=["in process", "over HTTP"])
def test_dates_are_plain_though_first_used_under_freezegun(server: str | None) -> None:
    script = SCRIPT.replace("{server!r}", repr(server))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stderr
