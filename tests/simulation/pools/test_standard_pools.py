"""Standard pools: round robin, and automatic warm-up by a plan of 45 days."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import Route, SendingPolicy, SesManaged
from tests.simulation.sending import send


def standard_pool(hooks: SesManaged, ses: Any, ips: int) -> list[str]:
    ses.create_dedicated_ip_pool(PoolName="receipts")
    ses.create_configuration_set(ConfigurationSetName="receipts", DeliveryOptions={"SendingPoolName": "receipts"})
    return hooks.lease_standard_ips(ips, pool="receipts") if ips else []


def percentages(ses: Any) -> list[int]:
    return [ip["WarmupPercentage"] for ip in ses.get_dedicated_ips(PoolName="receipts")["DedicatedIps"]]


def test_mail_takes_the_ips_in_turn(hooks: SesManaged, ses: Any) -> None:
    addresses = standard_pool(hooks, ses, 3)
    send(ses, "ann@gmail.com", 4, "receipts")
    send(ses, "bob@example.org", 3, "receipts")
    assert [message.ip for message in hooks.messages] == [*addresses, *addresses, addresses[0]]
    assert {message.route for message in hooks.messages} == {Route.DEDICATED}


def test_a_pool_without_ips_sends_through_the_shared_pool(hooks: SesManaged, ses: Any) -> None:
    standard_pool(hooks, ses, 0)
    send(ses, "ann@gmail.com", 1, "receipts")
    assert hooks.messages[0].route is Route.SHARED


@pytest.mark.fidelity(
    operation="Standard IPs (11)",
    case="automatic warm-up",
    answer="done within 45 days by a plan, whatever is sent",
    kind="documented",
    source="Announcement of automatic warm-up, 2017",
)
def test_automatic_warm_up_is_done_within_45_days_whatever_is_sent(hooks: SesManaged, ses: Any) -> None:
    standard_pool(hooks, ses, 1)
    seen = []
    for _ in range(45):
        seen += percentages(ses)
        hooks.advance(days=1)
    assert seen[0] == 0
    assert seen == sorted(set(seen))
    assert seen[-1] == 97
    [ip] = ses.get_dedicated_ips(PoolName="receipts")["DedicatedIps"]
    assert (ip["WarmupStatus"], ip["WarmupPercentage"]) == ("DONE", 100)


@pytest.mark.fidelity(
    operation="Standard IPs (11)",
    case="the daily maximum",
    answer="grows to 50,000 messages",
    kind="documented",
    source="Announcement of automatic warm-up, 2017",
)
def test_the_daily_maximum_grows_to_50000_and_then_there_is_none(hooks: SesManaged, ses: Any) -> None:
    standard_pool(hooks, ses, 1)
    first = hooks.send_traffic("receipts", {"Gmail": 300, "Yahoo": 300})
    assert (first.history[0].dedicated, first.history[0].shared) == (200, 400)
    capacities = [first.by_isp["Gmail"].capacity_24_hours]
    for _ in range(43):
        hooks.advance(days=1)
        capacities.append(hooks.pool("receipts").by_isp["Gmail"].capacity_24_hours)
    grown = [capacity for capacity in capacities if capacity is not None]
    assert grown == sorted(set(grown))
    assert 45_000 < grown[-1] < 50_000
    hooks.advance(days=1)
    assert hooks.pool("receipts").by_isp["Gmail"].capacity_24_hours is None
    assert hooks.send_traffic("receipts", {"Gmail": 900_000}).history[-1].dedicated == 900_000


def test_what_a_warming_ip_may_not_send_goes_through_a_warm_one(hooks: SesManaged, ses: Any) -> None:
    cold, warm = standard_pool(hooks, ses, 2)
    ses.put_dedicated_ip_warmup_attributes(Ip=warm, WarmupPercentage=100)
    hooks.policy = SendingPolicy(standard_cold_capacity=2)
    send(ses, "ann@gmail.com", 8, "receipts")
    assert [message.ip for message in hooks.messages] == [cold, warm, cold, warm, warm, warm, warm, warm]
    pool = hooks.send_traffic("receipts", {"Yahoo": 10_000})
    assert (pool.history[0].dedicated, pool.history[0].shared) == (10_008, 0)


def test_in_the_mean_traffic_is_spread_evenly_over_ips_with_room(hooks: SesManaged, ses: Any) -> None:
    addresses = standard_pool(hooks, ses, 4)
    for address in addresses[:2]:
        ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=50)
    pool = hooks.send_traffic("receipts", {"Gmail": 40_000})
    assert pool.history[0].dedicated == 40_000
    hooks.send_traffic("receipts", {"Gmail": 60_000})
    row = hooks.pool("receipts").history[1]
    assert row.shared > 0
    assert row.dedicated + row.shared == 60_000


def test_traffic_in_bulk_takes_turns_that_mail_goes_on_with(hooks: SesManaged, ses: Any) -> None:
    addresses = standard_pool(hooks, ses, 3)
    hooks.send_traffic("receipts", {"Gmail": 4}, hours=1)
    send(ses, "ann@gmail.com", 3, "receipts")
    assert [message.ip for message in hooks.messages] == [addresses[1], addresses[2], addresses[0]]


def test_traffic_in_bulk_to_a_pool_without_ips_takes_the_shared_pool(hooks: SesManaged, ses: Any) -> None:
    standard_pool(hooks, ses, 0)
    pool = hooks.send_traffic("receipts", {"Gmail": 24})
    assert pool.history[-1].reasons == {"Gmail": {"NO_DEDICATED_IP": 24}}


def test_switched_off_warm_up_stands_still_and_holds_nothing_back(hooks: SesManaged, ses: Any) -> None:
    standard_pool(hooks, ses, 1)
    hooks.advance(days=9)
    assert percentages(ses) == [20]
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=False)
    hooks.advance(days=5)
    assert percentages(ses) == [20]
    assert hooks.send_traffic("receipts", {"Gmail": 80_000}).history[-1].dedicated == 80_000
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=True)
    hooks.advance(days=2)
    assert percentages(ses) == [24]


@pytest.mark.parametrize(("percentage", "after_nine_days"), [(0, 20), (50, 70), (95, 100), (100, 100)])
def test_a_percentage_set_by_hand_is_where_the_plan_goes_on(
    hooks: SesManaged, ses: Any, percentage: int, after_nine_days: int
) -> None:
    [address] = standard_pool(hooks, ses, 1)
    hooks.advance(days=20)
    ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=percentage)
    assert percentages(ses) == [percentage]
    hooks.advance(days=9)
    assert percentages(ses) == [after_nine_days]


def test_ips_leased_while_warm_up_is_off_are_not_warmed_up(hooks: SesManaged, ses: Any) -> None:
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=False)
    standard_pool(hooks, ses, 1)
    assert percentages(ses) == [100]


def test_an_ip_that_is_moved_keeps_what_it_sent_today(hooks: SesManaged, ses: Any) -> None:
    [address] = standard_pool(hooks, ses, 1)
    hooks.policy = SendingPolicy(standard_cold_capacity=5)
    send(ses, "ann@gmail.com", 4, "receipts")
    ses.create_dedicated_ip_pool(PoolName="other")
    ses.create_configuration_set(ConfigurationSetName="other", DeliveryOptions={"SendingPoolName": "other"})
    ses.put_dedicated_ip_in_pool(Ip=address, DestinationPoolName="other")
    send(ses, "ann@gmail.com", 2, "other")
    assert [message.ip for message in hooks.messages[4:]] == [address, None]


@pytest.mark.fidelity(
    operation="Standard IPs (11)",
    case="IPs in no pool",
    answer="ses-default-dedicated-pool has them",
    kind="documented",
    source="Assigning IP pools",
)
def test_mail_without_a_pool_takes_the_standard_ips_in_none(hooks: SesManaged, ses: Any) -> None:
    addresses = hooks.lease_standard_ips(2)
    ses.create_configuration_set(ConfigurationSetName="plain")
    send(ses, "ann@gmail.com", 3, "plain")
    assert [message.ip for message in hooks.messages] == [*addresses, addresses[0]]
