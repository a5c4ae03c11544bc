"""docs/howto/why-shared.md: its table has every reason, and each goes the way that the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from moto_ses_managed import Message, Reason, SendingPolicy, SesManaged
from tests.documentation.tables import rows_of
from tests.support.processes import ROOT
from tests.support.sending import managed_pool

WAYS = {row[0]: row[1] for row in rows_of(ROOT / "docs" / "howto" / "why-shared.md", "Every reason, and what to do")}


@pytest.fixture
def ses(ses_managed: SesManaged) -> Any:
    client = boto3.client("sesv2", region_name="us-east-1")
    managed_pool(client, "news", "news")
    client.create_email_identity(EmailIdentity="example.com")
    return client


def send(ses: Any, address: str = "ann@gmail.com", **others: Any) -> None:
    mail = {
        "FromEmailAddress": "news@example.com",
        "Destination": {"ToAddresses": [address]},
        "Content": {"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "Hello"}}}},
        "ConfigurationSetName": "news",
    }
    ses.send_email(**mail | others)


def without_set(ses: Any, _hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="other.example")
    mail = {"FromEmailAddress": "a@other.example", "Destination": {"ToAddresses": ["ann@gmail.com"]}}
    ses.send_email(**mail, Content={"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "y"}}}})


def cold(ses: Any, hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(growth_factor=1)
    hooks.send_traffic("news", {"Gmail": 900}, days=4)
    send(ses)


def with_room(ses: Any, hooks: SesManaged) -> None:
    hooks.warm_up("news", {"Gmail": 50_000})
    send(ses)


def waiting(ses: Any, hooks: SesManaged) -> None:
    hooks.recipient("gmail.com", "SOFT_BOUNCE")
    with_room(ses, hooks)


def use_up(ses: Any, hooks: SesManaged) -> None:
    """Have a pool of one small, warm IP send Gmail all that it may in 24 hours."""
    hooks.policy = SendingPolicy(full_rates={"Gmail": 5}, cold_capacity=5, largest_pool=1, first_ip_daily_volume=1)
    hooks.warm_up("news", {"Gmail": 5})
    for _ in range(5):
        send(ses)


def over_capacity(ses: Any, hooks: SesManaged) -> None:
    use_up(ses, hooks)
    send(ses)


def pool_deleted(ses: Any, hooks: SesManaged) -> None:
    use_up(ses, hooks)
    hooks.advance(hours=12)  # in 12 more there is room, and mail may wait for 14
    send(ses)
    assert hooks.messages[-1].reason is Reason.WAITING
    ses.put_configuration_set_delivery_options(ConfigurationSetName="news")
    ses.delete_dedicated_ip_pool(PoolName="news")


def returned(ses: Any, hooks: SesManaged) -> None:
    hooks.recipient("gmail.com", "BOUNCE")
    with_room(ses, hooks)


def blocklisted(ses: Any, hooks: SesManaged) -> None:
    [ip] = hooks.warm_up("news", {"Gmail": 50_000}).ips
    hooks.blocklist(ip.address)
    send(ses)


def suppressed(ses: Any, _hooks: SesManaged) -> None:
    ses.put_suppressed_destination(EmailAddress="ann@gmail.com", Reason="BOUNCE")
    send(ses)


def unsubscribed(ses: Any, _hooks: SesManaged) -> None:
    ses.create_contact_list(ContactListName="readers")
    ses.create_contact(ContactListName="readers", EmailAddress="ann@gmail.com", UnsubscribeAll=True)
    send(ses, ListManagementOptions={"ContactListName": "readers"})


def expired(ses: Any, hooks: SesManaged) -> None:
    waiting(ses, hooks)
    hooks.advance(hours=15)


STORIES: dict[Reason, Callable[[Any, SesManaged], None]] = {
    Reason.WITHIN_CAPACITY: with_room,
    Reason.NO_POOL: without_set,
    Reason.NO_DEDICATED_IP: lambda ses, _hooks: send(ses),
    Reason.OVER_WARM_UP_LEVEL: cold,
    Reason.OVER_CAPACITY: over_capacity,
    Reason.POOL_DELETED: pool_deleted,
    Reason.WAITING: waiting,
    Reason.RECIPIENT: returned,
    Reason.BLOCKLISTED_IP: blocklisted,
    Reason.SUPPRESSED: suppressed,
    Reason.UNSUBSCRIBED: unsubscribed,
    Reason.EXPIRED: expired,
}


def way_of(message: Message) -> str:
    return "none" if message.route is None else str(message.route).lower()


def test_the_table_has_every_reason() -> None:
    assert list(WAYS) == [str(reason) for reason in Reason]
    assert set(STORIES) == set(Reason)


@pytest.mark.parametrize("reason", list(Reason), ids=str)
def test_mail_with_that_reason_goes_the_way_of_the_table(reason: Reason, ses: Any, ses_managed: SesManaged) -> None:
    STORIES[reason](ses, ses_managed)
    message = ses_managed.messages[-1]
    assert message.reason is reason, message.explanation
    assert way_of(message) in WAYS[reason].split(" or "), message
