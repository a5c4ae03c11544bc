"""The bill: standard IPs by the day, managed pools by volume and by the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
import time_machine

from moto_ses_managed import PriceTier, SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.simulation.billing.billing import price_of
from tests.support.clients import ses_client

IP_DAY = 24.95 / 31


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    """A Region whose first day is the first of a month of 31 days."""
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=timezone.utc), tick=False), mock_aws():
        yield SesManaged()


@pytest.fixture
def ses(hooks: SesManaged) -> Any:
    return ses_client()


def test_nothing_costs_nothing(hooks: SesManaged) -> None:
    bill = hooks.bill()
    assert (bill.month, bill.managed, bill.standard, bill.total, bill.pools) == ("2026-01", 0, 0, 0, ())


def test_a_standard_ip_costs_by_the_day_and_by_the_hours_of_the_one_that_runs(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="receipts")
    hooks.lease_standard_ips(2, pool="receipts")
    hooks.lease_standard_ips(1)
    assert hooks.bill().standard == 0
    hooks.advance(hours=5, minutes=59)
    assert hooks.bill().standard == pytest.approx(3 * IP_DAY * 5 / 24, abs=0.005)
    assert hooks.bill().standard_ip_days == 0.62
    hooks.advance(days=9, hours=18, minutes=1)
    bill = hooks.bill()
    assert bill.standard_ip_days == 30
    assert bill.standard == pytest.approx(30 * IP_DAY, abs=0.005)
    assert {(charges.pool, charges.standard_ip_days) for charges in bill.pools} == {
        ("receipts", 20),
        ("ses-default-dedicated-pool", 10),
    }
    hooks.advance(days=20, hours=23, minutes=59)
    assert hooks.bill().standard == pytest.approx(3 * (24.95 - IP_DAY / 24), abs=0.005)


def test_a_new_month_is_a_new_bill(hooks: SesManaged, ses: Any) -> None:
    hooks.lease_standard_ips(1)
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.send_traffic("marketing", {"Gmail": 150}, days=31)
    bill = hooks.bill()
    assert (bill.month, bill.standard_ip_days, bill.managed_messages, bill.managed_days) == ("2026-02", 0, 0, 0)
    hooks.send_traffic("marketing", {"Gmail": 1_000}, days=2)
    assert hooks.bill().managed_messages == 2_000


def test_a_managed_pool_costs_its_volume_whichever_way_it_left_and_the_fee_by_the_day(
    hooks: SesManaged, ses: Any
) -> None:
    for name in ("marketing", "receipts"):
        ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    hooks.send_plan({"marketing": {"Gmail": 2_000_000}, "receipts": {"Yahoo": 500_000}}, days=6)
    bill = hooks.bill()
    volume_price = 10_000 * 0.08 + 5_000 * 0.04
    assert (bill.managed_messages, bill.managed_days, bill.standard) == (15_000_000, 6, 0)
    assert bill.managed_fee == pytest.approx(15 * 6 / 31, abs=0.005)
    assert bill.managed == pytest.approx(volume_price + 15 * 6 / 31, abs=0.01)
    assert bill.total == bill.managed
    assert {charges.pool: charges.managed for charges in bill.pools} == {"marketing": 800.0, "receipts": 200.0}


@pytest.mark.fidelity(
    operation="Managed pools (8)",
    case="STANDARD to MANAGED",
    answer="billing goes from IPs to volume",
    kind="documented",
    source="Amazon SES pricing",
)
def test_the_charges_change_from_ips_to_volume_on_the_day_of_conversion(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    hooks.lease_standard_ips(10, pool="marketing")
    hooks.send_traffic("marketing", {"Gmail": 90_000}, days=10)
    before = hooks.bill()
    assert (before.standard_ip_days, before.managed_messages, before.managed) == (100, 0, 0)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    converted = hooks.bill()
    assert (converted.standard_ip_days, converted.managed_days, converted.managed_messages) == (100, 0, 0)
    hooks.send_traffic("marketing", {"Gmail": 90_000}, days=5)
    after = hooks.bill()
    assert (after.standard_ip_days, after.managed_days, after.managed_messages) == (100, 5, 450_000)
    assert after.standard == converted.standard


@pytest.mark.fidelity(
    operation="DeleteDedicatedIpPool",
    case="the last managed pool",
    answer="opted out: charges stop at once",
    kind="documented",
    source="FAQs on dedicated IPs (managed)",
)
def test_with_the_last_managed_pool_gone_the_charges_stop_and_what_was_used_stays(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.send_traffic("marketing", {"Gmail": 100_000}, days=3)
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    gone = hooks.bill()
    assert (gone.managed_days, gone.managed_messages) == (3, 300_000)
    hooks.advance(days=10)
    assert hooks.bill() == gone
    assert [charges.pool for charges in gone.pools] == ["marketing"]


def test_a_pool_made_again_in_the_month_goes_on_with_its_line_and_is_free_meanwhile(
    hooks: SesManaged, ses: Any
) -> None:
    for _ in range(2):
        ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
        hooks.send_traffic("marketing", {"Gmail": 100_000}, days=3)
        ses.delete_dedicated_ip_pool(PoolName="marketing")
        hooks.advance(days=4)
    bill = hooks.bill()
    assert (bill.managed_days, bill.managed_messages) == (6, 600_000)
    [charges] = bill.pools
    assert (charges.pool, charges.managed_messages, charges.managed) == ("marketing", 600_000, 48.0)


@pytest.mark.parametrize("days", [1, 18, 30])
def test_so_many_days_cost_the_fee_of_so_many_days(hooks: SesManaged, ses: Any, days: int) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.advance(days=days)
    assert (hooks.bill().managed_days, hooks.bill().managed_fee) == (days, round(15 * days / 31, 2))


def test_a_day_is_charged_by_what_there_is_as_it_ends(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    assert hooks.bill().managed_days == 0
    hooks.advance(hours=12)
    assert hooks.bill().managed_days == 0.5
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    assert (hooks.bill().managed_days, hooks.bill().total) == (0, 0)
    hooks.advance(hours=11)
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.advance(hours=1)
    assert hooks.bill().managed_days == 1


def test_the_pools_parts_and_the_fee_add_up_to_the_cent(hooks: SesManaged, ses: Any) -> None:
    for number in range(7):
        ses.create_dedicated_ip_pool(PoolName=f"managed-{number}", ScalingMode="MANAGED")
        ses.create_dedicated_ip_pool(PoolName=f"standard-{number}", ScalingMode="STANDARD")
        hooks.lease_standard_ips(1, pool=f"standard-{number}")
    for messages in (69, 700, 1_111, 123_457):
        hooks.send_plan({f"managed-{number}": {"Gmail": messages} for number in range(7)})
        bill = hooks.bill()
        cents = [
            [round(100 * charges.managed, 6) for charges in bill.pools],
            [round(100 * charges.standard, 6) for charges in bill.pools],
        ]
        assert all(amount == int(amount) for column in cents for amount in column)
        managed, standard = (int(sum(column)) for column in cents)
        assert managed + round(100 * bill.managed_fee) == round(100 * bill.managed)
        assert standard == round(100 * bill.standard)
        assert managed + round(100 * bill.managed_fee) + standard == round(100 * bill.total)
        managed_cents = [100 * charges.managed for charges in bill.pools if charges.managed_messages]
        assert max(managed_cents) - min(managed_cents) < 1.5, "pools that sent the same cost the same but for a cent"


def test_prices_are_the_policys(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.policy = SendingPolicy(
        managed_monthly_fee=0,
        managed_price_tiers=(PriceTier(1000, 1.0), PriceTier(None, 0.5)),
        standard_ip_monthly_price=31,
    )
    hooks.lease_standard_ips(2)
    hooks.send_traffic("marketing", {"Gmail": 3000})
    bill = hooks.bill()
    assert (bill.managed, bill.standard, bill.total) == (2.0, 2.0, 4.0)


@pytest.mark.parametrize(
    ("messages", "price"), [(0, 0), (1000, 1), (1001, 1.0005), (3000, 2), (3001, 2.0001), (13_000, 3)]
)
def test_each_message_has_the_price_of_its_tier(messages: int, price: float) -> None:
    tiers = [PriceTier(1000, 1.0), PriceTier(3000, 0.5), PriceTier(None, 0.1)]
    assert price_of(messages, tiers) == pytest.approx(price)
