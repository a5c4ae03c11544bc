"""Which definitions of event destinations SES takes through v2, and what it says of others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sesv2.raw_requests import Answer, call
from tests.support.clients import ACCOUNT, REGION
from tests.support.refusals import refusal

from .definitions import (
    BUS,
    DIMENSION,
    EVENTBRIDGE,
    FIREHOSE,
    PINPOINT,
    ROLE,
    SNS,
    STREAM,
    TOPIC,
    create,
    destinations_of,
    request,
)

PATH = "/v2/email/configuration-sets/set/event-destinations"


@pytest.mark.parametrize("name", ["a", "A_-9" * 16])
def test_a_name_has_1_to_64_letters_digits_underscores_and_dashes(ses: Any, name: str) -> None:
    create(ses, name=name)
    assert destinations_of(ses)[0]["Name"] == name


@pytest.mark.parametrize("name", ["", "a" * 65, "a.b", "a b", "ü", "a\n"])
def test_another_name_is_a_bad_request_that_names_it(ses: Any, name: str) -> None:
    refused = refusal(ses.create_configuration_set_event_destination, **request(name=name))
    assert (refused.status, refused.code) == (400, "BadRequestException")
    assert refused.message == (
        "Event destination name cannot exceed 64 characters."
        if len(name) > 64
        else f"Invalid event destination name <{name}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
    )
    assert destinations_of(ses) == []


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({}, "Event destination is not provided."),
        (SNS | FIREHOSE, "Please provide only one destination with each request."),
        (SNS | EVENTBRIDGE | PINPOINT, "Please provide only one destination with each request."),
        (SNS | {"MatchingEventTypes": []}, "At least one event type must be specified."),
        (SNS | {"MatchingEventTypes": ["SENT"]}, "Member must satisfy enum value set: [BOUNCE, "),
        ({"SnsDestination": {"TopicArn": "topic"}}, "'topic' is not an ARN of a standard SNS topic"),
        ({"SnsDestination": {"TopicArn": f"{TOPIC}.fifo"}}, "not an ARN of a standard SNS topic"),
        ({"SnsDestination": {"TopicArn": f"{TOPIC}:12345678-subscription"}}, "not an ARN of a standard SNS topic"),
        ({"SnsDestination": {"TopicArn": TOPIC.replace(REGION, "eu-west-1")}}, f"arn:aws:sns:{REGION}:ACCOUNT:"),
        ({"SnsDestination": {"TopicArn": TOPIC.replace("arn:aws:", "arn:aws-cn:")}}, f"arn:aws:sns:{REGION}:ACCOUNT:"),
        ({"SnsDestination": {"TopicArn": STREAM}}, "not an ARN of a standard SNS topic"),
        ({"SnsDestination": {"TopicArn": "x" * 5000}}, "'" + "x" * 200 + "'"),
        (
            {"KinesisFirehoseDestination": {"IamRoleArn": ROLE, "DeliveryStreamArn": TOPIC}},
            "not an ARN of a Firehose stream",
        ),
        (
            {"KinesisFirehoseDestination": {"IamRoleArn": "role", "DeliveryStreamArn": STREAM}},
            "'role' is not an ARN of an IAM role",
        ),
        (
            {
                "KinesisFirehoseDestination": {
                    "IamRoleArn": ROLE.replace(ACCOUNT, "999999999999"),
                    "DeliveryStreamArn": STREAM,
                }
            },
            f"arn:aws:iam::{ACCOUNT}:role/.+ was expected",
        ),
        ({"EventBridgeDestination": {"EventBusArn": BUS.replace("default", "mine")}}, "the default event bus"),
        ({"EventBridgeDestination": {"EventBusArn": BUS.replace(REGION, "eu-west-1")}}, f"arn:aws:events:{REGION}:"),
        ({"EventBridgeDestination": {"EventBusArn": "default"}}, "'default' is not an ARN"),
        ({"PinpointDestination": {}}, "not an ARN of a Pinpoint application"),
        ({"PinpointDestination": {"ApplicationArn": "app"}}, "'app' is not an ARN of a Pinpoint application"),
        (
            {"CloudWatchDestination": {"DimensionConfigurations": []}},
            "CloudWatch metrics dimension configuration list cannot be empty.",
        ),
        (
            {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION, DIMENSION]}},
            "The dimension 'campaign' is given twice.",
        ),
        (
            {
                "CloudWatchDestination": {
                    "DimensionConfigurations": [DIMENSION | {"DimensionName": f"d{number}"} for number in range(11)]
                }
            },
            "at most 10 dimensions: 11 were given",
        ),
    ],
)
def test_a_definition_that_ses_does_not_take_is_a_bad_request_that_says_why(
    ses: Any, definition: dict[str, Any], words: str
) -> None:
    create(ses, FIREHOSE, "before")
    before = destinations_of(ses)
    for operation, name in (
        (ses.create_configuration_set_event_destination, "destination"),
        (ses.update_configuration_set_event_destination, "before"),
    ):
        refused = refusal(operation, **request(definition, name))
        assert (refused.status, refused.code) == (400, "BadRequestException")
        assert words in refused.message
        assert destinations_of(ses) == before


@pytest.mark.parametrize(
    "change",
    [
        {"DimensionName": "a b"},
        {"DimensionName": ""},
        {"DimensionName": "a" * 257},
        {"DimensionName": "ü"},
        {"DefaultDimensionValue": ""},
        {"DefaultDimensionValue": "a b"},
        {"DefaultDimensionValue": "a:b"},
        {"DefaultDimensionValue": "a" * 257},
    ],
)
def test_a_dimension_of_other_characters_or_length_is_a_bad_request_that_names_it(
    ses: Any, change: dict[str, str]
) -> None:
    definition = {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION | change]}}
    refused = refusal(ses.create_configuration_set_event_destination, **request(definition))
    assert (refused.status, refused.code) == (400, "BadRequestException")
    assert repr(next(iter(change.values()))) in refused.message


def test_dimensions_may_bear_the_names_of_automatic_tags(ses: Any) -> None:
    dimensions = [
        {
            "DimensionName": "ses:configuration-set",
            "DimensionValueSource": source,
            "DefaultDimensionValue": "me@example.com",
        }
        for source in ("MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG")
    ]
    for number, dimension in enumerate(dimensions):
        create(ses, {"CloudWatchDestination": {"DimensionConfigurations": [dimension]}}, f"number-{number}")
    assert [each["CloudWatchDestination"]["DimensionConfigurations"] for each in destinations_of(ses)] == [
        [dimension] for dimension in dimensions
    ]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (None, "BadRequestException", "'eventDestinationName' failed to satisfy constraint: Member must not be null"),
        ({"EventDestinationName": "d"}, "BadRequestException", "'eventDestination' failed to satisfy"),
        ({"EventDestination": {}}, "BadRequestException", "'eventDestinationName' failed to satisfy"),
        ({"EventDestinationName": 1, "EventDestination": {}}, "SerializationException", "NUMBER_VALUE"),
        ({"EventDestinationName": "d", "EventDestination": []}, "SerializationException", "Start of list"),
        (
            {"EventDestinationName": "d", "EventDestination": {"Enabled": "yes"}},
            "SerializationException",
            "STRING_VALUE",
        ),
        (
            {"EventDestinationName": "d", "EventDestination": {"MatchingEventTypes": "SEND"}},
            "SerializationException",
            "STRING_VALUE",
        ),
        (
            {"EventDestinationName": "d", "EventDestination": {"MatchingEventTypes": ["SEND"], "SnsDestination": {}}},
            "BadRequestException",
            "'eventDestination.snsDestination.topicArn' failed to satisfy constraint: Member must not be null",
        ),
        (
            {"EventDestinationName": "d", "EventDestination": {"MatchingEventTypes": [None], **SNS}},
            "SerializationException",
            "NULL_VALUE",
        ),
        (
            {"EventDestinationName": "d", "EventDestination": {"LambdaDestination": {}}},
            "BadRequestException",
            "EventDestination has no member 'LambdaDestination'",
        ),
    ],
)
def test_a_request_that_no_sdk_would_send_is_a_400_that_says_what_is_wrong(
    ses: Any, body: Any, code: str, words: str
) -> None:
    answer = call("POST", PATH, body)
    assert (answer.status, answer.code) == (400, code)
    assert words in answer.message
    assert destinations_of(ses) == []


def test_null_stands_for_a_member_that_is_left_out(ses: Any) -> None:
    body = {
        "EventDestinationName": "d",
        "EventDestination": {"MatchingEventTypes": ["SEND"], "CloudWatchDestination": None, **SNS},
    }
    assert call("POST", PATH, body) == Answer(200, "", "{}")
    assert destinations_of(ses) == [{"Name": "d", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS}]
