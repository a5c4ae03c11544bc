"""The operations of SES v2 on the event destinations of a configuration set."""

from __future__ import annotations

from typing import Any

from moto_ses_managed.ses.configuration_sets.event_destination_rules import only_target
from moto_ses_managed.ses.configuration_sets.event_destinations import (
    CloudWatchTarget,
    Dimension,
    DimensionSource,
    EventBridgeTarget,
    EventDestination,
    EventType,
    FirehoseTarget,
    PinpointTarget,
    SnsTarget,
    Target,
    in_order,
)

from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class EventDestinationOperations(OperationsBase):
    """Create, get, update and delete event destinations. An update replaces the whole definition."""

    @operation
    def create_configuration_set_event_destination(self) -> None:
        self._ses_backend.add_event_destination(
            self._configuration_set().configuration_set_name, self._event_destination()
        )

    @operation
    def get_configuration_set_event_destinations(self) -> Parameters:
        destinations = self._configuration_set().event_destinations
        return {"EventDestinations": [_described(destination) for destination in destinations]}

    @operation
    def update_configuration_set_event_destination(self) -> None:
        self._ses_backend.replace_event_destination(
            self._configuration_set().configuration_set_name, self._event_destination()
        )

    @operation
    def delete_configuration_set_event_destination(self) -> None:
        name = self._parameters["EventDestinationName"]
        self._ses_backend.remove_event_destination(self._configuration_set().configuration_set_name, name)

    def _event_destination(self) -> EventDestination:
        definition = self._parameters["EventDestination"]
        return EventDestination(
            name=self._parameters["EventDestinationName"],
            # An absent boolean is false in AWS's protocols.
            enabled=definition.get("Enabled", False),
            event_types=tuple(dict.fromkeys(EventType(word) for word in definition.get("MatchingEventTypes", ()))),
            target=only_target(_targets(definition)),
        )


def _targets(definition: Parameters) -> list[Target]:
    targets: list[Target] = []
    if sns := definition.get("SnsDestination"):
        targets.append(SnsTarget(sns["TopicArn"]))
    if firehose := definition.get("KinesisFirehoseDestination"):
        targets.append(FirehoseTarget(firehose["IamRoleArn"], firehose["DeliveryStreamArn"]))
    if cloudwatch := definition.get("CloudWatchDestination"):
        targets.append(CloudWatchTarget(tuple(map(_dimension, cloudwatch["DimensionConfigurations"]))))
    if eventbridge := definition.get("EventBridgeDestination"):
        targets.append(EventBridgeTarget(eventbridge["EventBusArn"]))
    if "PinpointDestination" in definition:
        targets.append(PinpointTarget(definition["PinpointDestination"].get("ApplicationArn", "")))
    return targets


def _dimension(configuration: Parameters) -> Dimension:
    return Dimension(
        configuration["DimensionName"],
        DimensionSource(configuration["DimensionValueSource"]),
        configuration["DefaultDimensionValue"],
    )


def _described(destination: EventDestination) -> Parameters:
    return {
        "Name": destination.name,
        "Enabled": destination.enabled,
        "MatchingEventTypes": [event_type.value for event_type in in_order(destination)],
        **_described_target(destination.target),
    }


def _described_target(target: Target) -> dict[str, Any]:
    if isinstance(target, SnsTarget):
        return {"SnsDestination": {"TopicArn": target.topic_arn}}
    if isinstance(target, FirehoseTarget):
        return {
            "KinesisFirehoseDestination": {
                "IamRoleArn": target.iam_role_arn,
                "DeliveryStreamArn": target.delivery_stream_arn,
            }
        }
    if isinstance(target, EventBridgeTarget):
        return {"EventBridgeDestination": {"EventBusArn": target.event_bus_arn}}
    if isinstance(target, PinpointTarget):
        return {"PinpointDestination": {"ApplicationArn": target.application_arn}}
    configurations = [
        {
            "DimensionName": dimension.name,
            "DimensionValueSource": dimension.source.value,
            "DefaultDimensionValue": dimension.default,
        }
        for dimension in target.dimensions
    ]
    return {"CloudWatchDestination": {"DimensionConfigurations": configurations}}
