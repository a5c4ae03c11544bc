"""IPs that came to a pool together: whose turn it is, and what is left of a batch that is split."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from moto_ses_managed import InvalidValueError, SendingPolicy
from moto_ses_managed.simulation.clock import HOUR
from moto_ses_managed.simulation.pools.batches import Batch, BatchAtIsp, next_sender, shares
from moto_ses_managed.simulation.pools.ip_addresses import Addresses
from moto_ses_managed.simulation.time_units import Hour

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
POLICY = SendingPolicy(cold_capacity=10, full_rates={"Gmail": 100})


def part(ips: int, level: float = 0.0) -> BatchAtIsp:
    addresses = Addresses()
    return BatchAtIsp(Batch([addresses.next(START) for _ in range(ips)], {"Gmail": level}), "Gmail", POLICY)


def sent(one: BatchAtIsp, messages: int) -> None:
    one.window.add(HOUR, messages)
    one.send(messages)


def split(one: BatchAtIsp, newest: int) -> BatchAtIsp:
    newer = Batch(one.batch.ips[-newest:])
    del one.batch.ips[-newest:]
    other = one.split(newer)
    for each in (one, other):
        each.apply(POLICY)
    return other


@pytest.mark.parametrize(("messages", "stays", "goes"), [(0, 0, 0), (2, 2, 0), (3, 0, 0), (4, 0, 1), (9, 0, 1)])
def test_a_split_leaves_the_turn_with_the_ip_that_had_it(messages: int, stays: int, goes: int) -> None:
    whole = part(5)
    sent(whole, messages)
    turn = whole.batch.ips[messages % 5]
    newer = split(whole, 2)
    assert (whole.turn, newer.turn) == (stays, goes)
    holder = newer if messages % 5 >= 3 else whole
    assert holder.send_one() is turn


@pytest.mark.parametrize(("messages", "newer_sent"), [(0, 0), (5, 2), (13, 5), (14, 5), (15, 6)])
def test_a_split_shares_out_what_was_sent_today_and_loses_none_of_it(messages: int, newer_sent: int) -> None:
    whole = part(5)
    sent(whole, messages)
    newer = split(whole, 2)
    assert (newer.sent_today, whole.sent_today) == (newer_sent, messages - newer_sent)
    # No IP may send more in 24 hours for the split: what does not divide counts on both sides.
    assert newer.window.total + whole.window.total >= messages
    assert (newer.window.total, whole.window.total) == (messages - messages // 5 * 3, messages - messages // 5 * 2)


def test_both_sides_of_a_split_are_as_warm_as_before_and_go_their_own_ways() -> None:
    whole = part(2, level=50.0)
    sent(whole, 60)
    newer = split(whole, 1)
    assert newer.warmup.level == whole.warmup.level == 55
    newer.sent_today = 0
    assert [one.end_day(POLICY) for one in (whole, newer)] == [True, True]
    assert (whole.warmup.level, newer.warmup.level) == (77, 55)


@pytest.mark.parametrize(("messages", "level"), [(29, 10), (30, 14)])
def test_a_batch_warms_up_by_what_each_of_its_ips_sent_in_the_mean(messages: int, level: float) -> None:
    """Half of the capacity of ten messages, for each of six IPs."""
    batch = part(6)
    sent(batch, messages)
    assert batch.end_day(POLICY)
    assert (batch.warmup.level, batch.sent_today) == (level, 0)


def test_ips_take_turns_and_those_on_a_blocklist_bounce_their_part() -> None:
    batch = part(3)
    batch.batch.ips[1].blocklisted_at = frozenset({"Gmail"})
    batch.apply(POLICY)
    assert [batch.send(messages) for messages in (1, 1, 1, 7, 4)] == [0, 1, 0, 2, 2]
    assert batch.turn == (1 + 1 + 1 + 7 + 4) % 3


@pytest.mark.parametrize("messages", range(0, 130, 7))
def test_mail_in_bulk_is_shared_out_as_it_would_be_one_by_one(messages: int) -> None:
    def parts() -> list[BatchAtIsp]:
        three = [part(1, level=50.0), part(2), part(1, level=20.0)]
        three[2].batch.leaving = True
        three[0].window.add(HOUR, 11)
        return three

    in_bulk, one_by_one = parts(), parts()
    for one, count in shares(in_bulk, messages):
        one.window.add(HOUR, count)
    for _ in range(messages):
        sender = next_sender(one_by_one)
        if sender is not None:
            sender.window.add(HOUR, 1)
    assert [one.window.total for one in in_bulk] == [one.window.total for one in one_by_one]
    assert sum(one.window.total for one in in_bulk) == min(messages + 11, 55 + 20 + 28)


def test_an_ip_that_sent_more_than_its_level_is_now_has_no_room_and_takes_none_from_others() -> None:
    beyond = part(1, level=20.0)
    beyond.window.add_at_end(Hour(0), 28)
    beyond.warmup.level = 27
    beyond.apply(POLICY)
    assert (beyond.room, beyond.room_at(Hour(24), Hour(0)), beyond.room_at(Hour(25), Hour(0))) == (0, 0, 27)
    other = part(1)
    assert shares([beyond, other], 30) == [(other, 10)]
    assert next_sender([beyond, other]) is other
    assert next_sender([beyond]) is None


def test_the_last_address_is_given_and_none_after_it() -> None:
    addresses = Addresses()
    every = addresses.left
    assert every == 2**17 - 2 + 2**28 - 2
    assert [addresses.next(START).address for _ in range(2)] == ["198.18.0.1", "198.18.0.2"]
    addresses._used = 2**17 - 3
    assert [addresses.next(START).address for _ in range(2)] == ["198.19.255.254", "240.0.0.0"]
    addresses._used = every - 1
    assert addresses.left == 1
    assert addresses.next(START + timedelta(days=1)).address == "255.255.255.253"
    with pytest.raises(InvalidValueError, match="has 0 addresses left: 1 were requested"):
        addresses.next(START)
