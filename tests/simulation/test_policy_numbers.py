"""The numbers of the policy: their defaults and their limits."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from moto_ses_managed import InvalidPolicyError, PriceTier, SendingPolicy
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.policy import LIMITS

BILLION = 1_000_000_000
MOST_ROOM: dict[str, Any] = {"full_rates": dict.fromkeys(ISPS, BILLION), "standard_full_rate": BILLION}
LEAST_ROOM: dict[str, Any] = {"cold_capacity": 1, "standard_cold_capacity": 1}

MAY_BE: dict[str, tuple[float, float]] = {
    "first_ip_daily_volume": (1, BILLION),
    "first_ip_days": (1, 365),
    "first_ip_within_days": (1, 365),
    "last_ip_daily_volume": (0, BILLION),
    "last_ip_days": (1, 365),
    "cold_capacity": (1, BILLION),
    "growth_factor": (1, 1_000),
    "growth_share": (0, 1),
    "decline_days": (1, 365),
    "decline_factor": (1, 1_000),
    "early_phase_end": (0, 1),
    "scale_out_days": (1, 365),
    "scale_in_days": (1, 365),
    "largest_pool": (1, 10_000),
    "retry_hours": (1, 24),
    "max_delivery_seconds": (300, 50_400),
    "standard_warmup_days": (1, 365),
    "standard_cold_capacity": (1, BILLION),
    "standard_full_rate": (1, BILLION),
    "max_stored_messages": (0, BILLION),
    "managed_monthly_fee": (0, 1_000_000),
    "standard_ip_monthly_price": (0, 1_000_000),
    "max_24_hour_send": (1, BILLION),
    "max_send_rate": (1, BILLION),
}


def policy(name: str, value: Any) -> SendingPolicy:
    return SendingPolicy(**{**MOST_ROOM, **LEAST_ROOM, name: value})


def test_all_numbers_with_limits_are_here() -> None:
    assert set(MAY_BE) == set(LIMITS)


@pytest.mark.parametrize("name", MAY_BE)
def test_a_number_may_be_as_small_or_large_as_its_limits_and_no_more(name: str) -> None:
    least, most = MAY_BE[name]
    assert [getattr(policy(name, value), name) for value in (least, most)] == [least, most]
    step: float = 1 if LIMITS[name].whole else 1e-6
    form = "," if LIMITS[name].whole else "g"
    for beyond in (least - step, most + step):
        with pytest.raises(InvalidPolicyError, match=f"^{name} must be") as refused:
            policy(name, beyond)
        assert f"from {least:{form}} to {most:{form}}: {beyond!r} was given." in str(refused.value)


@pytest.mark.parametrize("name", ["cold_capacity", "standard_cold_capacity"])
def test_a_cold_ip_may_be_as_good_as_a_warm_one(name: str) -> None:
    assert getattr(SendingPolicy(**{**MOST_ROOM, name: BILLION}), name) == BILLION


def test_a_rate_has_the_limits_of_a_volume() -> None:
    assert SendingPolicy(cold_capacity=1, full_rates={"Cox": 1}).full_rates["Cox"] == 1
    assert SendingPolicy(full_rates={"Cox": BILLION}).full_rates["Cox"] == BILLION
    with pytest.raises(InvalidPolicyError, match="full_rates"):
        SendingPolicy(full_rates={"Cox": BILLION + 1})


def test_a_tier_begins_where_the_one_before_ends() -> None:
    end = 10**15
    tiers = (PriceTier(1, 1.0), PriceTier(2, 0.5), PriceTier(end, 0.2), PriceTier(None, 0.1))
    assert SendingPolicy(managed_price_tiers=tiers).managed_price_tiers == tiers
    for wrong in (
        (PriceTier(0, 1.0), PriceTier(None, 1.0)),
        (PriceTier(2, 1.0), PriceTier(2, 1.0), PriceTier(None, 1.0)),
        (PriceTier(end + 1, 1.0), PriceTier(None, 1.0)),
    ):
        with pytest.raises(InvalidPolicyError, match="managed_price_tiers"):
            SendingPolicy(managed_price_tiers=wrong)


@pytest.mark.fidelity(
    operation="Managed pools, numbers",
    case="cold capacity, full rates, phases, retries, scaling in",
    answer="fields of SendingPolicy, each with its reason",
    kind="our choice",
)
def test_the_defaults_are_those_that_the_documentation_explains() -> None:
    default = SendingPolicy()
    assert {field.name: getattr(default, field.name) for field in fields(SendingPolicy)} == {
        "first_ip_daily_volume": 200,
        "first_ip_days": 3,
        "first_ip_within_days": 7,
        "last_ip_daily_volume": 200,
        "last_ip_days": 7,
        "cold_capacity": 200,
        "full_rates": {
            "Gmail": 50_000,
            "Yahoo": 40_000,
            "AOL": 20_000,
            "Outlook": 40_000,
            "iCloud": 20_000,
            "Comcast": 15_000,
            "AT&T": 10_000,
            "Cox": 5_000,
            "GMX": 10_000,
            "Orange": 5_000,
            "Other": 50_000,
        },
        "isp_domains": {},
        "growth_factor": 1.4,
        "growth_share": 0.5,
        "decline_days": 7,
        "decline_factor": 1.4,
        "early_phase_end": 0.5,
        "scale_out_days": 1,
        "scale_in_days": 7,
        "largest_pool": 1_000,
        "retry_hours": 1,
        "max_delivery_seconds": 14 * 3600,
        "standard_warmup_days": 45,
        "standard_cold_capacity": 200,
        "standard_full_rate": 50_000,
        "max_stored_messages": 100_000,
        "managed_monthly_fee": 15.0,
        "managed_price_tiers": (
            PriceTier(10_000_000, 0.08),
            PriceTier(50_000_000, 0.04),
            PriceTier(100_000_000, 0.02),
            PriceTier(None, 0.01),
        ),
        "standard_ip_monthly_price": 24.95,
        "verify_identities": True,
        "sandbox": False,
        "enforce_quota": False,
        "max_24_hour_send": 50_000,
        "max_send_rate": 14,
    }
