"""A destination that cannot be reached loses the event, and nothing else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Event
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged, activate, deactivate
from moto_ses_managed.ses.configuration_sets import undelivered
from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from tests.events.driver import accept, event, happen
from tests.events.webhook import webhook
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import (
    BUS,
    ROLE,
    bodies,
    create_queue,
    destination,
    rule,
    stream,
    subscribed_topic,
    topic_destination,
)
from tests.support.sending import SIMPLE


def lose_topic(ses: Any) -> None:
    topic, _ = subscribed_topic("lost")
    topic_destination(ses, topic, "lost")
    boto3.client("sns", REGION).delete_topic(TopicArn=topic)


def lose_queue_of_topic(ses: Any) -> None:
    topic, queue = subscribed_topic("lost")
    topic_destination(ses, topic, "lost")
    boto3.client("sqs", REGION).delete_queue(QueueUrl=queue)


def lose_function_of_topic(ses: Any) -> None:
    topic = boto3.client("sns", REGION).create_topic(Name="lost")["TopicArn"]
    function = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:gone"
    boto3.client("sns", REGION).subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    topic_destination(ses, topic, "lost")


def lose_endpoint_of_topic(ses: Any) -> None:
    topic = boto3.client("sns", REGION).create_topic(Name="lost")["TopicArn"]
    boto3.client("sns", REGION).subscribe(TopicArn=topic, Protocol="http", Endpoint="http://nowhere.invalid/")
    topic_destination(ses, topic, "lost")


def refuse_at_endpoint_of_topic(ses: Any) -> None:
    topic = boto3.client("sns", REGION).create_topic(Name="lost")["TopicArn"]
    with closed_port() as port:
        boto3.client("sns", REGION).subscribe(TopicArn=topic, Protocol="http", Endpoint=f"http://127.0.0.1:{port}/")
    topic_destination(ses, topic, "lost")


def lose_queue_of_rule(ses: Any) -> None:
    queue, arn = create_queue("lost")
    rule(arn, {"source": ["aws.ses"]})
    destination(ses, "lost", EventBridgeDestination={"EventBusArn": BUS})
    boto3.client("sqs", REGION).delete_queue(QueueUrl=queue)


def lose_log_group_of_rule(ses: Any) -> None:
    rule(f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/lost", {"source": ["aws.ses"]})
    destination(ses, "lost", EventBridgeDestination={"EventBusArn": BUS})


def target_that_moto_does_not_call(ses: Any) -> None:
    rule(f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:gone", {"source": ["aws.ses"]})
    destination(ses, "lost", EventBridgeDestination={"EventBusArn": BUS})


def lose_stream(ses: Any) -> None:
    destination(ses, "lost", KinesisFirehoseDestination={"IamRoleArn": ROLE, "DeliveryStreamArn": stream()})
    boto3.client("firehose", REGION).delete_delivery_stream(DeliveryStreamName="events")


def lose_bucket_of_stream(ses: Any) -> None:
    destination(ses, "lost", KinesisFirehoseDestination={"IamRoleArn": ROLE, "DeliveryStreamArn": stream()})
    boto3.client("s3", REGION).delete_bucket(Bucket="ses-events")


TOPICS = [
    lose_topic,
    lose_queue_of_topic,
    lose_function_of_topic,
    lose_endpoint_of_topic,
    refuse_at_endpoint_of_topic,
]
ALL = [
    *TOPICS,
    lose_queue_of_rule,
    lose_log_group_of_rule,
    target_that_moto_does_not_call,
    lose_stream,
    lose_bucket_of_stream,
]


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of this machine that is taken within the block and refuses connections after it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def send(api: str) -> dict[str, Any]:
    """Send once, by a client that would try again after a 5xx; what it is answered."""
    destination = {"ToAddresses": ["bounce@simulator.amazonses.com"]}
    if api == "v1":
        message = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}
        v1 = boto3.client("ses", REGION)
        return v1.send_email(  # type: ignore[no-any-return]
            Source="me@example.com", Destination=destination, Message=message, ConfigurationSetName="set"
        )
    content = SIMPLE
    return boto3.client("sesv2", REGION).send_email(  # type: ignore[no-any-return]
        FromEmailAddress="me@example.com", Destination=destination, Content=content, ConfigurationSetName="set"
    )


@pytest.mark.fidelity(
    operation="Event publishing, feedback topics",
    case="a subscriber, queue, topic or function that is gone",
    answer="loses it; the send is neither failed nor repeated",
    kind="our choice",
)
@pytest.mark.parametrize("api", ["v1", "v2"])
@pytest.mark.parametrize("lose", ALL)
def test_a_send_is_answered_at_once_and_stored_once_whoever_is_gone(ses: Any, lose: Any, api: str) -> None:
    lose(ses)
    answer = send(api)["ResponseMetadata"]
    assert (answer["HTTPStatusCode"], answer["RetryAttempts"]) == (200, 0)
    assert len(SesManaged().messages) == 1


@pytest.mark.parametrize("api", ["v1", "v2"])
@pytest.mark.parametrize("lose", TOPICS)
def test_an_identitys_topic_may_lead_nowhere(ses: Any, lose: Any, api: str, caplog: pytest.LogCaptureFixture) -> None:
    lose(ses)
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="lost")
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:lost"
    v1 = boto3.client("ses", REGION)
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=topic)
    caplog.clear()
    answer = send(api)["ResponseMetadata"]
    assert (answer["HTTPStatusCode"], answer["RetryAttempts"]) == (200, 0)
    assert len(SesManaged().messages) == 1
    assert topic in caplog.text


@pytest.mark.parametrize("topic", ["arn:topic", "nothing", "arn:aws:sns:us-east-1:123456789012", "arn:aws:sns:x:y:z:z"])
def test_an_identitys_topic_may_be_none(ses: Any, topic: str) -> None:
    v1 = boto3.client("ses", REGION)
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=topic)
    assert send("v2")["ResponseMetadata"]["RetryAttempts"] == 0


def test_an_endpoint_that_never_answers_is_given_up(
    ses: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(undelivered, "DELIVERY_TIMEOUT", 0.2)
    sns, (topic, queue) = boto3.client("sns", REGION), subscribed_topic("kept")
    with webhook() as hook:
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=hook.url)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=create_queue("after")[1])
        hook.may_answer.clear()
        topic_destination(ses, topic, "kept", types=["SEND"])
        boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
        hook.received.clear()
        assert send("v1")["ResponseMetadata"]["RetryAttempts"] == 0
        assert hook.kinds == ["Send"]
    assert "timed out" in caplog.text
    assert [body["eventType"] for body in bodies(queue)] == ["Send"]


def test_no_own_publishing_to_moto_gets_a_time_limit(ses: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undelivered, "DELIVERY_TIMEOUT", 0.001)
    sns = boto3.client("sns", REGION)
    with webhook(lambda _message: Event().wait(0.3)) as hook:  # type: ignore[arg-type]
        topic = sns.create_topic(Name="mine")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=hook.url)
        topic_destination(ses, topic, "mine", types=["SEND"])
        sns.publish(TopicArn=topic, Message="of my own")
        assert hook.received[-1] == "of my own"


def test_deactivate_leaves_motos_deliveries_as_they_were(ses: Any) -> None:
    import requests

    models: Any = import_module("moto.sns.models")
    topic, _ = subscribed_topic("known")
    topic_destination(ses, topic, "known", types=["SEND"])
    assert models.requests is not requests
    deactivate()
    try:
        assert models.requests is requests
    finally:
        activate()


@pytest.mark.parametrize("lose", ALL)
def test_what_cannot_be_reached_loses_the_event_says_so_and_keeps_no_other_from_it(
    ses: Any, lose: Any, caplog: pytest.LogCaptureFixture
) -> None:
    lose(ses)
    topic, queue = subscribed_topic("kept")
    topic_destination(ses, topic, "kept")
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    caplog.clear()
    accept()
    happen(event(MailEventKind.SEND))
    assert [body["eventType"] for body in bodies(queue)] == ["Send"]
    assert [record.name.split(".")[0] for record in caplog.records if record.levelname == "WARNING"] == [
        "moto_ses_managed"
    ]
