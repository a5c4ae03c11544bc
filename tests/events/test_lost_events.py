"""A destination that cannot be reached loses the event, and nothing else."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from tests.events.driver import accept, event, happen
from tests.events.receivers import (
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
from tests.support import ACCOUNT, REGION


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


@pytest.mark.parametrize(
    "lose",
    [
        lose_topic,
        lose_queue_of_topic,
        lose_function_of_topic,
        lose_endpoint_of_topic,
        lose_queue_of_rule,
        lose_log_group_of_rule,
        target_that_moto_does_not_call,
        lose_stream,
        lose_bucket_of_stream,
    ],
)
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
    assert [found["eventType"] for found in bodies(queue)] == ["Send"]
    assert [record.name.split(".")[0] for record in caplog.records if record.levelname == "WARNING"] == [
        "moto_ses_managed"
    ]
