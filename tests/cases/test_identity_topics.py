"""Case 43b: an identity's topics get documents of the real message, as JSON in a string."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from tests.support.clients import REGION
from tests.support.receivers import subscribed_topic

BODY = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}


@pytest.fixture
def queue(ses: Any, v1: Any) -> str:
    topic, url = subscribed_topic("fb", raw=False)
    ses.create_email_identity(EmailIdentity="shop.example")
    for kind in ("Bounce", "Complaint", "Delivery"):
        v1.set_identity_notification_topic(Identity="shop.example", NotificationType=kind, SnsTopic=topic)
    received(url)  # SES tells a topic first that it is subscribed
    return url


def received(url: str) -> list[dict[str, Any]]:
    sqs = boto3.client("sqs", REGION)
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    texts = [json.loads(message["Body"])["Message"] for message in messages]
    assert all(isinstance(text, str) for text in texts)
    return [json.loads(text) for text in texts]


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("bounce@simulator.amazonses.com", "Bounce"),
        ("complaint@simulator.amazonses.com", "Complaint"),
        ("ok@y.example", "Delivery"),
    ],
)
@pytest.mark.parametrize("api", ["v2", "v1", "v1 raw"])
def test_a_topic_is_told_of_the_real_message(ses: Any, v1: Any, queue: str, api: str, to: str, kind: str) -> None:
    sender, destination = "a@shop.example", {"ToAddresses": [to]}
    if api == "v2":
        sent = ses.send_email(FromEmailAddress=sender, Destination=destination, Content={"Simple": BODY})
    elif api == "v1":
        sent = v1.send_email(Source=sender, Destination=destination, Message=BODY)
    else:
        sent = v1.send_raw_email(RawMessage={"Data": f"From: {sender}\nTo: {to}\n\nx"})
    documents = received(queue)
    assert kind in {document["notificationType"] for document in documents}
    for document in documents:
        assert document["mail"]["messageId"] == sent["MessageId"]
        assert document["mail"]["source"] == sender
        assert document["mail"]["destination"] == [to]
