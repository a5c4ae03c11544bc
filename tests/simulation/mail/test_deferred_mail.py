"""Mail that waits for a dedicated IP: when it leaves, which way, and when it is given up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from moto_ses_managed import MessageStatus, NotFoundError, Route, SendingPolicy, SesManaged
from tests.simulation.sending import TINY, managed_pool, send

ONE_IP = replace(TINY, largest_pool=1)


def send_until_deferred(hooks: SesManaged, ses: Any) -> None:
    """Ten messages left through the pool's only IP 12 hours ago, which has room for more in 12 hours, and two wait."""
    hooks.policy = ONE_IP
    hooks.send_traffic("marketing", {"Gmail": 5})
    send(ses, "ann@gmail.com", times=10)
    hooks.advance(hours=12)
    send(ses, "ann@gmail.com", times=2)
    assert [message.status.value for message in hooks.messages] == ["DELIVERED"] * 10 + ["QUEUED"] * 2
    assert {message.route for message in hooks.messages[10:]} == {None}


@pytest.mark.fidelity(
    operation="Managed pools (5)",
    case="warmed up",
    answer="excess is queued and leaves through the dedicated IPs",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_deferred_mail_leaves_through_the_dedicated_ip_when_there_is_room_again(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    assert hooks.pool("marketing").by_isp["Gmail"].queued == 2
    before = hooks.advance(hours=11)
    assert hooks.messages[-1].status is MessageStatus.QUEUED
    after = hooks.advance(hours=2)
    for message in hooks.messages[-2:]:
        assert (message.status, message.route) == (MessageStatus.DELIVERED, Route.DEDICATED)
        assert message.ip == hooks.pool("marketing").ips[0].address
        assert message.delivered_at is not None
        assert before < message.delivered_at <= after
    assert hooks.pool("marketing").by_isp["Gmail"].queued == 0


def test_mail_that_could_not_leave_within_14_hours_takes_the_shared_pool_at_once(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = ONE_IP
    hooks.send_traffic("marketing", {"Gmail": 5})
    send(ses, "ann@gmail.com", times=10)
    hooks.advance(hours=9)  # there is room in 15 hours
    send(ses, "ann@gmail.com")
    assert (hooks.messages[-1].route, hooks.messages[-1].reason) == (Route.SHARED, "OVER_CAPACITY")
    hooks.advance(hours=2)
    send(ses, "ann@gmail.com")
    assert (hooks.messages[-1].status, hooks.messages[-1].reason) == (MessageStatus.QUEUED, "WAITING")


@pytest.mark.fidelity(
    operation="Managed pools (13)", case="a deadline before the next try", answer="the shared pool", kind="our choice"
)
def test_mail_that_may_not_wait_for_the_next_try_takes_the_shared_pool_at_once(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses, MaxDeliverySeconds=300)
    hooks.policy = ONE_IP
    hooks.send_traffic("marketing", {"Gmail": 5})
    send(ses, "ann@gmail.com", times=12)
    assert [message.route for message in hooks.messages] == [Route.DEDICATED] * 10 + [Route.SHARED] * 2
    assert {message.reason for message in hooks.messages[10:]} == {"OVER_CAPACITY"}
    assert "5 minutes" in hooks.messages[-1].explanation


def test_a_changed_max_delivery_seconds_holds_for_mail_from_then_on(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    ses.put_configuration_set_delivery_options(
        ConfigurationSetName="marketing", SendingPoolName="marketing", MaxDeliverySeconds=300
    )
    send(ses, "cid@gmail.com")
    assert [message.status.value for message in hooks.messages[10:]] == ["QUEUED", "QUEUED", "DELIVERED"]


def test_what_is_queued_when_its_pool_is_deleted_leaves_through_the_shared_pool(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    send_until_deferred(hooks, ses)
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    for message in hooks.messages[10:]:
        assert (message.status, message.route, message.ip) == (MessageStatus.DELIVERED, Route.SHARED, None)
        assert message.reason == "POOL_DELETED"
    with pytest.raises(NotFoundError):
        hooks.pool("marketing")
    # Of the five of the traffic, an hour's each, three arrived in the last 24 hours.
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 3 + 12


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
    addresses = [ip.address for ip in hooks.pool("marketing").ips]
    send(ses, "ann@gmail.com", times=14)
    sent = Counter(message.ip for message in hooks.messages)
    assert [sent[address] for address in addresses] == [5, 5, 4]
    assert {message.ip for message in hooks.messages[:3]} == set(addresses)
