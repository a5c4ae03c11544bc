"""Notifications to the feedback topics of an identity, in the form that AWS documents."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import Listener, create_queue, subscribed_topic
from tests.support.sending import SIMPLE

MESSAGE = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}
RAW = "From: Me <me@example.com>\nTo: {}\nSubject: Hi\nMessage-ID: <my-own@example.com>\n\nHello"


@pytest.fixture
def v1() -> Any:
    return boto3.client("ses", REGION)


def taken(queue: str) -> list[dict[str, Any]]:
    """What came to the queue since the last call."""
    sqs = boto3.client("sqs", REGION)
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return [json.loads(message["Body"]) for message in messages]


def listen(v1: Any, *kinds: str, identity: str = "example.com", name: str = "feedback") -> str:
    """The queue behind a topic that gets the identity's notifications of these kinds, emptied."""
    topic, queue = subscribed_topic(name)
    for kind in kinds:
        v1.set_identity_notification_topic(Identity=identity, NotificationType=kind, SnsTopic=topic)
    taken(queue)
    return queue


def send(v1: Any, ses: Any, way: str, recipient: str) -> str:
    destination = {"ToAddresses": [recipient]}
    if way == "v1":
        sent = v1.send_email(Source="me@example.com", Destination=destination, Message=MESSAGE)
    elif way == "v1 raw":
        sent = v1.send_raw_email(RawMessage={"Data": RAW.format(recipient)})
    elif way == "v2 raw":
        sent = ses.send_email(Content={"Raw": {"Data": RAW.format(recipient).encode()}})
    else:
        sent = ses.send_email(FromEmailAddress="me@example.com", Destination=destination, Content=SIMPLE)
    return str(sent["MessageId"])


WAYS = ["v1", "v1 raw", "v2", "v2 raw"]
SOURCE_ARN = f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/example.com"


@pytest.mark.parametrize("way", WAYS)
def test_a_bounce_names_the_message_and_the_recipient(v1: Any, ses: Any, way: str) -> None:
    queue = listen(v1, "Bounce", "Complaint", "Delivery")
    message_id = send(v1, ses, way, "bounce@simulator.amazonses.com")
    [notification] = taken(queue)
    assert notification["notificationType"] == "Bounce"
    assert notification["bounce"]["bounceType"] == "Permanent"
    [recipient] = notification["bounce"]["bouncedRecipients"]
    assert (recipient["emailAddress"], recipient["status"]) == ("bounce@simulator.amazonses.com", "5.1.1")
    mail = notification["mail"]
    assert mail.pop("timestamp").endswith("Z")
    assert mail == {
        "source": mail["source"],
        "sourceArn": SOURCE_ARN,
        "sourceIp": "127.0.0.1",
        "callerIdentity": "moto",
        "sendingAccountId": ACCOUNT,
        "messageId": message_id,
        "destination": ["bounce@simulator.amazonses.com"],
    }
    assert "me@example.com" in mail["source"]
    assert notification.keys() == {"notificationType", "mail", "bounce"}


@pytest.mark.parametrize("way", WAYS)
def test_a_complaint_and_a_delivery_are_told_each_by_its_own_topic(v1: Any, ses: Any, way: str) -> None:
    complaints, deliveries = listen(v1, "Complaint", name="complaints"), listen(v1, "Delivery", name="deliveries")
    message_id = send(v1, ses, way, "complaint@simulator.amazonses.com")
    [complaint], [delivery] = taken(complaints), taken(deliveries)
    assert complaint["complaint"]["complainedRecipients"] == [{"emailAddress": "complaint@simulator.amazonses.com"}]
    assert complaint["complaint"]["complaintFeedbackType"] == "abuse"
    assert delivery["delivery"]["recipients"] == ["complaint@simulator.amazonses.com"]
    assert complaint["mail"]["messageId"] == delivery["mail"]["messageId"] == message_id


def test_headers_are_told_where_the_identity_asks_for_them_by_kind(v1: Any, ses: Any) -> None:
    queue = listen(v1, "Delivery", "Bounce")
    v1.set_identity_headers_in_notifications_enabled(Identity="example.com", NotificationType="Delivery", Enabled=True)
    send(v1, ses, "v2 raw", "ok@example.org")
    send(v1, ses, "v2 raw", "bounce@simulator.amazonses.com")
    delivery, bounce = taken(queue)
    assert {"name": "Subject", "value": "Hi"} in delivery["mail"]["headers"]
    assert delivery["mail"]["headersTruncated"] is False
    assert delivery["mail"]["commonHeaders"] == {
        "from": ["Me <me@example.com>"],
        "to": ["ok@example.org"],
        "subject": "Hi",
        "messageId": "<my-own@example.com>",
    }
    assert not {"headers", "commonHeaders", "headersTruncated"} & bounce["mail"].keys()


