"""The life of managed pools, as the documentation promises it, read from the public hooks."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine

from moto_ses_managed import (
    HistoryDay,
    MessageStatus,
    NotFoundError,
    Pool,
    Route,
    ScalingMode,
    SendingPolicy,
    SesManaged,
    mock_aws,
)
from moto_ses_managed.simulation.isp import ISPS
from tests.support import ses_client

SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}}

TINY = SendingPolicy(first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10, "AOL": 1000})
"""One day of mail earns an IP, which is warm at Gmail with ten messages a day from the beginning."""


def managed_pool(ses: Any, name: str = "marketing", **delivery: Any) -> None:
    """A managed pool and a configuration set of the same name that sends through it."""
    ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName=name, DeliveryOptions={"SendingPoolName": name, **delivery})


def send(ses: Any, recipient: str, times: int = 1, configuration_set: str = "marketing") -> None:
    for _ in range(times):
        ses.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": [recipient]},
            Content=SIMPLE,
            ConfigurationSetName=configuration_set,
        )


def share(day: HistoryDay) -> float:
    """The part of what left that day through dedicated IPs."""
    return day.dedicated / (day.dedicated + day.shared)


def assert_balanced(pool: Pool) -> None:
    for figures in pool.by_isp.values():
        assert figures.capacity_24_hours is not None
        assert figures.queued >= 0
    totals = [sum(getattr(day, name) for day in pool.history) for name in ("dedicated", "shared", "bounced")]
    accepted = sum(totals) + (pool.history[-1].queued if pool.history else 0)
    by_isp = sum(isp.dedicated + isp.shared + isp.bounced + isp.queued for isp in pool.by_isp.values())
    assert accepted == by_isp


def test_without_traffic_there_is_no_ip_and_the_status_says_insufficient_volume(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.advance(days=30)
    pool = hooks.pool("marketing")
    assert (pool.ips, pool.sending_status) == ((), "Insufficient volume")
    assert [day.ips for day in pool.history] == [0] * 30
    assert pool.sent_last_7_days == 0


def test_the_first_ip_comes_at_the_end_of_the_third_day_with_several_hundred_messages(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    before = hooks.send_traffic("marketing", {"Gmail": 500}, days=2)
    assert (before.ips, before.sending_status) == ((), "Insufficient volume")
    pool = hooks.send_traffic("marketing", {"Gmail": 500}, days=1)
    assert len(pool.ips) == 1
    assert pool.sending_status == "Sending through dedicated IPs"
    assert [(day.ips, day.dedicated, day.shared) for day in pool.history] == [(0, 0, 500), (0, 0, 500), (1, 0, 500)]
    assert pool.ips[0].warmup == dict.fromkeys(ISPS, 0.0)


@pytest.mark.parametrize(("daily", "ips"), [(199, 0), (200, 1)])
def test_the_first_ip_needs_200_messages_a_day(hooks: SesManaged, ses: Any, daily: int, ips: int) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": daily - 50, "Other": 50}, days=5).ips) == ips


def test_the_days_that_earn_the_first_ip_must_follow_each_other(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    for _ in range(3):
        hooks.send_traffic("marketing", {"Gmail": 500}, days=2)
        hooks.advance(days=1)
    assert hooks.pool("marketing").ips == ()


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


def test_an_ip_that_is_warm_at_one_isp_is_cold_at_the_others(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 20_000}, days=25)
    assert pool.ips[0].warmup["Gmail"] > 50
    assert {pool.ips[0].warmup[isp] for isp in ISPS if isp != "Gmail"} == {0.0}
    pool = hooks.send_traffic("marketing", {"Gmail": 20_000, "Yahoo": 1000})
    assert (pool.by_isp["Yahoo"].dedicated, pool.by_isp["Yahoo"].shared) == (200, 800)
    assert pool.history[-1].dedicated == 20_200


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


def test_an_isp_that_takes_little_makes_the_pool_grow_although_the_others_have_room(
    hooks: SesManaged, ses: Any
) -> None:
    managed_pool(ses)
    assert len(hooks.send_traffic("marketing", {"Gmail": 10_000, "Cox": 4_000}, days=10).ips) == 1
    pool = hooks.send_traffic("marketing", {"Gmail": 10_000, "Cox": 14_000}, days=10)
    assert len(pool.ips) == 3
    assert pool.by_isp["Gmail"].capacity_24_hours is not None
    assert pool.by_isp["Gmail"].capacity_24_hours > 10_000


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


def test_a_backlog_that_warm_ips_do_not_get_rid_of_brings_another_ip_for_a_while(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 50_000}, days=60)
    assert max(day.ips for day in pool.history) == 2
    assert (pool.history[-1].deferred, pool.history[-1].queued, pool.history[-1].dedicated) == (0, 0, 50_000)


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
    assert (len(again.ips), again.sending_status) == (1, "Sending through dedicated IPs")
    assert again.ips[0].warmup["Gmail"] == 0


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


def test_a_converted_pool_keeps_its_warm_ips_and_then_loses_the_redundant_ones(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    addresses = hooks.lease_standard_ips(10, pool="marketing")
    for address in addresses:
        ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=100)
    hooks.send_traffic("marketing", {"Gmail": 90_000}, days=10)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="MANAGED")
    converted = hooks.pool("marketing")
    assert [ip.address for ip in converted.ips] == addresses
    assert {percent for ip in converted.ips for percent in ip.warmup.values()} == {100.0}
    pool = hooks.send_traffic("marketing", {"Gmail": 90_000}, days=7)
    assert [ip.address for ip in pool.ips] == addresses[:2]
    assert [day.ips for day in pool.history[10:]] == [10] * 6 + [2]
    assert [share(day) for day in pool.history[10:]] == [1.0] * 7
    for address in addresses[2:]:
        with pytest.raises(ses.exceptions.NotFoundException):
            ses.get_dedicated_ip(Ip=address)
    shown = ses.get_dedicated_ips(PoolName="marketing")["DedicatedIps"]
    assert [ip["Ip"] for ip in shown] == addresses[:2]


def send_until_deferred(hooks: SesManaged, ses: Any) -> None:
    """Ten messages leave through the pool's only IP, which has no room for more that day, and two wait."""
    hooks.policy = TINY
    hooks.send_traffic("marketing", {"Gmail": 5})
    send(ses, "ann@gmail.com", times=12)
    assert [message.status.value for message in hooks.messages] == ["DELIVERED"] * 10 + ["QUEUED"] * 2
    assert {message.route for message in hooks.messages[10:]} == {None}


