"""Real sends: routed like traffic in bulk, whatever the minute, and never lost for want of room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import DAY, HOUR, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.messages import MessageStatus, Route
from tests.simulation.mail.sender import CAPACITY, WARM, Sender

SECOND = timedelta(seconds=1)
WARMING = replace(WARM, full_rates=dict.fromkeys(ISPS, 200), largest_pool=3)


Scenario = Callable[[Sender], None]


def burst(times: int) -> Scenario:
    return lambda sender: sender.send(times)


def after(pause: timedelta, scenario: Scenario) -> Scenario:
    def run(sender: Sender) -> None:
        sender.region.advance(pause)
        scenario(sender)

    return run


def then(*scenarios: Scenario) -> Scenario:
    def run(sender: Sender) -> None:
        for scenario in scenarios:
            scenario(sender)

    return run


def every(pause: timedelta, times: int, rounds: int, max_wait: timedelta | None = None) -> Scenario:
    def run(sender: Sender) -> None:
        for _ in range(rounds):
            sender.send(times, max_wait=max_wait)
            sender.region.advance(pause)

    return run


TO_THE_HOUR = HOUR - MINUTE * 59
ADVERSARIAL = [
    timedelta(0),
    timedelta(microseconds=1),
    SECOND,
    MINUTE - SECOND,
    MINUTE,
    HOUR - SECOND,
    HOUR - timedelta(microseconds=1),
    HOUR,
    HOUR + timedelta(microseconds=1),
    DAY - SECOND,
    DAY,
]
SCENARIOS: dict[str, Scenario] = {
    **{f"a burst after {pause}": after(pause, burst(30)) for pause in ADVERSARIAL},
    **{
        f"a full pool, and more {pause} later": then(burst(CAPACITY), after(pause, burst(10)))
        for pause in (
            DAY - HOUR * 14,
            DAY - HOUR * 14 + SECOND,
            DAY - HOUR * 13,
            DAY - HOUR,
            DAY - SECOND,
            DAY - timedelta(microseconds=1),
            DAY,
            DAY + SECOND,
        )
    },
    "one a minute": every(MINUTE, 1, 90),
    "one each 59 minutes 59 seconds": every(HOUR - SECOND, 2, 60),
    "two each hour": every(HOUR, 2, 60),
    "thirty a day, at the same time": every(DAY, 30, 5),
    "thirty a day, a second earlier each day": every(DAY - SECOND, 30, 5),
    "thirty a day, a second later each day": every(DAY + SECOND, 30, 5),
    "a burst each seven hours": every(HOUR * 7, 20, 12),
    "five minutes to wait": every(MINUTE * 17, 3, 40, MINUTE * 5),
    "an hour to wait": every(MINUTE * 17, 3, 40, HOUR),
    "an hour less a second to wait": every(MINUTE * 17, 3, 40, HOUR - SECOND),
    "waits of two kinds": then(every(HOUR, 4, 8, HOUR * 14), every(MINUTE, 4, 8, HOUR * 2), every(HOUR, 4, 20)),
    "a full pool, half a day, a few, a second before midnight": then(
        burst(CAPACITY), after(HOUR * 12, burst(6)), after(HOUR * 12 - SECOND, burst(20))
    ),
}


@pytest.mark.parametrize("policy", [WARM, WARMING, replace(WARM, retry_hours=6), replace(WARM, largest_pool=3)])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_is_lost_at_any_minute(scenario: str, policy: SendingPolicy) -> None:
    sender = Sender(policy)
    SCENARIOS[scenario](sender)
    sender.check()
    sender.region.advance(HOUR * 14)
    sender.check()
    assert not any(message.waits for message in sender.sent)


def test_thirty_scenarios() -> None:
    assert len(SCENARIOS) >= 30


def week_in_bulk(policy: SendingPolicy) -> Counter[str]:
    """Two messages an hour for a week, in bulk."""
    sender = Sender(policy)
    sender.region.send_traffic({"pool": {"Gmail": 48}}, 7)
    return counts_at_last(sender)


def week_of_sends(policy: SendingPolicy, into_the_hour: timedelta) -> Counter[str]:
    """The same, one by one in some minute of each hour."""
    sender = Sender(policy)
    sender.region.advance(into_the_hour)
    for _ in range(7 * 24):
        sender.send(2)
        sender.region.advance(HOUR)
    sender.check()
    return counts_at_last(sender)


def counts_at_last(sender: Sender) -> Counter[str]:
    sender.region.advance(HOUR * 14)  # what waits leaves
    at = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    return Counter(dedicated=at.dedicated, shared=at.shared, bounced=at.bounced, deferred=at.deferred)


@pytest.mark.parametrize("minute", [0, 1, 17, 30, 59])
@pytest.mark.parametrize("policy", [WARM, WARMING, replace(WARM, largest_pool=3)])
def test_real_sends_and_traffic_of_the_same_mail_come_to_the_same_counts(minute: int, policy: SendingPolicy) -> None:
    assert week_of_sends(policy, MINUTE * minute) == week_in_bulk(policy)


@pytest.mark.parametrize("into_the_hour", [SECOND, MINUTE * 17, MINUTE * 59], ids=str)
@pytest.mark.parametrize("largest_pool", [1, 3])
@pytest.mark.parametrize("retry_hours", [3, 4, 12, 24])
def test_they_come_to_the_same_counts_however_seldom_mail_is_tried(
    retry_hours: int, largest_pool: int, into_the_hour: timedelta
) -> None:
    policy = replace(WARM, retry_hours=retry_hours, largest_pool=largest_pool)
    assert week_of_sends(policy, into_the_hour) == week_in_bulk(policy)


def test_mail_sent_as_a_try_begins_has_the_room_of_what_left_a_day_before() -> None:
    """It may wait until the same try of the next day, where what left with it has gone from the window by then."""
    policy = replace(WARM, retry_hours=4)
    on_the_hour, later, in_bulk = (
        week_of_sends(policy, timedelta(0)),
        week_of_sends(policy, SECOND),
        week_in_bulk(policy),
    )
    assert (later["dedicated"], in_bulk["dedicated"]) == (188, 188)
    assert on_the_hour["dedicated"] == 188 + 2


def test_the_same_mail_at_the_same_time_each_day_finds_the_same_room() -> None:
    sender = Sender()
    for _ in range(5):
        sender.send(CAPACITY)
        sender.region.advance(DAY)
    assert {message.deliveries[0].route for message in sender.sent} == {Route.DEDICATED}
    assert all(one.accepted_at == one.deliveries[0].delivered_at for one in sender.sent)
    assert all(first.accepted_at <= second.accepted_at for first, second in pairwise(sender.sent))


def test_tries_may_lie_further_apart_than_mail_may_wait_and_then_the_shared_pool_takes_it() -> None:
    sender = Sender(replace(WARM, retry_hours=24, max_delivery_seconds=300))
    sender.send(CAPACITY)
    sender.region.advance(DAY - MINUTE * 5 - SECOND)
    sender.send(1)
    sender.region.advance(SECOND)
    sender.send(1)  # its deadline is when the next try begins
    [too_early], [in_time] = (message.deliveries for message in sender.sent[-2:])
    assert (too_early.route, too_early.reason) == (Route.SHARED, "OVER_CAPACITY")
    assert "5 minutes (MaxDeliverySeconds), which ends before the next try (every 24 hours)" in too_early.explanation
    assert in_time.status is MessageStatus.QUEUED
    sender.region.advance(MINUTE * 5)
    [in_time] = sender.sent[-1].deliveries
    assert (in_time.route, in_time.delivered_at) == (Route.DEDICATED, sender.region.clock.now)
    sender.check()


def test_traffic_in_bulk_that_may_not_wait_long_leaves_what_waits_longer_in_its_place() -> None:
    sender = Sender(replace(WARM, max_delivery_seconds=3_600))
    sender.send(CAPACITY)
    sender.region.advance(HOUR * 12)
    sender.send(5, max_wait=HOUR * 14)
    sender.region.send_traffic({"pool": {"Gmail": 24 * 3}}, 1)
    at = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    # Until there is room, after twelve hours, all of it takes the shared pool; then the five leave, and the three that
    # came in after them.
    assert [one.deliveries[0].route for one in sender.sent] == [Route.DEDICATED] * (CAPACITY + 5)
    assert (at.dedicated, at.shared, at.queued, at.deferred) == (2 * CAPACITY, 24 * 3 + 5 - CAPACITY, 0, 5 + 3)


def test_a_message_sent_as_a_day_begins_is_counted_beside_traffic_that_is_each_days() -> None:
    sender = Sender()
    sender.region.send_traffic({"pool": {"Gmail": 12}}, 5)
    sender.send(1)
    sender.region.send_traffic({"pool": {"Gmail": 12}}, 3)
    at = sender.region.pool_snapshot("pool").by_isp["Gmail"]
    assert (at.dedicated, at.shared, at.queued) == (5 * 12 + 1 + 3 * 12, 0, 0)
    assert [day.dedicated for day in sender.region.pool("pool").history[-4:]] == [12, 13, 12, 12]
