"""What waits when there is to be no room for it any more, and mail through IPs that are on a blocklist."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from moto_ses_managed import MessageStatus, ScalingMode, SesManaged
from moto_ses_managed.simulation.clock import HOUR, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.messages import Route
from tests.simulation.mail.sender import CAPACITY, WARM, Sender
from tests.simulation.sending import TINY, managed_pool, send

LESS = replace(WARM, cold_capacity=4, full_rates=dict.fromkeys(ISPS, 4))
"""The same with four messages a day."""


def test_what_waits_takes_the_shared_pool_in_the_hour_in_which_its_room_goes() -> None:
    sender = Sender()
    sender.send(CAPACITY)
    sender.region.advance(HOUR * 12)
    sender.send(20)
    assert all(message.waits for message in sender.sent[CAPACITY:])
    sender.region.policy = LESS
    sender.region.advance(HOUR)
    waiting, over = sender.sent[CAPACITY : CAPACITY + 4], sender.sent[CAPACITY + 4 :]
    assert all(message.waits for message in waiting)
    left = {(one.route, one.reason, one.delivered_at) for message in over for one in message.deliveries}
    assert left == {(Route.SHARED, "OVER_CAPACITY", sender.region.clock.now)}
    assert "4 messages a day from this IP" in over[0].deliveries[0].explanation
    sender.region.advance(HOUR * 11)
    assert {message.deliveries[0].route for message in waiting} == {Route.DEDICATED}


def test_of_traffic_in_bulk_that_waits_the_part_that_has_room_goes_on_waiting() -> None:
    """Three an hour in a day; when they leave, there is room for four of them: one of an hour, and the next hour's."""
    sender = Sender()
    sender.region.send_traffic({"pool": {"Gmail": 3 * 24}}, 1)
    before = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    assert (before.queued, before.dedicated, before.shared) == (CAPACITY, CAPACITY, CAPACITY)
    sender.region.policy = LESS
    sender.region.advance(HOUR)
    at = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    assert (at.queued, at.dedicated, at.shared) == (4, CAPACITY, CAPACITY + 20)
    sender.region.advance(HOUR * 9)
    at = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    assert (at.queued, at.dedicated, at.shared, at.bounced) == (0, CAPACITY + 4, CAPACITY + 20, 0)


def test_what_waits_takes_the_shared_pool_when_a_cold_ip_makes_the_pool_early_again() -> None:
    sender = Sender(replace(WARM, cold_capacity=4, largest_pool=2))
    sender.region.warm_up("pool", {"Gmail": CAPACITY})
    sender.send(CAPACITY)
    sender.region.advance(HOUR * 12)
    sender.send(CAPACITY + 6)
    assert [message.waits for message in sender.sent[CAPACITY:]] == [True] * CAPACITY + [False] * 6
    sender.region.advance(HOUR)
    assert len(sender.region.pool("pool").ips) == 2
    sender.region.advance(HOUR)
    later = [message.deliveries[0] for message in sender.sent[CAPACITY : 2 * CAPACITY]]
    assert [one.route for one in later] == [Route.DEDICATED] * 4 + [Route.SHARED] * (CAPACITY - 4)
    assert {one.reason for one in later[4:]} == {"OVER_WARM_UP_LEVEL"}
    assert all("early in the warm-up, the rest takes the shared pool" in one.explanation for one in later[4:])


def test_a_blocklisted_ip_of_several_has_its_turns_of_traffic_in_bulk_bounced(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = replace(TINY, largest_pool=3)
    pool = hooks.send_traffic("marketing", {"Gmail": 30}, days=3)
    hooks.advance(days=1)
    hooks.blocklist(pool.ips[1].address, isps=["Gmail"])
    pool = hooks.send_traffic("marketing", {"Gmail": 22}, hours=1)
    assert pool.history[-1].dedicated == 22
    assert pool.history[-1].reasons["Gmail"] == {"WITHIN_CAPACITY": 14, "BLOCKLISTED_IP": 8}


def test_a_standard_ip_on_a_blocklist_says_so_and_the_next_one_delivers(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="STANDARD")
    ses.create_configuration_set(ConfigurationSetName="marketing", DeliveryOptions={"SendingPoolName": "marketing"})
    listed, other = hooks.lease_standard_ips(2, pool="marketing")
    hooks.blocklist(listed)
    send(ses, "ann@gmail.com", times=2)
    assert [(one.status, one.ip, one.reason) for one in hooks.messages] == [
        (MessageStatus.BOUNCED, listed, "BLOCKLISTED_IP"),
        (MessageStatus.DELIVERED, other, "WITHIN_CAPACITY"),
    ]
    assert hooks.pool("marketing").by_isp["Gmail"].reasons_today == {"BLOCKLISTED_IP": 1, "WITHIN_CAPACITY": 1}


def test_a_standard_pool_that_is_told_to_be_standard_stays_so(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="STANDARD")
    hooks.lease_standard_ips(1, pool="marketing")
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="marketing", ScalingMode="STANDARD")
    assert hooks.pool("marketing").scaling_mode is ScalingMode.STANDARD
    assert hooks.bill().managed_days == 0


def test_mail_that_is_taken_again_leaves_at_the_next_try_however_far_one_call_goes() -> None:
    sender = Sender()
    sender.region.set_recipient_outcome("a@gmail.com", "SOFT_BOUNCE")
    sender.region.advance(MINUTE * 20)
    sender.send(1)
    sender.region.set_recipient_outcome("a@gmail.com", "DELIVER")
    began = sender.region.clock.now
    sender.region.advance(HOUR * 10)
    [delivery] = sender.sent[0].deliveries
    assert (delivery.route, delivery.delivered_at) == (Route.DEDICATED, began + MINUTE * 40)
