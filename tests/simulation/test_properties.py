"""What always holds of the simulation, whatever the traffic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_ses_managed.simulation.clock import DAY, HOURS_A_DAY, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.pools.batches import Batch
from moto_ses_managed.simulation.pools.ip_addresses import Addresses
from moto_ses_managed.simulation.pools.routing import IspRoute
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.time_units import MINUTES_AN_HOUR, Day, Hour, each_day, hours_of
from moto_ses_managed.simulation.volumes.ledger import Count, PoolVolumes
from moto_ses_managed.simulation.volumes.window import MINUTES_A_DAY, Window, end_hour

START = datetime(2026, 1, 1, 13, 37, 11, 5, tzinfo=timezone.utc)
CAPACITY = 4
RIGID = SendingPolicy(
    first_ip_days=1, first_ip_daily_volume=1, cold_capacity=CAPACITY, full_rates=dict.fromkeys(ISPS, CAPACITY)
)
"""Every IP may send every ISP four messages in 24 hours, cold or warm."""

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a@gmail.com", "b@yahoo.com"]),
        st.integers(0, 6),
        st.sampled_from([0, 1, 17 * 60, 3600, 11 * 3600]).map(lambda seconds: timedelta(seconds=seconds)),
    ),
    max_size=40,
)


ORIGIN = MessageOrigin("me@example.com", "example.com", "set")


def managed_region(policy: SendingPolicy) -> Region:
    region = Region(lambda: START)
    region.policy = policy
    region.create_pool("pool", ScalingMode.MANAGED)
    return region


@given(STEPS, st.sampled_from([{"Gmail": 3}, {"Gmail": 9, "Yahoo": 2}, {"Cox": 30}]))
def test_no_ip_sends_an_isp_more_than_its_capacity_in_any_24_hours(
    steps: list[tuple[str, int, timedelta]], first_traffic: dict[str, int]
) -> None:
    region = managed_region(RIGID)
    region.send_traffic({"pool": first_traffic}, 3)
    for recipient, times, pause in steps:
        for number in range(times):
            region.accept(str(number), ORIGIN, [recipient], "pool")
        region.advance(pause)
    region.advance(DAY)
    assert_capacity_holds(region)


@given(STEPS, st.integers(0, 5), st.sampled_from([300, 50_400]), st.integers(0, 3))
@settings(deadline=None)
def test_a_cap_on_stored_messages_changes_nothing_but_which_of_them_are_kept(
    steps: list[tuple[str, int, timedelta]], cap: int, max_wait: int, after: int
) -> None:
    policy = replace(RIGID, max_delivery_seconds=max_wait)
    whole, capped = managed_region(policy), managed_region(replace(policy, max_stored_messages=cap))
    for region in (whole, capped):
        region.send_traffic({"pool": {"Gmail": 3}}, 3)
    sent, kept = 0, list[str]()
    for recipient, times, pause in steps:
        for _ in range(times):
            sent += 1
            for region in (whole, capped):
                region.accept(str(sent), ORIGIN, [recipient, "c@cox.net"][: 1 + sent % 2], "pool")
            kept = without_the_oldest_settled([*kept, str(sent)], whole, cap)
            assert_equal_but_for_the_forgotten(whole, capped, kept)
        for region in (whole, capped):
            region.advance(pause)
        kept = without_the_oldest_settled(kept, whole, cap)
        assert_equal_but_for_the_forgotten(whole, capped, kept)
    for region in (whole, capped):
        region.advance(after * DAY)
    assert_equal_but_for_the_forgotten(whole, capped, without_the_oldest_settled(kept, whole, cap))


def without_the_oldest_settled(kept: list[str], whole: Region, cap: int) -> list[str]:
    settled = [message.message_id for message in whole.messages if not message.waits and message.message_id in kept]
    forgotten = set(settled[: max(0, len(kept) - cap)])
    return [message_id for message_id in kept if message_id not in forgotten]


def assert_equal_but_for_the_forgotten(whole: Region, capped: Region, kept: list[str]) -> None:
    of_all = {message.message_id: message.snapshot() for message in whole.messages}
    assert [message.snapshot() for message in capped.messages] == [of_all[message_id] for message_id in kept]
    assert capped.messages.accepted == len(of_all)
    assert capped.take_events() == whole.take_events()
    assert capped.pool_snapshot("pool") == whole.pool_snapshot("pool")
    assert capped.bill() == whole.bill()
    assert capped.accepted_last_24_hours() == whole.accepted_last_24_hours()
    assert dict(capped.statistics.days) == dict(whole.statistics.days)
    assert list(capped.statistics.quarters) == list(whole.statistics.quarters)


def assert_capacity_holds(region: Region) -> None:
    left: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for message in region.messages:
        for delivery in message.deliveries:
            if delivery.ip and delivery.delivered_at:
                left[delivery.ip, delivery.isp].append(delivery.delivered_at)
    for moments in left.values():
        moments.sort()
        assert all(later - first >= DAY for first, later in zip(moments, moments[CAPACITY:], strict=False))


@given(st.integers(1, 3), st.integers(0, 9), st.integers(0, 9), STEPS)
def test_a_conversion_lets_no_ip_send_more_than_its_capacity(
    ips: int, before: int, after: int, steps: list[tuple[str, int, timedelta]]
) -> None:
    region = Region(lambda: START)
    # A standard IP may send as much in all as a managed one each ISP: what it sends holds before and after.
    region.policy = replace(RIGID, standard_cold_capacity=CAPACITY, standard_full_rate=CAPACITY)
    region.create_pool("pool", ScalingMode.STANDARD)
    region.lease_standard_ips(ips, "pool")
    for number in range(before):
        region.accept(str(number), ORIGIN, ["a@gmail.com"], "pool")
    region.set_scaling_mode("pool", ScalingMode.MANAGED)
    for number in range(after):
        region.accept(str(number), ORIGIN, ["a@gmail.com"], "pool")
    for recipient, times, pause in steps:
        for number in range(times):
            region.accept(str(number), ORIGIN, [recipient], "pool")
        region.advance(pause)
    assert_capacity_holds(region)


@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=30), st.lists(st.integers(0, 40_000), min_size=30))
@settings(max_examples=40)
def test_the_level_at_one_isp_depends_on_the_traffic_to_that_isp_alone(yahoo: list[int], others: list[int]) -> None:
    def levels(*, busy: bool) -> list[float]:
        # One IP from the start to the end, whatever the others are sent.
        region = managed_region(SendingPolicy(first_ip_days=1, last_ip_daily_volume=0, largest_pool=1))
        region.send_traffic({"pool": {"Gmail": 1000}}, 1)
        seen = []
        for number, messages in enumerate(yahoo):
            other = {"Gmail": others[number], "Cox": others[-number]} if busy else {}
            region.send_traffic({"pool": {"Yahoo": messages, **other}}, 1)
            seen.append(region.pool_snapshot("pool").ips[0].warmup["Yahoo"])
        return seen

    assert levels(busy=False) == levels(busy=True)


DAYS = st.lists(
    st.tuples(st.sampled_from([0, 3, 40, 41, 200, 900]), st.sampled_from([1, 2, 5, 20])), min_size=1, max_size=12
)


@given(DAYS, st.sampled_from([1, 6, 24]), st.sampled_from([0.0, 0.5, 1.0]), st.integers(1, 3))
def test_a_day_that_is_repeated_is_the_day_that_would_have_been_lived(
    days: list[tuple[int, int]], retry_hours: int, early_phase_end: float, batches: int
) -> None:
    policy = SendingPolicy(
        cold_capacity=10, full_rates={"Gmail": 60}, retry_hours=retry_hours, early_phase_end=early_phase_end
    )

    lived = [messages for messages, times in days for _ in range(times)]

    def life(*, whole_days: bool) -> object:
        addresses, pool = Addresses(), PoolVolumes(Day(0))
        groups = [
            Batch([addresses.next(START) for _ in range(size + 1)], {"Gmail": 50.0 * size}) for size in range(batches)
        ]
        volumes = pool.at("Gmail")
        route = IspRoute("Gmail", groups, volumes, policy)
        for day, messages in zip(each_day(range(len(lived) * HOURS_A_DAY)), lived, strict=True):
            arriving = tuple((slot + 1) * messages // 24 - slot * messages // 24 for slot in range(HOURS_A_DAY))
            if whole_days and route.may_repeat(day, arriving):
                route.repeat_day()
            else:
                for hour, count in zip(hours_of(day), arriving, strict=True):
                    route.end_hour(hour, count)
            route.end_day(pool.end_day().get("Gmail"))
        hours = range(len(lived) * HOURS_A_DAY)
        return (
            [list(volumes.by_hour(count, hours)) for count in Count],
            [volumes.total(count) for count in Count],
            (volumes.sent.total, volumes.accepted.total, volumes.sent.hours),
            [(part.warmup.level, part.turn, part.window.hours, part.window.total) for part in route.parts],
            [(deferred.count, deferred.deadline) for deferred in route.queue],
        )

    assert life(whole_days=True) == life(whole_days=False)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 5), st.booleans()), max_size=80))
def test_a_window_counts_what_happened_in_the_last_24_hours_and_at_most_a_minute_more(
    events: list[tuple[int, int, bool]],
) -> None:
    window, happened, minute, ended = Window(), [], 0, 0
    for pause, count, at_end in events:
        minute += pause
        while (ended + 1) * MINUTES_AN_HOUR <= minute:
            end_hour((window,), Hour(ended))
            ended += 1
            if at_end and ended * MINUTES_AN_HOUR > minute - pause:
                window.add_at_end(Hour(ended - 1), count)
                happened.append((ended * MINUTES_AN_HOUR, count))
        window.reach(minute * MINUTE)
        if not at_end:
            window.add(minute * MINUTE, count)
            happened.append((minute, count))
        within = sum(count for at, count in happened if at + MINUTES_A_DAY > minute)
        assert (
            within
            <= window.total
            <= within
            + sum(
                count
                for at, count in happened
                if minute - MINUTES_A_DAY - MINUTES_AN_HOUR < at <= minute - MINUTES_A_DAY
            )
        )


@given(
    st.lists(st.dictionaries(st.sampled_from(["Gmail", "Yahoo", "AOL"]), st.integers(0, 3_000)), max_size=12),
    st.integers(0, 12),
    st.sampled_from([SendingPolicy(first_ip_days=1), RIGID, SendingPolicy(first_ip_days=2, full_rates={"Gmail": 300})]),
)
@settings(max_examples=30, deadline=None)
def test_no_sentence_contradicts_the_figures_beside_it(
    days: list[dict[str, int]], sent_today: int, policy: SendingPolicy
) -> None:
    region = managed_region(policy)
    for day in days:
        region.send_traffic({"pool": day}, 1, hours=9)
    for number in range(sent_today):
        region.accept(str(number), ORIGIN, ["a@gmail.com"], "pool")
    pool = region.pool_snapshot("pool")
    if not pool.ips:
        since_change = pool.history[-policy.first_ip_within_days :]
        reached = sum(day.dedicated + day.shared >= policy.first_ip_daily_volume for day in since_change)
        match = re.search(r"([\d,]+) of the last .* today ([\d,]+) so far", pool.explanation)
        assert match is not None
        assert match[2] == f"{sent_today:,}"
        assert int(match[1]) <= reached
    for isp, sending in pool.by_isp.items():
        sentence = sending.explanation
        assert sentence.startswith(f"{isp}: ")
        assert f" {sending.queued:,} waiting" in sentence or not sending.queued
        counts = sending.reasons_today.values()
        _, _, today = sentence.partition("; today ")
        assert [int(count.replace(",", "")) for count in re.findall(r"(?:^|, )([\d,]*\d) ", today)] == counts_in_order(
            sending.reasons_today
        )
        assert ("no mail today" in sentence) is not any(counts)
        if not pool.ips:
            assert "no dedicated IP" in sentence
            continue
        figures = re.search(r"([\d,]+) of ([\d,]+) used, (under |over |)(\d+) % warm", sentence)
        assert figures is not None, sentence
        used, capacity = (int(figures[number].replace(",", "")) for number in (1, 2))
        assert (used <= sending.sent_last_24_hours, capacity) == (True, sending.capacity_24_hours)
        assert int(figures[4]) == pytest.approx(sending.warmup_percentage, abs=1)
        assert figures[4] != "100" or sending.warmup_percentage == 100


def counts_in_order(reasons: dict[str, int]) -> list[int]:
    """The counts in the order of the reasons as a sentence tells them: what left, then what waits."""
    left = ("WITHIN_CAPACITY", "OVER_WARM_UP_LEVEL", "OVER_CAPACITY", "NO_DEDICATED_IP")
    return [reasons[reason] for reason in (*left, "WAITING") if reasons.get(reason)]
