"""Event destinations of a configuration set through v1."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.clients import ACCOUNT, REGION, ses_client
from tests.support.refusals import Refusal

from .definitions import (
    CLOUDWATCH,
    DIMENSION,
    FIREHOSE,
    SNS,
    TOPIC,
    create,
    definition,
    described,
    destinations_of,
    refused,
)

ALL_TYPES = ["bounce", "click", "complaint", "delivery", "open", "reject", "renderingFailure", "send"]


@pytest.mark.parametrize("target", [SNS, FIREHOSE, CLOUDWATCH], ids=lambda kind: next(iter(kind)))
def test_a_destination_of_each_kind_is_described_as_it_was_made(v1: Any, target: dict[str, Any]) -> None:
    made = {"Enabled": True, "MatchingEventTypes": ALL_TYPES, **target}
    create(v1, made)
    assert described(v1, "eventDestinations") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [{"Name": "destination", **made}],
    }


def test_all_destinations_of_a_set_are_described_and_only_when_asked_for(v1: Any) -> None:
    for number in range(3):
        create(v1, name=f"number-{number}")
    assert [destination["Name"] for destination in destinations_of(v1)] == ["number-0", "number-1", "number-2"]
    assert described(v1)["EventDestinations"] == []


def test_an_update_replaces_the_definition(v1: Any) -> None:
    create(v1, SNS | {"Enabled": True})
    v1.update_configuration_set_event_destination(
        ConfigurationSetName="set", EventDestination=definition(FIREHOSE | {"MatchingEventTypes": ["bounce"]})
    )
    assert destinations_of(v1) == [
        {"Name": "destination", "Enabled": False, "MatchingEventTypes": ["bounce"], **FIREHOSE}
    ]


def test_a_deleted_destination_is_gone_and_its_name_free(v1: Any) -> None:
    create(v1)
    v1.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="destination")
    assert destinations_of(v1) == []
    create(v1)


def test_both_apis_see_the_same_destinations(v1: Any) -> None:
    ses = ses_client()
    create(v1, SNS | {"Enabled": True, "MatchingEventTypes": ["renderingFailure"]}, "of-v1")
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="of-v2",
        EventDestination={
            "MatchingEventTypes": ["DELIVERY_DELAY", "SEND"],
            "CloudWatchDestination": {
                "DimensionConfigurations": [DIMENSION | {"DimensionValueSource": "EMAIL_HEADER"}]
            },
        },
    )
    assert ses.get_configuration_set_event_destinations(ConfigurationSetName="set")["EventDestinations"][0] == {
        "Name": "of-v1",
        "Enabled": True,
        "MatchingEventTypes": ["RENDERING_FAILURE"],
        "SnsDestination": {"TopicArn": TOPIC},
    }
    assert destinations_of(v1)[1] == {
        "Name": "of-v2",
        "Enabled": False,
        "MatchingEventTypes": ["send"],
        "CloudWatchDestination": {"DimensionConfigurations": [DIMENSION | {"DimensionValueSource": "emailHeader"}]},
    }
    v1.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="of-v2")
    assert len(ses.get_configuration_set_event_destinations(ConfigurationSetName="set")["EventDestinations"]) == 1


def test_a_destination_that_only_v2_knows_is_described_without_its_target(v1: Any) -> None:
    bus = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
    ses_client().create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="bus",
        EventDestination={"MatchingEventTypes": ["SUBSCRIPTION"], "EventBridgeDestination": {"EventBusArn": bus}},
    )
    assert destinations_of(v1) == [{"Name": "bus", "Enabled": False, "MatchingEventTypes": []}]


def test_the_other_options_are_described_when_asked_for(v1: Any) -> None:
    ses = ses_client()
    ses.put_configuration_set_delivery_options(ConfigurationSetName="set", TlsPolicy="REQUIRE")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.put_configuration_set_tracking_options(ConfigurationSetName="set", CustomRedirectDomain="click.example.com")
    v1.update_configuration_set_reputation_metrics_enabled(ConfigurationSetName="set", Enabled=True)
    assert described(v1, "trackingOptions", "deliveryOptions", "reputationOptions") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [],
        "TrackingOptions": {"CustomRedirectDomain": "click.example.com"},
        "DeliveryOptions": {"TlsPolicy": "Require"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": True},
    }


def test_a_set_without_options_is_described_with_ses_defaults(v1: Any) -> None:
    assert described(v1, "trackingOptions", "deliveryOptions", "reputationOptions") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [],
        "DeliveryOptions": {"TlsPolicy": "Optional"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": False},
    }


def test_an_unknown_set_does_not_exist(v1: Any) -> None:
    missing = Refusal(400, "ConfigurationSetDoesNotExist", "Configuration set <nowhere> does not exist.")
    name = {"ConfigurationSetName": "nowhere"}
    assert refused(v1.describe_configuration_set, **name) == missing
    assert refused(v1.delete_configuration_set_event_destination, EventDestinationName="d", **name) == missing
    for operation in (
        v1.create_configuration_set_event_destination,
        v1.update_configuration_set_event_destination,
    ):
        assert refused(operation, EventDestination=definition(), **name) == missing


def test_an_unknown_destination_does_not_exist(v1: Any) -> None:
    missing = Refusal(
        400,
        "EventDestinationDoesNotExist",
        "An event destination with name <destination> does not exist for configuration set <set>.",
    )
    name = {"ConfigurationSetName": "set"}
    assert refused(v1.update_configuration_set_event_destination, EventDestination=definition(), **name) == missing
    assert refused(v1.delete_configuration_set_event_destination, EventDestinationName="destination", **name) == missing


def test_a_taken_name_exists_already(v1: Any) -> None:
    create(v1)
    answer = refused(
        v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=definition(FIREHOSE)
    )
    assert (answer.status, answer.code) == (400, "EventDestinationAlreadyExists")
    assert "<destination> already exists for configuration set <set>" in answer.message


def test_two_sets_may_use_the_same_name(v1: Any) -> None:
    v1.create_configuration_set(ConfigurationSet={"Name": "other"})
    create(v1)
    v1.create_configuration_set_event_destination(ConfigurationSetName="other", EventDestination=definition())
    v1.delete_configuration_set(ConfigurationSetName="other")
    assert len(destinations_of(v1)) == 1


def test_the_11th_destination_exceeds_the_limit(v1: Any) -> None:
    for number in range(10):
        create(v1, name=f"number-{number}")
    answer = refused(
        v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=definition()
    )
    assert (answer.status, answer.code) == (400, "LimitExceeded")
