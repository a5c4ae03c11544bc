"""What the report of a failed test says: each pool's last days, its reasons today by ISP, and the last messages."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SendingPolicy, SesManaged
from moto_ses_managed.failure_report import sections
from tests.simulation.sending import managed_pool, send
from tests.support.clients import ses_client
from tests.support.sending import SIMPLE

WARM_AT_GMAIL = SendingPolicy(
    first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10}, largest_pool=1
)


@pytest.fixture
def ses(mock: None) -> Any:
    client = ses_client()
    client.create_email_identity(EmailIdentity="example.com")
    return client


def lines_of(hooks: SesManaged) -> list[str]:
    [(title, text)] = sections(hooks)
    assert title == f"Dedicated IP pools of {hooks.account_id} in {hooks.region}"
    return text.splitlines()


def test_it_says_why_todays_mail_went_its_way_by_isp(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = WARM_AT_GMAIL
    hooks.send_traffic("marketing", {"Cox": 9}, days=8)
    managed_pool(ses, "idle")
    send(ses, "ann@gmail.com", times=10)
    hooks.advance(hours=12)
    send(ses, "ann@gmail.com", times=11)
    send(ses, "bob@outlook.com", times=12)
    lines = lines_of(hooks)
    head = next(number for number, line in enumerate(lines) if line.startswith("marketing (MANAGED): "))
    assert lines[head].startswith("marketing (MANAGED): Sending via Dedicated IPs, 1 IP, ")
    assert lines[head + 1] == f"  {hooks.pool('marketing').explanation}"
    assert lines[head + 2 : head + 4] == [
        "  today at Gmail: 10 WITHIN_CAPACITY, 10 WAITING, 1 OVER_CAPACITY",
        "  today at Outlook: 10 WITHIN_CAPACITY, 2 OVER_WARM_UP_LEVEL",
    ]
    assert [line.split()[0] for line in lines[head + 6 : head + 13]] == ["2", "3", "4", "5", "6", "7", "8"]
    idle = next(number for number, line in enumerate(lines) if line.startswith("idle (MANAGED): "))
    assert idle == head + 13
    assert not any(line.startswith("  today at") for line in lines[idle:])


def test_it_shows_the_last_five_messages_each_with_its_reason(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.policy = WARM_AT_GMAIL
    hooks.send_traffic("marketing", {"Cox": 9})
    send(ses, "ann@gmail.com", times=10)
    hooks.advance(hours=12)
    send(ses, "ann@gmail.com", times=2)
    send(ses, "bounce@simulator.amazonses.com")
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": [f"many{number}@cox.net" for number in range(6)]},
        Content=SIMPLE,
        ConfigurationSetName="marketing",
    )
    first, *_, bounced, many = hooks.messages[-5:]
    assert lines_of(hooks)[-9:] == [
        f"{first.message_id} to ann@gmail.com: DELIVERED, WITHIN_CAPACITY. {first.explanation}",
        *(
            f"{waiting.message_id} to ann@gmail.com: QUEUED, WAITING. {waiting.explanation}"
            for waiting in hooks.messages[-4:-2]
        ),
        f"{bounced.message_id} to bounce@simulator.amazonses.com: BOUNCED, RECIPIENT. {bounced.explanation}",
        *(
            f"{many.message_id} to many{number}@cox.net: DELIVERED, WITHIN_CAPACITY. "
            f"{many.deliveries[number].explanation}"
            for number in range(5)
        ),
    ]
