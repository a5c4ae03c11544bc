"""The policy: each wrong value is named, and nothing is taken that would make no sense."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from moto_ses_managed import InvalidPolicyError, PriceTier, SendingPolicy
from moto_ses_managed.simulation.isp import ISPS

WHOLE = [field.name for field in fields(SendingPolicy) if field.type == "int"]
SWITCHES = [field.name for field in fields(SendingPolicy) if field.type == "bool"]
NUMBERS = [field.name for field in fields(SendingPolicy) if field.type == "float"]


def refused(**values: Any) -> str:
    with pytest.raises(InvalidPolicyError) as raised:
        SendingPolicy(**values)
    assert isinstance(raised.value, ValueError)
    return str(raised.value)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [-1, 1.5, "7", None, True, 10**12])
def test_a_wrong_whole_number_is_named(name: str, value: Any) -> None:
    message = refused(**{name: value})
    assert message.startswith(name)
    assert repr(value) in message


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), "7", None, True, 10**12])
def test_a_wrong_number_is_named(name: str, value: Any) -> None:
    message = refused(**{name: value})
    assert message.startswith(name)
    assert repr(value) in message


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_a_switch_that_is_neither_true_nor_false_is_named(name: str, value: Any) -> None:
    message = refused(**{name: value})
    assert message.startswith(f"{name} must be true or false")
    assert repr(value) in message


def test_every_field_is_checked() -> None:
    assert {*WHOLE, *NUMBERS, *SWITCHES, "full_rates", "isp_domains", "managed_price_tiers"} == {
        field.name for field in fields(SendingPolicy)
    }


@pytest.mark.parametrize(
    ("rates", "named"), [({"Gmial": 5}, "'Gmial'"), ({"Gmail": 0}, "0"), ({"Gmail": "many"}, "'many'"), (5, "5")]
)
def test_a_wrong_rate_is_named(rates: Any, named: str) -> None:
    assert named in refused(full_rates=rates)


def test_rates_that_are_left_out_keep_their_defaults() -> None:
    rates = SendingPolicy(full_rates={"Cox": 900}).full_rates
    assert rates == {**SendingPolicy().full_rates, "Cox": 900}
    assert set(rates) == set(ISPS)


def test_a_cold_ip_sends_no_more_than_a_warm_one() -> None:
    assert SendingPolicy(cold_capacity=5_000).cold_capacity == 5_000
    assert "5,001" in refused(cold_capacity=5_001)
    assert "50,001" in refused(standard_cold_capacity=50_001)


@pytest.mark.parametrize("hours", [5, 7, 23])
def test_retries_come_at_the_same_hours_every_day(hours: int) -> None:
    assert "divide" in refused(retry_hours=hours)


@pytest.mark.fidelity(
    operation="Managed pools, numbers",
    case="mail that is deferred",
    answer="is tried until MaxDeliverySeconds, 14 hours where it is not set",
    kind="documented",
    source="DeliveryOptions",
)
@pytest.mark.parametrize(("seconds", "fits"), [(299, False), (300, True), (50_400, True), (50_401, False)])
def test_max_delivery_seconds_has_the_bounds_of_aws(seconds: int, fits: bool) -> None:
    if fits:
        assert SendingPolicy(max_delivery_seconds=seconds).max_delivery_seconds == seconds
    else:
        assert str(seconds) in refused(max_delivery_seconds=seconds)


@pytest.mark.parametrize(
    "tiers",
    [
        (),
        5,
        (PriceTier(10, 1.0),),
        (PriceTier(None, 1.0), PriceTier(None, 1.0)),
        (PriceTier(10, 1.0), PriceTier(10, 0.5), PriceTier(None, 0.1)),
        (PriceTier(None, -1.0),),
        ("cheap",),
    ],
)
def test_tiers_must_rise_and_end_without_end(tiers: Any) -> None:
    assert refused(managed_price_tiers=tiers).startswith("managed_price_tiers")


def test_a_policy_is_a_value_that_nobody_changes() -> None:
    policy = SendingPolicy(first_ip_days=1)
    assert policy == SendingPolicy(first_ip_days=1)
    with pytest.raises(AttributeError):
        policy.first_ip_days = 2  # type: ignore[misc]
