"""A pool as if it had long carried some traffic, and traffic in some hours of the day."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import InvalidValueError, NotFoundError, SendingPolicy, SesManaged
from moto_ses_managed.simulation.errors import Kind, LimitExceededError
from moto_ses_managed.simulation.isp import ISPS
from tests.simulation.sending import managed_pool


def test_a_warmed_up_pool_carries_its_traffic_at_once_and_no_time_has_passed(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    bill = hooks.bill()
    pool = hooks.warm_up("marketing", {"Gmail": 120_000, "Cox": 1_000})
    assert len(pool.ips) == 3
    # Each IP has carried 40,000 to Gmail, which bears more than the full rate out, and 333 to Cox, which bears 466 out.
    assert {ip.warmup["Gmail"] for ip in pool.ips} == {100.0}
    assert {ip.warmup["Cox"] for ip in pool.ips} == {5.56}
    assert {ip.warmup[isp] for ip in pool.ips for isp in ISPS if isp not in {"Gmail", "Cox"}} == {0.0}
    assert (pool.history, pool.sent_last_7_days, pool.by_isp["Gmail"].sent_last_24_hours) == ((), 0, 0)
    assert hooks.bill() == bill
    pool = hooks.send_traffic("marketing", {"Gmail": 120_000, "Cox": 1_000}, days=10)
    assert {(day.ips, day.dedicated, day.shared, day.queued) for day in pool.history} == {(3, 121_000, 0, 0)}


def test_a_warm_up_is_what_a_long_life_with_that_traffic_leads_to(hooks: SesManaged, ses: Any) -> None:
    per_day = {"Gmail": 30_000, "Yahoo": 5_000}
    managed_pool(ses, "lived")
    managed_pool(ses, "made")
    lived = hooks.send_traffic("lived", per_day, days=60)
    made = hooks.warm_up("made", per_day)
    assert [ip.warmup for ip in made.ips] == [ip.warmup for ip in lived.ips]


@pytest.mark.parametrize(("volume", "ips"), [(0, 0), (199, 0), (200, 1), (50_000, 1), (50_001, 2)])
def test_a_warm_up_has_the_ips_that_the_volume_needs(hooks: SesManaged, ses: Any, volume: int, ips: int) -> None:
    managed_pool(ses)
    hooks.warm_up("marketing", {"Gmail": 500_000})
    pool = hooks.warm_up("marketing", {"Gmail": volume})
    assert len(pool.ips) == ips
    assert len(hooks.send_traffic("marketing", {"Gmail": volume}, days=3).ips) == ips


def test_a_warm_up_stops_at_the_largest_pool(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(largest_pool=2)
    pool = hooks.warm_up("marketing", {"Gmail": 500_000})
    assert [ip.warmup["Gmail"] for ip in pool.ips] == [100.0, 100.0]


def test_what_cannot_be_warmed_up_is_refused(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="standard")
    with pytest.raises(InvalidValueError, match="The pool 'standard' is a standard pool"):
        hooks.warm_up("standard", {"Gmail": 1})
    with pytest.raises(NotFoundError):
        hooks.warm_up("nowhere", {"Gmail": 1})
    managed_pool(ses)
    with pytest.raises(InvalidValueError, match="Nowhere"):
        hooks.warm_up("marketing", {"Nowhere": 1})
    assert hooks.pool("marketing").ips == ()


def test_a_newsletter_at_nine_leaves_in_its_hours(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.advance(hours=9)
    hooks.send_traffic("marketing", {"Gmail": 2_401}, days=2, hours=2)
    week = hooks.last_7_days("marketing")
    sent = {number: hour.shared for number, hour in enumerate(week.hours) if hour.shared}
    assert sent == {9: 1_200, 10: 1_201, 33: 1_200, 34: 1_201}


@pytest.mark.parametrize("hours", [0, 25, -1, 1.5, True, None])
def test_hours_are_a_whole_number_from_1_to_24(hooks: SesManaged, ses: Any, hours: Any) -> None:
    managed_pool(ses)
    now = hooks.now
    with pytest.raises(InvalidValueError, match=r"(?i)hours"):
        hooks.send_traffic("marketing", {"Gmail": 1}, hours=hours)
    assert (hooks.now - now).total_seconds() < 60


@pytest.mark.parametrize("days", [0, 3651, -1, 1.5, True, None, "1"])
def test_days_of_traffic_are_a_whole_number_from_1_to_3650(hooks: SesManaged, ses: Any, days: Any) -> None:
    managed_pool(ses)
    with pytest.raises(InvalidValueError, match=f"whole number from 1 to 3,650: {days!r} was given"):
        hooks.send_traffic("marketing", {"Gmail": 1}, days=days)
    assert hooks.pool("marketing").history == ()


@pytest.mark.fidelity(
    operation="DeleteDedicatedIpPool",
    case="a STANDARD pool with IPs in it",
    answer="400 BadRequestException, in words of our own",
    kind="documented",
    source="AWS::SES::DedicatedIpPool",
)
def test_a_standard_pool_with_ips_is_not_deleted(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="standard")
    [address] = hooks.lease_standard_ips(1, pool="standard")
    with pytest.raises(ses.exceptions.BadRequestException, match="standard pool 'standard' has 1 dedicated IP: move"):
        ses.delete_dedicated_ip_pool(PoolName="standard")
    assert ses.get_dedicated_ip(Ip=address)["DedicatedIp"]["PoolName"] == "standard"
    hooks.lease_standard_ips(2, pool="standard")
    with pytest.raises(ses.exceptions.BadRequestException, match="'standard' has 3 dedicated IPs: move"):
        ses.delete_dedicated_ip_pool(PoolName="standard")
    ses.create_dedicated_ip_pool(PoolName="other")
    for ip in ses.get_dedicated_ips(PoolName="standard")["DedicatedIps"]:
        ses.put_dedicated_ip_in_pool(Ip=ip["Ip"], DestinationPoolName="other")
    ses.delete_dedicated_ip_pool(PoolName="standard")
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["other"]


def test_the_fifty_first_pool_is_refused_by_the_limit_and_a_limit_names_what_it_is_of(
    hooks: SesManaged, ses: Any
) -> None:
    for number in range(50):
        ses.create_dedicated_ip_pool(PoolName=f"pool-{number}", ScalingMode="MANAGED")
    with pytest.raises(ses.exceptions.LimitExceededException, match="limit of 50 dedicated IP pools in this Region"):
        ses.create_dedicated_ip_pool(PoolName="pool-50")
    assert len(hooks.pools()) == 50
    assert "its limit of 10,000 email identities in" in str(LimitExceededError(Kind.IDENTITY, 10_000))
