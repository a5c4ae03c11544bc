"""Which accepted messages are kept to be looked at, and that those that go are counted as ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import boto3
import pytest

from moto_ses_managed import InvalidPolicyError, MessageStatus, SendingPolicy, SesManaged
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, MessageOrigin
from moto_ses_managed.simulation.mail.stored_messages import StoredMessages
from tests.support.sending import SIMPLE, managed_pool

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
CAP = 3

Send = Callable[[str], str]


def policy(**fields: Any) -> SendingPolicy:
    """One IP after a day, warm at Gmail with six messages in 24 hours, so that what is more waits; cold elsewhere."""
    numbers = {
        "first_ip_days": 1,
        "first_ip_daily_volume": 1,
        "cold_capacity": 6,
        "full_rates": {"Gmail": 6},
        "largest_pool": 1,
        "max_stored_messages": CAP,
    }
    return SendingPolicy(**{**numbers, **fields})


@pytest.fixture
def send(hooks: SesManaged, ses: Any) -> Send:
    """A pool whose IP has room for Gmail in 12 hours again: mail to Gmail waits, mail to others goes at once."""
    hooks.policy = policy()
    managed_pool(ses)
    hooks.send_traffic("pool", {"Gmail": 2})

    def send(recipient: str) -> str:
        message_id: str = ses.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": [recipient]},
            Content=SIMPLE,
            ConfigurationSetName="set",
        )["MessageId"]
        return message_id

    for _ in range(6):
        send("ann@gmail.com")
    hooks.advance(hours=12)
    send("ann@gmail.com")
    assert [message.status for message in hooks.messages] == [*[MessageStatus.DELIVERED] * 2, MessageStatus.QUEUED]
    return send


def ids(hooks: SesManaged) -> list[str]:
    return [message.message_id for message in hooks.messages]


def test_the_capth_message_is_kept_and_the_one_after_it_takes_the_oldests_place(hooks: SesManaged, ses: Any) -> None:
    hooks.policy = SendingPolicy(max_stored_messages=CAP)
    sent = []
    for number in range(CAP + 2):
        message = {"FromEmailAddress": "me@example.com", "Destination": {"ToAddresses": ["ann@gmail.com"]}}
        sent.append(ses.send_email(**message, Content=SIMPLE)["MessageId"])
        assert ids(hooks) == sent[-CAP:], number


def test_what_waits_is_kept_beyond_the_cap_and_goes_once_it_is_settled(hooks: SesManaged, send: Send) -> None:
    [first] = [message.message_id for message in hooks.messages if message.status is MessageStatus.QUEUED]
    waiting = [first, *(send("ann@gmail.com") for _ in range(CAP + 1))]
    assert ids(hooks) == waiting
    assert hooks.pool("pool").by_isp["Gmail"].queued == len(waiting)
    settled = send("bob@yahoo.com")
    assert settled not in ids(hooks)
    hooks.advance(hours=15)
    assert {message.status for message in hooks.messages} == {MessageStatus.DELIVERED}
    assert ids(hooks) == waiting[-CAP:]
    assert hooks.pool("pool").by_isp["Gmail"].queued == 0


def test_an_old_message_that_waited_is_the_next_to_go_once_it_is_settled(hooks: SesManaged, send: Send) -> None:
    [waited] = [message.message_id for message in hooks.messages if message.status is MessageStatus.QUEUED]
    newer = [send("bob@yahoo.com") for _ in range(CAP)]
    assert ids(hooks) == [waited, *newer[1:]]
    hooks.advance(hours=15)
    assert ids(hooks) == [waited, *newer[1:]]
    newest = send("bob@yahoo.com")
    assert ids(hooks) == [*newer[1:], newest]


def test_counts_stay_exact_when_messages_are_forgotten(hooks: SesManaged, ses: Any, send: Send) -> None:
    v1 = boto3.client("ses", "us-east-1")
    quota = ses.get_account()["SendQuota"]["SentLast24Hours"]
    for _ in range(20):
        send("bob@yahoo.com")
        send("bounce@simulator.amazonses.com")
    at_yahoo = hooks.pool("pool").by_isp["Yahoo"]
    assert len(hooks.messages) == CAP
    assert (at_yahoo.dedicated, at_yahoo.shared, at_yahoo.queued, at_yahoo.sent_last_24_hours) == (6, 14, 0, 20)
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == quota + 20
    points = v1.get_send_statistics()["SendDataPoints"]
    assert sum(point["DeliveryAttempts"] for point in points) == 2 + 7 + 40
    assert sum(point["Bounces"] for point in points) == 20
    hooks.advance(days=1)
    row = hooks.pool("pool").history[-1]
    assert (row.dedicated, row.shared, row.deferred, row.bounced, row.queued) == (18, 28, 1, 0, 1)


def test_a_lower_cap_holds_at_once_and_a_higher_one_brings_nothing_back(hooks: SesManaged, ses: Any) -> None:
    message = {"FromEmailAddress": "me@example.com", "Destination": {"ToAddresses": ["ann@gmail.com"]}}
    sent = [ses.send_email(**message, Content=SIMPLE)["MessageId"] for _ in range(5)]
    assert ids(hooks) == sent
    for cap, kept in ((5, 5), (4, 4), (0, 0), (9, 0)):
        hooks.policy = SendingPolicy(max_stored_messages=cap)
        assert ids(hooks) == sent[len(sent) - kept :]


def test_what_a_deleted_pool_had_waiting_may_be_forgotten_with_it(hooks: SesManaged, ses: Any, send: Send) -> None:
    waiting = [message.message_id for message in hooks.messages if message.status is MessageStatus.QUEUED]
    waiting += [send("ann@gmail.com") for _ in range(CAP)]
    ses.delete_dedicated_ip_pool(PoolName="pool")
    assert ids(hooks) == waiting[-CAP:]
    assert {message.status for message in hooks.messages} == {MessageStatus.DELIVERED}


@pytest.mark.parametrize("value", [-1, 1_000_000_001, 1.5, True, None, "3"])
def test_a_cap_is_a_whole_number_from_none_to_a_billion(value: Any) -> None:
    with pytest.raises(InvalidPolicyError, match=f"max_stored_messages .*{value!r}"):
        SendingPolicy(max_stored_messages=value)


def message(number: int) -> AcceptedMessage:
    return AcceptedMessage(str(number), MessageOrigin("me@example.com"), ("ann@gmail.com",), None, START)


def test_a_position_and_a_number_say_the_same_after_any_are_forgotten() -> None:
    stored, every = StoredMessages(), [message(number) for number in range(8)]
    for accepted in every:
        stored.add(accepted)
        if accepted in (every[0], every[3], every[4]):
            stored.newest_waits()
    stored.retain(4)
    assert list(stored) == [every[0], every[3], every[4], every[7]]
    assert [stored.number_at(position) for position in range(len(stored))] == [0, 3, 4, 7]
    assert [stored[position] for position in range(len(stored))] == list(stored)
    assert (stored[-1], stored[1:3]) == (every[7], [every[3], every[4]])
    with pytest.raises(IndexError):
        stored[4]
    stored.settled(every[4])
    stored.retain(3)
    assert list(stored) == [every[0], every[3], every[7]]
    assert stored.take_discarded() == ["1", "2", "5", "6", "4"]
    assert (stored.take_discarded(), stored.accepted) == ([], 8)
    stored.retain(0)
    assert list(stored) == [every[0], every[3]]
