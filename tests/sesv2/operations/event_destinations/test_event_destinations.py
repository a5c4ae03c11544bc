"""Event destinations of a configuration set through v2."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.support.clients import REGION, ses_client
from tests.support.receivers import subscribed_topic
from tests.support.refusals import Refusal, refusal

from .definitions import CLOUDWATCH, EVENTBRIDGE, FIREHOSE, PINPOINT, SNS, TOPIC, create, destinations_of, request

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
NO_SET = Refusal(404, "NotFoundException", "Configuration set <nowhere> does not exist.")
NO_DESTINATION = Refusal(
    404,
    "NotFoundException",
    "An event destination with name <nowhere> does not exist for configuration set <set>.",
)


@pytest.mark.parametrize(
    "target", [SNS, FIREHOSE, CLOUDWATCH, EVENTBRIDGE, PINPOINT], ids=lambda kind: next(iter(kind))
)
def test_a_destination_of_each_kind_is_shown_as_it_was_made(ses: Any, target: dict[str, Any]) -> None:
    made = {"Enabled": True, "MatchingEventTypes": ALL_TYPES, **target}
    create(ses, made)
    assert destinations_of(ses) == [{"Name": "destination", **made}]


def test_a_destination_is_disabled_unless_it_is_said_to_be_enabled(ses: Any) -> None:
    create(ses)
    assert destinations_of(ses) == [{"Name": "destination", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS}]


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
    assert destinations_of(ses)[0]["MatchingEventTypes"] == ["BOUNCE", "SEND"]


def test_an_update_replaces_the_definition_as_a_whole_and_keeps_the_place(ses: Any) -> None:
    create(ses, SNS | {"Enabled": True}, "first")
    create(ses, SNS, "second")
    ses.update_configuration_set_event_destination(**request(FIREHOSE | {"MatchingEventTypes": ["BOUNCE"]}, "first"))
    assert destinations_of(ses) == [
        {"Name": "first", "Enabled": False, "MatchingEventTypes": ["BOUNCE"], **FIREHOSE},
        {"Name": "second", "Enabled": False, "MatchingEventTypes": ["SEND"], **SNS},
    ]


def test_a_deleted_destination_is_gone_and_its_name_free(ses: Any) -> None:
    create(ses)
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="destination")
    assert destinations_of(ses) == []
    create(ses, FIREHOSE)
    assert [*destinations_of(ses)[0]] == ["Name", "Enabled", "MatchingEventTypes", "KinesisFirehoseDestination"]


def test_destinations_go_with_their_set(ses: Any) -> None:
    create(ses)
    ses.delete_configuration_set(ConfigurationSetName="set")
    ses.create_configuration_set(ConfigurationSetName="set")
    assert destinations_of(ses) == []


def test_each_set_has_destinations_of_its_own(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="other")
    create(ses)
    ses.create_configuration_set_event_destination(**(request(FIREHOSE) | {"ConfigurationSetName": "other"}))
    assert [len(destinations_of(ses, name)) for name in ("set", "other")] == [1, 1]
    assert "KinesisFirehoseDestination" in destinations_of(ses, "other")[0]


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
    assert len(destinations_of(ses)) == 1


def test_a_taken_name_exists_already_and_keeps_what_it_names(ses: Any) -> None:
    create(ses)
    assert refusal(ses.create_configuration_set_event_destination, **request(FIREHOSE)) == Refusal(
        400,
        "AlreadyExistsException",
        "An event destination with name <destination> already exists for configuration set <set>.",
    )
    assert "SnsDestination" in destinations_of(ses)[0]


def test_the_11th_destination_exceeds_the_limit_until_another_goes(ses: Any) -> None:
    for number in range(10):
        create(ses, name=f"number-{number}")
    refused = refusal(ses.create_configuration_set_event_destination, **request(name="number-10"))
    assert (refused.status, refused.code) == (400, "LimitExceededException")
    assert "<set> has 10 event destinations" in refused.message
    ses.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="number-3")
    create(ses, name="number-10")
    assert [destination["Name"][7:] for destination in destinations_of(ses)] == [
        "0",
        "1",
        "2",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    ]


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
    assert (len(destinations_of(ses)), len(refused)) == (10, 10)


def confirmations(queue: str) -> int:
    """How many messages in the queue behind a topic say that SES validated the topic."""
    messages = boto3.client("sqs", REGION).receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    assert {message["Body"] for message in messages} <= {
        "Successfully validated SNS topic for Amazon SES event publishing."
    }
    return len(messages)


def test_a_topic_is_told_that_it_becomes_a_destination(ses: Any, hooks: SesManaged) -> None:
    queues = {name: subscribed_topic(name)[1] for name in ("topic", "other")}
    create(ses)
    assert [confirmations(queues[name]) for name in ("topic", "other")] == [1, 0]
    ses.update_configuration_set_event_destination(**request(SNS | {"Enabled": True}))
    assert [confirmations(queues[name]) for name in ("topic", "other")] == [0, 0]
    other = {"SnsDestination": {"TopicArn": TOPIC.replace(":topic", ":other")}}
    ses.update_configuration_set_event_destination(**request(other))
    assert [confirmations(queues[name]) for name in ("topic", "other")] == [0, 1]
    refusal(ses.create_configuration_set_event_destination, **request())
    assert [confirmations(queues[name]) for name in ("topic", "other")] == [0, 0]


def test_destinations_are_of_one_region(ses: Any) -> None:
    create(ses)
    elsewhere = ses_client("eu-west-1")
    elsewhere.create_configuration_set(ConfigurationSetName="set")
    assert destinations_of(elsewhere) == []
    government = ses_client("us-gov-west-1")
    government.create_configuration_set(ConfigurationSetName="set")
    topic = boto3.client("sns", "us-gov-west-1").create_topic(Name="topic")["TopicArn"]
    create(government, {"SnsDestination": {"TopicArn": topic}})
    assert destinations_of(government)[0]["SnsDestination"]["TopicArn"] == topic
