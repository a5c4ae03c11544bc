"""The life of managed pools, as the documentation promises it, read from the public hooks."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import Route, SendingPolicy, SesManaged
from moto_ses_managed.simulation.isp import ISPS
from tests.simulation.sending import assert_balanced, managed_pool, send, share


@pytest.mark.fidelity(
    operation="Console (9)",
    case="Sending status",
    answer="Insufficient volume, or Sending via Dedicated IPs",
    kind="documented",
    source="Monitoring and managing managed IP pools",
)
def test_without_traffic_there_is_no_ip_and_the_status_says_insufficient_volume(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.advance(days=30)
    pool = hooks.pool("marketing")
    assert (pool.ips, pool.sending_status) == ((), "Insufficient volume")
    assert [day.ips for day in pool.history] == [0] * 30
    assert pool.sent_last_7_days == 0


@pytest.mark.fidelity(
    operation="Managed pools (1)",
    case="several hundred messages over several days",
    answer="the first IP is allocated",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_the_first_ip_comes_at_the_end_of_the_third_day_with_several_hundred_messages(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    before = hooks.send_traffic("marketing", {"Gmail": 500}, days=2)
    assert (before.ips, before.sending_status) == ((), "Insufficient volume")
    pool = hooks.send_traffic("marketing", {"Gmail": 500}, days=1)
    assert len(pool.ips) == 1
    assert pool.sending_status == "Sending via Dedicated IPs"
    assert [(day.ips, day.dedicated, day.shared) for day in pool.history] == [(0, 0, 500), (0, 0, 500), (1, 0, 500)]
    assert pool.ips[0].warmup == dict.fromkeys(ISPS, 0.0)


@pytest.mark.fidelity(
    operation="Managed pools, numbers", case="the first IP", answer="200 messages a day on 3 days", kind="our choice"
)
@pytest.mark.parametrize(("daily", "ips"), [(199, 0), (200, 1)])
def test_the_first_ip_needs_200_messages_a_day(hooks: SesManaged, ses: Any, daily: int, ips: int) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": daily - 50, "Other": 50}, days=5).ips) == ips


def test_the_days_that_earn_the_first_ip_lie_within_the_last_seven(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 500}, days=2)
    hooks.advance(days=5)
    assert len(hooks.send_traffic("marketing", {"Gmail": 500}).ips) == 0
    assert len(hooks.send_traffic("marketing", {"Gmail": 500}).ips) == 0
    assert len(hooks.send_traffic("marketing", {"Gmail": 500}).ips) == 1


@pytest.mark.fidelity(
    operation="Managed pools (5)",
    case="early in the warm-up",
    answer="what exceeds the level leaves through the shared pool",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_a_cold_ip_carries_its_capacity_and_the_rest_goes_shared(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 500}, days=3)
    assert hooks.pool("marketing").by_isp["Gmail"].capacity_24_hours == 200
    pool = hooks.send_traffic("marketing", {"Gmail": 1000})
    gmail = pool.by_isp["Gmail"]
    assert (pool.history[3].dedicated, pool.history[3].shared, pool.history[3].queued) == (200, 800, 0)
    assert (gmail.dedicated, gmail.shared, gmail.deferred, gmail.queued) == (200, 2300, 0, 0)
    assert gmail.sent_last_24_hours == 1000
    assert gmail.capacity_24_hours == 280


@pytest.mark.fidelity(
    operation="Managed pools (3)",
    case="warm-up",
    answer="a level for each IP and ISP",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_an_ip_that_is_warm_at_one_isp_is_cold_at_the_others(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 20_000}, days=25)
    assert pool.ips[0].warmup["Gmail"] > 50
    assert {pool.ips[0].warmup[isp] for isp in ISPS if isp != "Gmail"} == {0.0}
    pool = hooks.send_traffic("marketing", {"Gmail": 20_000, "Yahoo": 1000})
    assert (pool.by_isp["Yahoo"].dedicated, pool.by_isp["Yahoo"].shared) == (200, 800)
    assert pool.history[-1].dedicated == 20_200


@pytest.mark.fidelity(
    operation="Managed pools, numbers",
    case="a steady volume",
    answer="the dedicated share rises by the day to all of it",
    kind="our choice",
)
def test_held_steady_the_dedicated_share_rises_every_day_to_all_of_it(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000}, days=45)
    assert {day.ips for day in pool.history[2:]} == {1}
    shares = [share(day) for day in pool.history[3:]]
    rising = shares[: shares.index(1.0)]
    assert rising == sorted(set(rising))
    assert set(shares[len(rising) :]) == {1.0}
    assert sum(day.bounced for day in pool.history) == 0
    assert pool.history[-1].dedicated == 40_000
    assert_balanced(pool)


@pytest.mark.fidelity(
    operation="Managed pools (5)",
    case="late in the warm-up",
    answer="what exceeds the level is slowed down and retried",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_in_the_late_phase_excess_is_deferred_and_leaves_dedicated_within_the_day(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000}, days=45)
    late = [day for day in pool.history if day.deferred]
    assert late
    first = pool.history.index(late[0])
    assert pool.history[first].queued == pool.history[first].deferred
    assert pool.history[first + 1].dedicated > pool.history[first].dedicated
    assert all(day.shared == 0 for day in pool.history[first:])
    assert sum(day.dedicated for day in pool.history[first:]) + pool.history[-1].queued == 40_000 * (45 - first)


@pytest.mark.fidelity(
    operation="Managed pools (2)",
    case="an ISP that takes little per IP and day",
    answer="the pool grows",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_an_isp_that_takes_little_makes_the_pool_grow_although_the_others_have_room(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": 10_000, "Cox": 4_000}, days=10).ips) == 1
    pool = hooks.send_traffic("marketing", {"Gmail": 10_000, "Cox": 14_000}, days=10)
    assert len(pool.ips) == 3
    assert pool.by_isp["Gmail"].capacity_24_hours is not None
    assert pool.by_isp["Gmail"].capacity_24_hours > 10_000


@pytest.mark.fidelity(
    operation="Managed pools (4)",
    case="volume to an ISP falls",
    answer="so does the level there",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_when_traffic_to_one_isp_halves_its_level_falls_and_the_others_stay(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    before = hooks.send_traffic("marketing", {"Gmail": 40_000, "Yahoo": 20_000}, days=40)
    after = hooks.send_traffic("marketing", {"Gmail": 20_000, "Yahoo": 20_000}, days=14)
    assert after.ips[0].warmup["Gmail"] < before.ips[0].warmup["Gmail"]
    assert after.by_isp["Gmail"].capacity_24_hours == 28_000
    assert after.ips[0].warmup["Yahoo"] == before.ips[0].warmup["Yahoo"]
    assert after.history[-1].dedicated == 40_000


def test_after_weeks_without_traffic_to_an_isp_the_ip_is_cold_there_again(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 20_000, "Yahoo": 20_000}, days=40)
    pool = hooks.send_traffic("marketing", {"Gmail": 20_000}, days=21)
    assert pool.ips[0].warmup["Yahoo"] == 0
    assert pool.by_isp["Yahoo"].capacity_24_hours == 200
    assert pool.ips[0].warmup["Gmail"] > 50


@pytest.mark.fidelity(
    operation="Managed pools (6)",
    case="a sudden rise",
    answer="another IP that is cold, and the shared pool",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_a_tenfold_rise_brings_cold_ips_and_the_shared_pool_and_then_all_is_dedicated_again(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 30_000}, days=40)
    assert (len(pool.ips), share(pool.history[-1])) == (1, 1.0)
    pool = hooks.send_traffic("marketing", {"Gmail": 300_000}, days=60)
    risen = pool.history[40:]
    # Exactly what six can carry when warm: a seventh helps with the backlog of the rise, and goes again.
    assert [day.ips for day in risen[:15]] == [6] * 15
    assert {day.ips for day in risen} == {6, 7}
    assert (len(pool.ips), pool.history[-1].queued) == (6, 0)
    assert risen[1].shared > 0
    assert share(risen[2]) < 0.5
    assert [share(day) for day in risen[-10:]] == [1.0] * 10
    assert_balanced(pool)


@pytest.mark.parametrize("elsewhere", [{}, {"Yahoo": 100, "Cox": 50}])
def test_a_backlog_that_warm_ips_do_not_get_rid_of_at_any_isp_brings_another_ip_for_a_while(
    hooks: SesManaged, ses: Any, elsewhere: dict[str, int]
) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 50_000, **elsewhere}, days=60)
    assert max(day.ips for day in pool.history) == 2
    last = pool.history[-1]
    assert (last.deferred, last.queued, last.dedicated) == (0, 0, 50_000 + sum(elsewhere.values()))


def test_what_earns_an_ip_keeps_it(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(first_ip_daily_volume=50, first_ip_days=1)
    pool = hooks.send_traffic("marketing", {"Gmail": 100}, days=40)
    assert [day.ips for day in pool.history] == [1] * 40


def test_a_converted_ip_has_sent_what_it_sent_before(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    hooks.lease_standard_ips(1, pool="marketing")
    hooks.send_traffic("marketing", {"Gmail": 150, "Yahoo": 40})
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=False)
    ses.create_configuration_set(ConfigurationSetName="marketing", DeliveryOptions={"SendingPoolName": "marketing"})
    room = hooks.pool("marketing").by_isp["Gmail"].capacity_24_hours
    assert room is not None
    send(ses, "ann@gmail.com", times=3)
    assert {message.route for message in hooks.messages} == {Route.DEDICATED}
    pool = hooks.pool("marketing")
    assert pool.by_isp["Gmail"].dedicated == 153
    assert hooks.bill().managed_messages == 3


@pytest.mark.fidelity(
    operation="Managed pools (7)",
    case="one IP left and too little volume",
    answer="the IP is removed, and mail takes the shared pool",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_under_the_minimum_the_pool_shrinks_to_one_ip_and_then_to_none_and_later_starts_again(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": 120_000}, days=40).ips) == 3
    quiet = hooks.send_traffic("marketing", {"Gmail": 199}, days=10)
    assert [day.ips for day in quiet.history[40:]] == [3] * 6 + [1] + [0] * 3
    assert (quiet.ips, quiet.sending_status) == ((), "Insufficient volume")
    send(ses, "ann@gmail.com")
    assert hooks.messages[-1].route is Route.SHARED
    again = hooks.send_traffic("marketing", {"Gmail": 500}, days=3)
    assert (len(again.ips), again.sending_status) == (1, "Sending via Dedicated IPs")
    assert again.ips[0].warmup["Gmail"] == 0


@pytest.mark.fidelity(
    operation="Managed pools, numbers",
    case="the last IP",
    answer="goes after 7 days under 200 messages",
    kind="our choice",
)
def test_an_ip_is_kept_at_the_minimum_and_while_it_is_needed_once_a_week(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 500}, days=3)
    assert len(hooks.send_traffic("marketing", {"Gmail": 200}, days=30).ips) == 1
    for _ in range(4):
        hooks.send_traffic("marketing", {"Gmail": 200})
        hooks.advance(days=6)
    assert len(hooks.pool("marketing").ips) == 1
    hooks.advance(days=1)
    assert hooks.pool("marketing").ips == ()


@pytest.mark.fidelity(
    operation="Managed pools (8)",
    case="STANDARD to MANAGED",
    answer="IPs that the volume doesn't need are removed",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_a_converted_pool_keeps_its_ips_and_loses_the_redundant_ones_once_the_others_carry_all(
    hooks: SesManaged, ses: Any
) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    addresses = hooks.lease_standard_ips(10, pool="marketing")
    for address in addresses:
        ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=100)
    hooks.send_traffic("marketing", {"Gmail": 90_000}, days=10)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    converted = hooks.pool("marketing")
    assert [ip.address for ip in converted.ips] == addresses
    # Each has sent Gmail 9,000 a day, which bears 12,600 out: 24.9 % of the way from 200 to 50,000.
    assert {ip.warmup["Gmail"] for ip in converted.ips} == {24.9}
    assert {percent for ip in converted.ips for isp, percent in ip.warmup.items() if isp != "Gmail"} == {0.0}
    pool = hooks.send_traffic("marketing", {"Gmail": 90_000}, days=12)
    # Redundant after seven days; within three more the two that stay may send 45,000 a day each.
    assert [day.ips for day in pool.history[10:]] == [10] * 9 + [2] * 3
    assert [ip.address for ip in pool.ips] == addresses[:2]
    assert [share(day) for day in pool.history[10:]] == [1.0] * 12
    for address in addresses[2:]:
        with pytest.raises(ses.exceptions.NotFoundException):
            ses.get_dedicated_ip(Ip=address)
    ips = ses.get_dedicated_ips(PoolName="marketing")["DedicatedIps"]
    assert [ip["Ip"] for ip in ips] == addresses[:2]
