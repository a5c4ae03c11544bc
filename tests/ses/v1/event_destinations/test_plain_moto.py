"""Event destinations in moto's own dicts, and when a running mock is activated and deactivated."""

from __future__ import annotations

from typing import Any

import pytest
from moto.ses.models import ses_backends

from moto_ses_managed import activate, deactivate
from moto_ses_managed.simulation.errors import SesManagedError
from tests.support.clients import ACCOUNT, REGION, ses_client

from .definitions import CLOUDWATCH, FIREHOSE, SNS, create, definition, destinations_of


def test_motos_own_dicts_show_what_they_always_have(v1: Any) -> None:
    backend = ses_backends[ACCOUNT][REGION]
    create(v1, SNS | {"Enabled": True}, "first")
    create(v1, FIREHOSE, "last")
    assert dict(backend.config_set_event_destination) == {
        "set": {"Name": "last", "Enabled": False, "MatchingEventTypes": ["send"], **FIREHOSE}
    }
    assert dict(backend.event_destinations) == {"first": 1, "last": 1}
    v1.delete_configuration_set(ConfigurationSetName="set")
    assert (dict(backend.config_set_event_destination), dict(backend.event_destinations)) == ({}, {})


def test_motos_own_method_adds_a_destination(v1: Any) -> None:
    ses_backends[ACCOUNT][REGION].create_configuration_set_event_destination("set", definition())
    assert [destination["Name"] for destination in destinations_of(v1)] == ["destination"]


def test_destinations_outlive_an_activation_and_a_deactivation_within_a_mock(v1: Any) -> None:
    create(v1, SNS, "first")
    create(v1, FIREHOSE | {"Enabled": True}, "last")
    deactivate()
    try:
        assert [destination["Name"] for destination in destinations_of(v1)] == ["last"]
        v1.create_configuration_set(ConfigurationSet={"Name": "plain"})
        v1.create_configuration_set_event_destination(
            ConfigurationSetName="plain", EventDestination=definition(CLOUDWATCH, "of-plain-moto")
        )
    finally:
        activate()
    assert destinations_of(v1) == [{"Name": "last", "Enabled": True, "MatchingEventTypes": ["send"], **FIREHOSE}]
    ses = ses_client()
    destinations = ses.get_configuration_set_event_destinations(ConfigurationSetName="plain")["EventDestinations"]
    assert [entry["Name"] for entry in destinations] == ["of-plain-moto"]


def test_an_activation_refuses_a_destination_that_ses_would_not_take_and_changes_nothing(v1: Any) -> None:
    deactivate()
    try:
        create(v1, {"SNSDestination": {"TopicARN": "no-arn"}})
        with pytest.raises(SesManagedError, match="'no-arn' is not an ARN of a standard SNS topic"):
            activate()
        assert destinations_of(v1)[0]["SNSDestination"] == {"TopicARN": "no-arn"}
        v1.delete_configuration_set(ConfigurationSetName="set")
    finally:
        activate()
