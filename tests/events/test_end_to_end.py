"""From a send to the receivers: each event of real mail, on the day on which it happens, in process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from moto_ses_managed import MessageStatus, Route, SendingPolicy, SesManaged, mock_aws
from tests.events.schemas import validate
from tests.support.clients import REGION, ses_client
from tests.support.receivers import BUS, Listener, bodies, create_queue, destination, rule, stream
from tests.support.sending import SIMPLE, managed_pool

TINY = SendingPolicy(
    largest_pool=1, first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10}
)


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        yield SesManaged()


@pytest.fixture
def ses(hooks: SesManaged) -> Any:
    """A warm pool of one IP, which may send Gmail ten messages a day, behind the configuration set ``set``."""
    client = ses_client()
    client.create_email_identity(EmailIdentity="example.com")
    managed_pool(client)
    hooks.policy = TINY
    hooks.send_traffic("pool", {"Gmail": 1})
    return client


def send(ses: Any, *recipients: str, **more: Any) -> str:
    parameters = {"FromEmailAddress": "me@example.com", "Content": SIMPLE, "ConfigurationSetName": "set"}
    sent = ses.send_email(**{**parameters, "Destination": {"ToAddresses": list(recipients)}, **more})
    return str(sent["MessageId"])


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["eventType"] for event in events]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_a_message_is_sent_and_delivered_through_the_dedicated_ip(ses: Any, hooks: SesManaged) -> None:
    listener = Listener(ses)
    message_id = send(ses, "ann@gmail.com", EmailTags=[{"Name": "campaign", "Value": "spring"}])
    sent, delivered = listener.receive()
    for event in (sent, delivered):
        validate(event)
        assert event["mail"]["messageId"] == message_id
        assert event["mail"]["tags"]["campaign"] == ["spring"]
        assert event["mail"]["tags"]["ses:configuration-set"] == ["set"]
        assert event["mail"]["commonHeaders"]["subject"] == "Hi"
    assert types([sent, delivered]) == ["Send", "Delivery"]
    ip = hooks.pool("pool").ips[0].address
    assert "ses:outgoing-ip" not in sent["mail"]["tags"]
    assert delivered["mail"]["tags"]["ses:outgoing-ip"] == [ip]
    assert hooks.messages[-1].ip == ip
    assert abs(moment(delivered["delivery"]["timestamp"]) - hooks.now) < timedelta(minutes=1)


def test_a_deferred_message_is_delayed_now_and_delivered_on_the_day_it_leaves(ses: Any, hooks: SesManaged) -> None:
    for _ in range(10):
        send(ses, "ann@gmail.com")
    hooks.advance(hours=18)
    listener = Listener(ses)
    message_id = send(ses, "bob@gmail.com")
    accepted_at = hooks.messages[-1].accepted_at
    sent, delayed = listener.receive()
    assert types([sent, delayed]) == ["Send", "DeliveryDelay"]
    validate(delayed)
    assert delayed["deliveryDelay"]["delayedRecipients"][0]["emailAddress"] == "bob@gmail.com"
    expires_at = moment(delayed["deliveryDelay"]["expirationTime"])
    assert abs(expires_at - accepted_at - timedelta(hours=14)) < timedelta(seconds=1)
    hooks.advance(hours=4)
    assert listener.receive() == []
    hooks.advance(days=1)
    [delivered] = listener.receive()
    validate(delivered)
    assert (delivered["eventType"], delivered["mail"]["messageId"]) == ("Delivery", message_id)
    left_at = moment(delivered["delivery"]["timestamp"])
    assert timedelta(hours=4) < left_at - accepted_at < timedelta(hours=8)
    assert abs(left_at - (hooks.messages[-1].delivered_at or accepted_at)) < timedelta(seconds=1)
    assert delivered["delivery"]["processingTimeMillis"] > 4 * 3600 * 1000


def test_a_message_that_its_recipient_does_not_take_bounces_at_its_deadline(ses: Any, hooks: SesManaged) -> None:
    hooks.recipient("bob@gmail.com", "SOFT_BOUNCE")
    listener = Listener(ses)
    send(ses, "bob@gmail.com")
    accepted_at = hooks.messages[-1].accepted_at
    hooks.advance(days=3)
    bounced = listener.receive()[-1]
    validate(bounced)
    assert (bounced["eventType"], bounced["bounce"]["bounceType"]) == ("Bounce", "Transient")
    assert bounced["bounce"]["bouncedRecipients"][0]["emailAddress"] == "bob@gmail.com"
    at = moment(bounced["bounce"]["timestamp"])
    assert abs(at - accepted_at - timedelta(hours=14)) < timedelta(seconds=1)
    assert hooks.messages[-1].status is MessageStatus.BOUNCED


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        ("success", MessageStatus.DELIVERED, ["Send", "Delivery"]),
        ("bounce", MessageStatus.BOUNCED, ["Send", "Bounce"]),
        ("complaint", MessageStatus.COMPLAINED, ["Send", "Delivery", "Complaint"]),
        ("ooto", MessageStatus.DELIVERED, ["Send", "Delivery", "Bounce"]),
        ("suppressionlist", MessageStatus.SUPPRESSED, ["Send", "Bounce"]),
        ("Bounce+label", MessageStatus.BOUNCED, ["Send", "Bounce"]),
    ],
)
def test_the_mailbox_simulator_answers_as_aws_documents(
    ses: Any, hooks: SesManaged, name: str, status: MessageStatus, expected: list[str]
) -> None:
    listener = Listener(ses)
    send(ses, f"{name}@simulator.amazonses.com")
    events = listener.receive()
    for event in events:
        validate(event)
    assert types(events) == expected
    [message] = hooks.messages
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 1, "the traffic alone: the simulator's mail is free"
    assert message.status is status
    assert (message.route is None) == (status is MessageStatus.SUPPRESSED)


def test_an_address_on_the_accounts_suppression_list_is_not_tried(ses: Any, hooks: SesManaged) -> None:
    ses.put_suppressed_destination(EmailAddress="gone@example.org", Reason="BOUNCE")
    ses.put_suppressed_destination(EmailAddress="angry@example.org", Reason="COMPLAINT")
    listener = Listener(ses)
    send(ses, "ann@gmail.com", "Gone <Gone@example.org>", "angry@example.org")
    sent, *others = listener.receive()
    assert sent["mail"]["destination"] == ["ann@gmail.com", "Gone <Gone@example.org>", "angry@example.org"]
    by_type = {event["eventType"]: event for event in others}
    assert set(by_type) == {"Delivery", "Bounce", "Complaint"}
    assert by_type["Bounce"]["bounce"]["bounceSubType"] == "OnAccountSuppressionList"
    assert by_type["Complaint"]["complaint"]["complaintSubType"] == "OnAccountSuppressionList"
    assert by_type["Delivery"]["delivery"]["recipients"] == ["ann@gmail.com"]
    [message] = hooks.messages
    assert [delivery.status.value for delivery in message.deliveries] == ["DELIVERED", "SUPPRESSED", "SUPPRESSED"]
    assert hooks.pool("pool").by_isp["Other"].sent_last_24_hours == 0


def test_a_set_may_override_the_accounts_suppression(ses: Any, hooks: SesManaged) -> None:
    ses.put_suppressed_destination(EmailAddress="gone@example.org", Reason="BOUNCE")
    ses.put_configuration_set_suppression_options(ConfigurationSetName="set", SuppressedReasons=[])
    send(ses, "gone@example.org")
    assert hooks.messages[0].status is MessageStatus.DELIVERED


def test_a_message_to_several_isps_is_told_recipient_by_recipient(ses: Any, hooks: SesManaged) -> None:
    listener = Listener(ses)
    send(ses, "ann@gmail.com", "bob@yahoo.com", "cid@cox.net")
    delivered = listener.receive()[1:]
    assert [event["delivery"]["recipients"] for event in delivered] == [
        ["ann@gmail.com"],
        ["bob@yahoo.com"],
        ["cid@cox.net"],
    ]


def test_what_waited_when_its_pool_is_deleted_is_delivered_through_the_shared_pool(ses: Any, hooks: SesManaged) -> None:
    for _ in range(10):
        send(ses, "ann@gmail.com")
    hooks.advance(hours=18)
    send(ses, "bob@gmail.com")
    listener = Listener(ses)
    ses.delete_dedicated_ip_pool(PoolName="pool")
    [delivered] = listener.receive()
    assert delivered["delivery"]["recipients"] == ["bob@gmail.com"]
    assert hooks.messages[-1].route is Route.SHARED


def test_eventbridge_firehose_and_cloudwatch_receive_what_happens(ses: Any, hooks: SesManaged) -> None:
    queue, arn = create_queue()
    rule(arn, {"source": ["aws.ses"]})
    delivery_stream = stream()
    destination(ses, "bus", EventBridgeDestination={"EventBusArn": BUS})
    role = "arn:aws:iam::123456789012:role/firehose"
    firehose = {"IamRoleArn": role, "DeliveryStreamArn": delivery_stream}
    destination(ses, "stream", KinesisFirehoseDestination=firehose)
    dimension = {
        "DimensionName": "ses:configuration-set",
        "DimensionValueSource": "MESSAGE_TAG",
        "DefaultDimensionValue": "none",
    }
    destination(ses, "metrics", CloudWatchDestination={"DimensionConfigurations": [dimension]})
    hooks.advance(days=400)
    send(ses, "ann@gmail.com")
    send(ses, "bounce@simulator.amazonses.com")

    envelopes = bodies(queue)
    assert [envelope["detail-type"] for envelope in envelopes] == [
        "Email Sent", "Email Delivered", "Email Sent", "Email Bounced",
    ]  # fmt: skip
    assert {envelope["source"] for envelope in envelopes} == {"aws.ses"}

    s3 = boto3.client("s3", REGION)
    keys = [stored["Key"] for stored in s3.list_objects_v2(Bucket="ses-events")["Contents"]]
    lines = "".join(s3.get_object(Bucket="ses-events", Key=key)["Body"].read().decode() for key in keys).splitlines()
    assert sorted(json.loads(line)["eventType"] for line in lines) == ["Bounce", "Delivery", "Send", "Send"]

    def sum_of(metric: str) -> float:
        statistics = boto3.client("cloudwatch", REGION).get_metric_statistics(
            Namespace="AWS/SES",
            MetricName=metric,
            Dimensions=[{"Name": "ses:configuration-set", "Value": "set"}],
            StartTime=hooks.now - timedelta(hours=1),
            EndTime=hooks.now + timedelta(hours=1),
            Period=60,
            Statistics=["Sum"],
        )
        total: float = sum(point["Sum"] for point in statistics["Datapoints"])
        return total

    assert (sum_of("Send"), sum_of("Delivery"), sum_of("Bounce")) == (2, 1, 1)


def test_a_topic_that_is_gone_loses_the_event_and_never_fails_the_send(ses: Any, hooks: SesManaged) -> None:
    listener = Listener(ses)
    boto3.client("sns", REGION).delete_topic(TopicArn=f"arn:aws:sns:{REGION}:123456789012:listener")
    send(ses, "ann@gmail.com")
    hooks.advance(days=1)
    assert hooks.messages[-1].status is MessageStatus.DELIVERED
    assert listener.receive() == []


def test_both_apis_and_the_headers_of_raw_mail_are_heard_of_alike(ses: Any, hooks: SesManaged) -> None:
    listener = Listener(ses)
    raw = (
        b"From: me@example.com\nTo: ann@gmail.com\nSubject: Hi\nX-SES-CONFIGURATION-SET: set\n"
        b"X-SES-MESSAGE-TAGS: campaign=spring\n\nHello"
    )
    boto3.client("ses", REGION).send_raw_email(RawMessage={"Data": raw})
    ses.send_email(Content={"Raw": {"Data": raw}})
    events = listener.receive()
    assert types(events) == ["Send", "Delivery"] * 2
    assert {event["mail"]["tags"]["campaign"][0] for event in events} == {"spring"}
    assert {message.pool for message in hooks.messages} == {"pool"}
