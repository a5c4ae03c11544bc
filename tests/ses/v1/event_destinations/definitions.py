"""Definitions of event destinations in v1, what is shown of them, and how they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.clients import ACCOUNT, REGION
from tests.support.refusals import Refusal

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:myTopic"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/firehose"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/stream"
DIMENSION = {
    "DimensionName": "ses:configuration-set",
    "DimensionValueSource": "messageTag",
    "DefaultDimensionValue": "none",
}

SNS = {"SNSDestination": {"TopicARN": TOPIC}}
FIREHOSE = {"KinesisFirehoseDestination": {"IAMRoleARN": ROLE, "DeliveryStreamARN": STREAM}}
CLOUDWATCH = {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION]}}
# What SES answers with whatever the operation, besides what the model declares for it.
COMMON = {"ValidationError", "InvalidParameterValue"}


def definition(target: dict[str, Any] | None = None, name: str = "destination") -> dict[str, Any]:
    return {"Name": name, "MatchingEventTypes": ["send"], **(SNS if target is None else target)}


def create(v1: Any, target: dict[str, Any] | None = None, name: str = "destination") -> None:
    v1.create_configuration_set_event_destination(ConfigurationSetName="set", EventDestination=definition(target, name))


def described(v1: Any, *attributes: str) -> dict[str, Any]:
    reply: dict[str, Any] = v1.describe_configuration_set(
        ConfigurationSetName="set", ConfigurationSetAttributeNames=list(attributes)
    )
    del reply["ResponseMetadata"]
    return reply


def destinations_of(v1: Any) -> list[dict[str, Any]]:
    destinations: list[dict[str, Any]] = described(v1, "eventDestinations")["EventDestinations"]
    return destinations


def refused(operation: Any, **parameters: Any) -> Refusal:
    with pytest.raises(ClientError) as caught:
        operation(**parameters)
    error = caught.value
    model = operation.__self__.meta.service_model.operation_model(error.operation_name)
    code = error.response["Error"]["Code"]
    assert code in {shape.error_code for shape in model.error_shapes} | COMMON
    return Refusal(error.response["ResponseMetadata"]["HTTPStatusCode"], code, error.response["Error"]["Message"])
