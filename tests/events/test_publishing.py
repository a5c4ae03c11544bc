"""Events arrive where moto's own services take them: queues, rules' targets, buckets and metrics."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

import boto3
import pytest

from moto_ses_managed.simulation.mail_events import BounceReason, MailEventKind
from tests.events.driver import ANN, MAIL, SENT_AT, accept, event, happen
from tests.events.schemas import validate
from tests.support import ACCOUNT, REGION

ALL_TYPES = [kind.value for kind in MailEventKind]
BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/firehose"
KINDS = [
    event(MailEventKind.SEND),
    event(MailEventKind.REJECT),
    event(MailEventKind.DELIVERY),
    event(MailEventKind.DELIVERY_DELAY, expires_at=SENT_AT + timedelta(hours=14)),
    event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT),
    event(MailEventKind.COMPLAINT),
    event(MailEventKind.RENDERING_FAILURE, detail="Attribute 'name' is not present in the rendering data."),
]


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
    """A topic and the URL of a queue behind it."""
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
    [found] = bodies(queue)
    validate(found)
    assert found["mail"]["messageId"] == MAIL.message_id


def test_a_queue_behind_the_topic_gets_the_event_in_snss_envelope(ses: Any) -> None:
    topic, queue = subscribed_topic(raw=False)
    topic_destination(ses, topic)
    accept()
    happen(event(MailEventKind.SEND))
    told, envelope = bodies(queue)
    assert told["Message"] == "Successfully validated SNS topic for Amazon SES event publishing."
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
    [found] = bodies(queue)
    validate(found, "eventbridge")
    assert (found["region"], found["time"]) == (REGION, "2026-01-02T03:04:07Z")


def test_a_rule_chooses_events_by_their_type_and_by_what_they_say(ses: Any) -> None:
    boto3.client("logs", REGION).create_log_group(logGroupName="/ses")
    rule(
        f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/ses",
        {"detail-type": ["Email Bounced"], "detail": {"bounce": {"bounceType": ["Permanent"]}}},
    )
    destination(ses, EventBridgeDestination={"EventBusArn": BUS})
    accept()
    for reason in BounceReason:
        happen(event(MailEventKind.BOUNCE, bounce=reason))
    happen(event(MailEventKind.SEND))
    logged = boto3.client("logs", REGION).filter_log_events(logGroupName="/ses")["events"]
    details = [json.loads(entry["message"]) for entry in logged]
    for found in details:
        validate(found, "eventbridge")
    assert sorted(found["detail"]["bounce"]["bounceSubType"] for found in details) == [
        "General",
        "OnAccountSuppressionList",
        "Suppressed",
    ]


def test_the_streams_bucket_gets_each_event_on_a_line_of_its_own(ses: Any) -> None:
    destination(ses, KinesisFirehoseDestination={"IamRoleArn": ROLE, "DeliveryStreamArn": stream()})
    accept()
    happen(*KINDS)
    bucket = boto3.resource("s3", REGION).Bucket("ses-events")
    contents = [entry.get()["Body"].read().decode() for entry in bucket.objects.all()]
    assert all(content.endswith("}\n") and content.count("\n") == 1 for content in contents)
    documents = [json.loads(content) for content in contents]
    for found in documents:
        validate(found)
    assert sorted(found["eventType"] for found in documents) == sorted(
        ["Send", "Reject", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "Rendering Failure"]
    )


@pytest.mark.parametrize(
    "name", ["Send", "Reject", "Delivery", "DeliveryDelay", "Bounce", "Complaint", "RenderingFailure"]
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
    [found] = boto3.client("cloudwatch", REGION).list_metrics(Namespace="AWS/SES")["Metrics"]
    assert (found["MetricName"], {entry["Name"]: entry["Value"] for entry in found["Dimensions"]}) == (
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
    assert {name: [found["eventType"] for found in bodies(queue)] for name, queue in queues.items()} == {
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
    accept(message_id="in-other", configuration_set="other")
    accept(message_id="in-none", configuration_set=None)
    happen(event(MailEventKind.SEND))
    topic_destination(ses, topic)
    boto3.client("sqs", REGION).purge_queue(QueueUrl=queue)
    happen(event(MailEventKind.SEND, message_id="in-other"), event(MailEventKind.SEND, message_id="in-none"))
    assert bodies(queue) == []
    happen(event(MailEventKind.DELIVERY))
    assert [found["eventType"] for found in bodies(queue)] == ["Delivery"]
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


def test_a_service_is_loaded_when_a_destination_first_needs_it() -> None:
    program = f"""
import sys
from moto_ses_managed import mock_aws
with mock_aws():
    from tests.support import ses_client
    from tests.events.driver import accept, event, happen
    from moto_ses_managed.simulation.mail_events import MailEventKind
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
