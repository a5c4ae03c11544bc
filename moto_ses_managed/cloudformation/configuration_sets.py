"""AWS::SES::ConfigurationSet and AWS::SES::ConfigurationSetEventDestination."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from .resource import Properties, SesResource


class ConfigurationSet(SesResource):
    """A configuration set."""

    type_name = "AWS::SES::ConfigurationSet"
    # Each group of options has its own Put operation. An absent group is reset to its default.
    _OPTIONS = (
        "ArchivingOptions",
        "DeliveryOptions",
        "ReputationOptions",
        "SendingOptions",
        "SuppressionOptions",
        "TrackingOptions",
    )
    _DEFAULTS: ClassVar[dict[str, dict[str, Any]]] = {
        "ReputationOptions": {"ReputationMetricsEnabled": True},
        "SendingOptions": {"SendingEnabled": True},
    }
    properties = frozenset({"Name", "Tags", "VdmOptions", *_OPTIONS})
    tagged_as = "configuration-set"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return settings.get("Name")

    def create(self) -> None:
        options = {name: value for name, value in self.settings.items() if name != "Name"}
        self.ses.v2("CreateConfigurationSet", ConfigurationSetName=self.name, **options)

    def change(self, before: Properties) -> None:
        for group in self._OPTIONS:
            if self.settings.get(group) != before.get(group):
                options = self.settings.get(group, self._DEFAULTS.get(group, {}))
                self.ses.v2(f"PutConfigurationSet{group}", ConfigurationSetName=self.name, **options)
        if self.settings.get("VdmOptions") != before.get("VdmOptions"):
            options = self.settings.get("VdmOptions", {})
            self.ses.v2("PutConfigurationSetVdmOptions", ConfigurationSetName=self.name, VdmOptions=options)
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteConfigurationSet", ConfigurationSetName=self.name)


class ConfigurationSetEventDestination(SesResource):
    """An event destination of a configuration set. The template has v1's form."""

    type_name = "AWS::SES::ConfigurationSetEventDestination"
    properties = frozenset({"ConfigurationSetName", "EventDestination"})
    required = properties
    read_only = ("Id",)

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        name: str | None = settings["EventDestination"].get("Name")
        return name

    @classmethod
    def parent(cls, settings: Properties) -> str | None:
        return str(settings["ConfigurationSetName"])

    @property
    def _parameters(self) -> dict[str, Any]:
        return {
            "ConfigurationSetName": self.settings["ConfigurationSetName"],
            "EventDestinationName": self.name,
            "EventDestination": _definition(self.settings["EventDestination"]),
        }

    def create(self) -> None:
        self.ses.v2("CreateConfigurationSetEventDestination", **self._parameters)

    def change(self, before: Properties) -> None:
        del before
        self.ses.v2("UpdateConfigurationSetEventDestination", **self._parameters)

    def remove(self) -> None:
        self.ses.remove(
            "sesv2",
            "DeleteConfigurationSetEventDestination",
            ConfigurationSetName=self.settings["ConfigurationSetName"],
            EventDestinationName=self.name,
        )

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.name


def _definition(form: Properties) -> dict[str, Any]:
    """Convert a template's event destination to v2's EventDestinationDefinition."""
    definition: dict[str, Any] = {
        "Enabled": form.get("Enabled", False),
        "MatchingEventTypes": [_in_capitals(word) for word in form.get("MatchingEventTypes", ())],
    }
    if "SnsDestination" in form:
        definition["SnsDestination"] = {"TopicArn": form["SnsDestination"]["TopicARN"]}
    if "KinesisFirehoseDestination" in form:
        firehose = form["KinesisFirehoseDestination"]
        definition["KinesisFirehoseDestination"] = {
            "IamRoleArn": firehose["IAMRoleARN"],
            "DeliveryStreamArn": firehose["DeliveryStreamARN"],
        }
    if "EventBridgeDestination" in form:
        definition["EventBridgeDestination"] = dict(form["EventBridgeDestination"])
    if "CloudWatchDestination" in form:
        dimensions = form["CloudWatchDestination"].get("DimensionConfigurations", ())
        definition["CloudWatchDestination"] = {
            "DimensionConfigurations": [
                {**dimension, "DimensionValueSource": _in_capitals(dimension["DimensionValueSource"])}
                for dimension in dimensions
            ]
        }
    return definition


def _in_capitals(word: str) -> str:
    """Convert ``renderingFailure``, as in v1 and in templates, to ``RENDERING_FAILURE``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).upper()