def test_notifications_have_no_subject_and_come_in_text_that_is_json(v1: Any, ses: Any) -> None:
    sns, (queue, arn) = boto3.client("sns", REGION), create_queue("wrapped")
    topic = sns.create_topic(Name="wrapped")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Delivery", SnsTopic=topic)
    [welcome] = taken(queue)
    assert json.loads(welcome["Message"])["notificationType"] == "AmazonSnsSubscriptionSucceeded"
    send(v1, ses, "v2", "ok@example.org")
    [notification] = taken(queue)
    assert "Subject" not in notification
    assert json.loads(notification["Message"])["notificationType"] == "Delivery"


def test_an_address_that_is_an_identity_has_topics_of_its_own(v1: Any, ses: Any) -> None:
    of_domain = listen(v1, "Delivery", name="domain")
    ses.create_email_identity(EmailIdentity="me@example.com")
    send(v1, ses, "v2", "ok@example.org")
    assert taken(of_domain) == []
    of_address = listen(v1, "Delivery", identity="me@example.com", name="address")
    send(v1, ses, "v2", "ok@example.org")
    assert [notification["mail"]["sourceArn"] for notification in taken(of_address)] == [
        f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/me@example.com"
    ]


def test_a_suppressed_recipient_is_told_as_a_bounce(v1: Any, ses: Any) -> None:
    queue = listen(v1, "Bounce")
    ses.put_suppressed_destination(EmailAddress="gone@example.org", Reason="BOUNCE")
    send(v1, ses, "v2", "gone@example.org")
    [notification] = taken(queue)
    assert notification["bounce"]["bounceSubType"] == "OnAccountSuppressionList"


def test_nothing_is_told_of_what_no_topic_is_set_for(v1: Any, ses: Any) -> None:
    queue = listen(v1, "Bounce")
    send(v1, ses, "v2", "ok@example.org")
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce")
    send(v1, ses, "v2", "bounce@simulator.amazonses.com")
    assert taken(queue) == []


def operations(v1: Any, ses: Any) -> dict[str, Any]:
    """Each way of sending by the name that its events have for it."""
    template = {"TemplateName": "hello", "TemplateData": "{}"}
    destination = {"ToAddresses": ["ok@example.org"]}
    v1.create_template(Template={"TemplateName": "hello", "SubjectPart": "Hi", "TextPart": "Hello"})
    v1_common = {"Source": "me@example.com", "ConfigurationSetName": "set"}
    v2_common = {"FromEmailAddress": "me@example.com", "ConfigurationSetName": "set"}
    of_v1 = {
        "SendEmail": lambda: v1.send_email(Destination=destination, Message=MESSAGE, **v1_common),
        "SendRawEmail": lambda: v1.send_raw_email(RawMessage={"Data": RAW.format("ok@example.org")}, **v1_common),
        "SendTemplatedEmail": lambda: v1.send_templated_email(
            Destination=destination, Template="hello", TemplateData="{}", **v1_common
        ),
        "SendBulkTemplatedEmail": lambda: v1.send_bulk_templated_email(
            Destinations=[{"Destination": destination}], Template="hello", DefaultTemplateData="{}", **v1_common
        ),
    }
    raw = {"Raw": {"Data": RAW.format("ok@example.org").encode()}}
    of_v2 = {
        "SendEmail": lambda: ses.send_email(Destination=destination, Content=SIMPLE, **v2_common),
        "SendRawEmail": lambda: ses.send_email(Destination=destination, Content=raw, **v2_common),
        "SendTemplatedEmail": lambda: ses.send_email(
            Destination=destination, Content={"Template": template}, **v2_common
        ),
        "SendBulkEmail": lambda: ses.send_bulk_email(
            DefaultContent={"Template": template}, BulkEmailEntries=[{"Destination": destination}], **v2_common
        ),
    }
    return {"v1": of_v1, "v2": of_v2}


@pytest.mark.fidelity(
    operation="Event publishing",
    case="the tag ses:operation",
    answer="SendEmail, SendRawEmail and so on, as the message came in",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_events_name_the_operation_that_the_message_came_by(v1: Any, ses: Any, api: str) -> None:
    listener = Listener(ses)
    for name, call in operations(v1, ses)[api].items():
        call()
        assert [event["mail"]["tags"]["ses:operation"] for event in listener.receive()] == [[name], [name]]
