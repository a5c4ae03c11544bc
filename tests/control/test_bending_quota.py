"""The sending quota, enforced: of 24 hours and of one second, in both APIs, at a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from freezegun import freeze_time

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from tests.support.refusals import Refusal, refusal_of

CONTENT = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
BODY = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}
DAY_USED_UP, RATE_USED_UP = "Daily message quota exceeded.", "Maximum sending rate exceeded."
A_SECOND = 1 / 60
"""In minutes."""


pytestmark = pytest.mark.usefixtures("identity")


@pytest.fixture
def mock() -> Iterator[None]:
    with freeze_time("2026-03-01 12:00:00"), mock_aws():
        yield


def by_v2(v2: Any, *to: str) -> None:
    v2.send_email(FromEmailAddress="me@example.com", Destination={"ToAddresses": list(to)}, Content=CONTENT)


def by_v1(v1: Any, *to: str) -> None:
    v1.send_email(Source="me@example.com", Destination={"ToAddresses": list(to)}, Message=BODY)


def by_v1_raw(v1: Any, *to: str) -> None:
    data = f"From: me@example.com\r\nTo: {', '.join(to)}\r\nSubject: s\r\n\r\nt".encode()
    v1.send_raw_email(RawMessage={"Data": data})


def refused(send: Any, client: Any, *to: str) -> Refusal:
    with pytest.raises(client.exceptions.ClientError) as raised:
        send(client, *to)
    return refusal_of(raised.value)


def used(v1: Any) -> float:
    sent: float = v1.get_send_quota()["SentLast24Hours"]
    return sent


@pytest.mark.fidelity(
    operation="SendEmail and the others, v1 and v2",
    case="the quota of 24 hours, with enforce_quota",
    answer="Throttling, v2 TooManyRequestsException",
    kind="documented",
    source="Errors related to the sending quotas",
)
def test_past_the_quota_of_24_hours_each_api_refuses_in_its_words(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=3)
    by_v1(v1, "ann@gmail.com")
    by_v2(v2, "ann@gmail.com", "bob@gmail.com")
    for send in (by_v1, by_v1_raw):
        assert refused(send, v1, "cid@gmail.com") == Refusal(400, "Throttling", DAY_USED_UP)
    assert refused(by_v2, v2, "cid@gmail.com") == Refusal(429, "TooManyRequestsException", DAY_USED_UP)
    assert len(hooks.messages) == 2
    assert used(v1) == 3
    hooks.advance(hours=23)
    assert refused(by_v1, v1, "cid@gmail.com") == Refusal(400, "Throttling", DAY_USED_UP)
    hooks.advance(hours=2)
    by_v1(v1, "cid@gmail.com")
    assert used(v1) == 1


def test_while_anything_is_left_a_message_to_several_is_taken_as_a_whole(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=2, max_send_rate=1)
    by_v2(v2, *(f"{name}@gmail.com" for name in "abcde"))
    assert used(v1) == 5
    # Five at one a second: errors for five seconds.
    hooks.policy = SendingPolicy(enforce_quota=True, max_send_rate=1)
    hooks.advance(minutes=4.9 * A_SECOND)
    assert refused(by_v1, v1, "f@gmail.com") == Refusal(400, "Throttling", RATE_USED_UP)
    hooks.advance(minutes=0.2 * A_SECOND)
    by_v1(v1, "f@gmail.com")


def test_mail_to_the_mailbox_simulator_counts_towards_the_rate_alone(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=1, max_send_rate=3)
    by_v2(v2, "ann@gmail.com")
    by_v2(v2, "success@simulator.amazonses.com")
    assert refused(by_v2, v2, "ann@gmail.com", "success@simulator.amazonses.com").message == DAY_USED_UP
    by_v1(v1, "bounce@simulator.amazonses.com")
    assert refused(by_v2, v2, "success@simulator.amazonses.com").message == RATE_USED_UP
    assert used(v1) == 1


def test_past_the_rate_within_a_second_each_api_refuses_in_its_words(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_send_rate=4)
    for _ in range(2):
        by_v1(v1, "ann@gmail.com")
        by_v2(v2, "ann@gmail.com")
    hooks.advance(minutes=0.9 * A_SECOND)
    for send in (by_v1, by_v1_raw):
        assert refused(send, v1, "ann@gmail.com") == Refusal(400, "Throttling", RATE_USED_UP)
    assert refused(by_v2, v2, "ann@gmail.com") == Refusal(429, "TooManyRequestsException", RATE_USED_UP)
    assert len(hooks.messages) == 4
    hooks.advance(minutes=0.2 * A_SECOND)
    for _ in range(4):
        by_v2(v2, "ann@gmail.com")
    assert refused(by_v2, v2, "ann@gmail.com").message == RATE_USED_UP


def test_a_pause_saves_nothing_up(hooks: SesManaged, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_send_rate=2)
    hooks.advance(hours=1)
    by_v2(v2, "ann@gmail.com")
    hooks.advance(minutes=10 * A_SECOND)
    for _ in range(2):
        by_v2(v2, "ann@gmail.com")
    assert refused(by_v2, v2, "ann@gmail.com").message == RATE_USED_UP


def test_each_entry_of_a_bulk_request_is_held_to_the_quota(hooks: SesManaged, v1: Any, v2: Any) -> None:
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "s", "TextPart": "t"})
    to = [{"Destination": {"ToAddresses": [f"{name}@gmail.com"]}} for name in "abc"]

    def statuses() -> tuple[list[str], list[str]]:
        content = {"Template": {"TemplateName": "t", "TemplateData": "{}"}}
        newer = v2.send_bulk_email(FromEmailAddress="me@example.com", DefaultContent=content, BulkEmailEntries=to)
        hooks.advance(minutes=1)
        older = v1.send_bulk_templated_email(
            Source="me@example.com", Template="t", DefaultTemplateData="{}", Destinations=to
        )
        return (
            [entry["Status"] for entry in newer["BulkEmailEntryResults"]],
            [entry["Status"] for entry in older["Status"]],
        )

    hooks.policy = SendingPolicy(enforce_quota=True, max_send_rate=2)
    assert statuses() == (
        ["SUCCESS", "SUCCESS", "ACCOUNT_THROTTLED"],
        ["Success", "Success", "AccountThrottled"],
    )
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=5)
    assert statuses() == (
        ["SUCCESS", "ACCOUNT_DAILY_QUOTA_EXCEEDED", "ACCOUNT_DAILY_QUOTA_EXCEEDED"],
        ["AccountDailyQuotaExceeded"] * 3,
    )
    assert len(hooks.messages) == 5


def test_the_quota_of_the_sandbox_is_held(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, sandbox=True, max_24_hour_send=1_000, max_send_rate=100)
    for _ in range(199):
        by_v2(v2, "you@example.com")
        hooks.advance(minutes=A_SECOND)
    by_v2(v2, "you@example.com")
    assert refused(by_v2, v2, "success@simulator.amazonses.com").message == RATE_USED_UP
    hooks.advance(minutes=A_SECOND)
    assert refused(by_v2, v2, "you@example.com").message == DAY_USED_UP
    by_v2(v2, "success@simulator.amazonses.com")
    assert used(v1) == 200


def test_simulated_traffic_counts_and_is_not_refused(hooks: SesManaged, v1: Any, v2: Any) -> None:
    v2.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=100)
    hooks.send_traffic("pool", {"Gmail": 2_400}, days=1)
    assert used(v1) > 100
    assert refused(by_v2, v2, "ann@gmail.com").message == DAY_USED_UP


def test_without_the_switch_nothing_is_refused_and_a_reset_turns_it_off(hooks: SesManaged, v2: Any) -> None:
    hooks.policy = SendingPolicy(max_24_hour_send=1, max_send_rate=1)
    for _ in range(3):
        by_v2(v2, "ann@gmail.com")
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=3, max_send_rate=1)
    assert refused(by_v2, v2, "ann@gmail.com").message == DAY_USED_UP
    hooks.reset()
    v2.create_email_identity(EmailIdentity="example.com")
    for _ in range(20):
        by_v2(v2, "ann@gmail.com")


def test_what_is_refused_for_another_reason_uses_nothing_up(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(enforce_quota=True, max_send_rate=1)
    with pytest.raises(v2.exceptions.MessageRejected):
        v2.send_email(FromEmailAddress="x@y.org", Destination={"ToAddresses": ["a@gmail.com"]}, Content=CONTENT)
    by_v2(v2, "ann@gmail.com")
    assert refused(by_v1, v1, "ann@gmail.com").message == RATE_USED_UP
