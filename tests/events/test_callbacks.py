"""A subscriber may call SES while it handles an event, even from another thread and before it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.events.webhook import webhook
from tests.support.clients import REGION
from tests.support.receivers import topic_destination
from tests.support.sending import SIMPLE
from tests.support.server_clients import client_at
from tests.support.serving import server

ANN = "ann@gmail.com"
MESSAGE = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}
RAW = f"From: me@example.com\nTo: {ANN}\nSubject: Hi\n\nHello"

Clients = Callable[[str], Any]


def v2_simple(clients: Clients) -> None:
    destination = {"ToAddresses": [ANN]}
    clients("sesv2").send_email(
        FromEmailAddress="me@example.com", Destination=destination, Content=SIMPLE, ConfigurationSetName="set"
    )


def v2_raw(clients: Clients) -> None:
    clients("sesv2").send_email(Content={"Raw": {"Data": RAW.encode()}}, ConfigurationSetName="set")


def v1_simple(clients: Clients) -> None:
    destination = {"ToAddresses": [ANN]}
    clients("ses").send_email(
        Source="me@example.com", Destination=destination, Message=MESSAGE, ConfigurationSetName="set"
    )


def v1_raw(clients: Clients) -> None:
    clients("ses").send_raw_email(RawMessage={"Data": RAW}, ConfigurationSetName="set")


SENDS = [v2_simple, v2_raw, v1_simple, v1_raw]


def exercise(clients: Clients, hooks: SesManaged, send: Callable[[Clients], None]) -> None:
    """Let a webhook call both APIs for each message that it receives, be it an event or a notification."""
    v1, v2, sns = clients("ses"), clients("sesv2"), clients("sns")

    def call_ses(_message: str) -> None:
        v2.create_email_identity(EmailIdentity=f"event-{len(hook.received)}.example")
        v1.get_send_quota()

    with webhook(call_ses) as hook:
        topic = sns.create_topic(Name="webhook")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=hook.url)
        topic_destination(v2, topic, types=["SEND", "DELIVERY"])
        for kind in ("Bounce", "Delivery"):
            v1.set_identity_notification_topic(Identity="example.com", NotificationType=kind, SnsTopic=topic)
        send(clients)
        assert hook.failures == []
    assert hook.received[0] == "Successfully validated SNS topic for Amazon SES event publishing."
    assert hook.kinds == [*["AmazonSnsSubscriptionSucceeded"] * 2, "Send", "Delivery", "Delivery"]
    identities = {identity["IdentityName"] for identity in v2.list_email_identities(PageSize=100)["EmailIdentities"]}
    assert {f"event-{number}.example" for number in range(1, 7)} <= identities
    assert len(hooks.messages) == 1


@pytest.mark.parametrize("send", SENDS)
def test_a_webhook_calls_ses_while_it_is_told_in_process(ses: Any, send: Callable[[Clients], None]) -> None:
    exercise(lambda service: boto3.client(service, REGION), SesManaged(), send)


@pytest.mark.parametrize("send", SENDS)
def test_a_webhook_calls_the_server_while_the_server_tells_it(send: Callable[[Clients], None]) -> None:
    with server() as url:
        ses = client_at(url, "sesv2")
        ses.create_email_identity(EmailIdentity="example.com")
        ses.create_configuration_set(ConfigurationSetName="set")
        exercise(lambda service: client_at(url, service), SesManaged(server=url), send)


def test_a_webhook_lets_time_pass_while_it_is_told(ses: Any) -> None:
    def call_ses(_message: str) -> None:
        SesManaged().advance(minutes=1)

    sns = boto3.client("sns", REGION)
    with webhook(call_ses) as hook:
        topic = sns.create_topic(Name="webhook")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=hook.url)
        topic_destination(ses, topic, types=["SEND"])
        v2_simple(lambda service: boto3.client(service, REGION))
        assert hook.failures == []
    assert hook.kinds == ["Send"]
