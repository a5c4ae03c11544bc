"""Pools, limits, conversion, association, events, sending and metrics, with boto3 and the fixture ``ses_managed``.

The same test passes wherever moto's mock is: in the process; with TEST_SERVER_MODE=true in `moto-ses-managed server`,
and with TEST_PROXY_MODE=true behind `moto-ses-managed proxy`.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest

from moto_ses_managed import Route, ScalingMode, SesManaged

DIMENSION = {"Name": "DedicatedIpPool", "Value": "marketing"}


@pytest.fixture
def ses(ses_managed: SesManaged) -> Any:
    return boto3.client("sesv2", region_name=ses_managed.region)


def test_a_managed_pool_from_its_creation_to_its_metrics(ses: Any, ses_managed: SesManaged) -> None:
    # A managed pool starts with no IP, and its name is taken.
    ses_managed.reset()
    began = ses_managed.now
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    with pytest.raises(ses.exceptions.AlreadyExistsException):
        ses.create_dedicated_ip_pool(PoolName="marketing")
    assert ses.get_dedicated_ips(PoolName="marketing")["DedicatedIps"] == []

    # 50 pools are the limit, whatever their kind.
    for number in range(1, 50):
        ses.create_dedicated_ip_pool(PoolName=f"spare-{number}", ScalingMode="STANDARD" if number % 2 else "MANAGED")
    with pytest.raises(ses.exceptions.LimitExceededException):
        ses.create_dedicated_ip_pool(PoolName="one-too-many")
    for number in range(1, 50):
        ses.delete_dedicated_ip_pool(PoolName=f"spare-{number}")

    # A standard pool with leased IPs becomes a managed one, and never a standard one again.
    ses.create_dedicated_ip_pool(PoolName="receipts", ScalingMode="STANDARD")
    leased = ses_managed.lease_standard_ips(2, pool="receipts")
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="receipts", ScalingMode="MANAGED")
    with pytest.raises(ses.exceptions.BadRequestException):
        ses.put_dedicated_ip_pool_scaling_attributes(PoolName="receipts", ScalingMode="STANDARD")
    assert [ip["Ip"] for ip in ses.get_dedicated_ips(PoolName="receipts")["DedicatedIps"]] == leased
    assert ses_managed.pool("receipts").scaling_mode is ScalingMode.MANAGED

    # A configuration set sends through one pool; naming another moves it.
    ses.create_configuration_set(ConfigurationSetName="newsletter", DeliveryOptions={"SendingPoolName": "receipts"})
    ses.put_configuration_set_delivery_options(ConfigurationSetName="newsletter", SendingPoolName="marketing")
    assert ses_managed.pool("receipts").configuration_sets == ()
    assert ses_managed.pool("marketing").configuration_sets == ("newsletter",)

    # Events of the set's mail go to a topic, and from there to a queue.
    queue = queue_of_events(ses, ses_managed.region)

    # Mail goes through the shared pool until the pool has earned an IP: five days of traffic, and it has one.
    ses.create_email_identity(EmailIdentity="shop.example.com")
    first = send(ses)
    [shared] = ses_managed.messages
    assert shared.route is Route.SHARED
    grown = ses_managed.send_traffic("marketing", {"Gmail": 150, "Yahoo": 100}, days=5)
    second = send(ses)
    [_, dedicated] = ses_managed.messages
    assert (dedicated.route, dedicated.ip) == (Route.DEDICATED, grown.ips[0].address)
    assert received(queue) == [("Send", first), ("Delivery", first), ("Send", second), ("Delivery", second)]

    # Two days later the quota's 24 hours are over.
    ended = ses_managed.advance(days=2)
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 0

    # CloudWatch has the pool's metrics: two messages, and five days of 250.
    cloudwatch = boto3.client("cloudwatch", region_name=ses_managed.region)
    [sent] = cloudwatch.get_metric_statistics(
        Namespace="AWS/SES",
        MetricName="Send",
        Dimensions=[DIMENSION],
        StartTime=began - timedelta(hours=1),  # from before the first hour, whose data is dated by its beginning
        EndTime=ended,
        Period=30 * 24 * 3600,
        Statistics=["Sum"],
    )["Datapoints"]
    assert sent["Sum"] == 2 + 5 * 250


def queue_of_events(ses: Any, region: str) -> Any:
    """The queue where events of the set ``newsletter`` arrive, as a resource of boto3."""
    topic = boto3.client("sns", region_name=region).create_topic(Name="mail-events")["TopicArn"]
    sqs = boto3.resource("sqs", region_name=region)
    queue = sqs.create_queue(QueueName="mail-events")
    boto3.client("sns", region_name=region).subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=queue.attributes["QueueArn"],
        Attributes={"RawMessageDelivery": "true"},
    )
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="newsletter",
        EventDestinationName="topic",
        EventDestination={
            "Enabled": True,
            "MatchingEventTypes": ["SEND", "DELIVERY"],
            "SnsDestination": {"TopicArn": topic},
        },
    )
    return queue


def received(queue: Any) -> list[tuple[str, str]]:
    """The events that arrived, by kind and message; the first thing there is no event, but SES's test of the topic."""
    events = []
    while messages := queue.receive_messages(MaxNumberOfMessages=10):
        for message in messages:
            if message.body.startswith("{"):
                event = json.loads(message.body)
                events.append((event["eventType"], event["mail"]["messageId"]))
            message.delete()
    return events


def send(ses: Any) -> str:
    message_id: str = ses.send_email(
        FromEmailAddress="Shop <hello@shop.example.com>",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        ConfigurationSetName="newsletter",
        Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hi Ann"}}}},
    )["MessageId"]
    return message_id
