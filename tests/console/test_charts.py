"""The charts of a pool's page: their numbers are those of the hooks, for a wide screen and for a narrow one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from moto_ses_managed import Pool, SendingPolicy, SesManaged, mock_aws
from tests.support.clients import ses_client
from tests.support.processes import TIMEOUT

URL = "http://motoapi.amazonaws.com/moto-api/ses-managed/console/figures/pool"
WAYS = ("dedicated", "shared", "bounced", "deferred", "queued")


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        made = SesManaged()
        made.policy = SendingPolicy(first_ip_days=1, full_rates={"Gmail": 300}, largest_pool=1)
        made.send_traffic("pool", {"Gmail": 200, "Yahoo": 2_400}, days=9)
        made.send_traffic("pool", {"Gmail": 700}, days=2, hours=5)
        yield made


def figures(**query: str) -> dict[str, Any]:
    reply = requests.get(URL, params=query, timeout=TIMEOUT)
    reply.raise_for_status()
    drawn: dict[str, Any] = reply.json()
    return drawn


def traces(figure: dict[str, Any]) -> dict[str, list[Any]]:
    return {trace["name"]: trace["y"] for trace in figure["data"]}


@pytest.fixture
def pool(hooks: SesManaged) -> Pool:
    return hooks.pool("pool")


def test_on_a_narrow_screen_a_bar_stands_for_six_hours_and_nothing_is_lost(hooks: SesManaged) -> None:
    wide, narrow = (figures(HoursABar=hours) for hours in ("1", "6"))
    hours = hooks.last_7_days("pool").hours
    for name in ("dedicated", "shared", "bounced", "deferred", "accepted"):
        per_hour = [getattr(hour, name) for hour in hours]
        assert traces(wide["volume"])[name] == per_hour
        assert sum(traces(narrow["volume"])[name]) == sum(per_hour)
    assert len(hours) / 6 <= len(traces(narrow["volume"])["dedicated"]) <= len(hours) / 6 + 2
    assert traces(narrow["volume"])["queued"][-1] == traces(wide["volume"])["queued"][-1] == hours[-1].queued
    assert narrow["volume"]["layout"]["yaxis"]["title"]["text"] == "Messages in 6 hours"
    assert wide["volume"]["layout"]["yaxis"]["title"]["text"] == "Messages an hour"
    # A level of 24 hours is not a sum: a bar shows the last.
    for name in ("Sends for Gmail", "Demand for Gmail", "Capacity for Gmail"):
        assert traces(narrow["capacity"])[name][-1] == traces(wide["capacity"])[name][-1]
        assert set(traces(narrow["capacity"])[name]) <= set(traces(wide["capacity"])[name])


@pytest.mark.parametrize("hours", ["0", "7", "", "1.0", "six"])
def test_other_hours_a_bar_are_refused_by_name(hooks: SesManaged, hours: str) -> None:
    reply = requests.get(URL, params={"HoursABar": hours}, timeout=TIMEOUT)
    assert (reply.status_code, "HoursABar must be one of (1, 6)" in reply.text) == (400, True)


def test_all_charts_use_the_same_words_and_colours_and_date_their_axes(pool: Pool) -> None:
    drawn = figures()
    assert set(WAYS) == traces(drawn["volume"]).keys() - {"accepted"}
    assert set(WAYS) == traces(drawn["life"]).keys() - {"IPs", "% dedicated"}
    colours: dict[str, set[str]] = {}
    for trace in (*drawn["volume"]["data"], *drawn["percentage"]["data"], *drawn["life"]["data"]):
        mark = trace["marker"]["color"] if trace["type"] == "bar" else trace["line"]["color"]
        colours.setdefault(trace["name"], set()).add(mark)
    assert [name for name, used in colours.items() if len(used) > 1] == []
    for name in ("volume", "percentage", "capacity"):
        formats = drawn[name]["layout"]["xaxis"]["tickformatstops"]
        assert all("%-d %b" in each["value"] for each in formats), name
    assert drawn["life"]["layout"]["xaxis3"]["tickformat"] == "%-d %b\n%Y"
    assert drawn["life"]["data"][0]["x"][0].startswith(str(pool.history[0].date))


def test_the_pools_life_has_milestones_and_the_months_bill(hooks: SesManaged) -> None:
    texts = [annotation["text"] for annotation in figures()["life"]["layout"]["annotations"]]
    bill = hooks.bill()
    assert any(text.startswith(f"Bill of {bill.month}") and f"${bill.total:,.2f} in all" in text for text in texts)
    assert "1" in texts


def test_no_bar_of_the_capacity_touches_the_next(hooks: SesManaged) -> None:
    for hours in (1, 6):
        bars, *_ = figures(HoursABar=str(hours))["capacity"]["data"]
        assert max(bars["width"]) <= hours * 3_600_000 * 0.6
