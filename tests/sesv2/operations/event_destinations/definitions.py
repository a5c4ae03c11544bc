"""Definitions of event destinations, and what is shown of them."""

from __future__ import annotations

from typing import Any

from tests.support.clients import ACCOUNT, REGION

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:topic"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/firehose"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/stream"
BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
APPLICATION = f"arn:aws:mobiletargeting:{REGION}:{ACCOUNT}:apps/0123456789abcdef"
DIMENSION = {"DimensionName": "campaign", "DimensionValueSource": "MESSAGE_TAG", "DefaultDimensionValue": "none"}

SNS = {"SnsDestination": {"TopicArn": TOPIC}}
FIREHOSE = {"KinesisFirehoseDestination": {"IamRoleArn": ROLE, "DeliveryStreamArn": STREAM}}
CLOUDWATCH = {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION]}}
EVENTBRIDGE = {"EventBridgeDestination": {"EventBusArn": BUS}}
PINPOINT = {"PinpointDestination": {"ApplicationArn": APPLICATION}}


def create(ses: Any, definition: dict[str, Any] | None = None, name: str = "destination") -> None:
    ses.create_configuration_set_event_destination(**request(definition, name))


def request(definition: dict[str, Any] | None = None, name: str = "destination") -> dict[str, Any]:
    return {
        "ConfigurationSetName": "set",
        "EventDestinationName": name,
        "EventDestination": {"MatchingEventTypes": ["SEND"], **(SNS if definition is None else definition)},
    }


def destinations_of(ses: Any, name: str = "set") -> list[dict[str, Any]]:
    reply = ses.get_configuration_set_event_destinations(ConfigurationSetName=name)
    destinations: list[dict[str, Any]] = reply["EventDestinations"]
    return destinations