def test_deferred_mail_leaves_through_the_dedicated_ip_when_there_is_room_again(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = TINY
    hooks.send_traffic("marketing", {"Gmail": 5})
    send(ses, "ann@gmail.com", times=10)
    hooks.advance(hours=18)
    send(ses, "bob@gmail.com", times=2)
    assert hooks.pool("marketing").by_isp["Gmail"].queued == 2
    before = hooks.advance(hours=5)
    assert hooks.messages[-1].status is MessageStatus.QUEUED
    after = hooks.advance(hours=2)
    for message in hooks.messages[-2:]:
        assert (message.status, message.route) == (MessageStatus.DELIVERED, Route.DEDICATED)
        assert message.ip == hooks.pool("marketing").ips[0].address
        assert message.delivered_at is not None
        assert before < message.delivered_at <= after
    assert hooks.pool("marketing").by_isp["Gmail"].queued == 0


def test_mail_deferred_past_14_hours_bounces_by_default(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    accepted_at = hooks.messages[10].accepted_at
    hooks.advance(hours=13, minutes=58)
    assert {message.status for message in hooks.messages[10:]} == {MessageStatus.QUEUED}
    assert hooks.advance(minutes=2) - accepted_at >= timedelta(hours=14)
    assert {message.status for message in hooks.messages[10:]} == {MessageStatus.BOUNCED}
    gmail = hooks.pool("marketing").by_isp["Gmail"]
    assert (gmail.deferred, gmail.bounced, gmail.queued) == (2, 2, 0)
    hooks.advance(days=1)
    assert hooks.pool("marketing").history[-1].bounced == 2


def test_mail_deferred_past_the_sets_max_delivery_seconds_bounces(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses, MaxDeliverySeconds=300)
    send_until_deferred(hooks, ses)
    hooks.advance(minutes=5)
    assert {message.status for message in hooks.messages[10:]} == {MessageStatus.BOUNCED}


def test_a_changed_max_delivery_seconds_holds_for_mail_from_then_on(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    ses.put_configuration_set_delivery_options(
        ConfigurationSetName="marketing", SendingPoolName="marketing", MaxDeliverySeconds=300
    )
    send(ses, "cid@gmail.com")
    hooks.advance(hours=1)
    assert [message.status.value for message in hooks.messages[10:]] == ["QUEUED", "QUEUED", "BOUNCED"]


def test_what_is_queued_when_its_pool_is_deleted_leaves_through_the_shared_pool(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    for message in hooks.messages[10:]:
        assert (message.status, message.route, message.ip) == (MessageStatus.DELIVERED, Route.SHARED, None)
    with pytest.raises(NotFoundError):
        hooks.pool("marketing")
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 5 + 12


def test_no_ip_sends_an_isp_more_than_its_capacity_in_any_24_hours(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = TINY
    hooks.send_traffic("marketing", {"Gmail": 25}, days=1)
    hooks.send_traffic("marketing", {"Gmail": 25}, days=1)
    ips = {ip.address for ip in hooks.pool("marketing").ips}
    assert len(ips) == 3
    hooks.advance(days=1)
    for _ in range(40):
        send(ses, "ann@gmail.com", times=3)
        hooks.advance(minutes=97)
    sent: dict[str, list[datetime]] = defaultdict(list)
    for message in hooks.messages:
        if message.ip and message.delivered_at:
            sent[message.ip].append(message.delivered_at)
    assert ips <= set(sent)
    for moments in sent.values():
        moments.sort()
        for first, eleventh in zip(moments, moments[10:], strict=False):
            assert eleventh - first >= timedelta(days=1)


def test_ips_of_a_pool_take_turns(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = SendingPolicy(first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10})
    hooks.send_traffic("marketing", {"Gmail": 30}, days=2)
    hooks.advance(days=2)
    oldest, *newer = [ip.address for ip in hooks.pool("marketing").ips]
    send(ses, "ann@gmail.com", times=14)
    ips = [message.ip for message in hooks.messages]
    assert ips[:10] == [oldest] * 10
    assert (set(ips[10:12]), ips[10:12]) == (set(newer), ips[12:14])


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
