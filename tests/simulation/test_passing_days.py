"""Days that pass with traffic, histories and policies, by any call that moves the clock."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine

from moto_ses_managed import ScalingMode, SendingPolicy, SesManaged, mock_aws
from tests.simulation.sending import TINY, managed_pool, send
from tests.support.clients import ses_client


def recorded(hooks: SesManaged) -> Any:
    pool = hooks.pool("marketing")
    return pool.history, pool.by_isp, [(ip.address, ip.warmup) for ip in pool.ips], hooks.bill()


def test_a_year_in_one_call_is_365_calls_of_a_day() -> None:
    def year(steps: int) -> Any:
        with time_machine.travel(datetime(2026, 1, 1, tzinfo=timezone.utc), tick=False), mock_aws():
            hooks = SesManaged()
            managed_pool(ses_client())
            for _ in range(steps):
                hooks.send_traffic("marketing", {"Gmail": 70_000, "Yahoo": 900, "Cox": 11_000}, days=365 // steps)
            hooks.send_traffic("marketing", {"Gmail": 10}, days=3)
            for _ in range(steps):
                hooks.advance(days=365 // steps)
            return recorded(hooks)

    assert year(1) == year(365) == year(5)


def test_a_test_that_moves_the_machines_clock_gets_what_advance_gives() -> None:
    def life(*, by_hand: bool) -> Any:
        start = datetime(2026, 1, 1, tzinfo=timezone.utc)
        with time_machine.travel(start, tick=False) as traveller, mock_aws():
            hooks, ses = SesManaged(), ses_client()
            ses.create_email_identity(EmailIdentity="example.com")
            managed_pool(ses)
            hooks.policy = TINY
            for hours in (0, 1, 30, 12, 200, 5, 24, 500):
                if by_hand:
                    traveller.shift(timedelta(hours=hours))
                else:
                    hooks.advance(hours=hours)
                send(ses, "ann@gmail.com", times=4)
                send(ses, "ann@example.org", times=2)
            return recorded(hooks), [
                (message.status, message.route, message.ip, message.accepted_at, message.delivered_at)
                for message in hooks.messages
            ]

    assert life(by_hand=True) == life(by_hand=False)


def test_a_clock_that_is_set_back_undoes_nothing_and_days_go_on_from_there() -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=timezone.utc), tick=False) as traveller, mock_aws():
        hooks = SesManaged()
        managed_pool(ses_client())
        hooks.send_traffic("marketing", {"Gmail": 500}, days=3)
        traveller.move_to(datetime(2020, 1, 1, tzinfo=timezone.utc))
        assert len(hooks.pool("marketing").ips) == 1
        traveller.shift(timedelta(days=2))
        assert [day.day for day in hooks.pool("marketing").history] == [1, 2, 3, 4, 5]


def test_days_are_counted_from_the_first_use_at_whatever_hour_of_the_day() -> None:
    def life(start: datetime) -> Any:
        with time_machine.travel(start, tick=False), mock_aws():
            hooks = SesManaged()
            managed_pool(ses_client())
            hooks.send_traffic("marketing", {"Gmail": 9_000}, days=20)
            return [(day.day, day.ips, day.dedicated, day.shared) for day in hooks.pool("marketing").history]

    morning = datetime(2026, 3, 1, 0, 0, tzinfo=timezone.utc)
    assert life(morning) == life(morning + timedelta(hours=17, minutes=31, seconds=7))


def test_traffic_that_begins_in_the_middle_of_a_day_is_spread_over_the_24_hours_from_then(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    hooks.advance(hours=6)
    pool = hooks.send_traffic("marketing", {"Gmail": 2400}, days=2)
    assert [day.shared for day in pool.history] == [1800, 2400]
    hooks.advance(hours=18)
    assert [day.shared for day in hooks.pool("marketing").history] == [1800, 2400, 600]


def test_days_of_traffic_that_end_in_the_middle_of_a_day_are_all_counted_and_no_more(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    hooks.advance(hours=6)
    pool = hooks.send_traffic("marketing", {"Gmail": 240}, days=30)
    assert (len(pool.history), pool.by_isp["Gmail"].sent_last_24_hours) == (30, 240)
    assert pool.by_isp["Gmail"].dedicated + pool.by_isp["Gmail"].shared == 30 * 240
    hooks.advance(hours=17)
    assert len(hooks.pool("marketing").history) == 30


def test_the_ips_of_a_deleted_pool_belong_to_nobody(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = TINY
    pool = hooks.send_traffic("marketing", {"Gmail": 30}, days=3)
    assert len(pool.ips) == 3
    bill = hooks.bill()
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    for ip in pool.ips:
        with pytest.raises(ses.exceptions.NotFoundException):
            ses.get_dedicated_ip(Ip=ip.address)
    assert hooks.bill() == bill
    ses.create_dedicated_ip_pool(PoolName="other", ScalingMode="MANAGED")
    assert not {ip.address for ip in hooks.send_traffic("other", {"Gmail": 30}).ips} & {ip.address for ip in pool.ips}


def test_traffic_to_several_pools_goes_on_at_the_same_time(hooks: SesManaged, ses: Any) -> None:
    for name in ("one", "two"):
        managed_pool(ses, name)
    began = hooks.now
    pools = hooks.send_plan({"one": {"Gmail": 500}, "two": {"Yahoo": 300, "AOL": 0}}, days=4)
    assert [(pool.name, pool.sent_last_7_days, len(pool.ips)) for pool in pools] == [("one", 2000, 1), ("two", 1200, 1)]
    assert timedelta(days=4) <= hooks.now - began < timedelta(days=4, minutes=5)


def test_traffic_is_counted_by_the_accounts_quota_and_none_of_it_is_stored(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 700}, days=2)
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 700
    assert hooks.messages == []


def test_a_pool_has_its_scaling_mode_and_history_from_the_day_it_was_made(hooks: SesManaged, ses: Any) -> None:
    hooks.advance(days=2)
    managed_pool(ses)
    hooks.advance(days=2)
    pool = hooks.pool("marketing")
    assert pool.scaling_mode is ScalingMode.MANAGED
    assert [day.day for day in pool.history] == [3, 4]


def test_a_policy_holds_from_the_moment_it_is_set(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(first_ip_daily_volume=50, first_ip_days=1)
    assert len(hooks.send_traffic("marketing", {"Gmail": 50}).ips) == 1
    hooks.policy = SendingPolicy(cold_capacity=17)
    assert hooks.pool("marketing").by_isp["Yahoo"].capacity_24_hours == 17
    hooks.reset()
    assert hooks.policy == SendingPolicy()


def test_a_pool_grows_no_further_than_the_policys_largest_pool(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(largest_pool=4)
    assert len(hooks.send_traffic("marketing", {"Cox": 1_000_000_000}, days=6).ips) == 4
