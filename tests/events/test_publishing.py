"""Events arrive where moto's own services take them: queues, rules' targets, buckets and metrics."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

import boto3
import pytest

from moto_ses_managed.ses.contact_lists.events import SubscriptionEvent, Subscriptions
from moto_ses_managed.ses.contact_lists.model import SubscriptionStatus
from moto_ses_managed.simulation.mail.mail_events import BounceReason, MailEventKind
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from tests.events.driver import ANN, MAIL, SENT_AT, accept, event, happen
from tests.events.schemas import validate
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import (
    ALL_TYPES,
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

KINDS = [
    event(MailEventKind.SEND),
    event(MailEventKind.REJECT),
    event(MailEventKind.DELIVERY),
    event(MailEventKind.DELIVERY_DELAY, expires_at=SENT_AT + timedelta(hours=14)),
    event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT),
    event(MailEventKind.COMPLAINT),
    event(MailEventKind.RENDERING_FAILURE, detail="Attribute 'name' is not present in the rendering data."),
    SubscriptionEvent(
        MailEventKind.SUBSCRIPTION,
        MAIL.message_id,
        SENT_AT + timedelta(seconds=1.5),
        (ANN,),
        contact_list="news",
        after=Subscriptions(topics=(("offers", SubscriptionStatus.OPT_OUT),)),
    ),
]


def dimension(name: str, source: str, default: str) -> dict[str, str]:
    return {"DimensionName": name, "DimensionValueSource": source, "DefaultDimensionValue": default}


def metric(name: str, **dimensions: str) -> list[tuple[str, float]]:
    """Times and sums of a metric in the hour around the mail."""
    reply = boto3.client("cloudwatch", REGION).get_metric_data(
        StartTime=SENT_AT - timedelta(minutes=30),
        EndTime=SENT_AT + timedelta(minutes=30),
        MetricDataQueries=[
            {
                "Id": "m",
                "MetricStat": {
                    "Metric": {
                        "Namespace": "AWS/SES",
                        "MetricName": name,
                        "Dimensions": [
                            {"Name": key.replace("__", ":"), "Value": dimensions[key]} for key in dimensions
                        ],
                    },
                    "Period": 60,
                    "Stat": "Sum",
                },
            }
        ],
    )
    [result] = reply["MetricDataResults"]
    moments = [moment.strftime("%H:%M") for moment in result["Timestamps"]]
    return list(zip(moments, result["Values"], strict=True))


@pytest.mark.parametrize("happened", KINDS, ids=ALL_TYPES)
def test_a_queue_behind_the_topic_gets_each_event_raw(ses: Any, happened: Any) -> None:
    topic, queue = subscribed_topic()
    topic_destination(ses, topic)
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    accept()
    happen(happened)
    [body] = bodies(queue)
    validate(body)
    assert body["mail"]["messageId"] == MAIL.message_id


def test_a_queue_behind_the_topic_gets_the_event_in_snss_envelope(ses: Any) -> None:
    topic, queue = subscribed_topic(raw=False)
    topic_destination(ses, topic)
    accept()
    happen(event(MailEventKind.SEND))
    confirmation, envelope = bodies(queue)
    assert confirmation["Message"] == "Successfully validated SNS topic for Amazon SES event publishing."
    assert (envelope["Type"], envelope["TopicArn"]) == ("Notification", topic)
    assert envelope["Subject"] == "Amazon SES Email Event Notification"
    validate(json.loads(envelope["Message"]), "send")


@pytest.mark.parametrize("happened", KINDS, ids=ALL_TYPES)
def test_the_target_of_a_rule_gets_each_event_from_the_default_bus(ses: Any, happened: Any) -> None:
    queue, arn = create_queue()
    rule(arn, {"source": ["aws.ses"]})
    destination(ses, EventBridgeDestination={"EventBusArn": BUS})
    accept()
    happen(happened)
    [body] = bodies(queue)
    validate(body, "eventbridge")
    assert (body["region"], body["time"]) == (REGION, "2026-01-02T03:04:07Z")


def logged(pattern: dict[str, Any]) -> str:
    """A log group that gets what fits the pattern."""
    boto3.client("logs", REGION).create_log_group(logGroupName="/ses")
    rule(f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/ses", pattern)
    return "/ses"


def messages(log_group: str) -> list[dict[str, Any]]:
    events = boto3.client("logs", REGION).filter_log_events(logGroupName=log_group)["events"]
    entries = [json.loads(entry["message"]) for entry in events]
    for message in entries:
        validate(message, "eventbridge")
    return entries


def test_a_rule_chooses_events_by_their_type(ses: Any) -> None:
    log_group = logged({"source": ["aws.ses"], "detail-type": ["Email Bounced", "Email Complaint Received"]})
    destination(ses, EventBridgeDestination={"EventBusArn": BUS})
    accept()
    happen(*KINDS)
    assert sorted(message["detail"]["eventType"] for message in messages(log_group)) == ["Bounce", "Complaint"]


def test_a_rule_chooses_events_by_what_they_say(ses: Any) -> None:
    log_group = logged({"detail": {"bounce": {"bounceType": ["Permanent"]}}})
    destination(ses, EventBridgeDestination={"EventBusArn": BUS})
    accept()
    happen(*(event(MailEventKind.BOUNCE, bounce=reason) for reason in BounceReason))
    assert sorted(message["detail"]["bounce"]["bounceSubType"] for message in messages(log_group)) == [
        "General",
        "OnAccountSuppressionList",
        "Suppressed",
        "UnsubscribedRecipient",
    ]


def test_the_streams_bucket_gets_each_event_on_a_line_of_its_own(ses: Any) -> None:
    destination(ses, KinesisFirehoseDestination={"IamRoleArn": ROLE, "DeliveryStreamArn": stream()})
    accept()
    happen(*KINDS)
    bucket = boto3.resource("s3", REGION).Bucket("ses-events")
    contents = [entry.get()["Body"].read().decode() for entry in bucket.objects.all()]
    assert all(content.endswith("}\n") and content.count("\n") == 1 for content in contents)
    documents = [json.loads(content) for content in contents]
    for document in documents:
        validate(document)
    assert sorted(document["eventType"] for document in documents) == sorted(
        ["Send", "Reject", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "Rendering Failure", "Subscription"]
    )


@pytest.mark.parametrize(
    "name", ["Send", "Reject", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "RenderingFailure", "Subscription"]
)
def test_each_event_counts_in_its_metric_at_its_own_time(ses: Any, name: str) -> None:
    destination(ses, CloudWatchDestination={"DimensionConfigurations": [dimension("campaign", "MESSAGE_TAG", "none")]})
    accept()
    happen(*KINDS)
    assert metric(name, campaign="welcome") == [("03:04", 1.0)]


def test_a_metric_counts_recipients_however_they_are_spread_over_events(ses: Any) -> None:
    destination(ses, CloudWatchDestination={"DimensionConfigurations": [dimension("campaign", "MESSAGE_TAG", "none")]})
    both = (ANN, "bob@yahoo.com")
    accept(destination=both)
    happen(event(MailEventKind.SEND, recipients=both))
    happen(*(event(MailEventKind.DELIVERY, recipients=(recipient,)) for recipient in both))
    assert metric("Send", campaign="welcome") == metric("Delivery", campaign="welcome") == [("03:04", 2.0)]


def test_dimensions_come_from_tags_automatic_tags_and_headers_and_else_are_the_default(ses: Any) -> None:
    configured = [
        dimension("campaign", "MESSAGE_TAG", "none"),
        dimension("ses:configuration-set", "MESSAGE_TAG", "none"),
        dimension("x-campaign", "EMAIL_HEADER", "none"),
        dimension("X-Absent", "EMAIL_HEADER", "no-header"),
        dimension("absent", "MESSAGE_TAG", "no-tag"),
        dimension("link", "LINK_TAG", "no-link"),
    ]
    destination(ses, CloudWatchDestination={"DimensionConfigurations": configured})
    accept()
    happen(event(MailEventKind.SEND))
    [listed_metric] = boto3.client("cloudwatch", REGION).list_metrics(Namespace="AWS/SES")["Metrics"]
    assert (listed_metric["MetricName"], {entry["Name"]: entry["Value"] for entry in listed_metric["Dimensions"]}) == (
        "Send",
        {
            "campaign": "welcome",
            "ses:configuration-set": "set",
            "x-campaign": "spring",
            "X-Absent": "no-header",
            "absent": "no-tag",
            "link": "no-link",
        },
    )


def test_an_empty_header_counts_under_the_default(ses: Any) -> None:
    configured = [dimension("X-Campaign", "EMAIL_HEADER", "none")]
    destination(ses, CloudWatchDestination={"DimensionConfigurations": configured})
    accept(headers=(("X-Campaign", "  "),))
    happen(event(MailEventKind.SEND))
    assert metric("Send", **{"X-Campaign": "none"}) == [("03:04", 1.0)]


def test_one_event_reaches_all_destinations_that_match_it_and_no_other(ses: Any) -> None:
    names = {"all": ALL_TYPES, "sends": ["SEND"], "bounces": ["BOUNCE", "COMPLAINT"], "clicks": ["OPEN", "CLICK"]}
    queues = {}
    for name, types in names.items():
        topic, queues[name] = subscribed_topic(name)
        topic_destination(ses, topic, name, types)
    topic, queues["disabled"] = subscribed_topic("disabled")
    topic_destination(ses, topic, "disabled", Enabled=False)
    for queue in queues.values():
        boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    accept()
    happen(event(MailEventKind.SEND), event(MailEventKind.DELIVERY))
    assert {name: [body["eventType"] for body in bodies(queue)] for name, queue in queues.items()} == {
        "all": ["Send", "Delivery"],
        "sends": ["Send"],
        "bounces": [],
        "clicks": [],
        "disabled": [],
    }


def test_an_event_goes_by_the_destinations_of_its_own_set_as_they_are_when_it_happens(ses: Any) -> None:
    topic, queue = subscribed_topic()
    ses.create_configuration_set(ConfigurationSetName="other")
    accept()
    accept(message_id="in-other", origin=MessageOrigin("me@example.com", configuration_set="other"))
    accept(message_id="in-none", origin=MessageOrigin("me@example.com"))
    happen(event(MailEventKind.SEND))
    topic_destination(ses, topic)
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    happen(event(MailEventKind.SEND, message_id="in-other"), event(MailEventKind.SEND, message_id="in-none"))
    assert bodies(queue) == []
    happen(event(MailEventKind.DELIVERY))
    assert [body["eventType"] for body in bodies(queue)] == ["Delivery"]
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="sns")
    happen(event(MailEventKind.COMPLAINT))
    ses.delete_configuration_set(ConfigurationSetName="set")
    happen(event(MailEventKind.COMPLAINT))
    assert bodies(queue) == []


def test_an_event_of_mail_that_nobody_knows_goes_nowhere(ses: Any) -> None:
    topic, queue = subscribed_topic()
    topic_destination(ses, topic)
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    happen(event(MailEventKind.SEND, message_id="never-accepted"))
    assert bodies(queue) == []


def test_a_topic_of_another_account_is_published_to(ses: Any) -> None:
    topic = f"arn:aws:sns:{REGION}:999999999999:theirs"
    from moto.sns.models import sns_backends

    sns_backends["999999999999"][REGION].create_topic("theirs")
    topic_destination(ses, topic)
    accept()
    happen(event(MailEventKind.SEND))
    [_, sent] = sns_backends["999999999999"][REGION].topics[topic].sent_notifications
    validate(json.loads(sent[1]), "send")


def test_pinpoint_gets_nothing_and_disturbs_no_one(ses: Any) -> None:
    arn = f"arn:aws:mobiletargeting:{REGION}:{ACCOUNT}:apps/0123456789abcdef"
    destination(ses, "pinpoint", PinpointDestination={"ApplicationArn": arn})
    topic, queue = subscribed_topic()
    topic_destination(ses, topic)
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    accept()
    happen(event(MailEventKind.SEND))
    assert len(bodies(queue)) == 1


def test_a_service_is_loaded_when_a_destination_first_needs_it() -> None:
    program = f"""
import sys
from moto_ses_managed import mock_aws
with mock_aws():
    from tests.support.clients import ses_client
    from tests.events.driver import accept, event, happen
    from moto_ses_managed.simulation.mail.mail_events import MailEventKind
    client = ses_client()
    client.create_configuration_set(ConfigurationSetName="set")
    stream = {{"IamRoleArn": "{ROLE}", "DeliveryStreamArn": "arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/s"}}
    client.create_configuration_set_event_destination(
        ConfigurationSetName="set", EventDestinationName="stream",
        EventDestination={{"Enabled": True, "MatchingEventTypes": ["SEND"], "KinesisFirehoseDestination": stream}})
    accept()
    happen(event(MailEventKind.DELIVERY))
    before = "moto.firehose.models" in sys.modules
    happen(event(MailEventKind.SEND))
    print(before, "moto.firehose.models" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "False True"), done.stderr
