"""Event destinations of a configuration set through v2."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.sesv2.wire.test_hostile_requests import Answer, call
from tests.support import ACCOUNT, REGION, Refusal, refusal, ses_client

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
ALL_TYPES = [
    "BOUNCE",
    "CLICK",
    "COMPLAINT",
    "DELIVERY",
    "DELIVERY_DELAY",
    "OPEN",
    "REJECT",
    "RENDERING_FAILURE",
    "SEND",
    "SUBSCRIPTION",
]
PATH = "/v2/email/configuration-sets/set/event-destinations"
NO_SET = Refusal(404, "NotFoundException", "Configuration set <nowhere> does not exist.")
NO_DESTINATION = Refusal(
    404,
    "NotFoundException",
    "An event destination with name <nowhere> does not exist for configuration set <set>.",
)


@pytest.fixture(autouse=True)
def configuration_set(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    boto3.client("sns", REGION).create_topic(Name="topic")


def create(ses: Any, definition: dict[str, Any] | None = None, name: str = "destination") -> None:
    ses.create_configuration_set_event_destination(**request(definition, name))


def request(definition: dict[str, Any] | None = None, name: str = "destination") -> dict[str, Any]:
    return {
        "ConfigurationSetName": "set",
        "EventDestinationName": name,
        "EventDestination": {"MatchingEventTypes": ["SEND"], **(SNS if definition is None else definition)},
    }


def shown(ses: Any, name: str = "set") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ses.get_configuration_set_event_destinations(ConfigurationSetName=name)[
        "EventDestinations"
    ]
    return found


@pytest.mark.parametrize(
    "target", [SNS, FIREHOSE, CLOUDWATCH, EVENTBRIDGE, PINPOINT], ids=lambda kind: next(iter(kind))
)
def test_a_destination_of_each_kind_is_shown_as_it_was_made(ses: Any, target: dict[str, Any]) -> None:
    made = {"Enabled": True, "MatchingEventTypes": ALL_TYPES, **target}
    create(ses, made)
    assert shown(ses) == [{"Name": "destination", **made}]


def test_a_destination_is_disabled_unless_it_is_said_to_be_enabled(ses: Any) -> None:
    create(ses)
    assert shown(ses) == [{"Name": "destination", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS}]


@pytest.mark.fidelity(
    operation="GetConfigurationSetEventDestinations",
    case="MatchingEventTypes in another order",
    answer="sorted by name",
    kind="recorded",
    source="terraform-provider-aws #36897",
    date="2024",
)
def test_event_types_are_sorted_and_count_once(ses: Any) -> None:
    create(ses, SNS | {"MatchingEventTypes": ["SEND", "BOUNCE", "SEND"]})
    assert shown(ses)[0]["MatchingEventTypes"] == ["BOUNCE", "SEND"]


def test_an_update_replaces_the_definition_as_a_whole_and_keeps_the_place(ses: Any) -> None:
    create(ses, SNS | {"Enabled": True}, "first")
    create(ses, SNS, "second")
    ses.update_configuration_set_event_destination(**request(FIREHOSE | {"MatchingEventTypes": ["BOUNCE"]}, "first"))
    assert shown(ses) == [
        {"Name": "first", "Enabled": False, "MatchingEventTypes": ["BOUNCE"], **FIREHOSE},
        {"Name": "second", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS},
    ]


def test_a_deleted_destination_is_gone_and_its_name_free(ses: Any) -> None:
    create(ses)
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="destination")
    assert shown(ses) == []
    create(ses, FIREHOSE)
    assert [*shown(ses)[0]] == ["Name", "Enabled", "MatchingEventTypes", "KinesisFirehoseDestination"]


def test_destinations_go_with_their_set(ses: Any) -> None:
    create(ses)
    ses.delete_configuration_set(ConfigurationSetName="set")
    ses.create_configuration_set(ConfigurationSetName="set")
    assert shown(ses) == []


def test_each_set_has_destinations_of_its_own(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="other")
    create(ses)
    ses.create_configuration_set_event_destination(**(request(FIREHOSE) | {"ConfigurationSetName": "other"}))
    assert [len(shown(ses, name)) for name in ("set", "other")] == [1, 1]
    assert "KinesisFirehoseDestination" in shown(ses, "other")[0]


def test_an_unknown_set_is_not_found(ses: Any) -> None:
    elsewhere = request() | {"ConfigurationSetName": "nowhere"}
    name = {"ConfigurationSetName": "nowhere", "EventDestinationName": "destination"}
    assert refusal(ses.create_configuration_set_event_destination, **elsewhere) == NO_SET
    assert refusal(ses.update_configuration_set_event_destination, **elsewhere) == NO_SET
    assert refusal(ses.delete_configuration_set_event_destination, **name) == NO_SET
    assert refusal(ses.get_configuration_set_event_destinations, ConfigurationSetName="nowhere") == NO_SET


def test_an_unknown_destination_is_not_found(ses: Any) -> None:
    create(ses)
    name = {"ConfigurationSetName": "set", "EventDestinationName": "nowhere"}
    assert refusal(ses.update_configuration_set_event_destination, **request(name="nowhere")) == NO_DESTINATION
    assert refusal(ses.delete_configuration_set_event_destination, **name) == NO_DESTINATION
    assert len(shown(ses)) == 1


def test_a_taken_name_exists_already_and_keeps_what_it_names(ses: Any) -> None:
    create(ses)
    assert refusal(ses.create_configuration_set_event_destination, **request(FIREHOSE)) == Refusal(
        400,
        "AlreadyExistsException",
        "An event destination with name <destination> already exists for configuration set <set>.",
    )
    assert "SnsDestination" in shown(ses)[0]


def test_the_11th_destination_exceeds_the_limit_until_another_goes(ses: Any) -> None:
    for number in range(10):
        create(ses, name=f"number-{number}")
    refused = refusal(ses.create_configuration_set_event_destination, **request(name="number-10"))
    assert (refused.status, refused.code) == (400, "LimitExceededException")
    assert "<set> has 10 event destinations" in refused.message
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="number-3")
    create(ses, name="number-10")
    assert [found["Name"][7:] for found in shown(ses)] == ["0", "1", "2", "4", "5", "6", "7", "8", "9", "10"]


@pytest.mark.slow
def test_never_more_than_10_under_racing_threads(ses: Any) -> None:
    barrier = Barrier(4)
    refused: list[str] = []

    def race(racer: int) -> None:
        client = ses_client()
        barrier.wait()
        for number in range(5):
            try:
                create(client, name=f"{racer}-{number}")
            except client.exceptions.LimitExceededException as error:
                refused.append(str(error))

    racers = [Thread(target=race, args=(racer,)) for racer in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert (len(shown(ses)), len(refused)) == (10, 10)


@pytest.mark.parametrize("name", ["a", "A_-9" * 16])
def test_a_name_has_1_to_64_letters_digits_underscores_and_dashes(ses: Any, name: str) -> None:
    create(ses, name=name)
    assert shown(ses)[0]["Name"] == name


@pytest.mark.parametrize("name", ["", "a" * 65, "a.b", "a b", "ü", "a\n"])
def test_another_name_is_a_bad_request_that_names_it(ses: Any, name: str) -> None:
    refused = refusal(ses.create_configuration_set_event_destination, **request(name=name))
    assert (refused.status, refused.code) == (400, "BadRequestException")
    assert refused.message == (
        "Event destination name cannot exceed 64 characters."
        if len(name) > 64
        else f"Invalid event destination name <{name}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
    )
    assert shown(ses) == []


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
    before = shown(ses)
    for operation, name in (
        (ses.create_configuration_set_event_destination, "destination"),
        (ses.update_configuration_set_event_destination, "before"),
    ):
        refused = refusal(operation, **request(definition, name))
        assert (refused.status, refused.code) == (400, "BadRequestException")
        assert words in refused.message
        assert shown(ses) == before


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
    assert [found["CloudWatchDestination"]["DimensionConfigurations"] for found in shown(ses)] == [
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
    assert shown(ses) == []


def test_null_stands_for_a_member_that_is_left_out(ses: Any) -> None:
    body = {
        "EventDestinationName": "d",
        "EventDestination": {"MatchingEventTypes": ["SEND"], "CloudWatchDestination": None, **SNS},
    }
    assert call("POST", PATH, body) == Answer(200, "", "{}")
    assert shown(ses) == [{"Name": "d", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS}]


def told(queue: str) -> int:
    """How often the queue behind a topic was told that SES validated the topic."""
    messages = boto3.client("sqs", REGION).receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    assert {message["Body"] for message in messages} <= {
        "Successfully validated SNS topic for Amazon SES event publishing."
    }
    return len(messages)


def test_a_topic_is_told_that_it_becomes_a_destination(ses: Any, hooks: SesManaged) -> None:
    sns, sqs = boto3.client("sns", REGION), boto3.client("sqs", REGION)
    queues = {}
    for name in ("topic", "other"):
        topic = sns.create_topic(Name=name)["TopicArn"]
        queues[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queues[name], AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    create(ses)
    assert [told(queues[name]) for name in ("topic", "other")] == [1, 0]
    ses.update_configuration_set_event_destination(**request(SNS | {"Enabled": True}))
    assert [told(queues[name]) for name in ("topic", "other")] == [0, 0]
    other = {"SnsDestination": {"TopicArn": TOPIC.replace(":topic", ":other")}}
    ses.update_configuration_set_event_destination(**request(other))
    assert [told(queues[name]) for name in ("topic", "other")] == [0, 1]
    refusal(ses.create_configuration_set_event_destination, **request())
    assert [told(queues[name]) for name in ("topic", "other")] == [0, 0]


def test_destinations_are_of_one_region(ses: Any) -> None:
    create(ses)
    elsewhere = ses_client("eu-west-1")
    elsewhere.create_configuration_set(ConfigurationSetName="set")
    assert shown(elsewhere) == []
    government = ses_client("us-gov-west-1")
    government.create_configuration_set(ConfigurationSetName="set")
    topic = boto3.client("sns", "us-gov-west-1").create_topic(Name="topic")["TopicArn"]
    create(government, {"SnsDestination": {"TopicArn": topic}})
    assert shown(government)[0]["SnsDestination"]["TopicArn"] == topic
