"""Mail that waits for a dedicated IP: when it leaves, which way, and when it is given up."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from moto_ses_managed import MessageStatus, NotFoundError, Route, SendingPolicy, SesManaged
from tests.simulation.mail import TINY, managed_pool, send


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
