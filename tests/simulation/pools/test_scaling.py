"""The daily decision on a pool's size."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moto_ses_managed import SendingPolicy, SesManaged
from moto_ses_managed.simulation.pools.scaling import DayDemand, change, demand_of
from tests.simulation.sending import TINY, managed_pool, send

POLICY = SendingPolicy(full_rates={"Gmail": 50_000, "Cox": 5_000})


def days(*ips: int, volume: int = 100_000) -> list[DayDemand]:
    return [DayDemand(volume, needed) for needed in ips]


@pytest.mark.parametrize(
    ("accepted", "ips"),
    [
        ({}, 0),
        ({"Gmail": 1}, 1),
        ({"Gmail": 50_000}, 1),
        ({"Gmail": 50_001}, 2),
        ({"Gmail": 50_000, "Cox": 5_000}, 1),
        ({"Gmail": 50_000, "Cox": 10_001}, 3),
    ],
)
def test_the_isp_that_takes_the_least_for_each_ip_decides(accepted: dict[str, int], ips: int) -> None:
    assert demand_of(accepted, POLICY) == DayDemand(sum(accepted.values()), ips, accepted)


@pytest.mark.parametrize(
    ("volumes", "difference"),
    [
        ([], 0),
        ([200, 200], 0),
        ([200, 199, 200], 0),
        ([200, 200, 200], 1),
        ([9, 200, 200, 200], 1),
        ([10**9] * 3, 1),
        ([200, 0, 0, 200, 0, 0, 200], 1),
        ([200, 0, 0, 0, 200, 0, 0, 200], 0),
    ],
)
def test_a_pool_without_ips_gets_one_after_three_days_of_seven_with_enough(volumes: list[int], difference: int) -> None:
    assert change(0, [DayDemand(volume, 3) for volume in volumes], POLICY) == difference


@pytest.mark.parametrize(
    ("size", "needed", "difference"),
    [
        (1, [1], 0),
        (1, [2], 1),
        (2, [9], 7),
        (3, [1] * 6, 0),
        (3, [1] * 7, -2),
        (3, [1, 1, 1, 2, 1, 1, 1], -1),
        (3, [3, 1, 1, 1, 1, 1, 1], 0),
        (3, [3, *[1] * 7], -2),
        (3, [0] * 7, -2),
    ],
)
def test_a_pool_grows_at_once_and_shrinks_when_ips_were_redundant_for_seven_days(
    size: int, needed: list[int], difference: int
) -> None:
    assert change(size, days(*needed), POLICY) == difference


def test_growth_waits_for_the_policys_days_and_takes_the_least_of_them() -> None:
    patient = SendingPolicy(scale_out_days=3)
    assert change(1, days(4, 5), patient) == 0
    assert change(1, days(4, 1, 5), patient) == 0
    assert change(1, days(4, 3, 5), patient) == 2


@pytest.mark.parametrize(
    ("volumes", "difference"), [([199] * 6, 0), ([199] * 7, -1), ([199] * 6 + [200], 0), ([200] + [0] * 7, -1)]
)
def test_the_last_ip_goes_after_seven_days_under_the_minimum(volumes: list[int], difference: int) -> None:
    assert change(1, [DayDemand(volume, 1) for volume in volumes], POLICY) == difference


def test_a_pool_stops_at_the_policys_largest_size() -> None:
    policy = SendingPolicy(largest_pool=5)
    assert change(3, days(9), policy) == 2
    assert change(5, days(9), policy) == 0
    assert change(7, days(9), policy) == 0


@pytest.mark.parametrize("scale_out_days", [2, 3, 4, 5])
def test_growth_comes_in_the_first_hour_after_the_policys_days_though_each_day_was_as_the_one_before(
    hooks: SesManaged, ses: Any, scale_out_days: int
) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(
        first_ip_daily_volume=1,
        first_ip_days=1,
        scale_out_days=scale_out_days,
        cold_capacity=5,
        full_rates={"Gmail": 10},
        growth_share=1,
        growth_factor=1,
        early_phase_end=1,
    )
    hooks.send_traffic("marketing", {"Gmail": 24})
    pool = hooks.send_traffic("marketing", {"Gmail": 24}, days=8)
    first, *newer = (ip.allocated_at for ip in pool.ips)
    assert [at - first for at in newer] == [timedelta(days=scale_out_days - 1, hours=1)] * 2


def test_the_oldest_ips_of_a_batch_stay_and_carry_the_mail_when_its_newest_are_relinquished(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    hooks.policy = TINY
    before = hooks.send_traffic("marketing", {"Gmail": 40, "Yahoo": 1}, days=3)
    assert len(before.ips) == 4
    pool = hooks.send_traffic("marketing", {"Gmail": 20, "Yahoo": 1}, days=9)
    assert pool.ips == tuple(ip for ip in before.ips[:2])
    assert pool.by_isp["Gmail"].capacity_24_hours == 20
    hooks.advance(days=1)
    send(ses, "ann@gmail.com", times=20)
    assert [message.ip for message in hooks.messages] == [ip.address for ip in pool.ips] * 10
