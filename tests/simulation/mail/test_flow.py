"""Nothing that a managed pool accepts is lost for want of room: the situations in which it might be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from moto_ses_managed import MessageStatus, Pool, Route, SendingPolicy, SesManaged
from tests.simulation.sending import TINY, managed_pool, send

THOUSAND = SendingPolicy(
    first_ip_daily_volume=1, first_ip_days=1, cold_capacity=1000, full_rates={"Gmail": 1000}, largest_pool=2
)
"""One day of mail earns an IP, which is warm at Gmail with a thousand messages a day from the beginning."""


def lost(pool: Pool) -> int:
    return sum(day.bounced for day in pool.history) + sum(figures.bounced for figures in pool.by_isp.values())


@pytest.mark.parametrize("isp", ["Yahoo", "AOL", "Comcast", "AT&T"])
def test_nothing_is_lost_while_a_pool_warms_up_from_nothing(hooks: SesManaged, ses: Any, isp: str) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {isp: 40_000}, days=60)
    assert lost(pool) == 0
    assert pool.history[-1].dedicated == 40_000


@pytest.mark.parametrize("hours", [0, 6, 12, 18])
@pytest.mark.parametrize(("times", "within"), [(4, 8), (10, 4), (20, 2)])
def test_a_rise_brings_ips_in_its_first_hours_and_the_overflow_takes_the_shared_pool(
    hooks: SesManaged, ses: Any, hours: int, times: int, within: int
) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": 40_000}, days=45).ips) == 1
    hooks.advance(hours=hours)
    began = hooks.now
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000 * times})
    newer = [ip.allocated_at - began for ip in pool.ips[1:]]
    # What an IP takes in a day when warm, and one more for a queue that overflowed meanwhile.
    needed = -(-40_000 * times // 50_000)
    assert needed <= len(pool.ips) <= needed + 1
    assert timedelta(0) <= newer[0] <= timedelta(hours=within)
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000 * times}, days=25)
    assert lost(pool) == 0
    assert sum(day.shared for day in pool.history[45:]) > 0
    assert (pool.history[-1].dedicated, pool.history[-1].shared) == (40_000 * times, 0)


@pytest.mark.fidelity(
    operation="Managed pools (13)",
    case="a warm pool's overflow",
    answer="brings an IP, and the shared pool until it is warm",
    kind="documented",
    source="FAQs on dedicated IPs (managed)",
)
def test_what_exceeds_a_warm_pools_capacity_at_once_takes_the_shared_pool_and_an_ip_comes(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    hooks.policy = THOUSAND
    hooks.send_traffic("marketing", {"Gmail": 1})
    pool = hooks.send_traffic("marketing", {"Gmail": 1100}, hours=1)
    gmail = pool.by_isp["Gmail"]
    assert (gmail.dedicated, gmail.shared, gmail.deferred, gmail.bounced, gmail.queued) == (1000, 101, 0, 0, 0)
    assert gmail.reasons_today == {}
    assert pool.history[-1].reasons == {"Gmail": {"WITHIN_CAPACITY": 1000, "OVER_CAPACITY": 100}}
    assert [ip.allocated_at - pool.ips[0].allocated_at for ip in pool.ips[1:]] == [timedelta(hours=1)]


@pytest.mark.fidelity(
    operation="Managed pools (13)",
    case="a policy's largest_pool",
    answer="the rest takes the shared pool: no mail is lost",
    kind="our choice",
)
def test_at_the_largest_pool_the_rest_takes_the_shared_pool(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(largest_pool=1)
    pool = hooks.send_traffic("marketing", {"Gmail": 100_000}, days=60)
    assert lost(pool) == 0
    assert {day.ips for day in pool.history[2:]} == {1}
    assert (pool.history[-1].dedicated, pool.history[-1].shared) == (50_000, 50_000)
    assert pool.history[-1].reasons["Gmail"]["OVER_CAPACITY"] == 50_000


@pytest.mark.parametrize("retry_hours", [1, 2, 3, 4, 6, 8, 12, 24])
def test_nothing_is_lost_however_seldom_mail_is_tried(hooks: SesManaged, ses: Any, retry_hours: int) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(retry_hours=retry_hours)
    pool = hooks.send_traffic("marketing", {"Yahoo": 40_000}, days=60)
    assert lost(pool) == 0
    assert pool.history[-1].dedicated == 40_000


@pytest.mark.parametrize("day", range(1, 18))
def test_nothing_is_lost_in_a_conversion_on_whatever_day(hooks: SesManaged, ses: Any, day: int) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    hooks.lease_standard_ips(1, pool="marketing")
    hooks.send_traffic("marketing", {"Yahoo": 40_000}, days=day)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    pool = hooks.send_traffic("marketing", {"Yahoo": 40_000}, days=40)
    assert lost(pool) == 0
    assert pool.history[-1].dedicated == 40_000


def test_what_waits_leaves_before_what_comes_later(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = replace(TINY, cold_capacity=100, full_rates={"Gmail": 100}, largest_pool=1)
    hooks.send_traffic("marketing", {"Gmail": 1})
    hooks.advance(hours=3, minutes=30)
    send(ses, "ann@gmail.com", times=60)
    hooks.advance(hours=16, minutes=30)
    send(ses, "ann@gmail.com", times=40)
    hooks.advance(hours=7, minutes=5)  # five past three
    send(ses, "first@gmail.com", times=5)
    hooks.advance(minutes=40)  # there has been room for 60 since half past three
    send(ses, "later@gmail.com", times=60)
    first, later = hooks.messages[100:105], hooks.messages[105:]
    assert {message.status for message in first} == {MessageStatus.QUEUED}
    assert [message.status for message in later] == [MessageStatus.QUEUED] * 55 + [MessageStatus.DELIVERED] * 5
    assert {message.reason for message in later[55:]} == {"OVER_CAPACITY"}
    hooks.advance(minutes=20)
    left = [message.delivered_at for message in hooks.messages[100:160]]
    assert {message.route for message in hooks.messages[100:160]} == {Route.DEDICATED}
    assert left == sorted(left, key=str)
    assert hooks.messages[100].delivered_at is not None
    assert hooks.messages[100].delivered_at <= hooks.messages[105].delivered_at  # type: ignore[operator]


def test_mail_every_third_day_earns_the_first_ip_on_its_third_day(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    for _ in range(5):
        hooks.send_traffic("marketing", {"Gmail": 60_000})
        pool = hooks.pool("marketing")
        hooks.advance(days=2)
    assert [day.ips > 0 for day in pool.history] == [False] * 6 + [True] * 7
    assert lost(pool) == 0


@pytest.mark.fidelity(
    operation="Managed pools, numbers",
    case="growth and decline of a level",
    answer="by 1.4 a day at the most",
    kind="our choice",
)
def test_a_level_declines_by_no_more_in_a_day_than_it_grows(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 50_000}, days=60)
    capacities = []
    for _ in range(20):
        pool = hooks.send_traffic("marketing", {"Gmail": 5_000})
        capacities.append(pool.by_isp["Gmail"].capacity_24_hours or 0)
    assert capacities[:6] == [50_000] * 6
    assert capacities[-1] == 7_000
    assert capacities == sorted(capacities, reverse=True)
    assert all(before / after <= 1.4 + 1e-4 for before, after in pairwise(capacities))
    assert (capacities[6], capacities[7]) == (35_714, 25_510)
    assert lost(pool) == 0


def test_a_converted_ip_is_cold_where_nothing_was_sent(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    hooks.lease_standard_ips(1, pool="marketing")
    hooks.send_traffic("marketing", {"Gmail": 40_000}, days=60)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    [ip] = hooks.pool("marketing").ips
    assert (ip.warmup["Gmail"], ip.warmup["Outlook"]) == (100.0, 0.0)
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000, "Outlook": 40_000})
    assert (pool.by_isp["Outlook"].dedicated, pool.by_isp["Outlook"].shared) == (200, 39_800)
    assert pool.history[-1].dedicated == 40_200


def test_all_ips_that_a_pool_needs_stay_warm(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    warm = hooks.send_traffic("marketing", {"Gmail": 100_000}, days=60)
    assert [ip.warmup["Gmail"] for ip in warm.ips] == [100.0, 100.0]
    pool = hooks.send_traffic("marketing", {"Gmail": 60_000}, days=10)
    # Each sends 30,000 a day, which bears 42,000 out.
    assert [ip.warmup["Gmail"] for ip in pool.ips] == [83.94, 83.94]
    assert pool.history[-1].dedicated == 60_000


def test_one_ip_takes_over_from_two_without_an_overflow(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 80_000}, days=60)
    pool = hooks.send_traffic("marketing", {"Gmail": 40_000}, days=40)
    assert [day.ips for day in pool.history[60:]] == [2] * 7 + [1] * 33
    assert {(day.dedicated, day.shared) for day in pool.history[61:]} == {(40_000, 0)}


def test_an_isp_whose_days_repeat_has_all_hours_of_the_day_in_which_another_brings_ips(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    before = hooks.send_traffic("marketing", {"Gmail": 40_000, "Yahoo": 2_400}, days=45)
    pool = hooks.send_traffic("marketing", {"Gmail": 400_000, "Yahoo": 2_400})
    assert len(pool.ips) > len(before.ips)
    week = hooks.last_7_days("marketing")
    assert [hour.accepted for hour in week.hours[-25:-1]] == [16_666 + 100, 16_667 + 100, 16_667 + 100] * 8
    yahoo, yahoo_before = pool.by_isp["Yahoo"], before.by_isp["Yahoo"]
    assert (yahoo.dedicated - yahoo_before.dedicated, yahoo.shared - yahoo_before.shared) == (2_400, 0)
    assert pool.history[-1].reasons["Yahoo"] == {"WITHIN_CAPACITY": 2_400}
