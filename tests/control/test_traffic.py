"""Traffic, policy and bill through the hooks, in both transports, and the control API under them."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from moto_ses_managed import (
    InvalidValueError,
    NotFoundError,
    PriceTier,
    SendingPolicy,
    SesManaged,
    SesManagedError,
    mock_aws,
)
from tests.control.calling import control
from tests.support.clients import ses_client


@pytest.fixture
def hooks(hooks: SesManaged, pool: None) -> SesManaged:
    """With a managed pool."""
    return hooks


def test_traffic_moves_the_clock_and_shows_the_pool_by_isp_and_day(hooks: SesManaged) -> None:
    before = hooks.now
    pool = hooks.send_traffic("pool", {"Gmail": 50_000, "Yahoo": 8_000}, days=30)
    assert timedelta(days=30) <= hooks.now - before < timedelta(days=30, minutes=5)
    assert pool == hooks.pool("pool")
    assert [day.day for day in pool.history] == list(range(1, 31))
    assert pool.by_isp["Gmail"].warmup_percentage == 100.0
    assert pool.by_isp["Yahoo"].capacity_24_hours == pytest.approx(8_000 * 1.4, abs=1)
    assert pool.by_isp["AOL"].sent_last_24_hours == 0
    assert pool.ips[0].warmup["Gmail"] == 100.0


def test_traffic_takes_one_day_unless_it_is_told_otherwise(hooks: SesManaged) -> None:
    assert len(hooks.send_traffic("pool", {"Gmail": 5}).history) == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("pool", {"Gmial": 5}, 1), "Gmial"),
        (("pool", {"Gmail": -1}, 1), "-1"),
        (("pool", {"Gmail": 1.5}, 1), "1.5"),
        (("pool", {"Gmail": "many"}, 1), "many"),
        (("pool", {"Gmail": True}, 1), "True"),
        (("pool", {"Gmail": 1_000_000_001}, 1), "1000000001"),
        (("pool", ["Gmail"], 1), "Gmail"),
        (("pool", None, 1), "None"),
        (("pool", {"Gmail": 5}, 0), "0"),
        (("pool", {"Gmail": 5}, -3), "-3"),
        (("pool", {"Gmail": 5}, 3651), "3651"),
        (("pool", {"Gmail": 5}, 1.5), "1.5"),
        (("pool", {"Gmail": 5}, True), "True"),
        (("nowhere", {"Gmail": 5}, 1), "nowhere"),
        (("ses-shared-pool", {"Gmail": 5}, 1), "ses-shared-pool"),
    ],
)
def test_wrong_traffic_is_named_and_changes_nothing(hooks: SesManaged, arguments: Any, named: str) -> None:
    before = hooks.now, hooks.pools()
    with pytest.raises(SesManagedError, match=named):
        hooks.send_traffic(*arguments)
    assert hooks.now - before[0] < timedelta(minutes=1)
    assert hooks.pools() == before[1]


def test_an_unknown_pool_in_a_plan_stops_all_of_it(hooks: SesManaged) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        hooks.send_plan({"pool": {"Gmail": 5}, "nowhere": {"Gmail": 5}})
    assert hooks.pool("pool").sent_last_7_days == 0


def test_a_policy_comes_back_as_it_was_set(hooks: SesManaged) -> None:
    assert hooks.policy == SendingPolicy()
    changed = SendingPolicy(
        first_ip_daily_volume=50,
        full_rates={"Cox": 900},
        growth_factor=2.5,
        managed_price_tiers=(PriceTier(10, 1.0), PriceTier(None, 0.25)),
    )
    hooks.policy = changed
    assert hooks.policy == changed
    assert SesManaged(region="eu-west-1", server=hooks.server).policy == SendingPolicy()


@pytest.mark.parametrize("policy", [None, {"first_ip_days": 1}, 5])
def test_a_policy_is_a_sending_policy(hooks: SesManaged, policy: Any) -> None:
    with pytest.raises(InvalidValueError, match="SendingPolicy"):
        hooks.policy = policy


def test_the_bill_is_the_same_in_both_transports(hooks: SesManaged) -> None:
    hooks.lease_standard_ips(2)
    hooks.send_traffic("pool", {"Gmail": 50_000}, days=2)
    bill = hooks.bill()
    assert bill == SesManaged().bill()
    assert bill.total == pytest.approx(bill.managed + bill.standard)
    assert bill.total > 0


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "named"),
    [
        ("POST", "traffic", {}, 400, "PoolName"),
        ("POST", "traffic", {"PoolName": "pool", "Days": 1}, 400, "PerDay"),
        ("POST", "traffic", {"PoolName": 5, "PerDay": {"Gmail": 1}, "Days": 1}, 400, "5"),
        ("POST", "traffic", {"PoolName": "nowhere", "PerDay": {"Gmail": 1}, "Days": 1}, 404, "nowhere"),
        ("POST", "traffic", {"PoolName": "pool", "PerDay": [1], "Days": 1}, 400, "[1]"),
        ("POST", "traffic", {"PoolName": "pool", "PerDay": {"Gmail": 1e30}, "Days": 1}, 400, "1e+30"),
        ("POST", "traffic", {"PoolName": "pool", "PerDay": {"Gmail": 1}, "Days": 10**30}, 400, "1000000000"),
        ("POST", "traffic", {"Plan": [], "Days": 1}, 400, "[]"),
        ("POST", "traffic", {"Plan": {"pool": 7}, "Days": 1}, 400, "7"),
        ("POST", "traffic", {"Plan": {}, "PoolName": "pool", "Days": 1}, 400, "either"),
        ("POST", "traffic", {"Volume": 5}, 400, "Volume"),
        ("GET", "traffic", None, 405, "POST"),
        ("PUT", "policy", {"FirstIpDays": 0}, 400, "FirstIpDays must be"),
        ("PUT", "policy", {"first_ip_days": 1}, 400, "first_ip_days"),
        ("PUT", "policy", {"FullRates": {"Gmial": 1}}, 400, "Gmial"),
        ("PUT", "policy", {"ManagedPriceTiers": 5}, 400, "ManagedPriceTiers"),
        ("PUT", "policy", {"ManagedPriceTiers": [{"Cost": 5}]}, 400, "Cost"),
        ("PUT", "policy", {"ManagedPriceTiers": [{"UpTo": 5, "Price": 1}]}, 400, "ManagedPriceTiers"),
        ("PUT", "policy", {"ManagedPriceTiers": [{}]}, 400, "UpTo"),
        ("POST", "policy", {}, 405, "GET"),
        ("POST", "bill", {}, 405, "GET"),
    ],
)
def test_each_bad_request_is_a_4xx_that_names_it_and_changes_nothing(
    method: str, path: str, body: Any, status: int, named: str
) -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        before = SesManaged().pools(), SesManaged().policy
        got, reply = control(method, path, json=body)
        assert (got, named in reply["message"]) == (status, True), reply
        assert (SesManaged().pools(), SesManaged().policy) == before


def test_the_api_speaks_pascal_case() -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        status, pool = control("POST", "traffic", json={"PoolName": "pool", "PerDay": {"Gmail": 500}, "Days": 4})
        assert status == 200
        assert pool["History"][3]["Dedicated"] == 200
        assert pool["ByIsp"]["Gmail"]["Capacity24Hours"] == 280
        assert pool["ByIsp"]["Gmail"]["SentLast24Hours"] == 500
        assert pool["Ips"][0]["Warmup"]["Yahoo"] == 0
        status, reply = control("POST", "traffic", json={"Plan": {"pool": {"AT&T": 5}}, "Days": 1})
        assert (status, [each_pool["Name"] for each_pool in reply["Pools"]]) == (200, ["pool"])
        status, policy = control("PUT", "policy", json={"FirstIpDays": 1})
        assert (status, policy["FirstIpDays"], policy["FirstIpDailyVolume"]) == (200, 1, 200)
        assert len(policy) == len(fields(SendingPolicy))
        assert control("GET", "policy") == (200, policy)
        status, bill = control("GET", "bill")
        assert {"Month", "Managed", "Standard", "Total", "Pools"} <= set(bill)
