"""Destinations of the configuration set, and what stands behind them: queues, rules and streams of moto's own."""

from __future__ import annotations

import json
from typing import Any

import boto3

from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from tests.support.clients import ACCOUNT, REGION

ALL_TYPES = [kind.value for kind in MailEventKind]
BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/firehose"


def destination(ses: Any, name: str = "destination", types: list[str] = ALL_TYPES, **definition: Any) -> None:
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName=name,
        EventDestination={"Enabled": True, "MatchingEventTypes": types, **definition},
    )


def create_queue(name: str = "events") -> tuple[str, str]:
    sqs = boto3.client("sqs", REGION)
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def bodies(queue: str) -> list[dict[str, Any]]:
    messages = boto3.client("sqs", REGION).receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in messages]


def subscribed_topic(name: str = "events", raw: bool = True) -> tuple[str, str]:
    """The ARN of a topic, and the URL of a queue that is subscribed to it."""
    sns = boto3.client("sns", REGION)
    topic = sns.create_topic(Name=name)["TopicArn"]
    queue, arn = create_queue(name)
    attributes = {"RawMessageDelivery": "true"} if raw else {}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return topic, queue


def topic_destination(ses: Any, topic: str, name: str = "sns", types: list[str] = ALL_TYPES, **more: Any) -> None:
    destination(ses, name, types, SnsDestination={"TopicArn": topic}, **more)


def rule(target: str, pattern: dict[str, Any], name: str = "rule") -> None:
    events = boto3.client("events", REGION)
    events.put_rule(Name=name, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": target}])


def stream(bucket: str = "ses-events") -> str:
    boto3.client("s3", REGION).create_bucket(Bucket=bucket)
    arn: str = boto3.client("firehose", REGION).create_delivery_stream(
        DeliveryStreamName="events",
        ExtendedS3DestinationConfiguration={"RoleARN": ROLE, "BucketARN": f"arn:aws:s3:::{bucket}"},
    )["DeliveryStreamARN"]
    return arn


class Listener:
    """A queue that receives the events of the configuration set ``set`` through a topic: all, or some ``types``."""

    def __init__(self, ses: Any, name: str = "listener", types: list[str] = ALL_TYPES) -> None:
        topic, self._queue = subscribed_topic(name)
        topic_destination(ses, topic, name, types)
        # SES tells a new topic, in plain words, that it is one.
        boto3.client("sqs", REGION).purge_queue(QueueUrl=self._queue)

    def receive(self) -> list[dict[str, Any]]:
        """The documents that came since the last call, in order."""
        documents: list[dict[str, Any]] = []
        sqs = boto3.client("sqs", REGION)
        while messages := sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10, VisibilityTimeout=3600).get(
            "Messages", []
        ):
            documents += [json.loads(message["Body"]) for message in messages]
            for message in messages:
                sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return documents
