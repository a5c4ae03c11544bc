"""The same story over HTTP: a message that is deferred, and every kind of destination that hears of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from moto_ses_managed import SendingPolicy, SesManaged
from tests.events.schemas import validate
from tests.support.receivers import ALL_TYPES, BUS, ROLE
from tests.support.sending import SIMPLE, managed_pool
from tests.support.server_clients import client_at
from tests.support.serving import server

POLICY = SendingPolicy(
    largest_pool=1, first_ip_daily_volume=1, first_ip_days=1, cold_capacity=2, full_rates={"Gmail": 2}
)


def add_destination(ses: Any, name: str, **target: Any) -> None:
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName=name,
        EventDestination={"Enabled": True, "MatchingEventTypes": ALL_TYPES, **target},
    )


def documents(sqs: Any, queue: str) -> list[dict[str, Any]]:
    events = []
    # What a slow machine has not deleted in half a minute would come twice.
    wanted = {"QueueUrl": queue, "MaxNumberOfMessages": 10, "VisibilityTimeout": 3600}
    while messages := sqs.receive_message(**wanted).get("Messages", []):
        events += [json.loads(message["Body"]) for message in messages if message["Body"].startswith("{")]
        for message in messages:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return events


def test_all_kinds_of_destinations_hear_of_a_deferred_message() -> None:
    with server() as url:
        ses, sns, sqs, s3 = (client_at(url, service) for service in ("sesv2", "sns", "sqs", "s3"))
        events, firehose, cloudwatch = (client_at(url, service) for service in ("events", "firehose", "cloudwatch"))
        hooks = SesManaged(server=url)
        ses.create_email_identity(EmailIdentity="example.com")
        managed_pool(ses)
        hooks.policy = POLICY
        hooks.send_traffic("pool", {"Gmail": 2})
        hooks.advance(days=1)

        topic = sns.create_topic(Name="events")["TopicArn"]
        queues = {}
        for name in ("topic", "rule"):
            queues[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        arns = {
            name: sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            for name, queue in queues.items()
        }
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arns["topic"], Attributes={"RawMessageDelivery": "true"})
        events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["aws.ses"]}))
        events.put_targets(Rule="rule", Targets=[{"Id": "1", "Arn": arns["rule"]}])
        s3.create_bucket(Bucket="events")
        stream = firehose.create_delivery_stream(
            DeliveryStreamName="events",
            ExtendedS3DestinationConfiguration={"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::events"},
        )["DeliveryStreamARN"]
        add_destination(ses, "topic", SnsDestination={"TopicArn": topic})
        add_destination(ses, "bus", EventBridgeDestination={"EventBusArn": BUS})
        add_destination(ses, "stream", KinesisFirehoseDestination={"IamRoleArn": ROLE, "DeliveryStreamArn": stream})
        dimension = {"DimensionName": "team", "DimensionValueSource": "MESSAGE_TAG", "DefaultDimensionValue": "none"}
        add_destination(ses, "metrics", CloudWatchDestination={"DimensionConfigurations": [dimension]})

        for _ in range(2):
            send(ses)
        hooks.advance(hours=16)
        send(ses)
        before = documents(sqs, queues["topic"])
        assert [event["eventType"] for event in before[-2:]] == ["Send", "DeliveryDelay"]
        hooks.advance(days=1)

        [late] = documents(sqs, queues["topic"])
        validate(late)
        assert late["eventType"] == "Delivery"
        assert late["delivery"]["processingTimeMillis"] > timedelta(hours=7).total_seconds() * 1000
        assert late["mail"]["tags"]["ses:outgoing-ip"] == [hooks.pool("pool").ips[0].address]
        assert [event["detail-type"] for event in documents(sqs, queues["rule"])][-1] == "Email Delivered"
        keys = [stored["Key"] for stored in s3.list_objects_v2(Bucket="events")["Contents"]]
        lines = "".join(s3.get_object(Bucket="events", Key=key)["Body"].read().decode() for key in keys).splitlines()
        assert sorted(json.loads(line)["eventType"] for line in lines) == sorted(
            ["Send", "Delivery"] * 3 + ["DeliveryDelay"]
        )
        query = {
            "Id": "delivered",
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/SES",
                    "MetricName": "Delivery",
                    "Dimensions": [{"Name": "team", "Value": "growth"}],
                },
                "Period": 3600,
                "Stat": "Sum",
            },
        }
        # Half an hour off: moto's periods begin at StartTime, and what was sent whole hours ago lies where two meet.
        start = hooks.now - timedelta(days=4, minutes=30)
        [result] = cloudwatch.get_metric_data(
            MetricDataQueries=[query], StartTime=start, EndTime=hooks.now + timedelta(hours=1)
        )["MetricDataResults"]
        assert sum(result["Values"]) == 3
        assert len(result["Values"]) == 2


def send(ses: Any) -> None:
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content=SIMPLE,
        ConfigurationSetName="set",
        EmailTags=[{"Name": "team", "Value": "growth"}],
    )
