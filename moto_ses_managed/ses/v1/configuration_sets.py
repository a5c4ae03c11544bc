"""v1's configuration sets: what DescribeConfigurationSet shows, and their event destinations."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import ValidationError

from ..configuration_sets.forms import read, write
from ..configuration_sets.model import ManagedConfigurationSet
from ..errors import v1_words
from .request import ResponsesBase

_TLS_POLICIES = {"REQUIRE": "Require", "OPTIONAL": "Optional"}

_ATTRIBUTES = ("eventDestinations", "trackingOptions", "deliveryOptions", "reputationOptions")


class ConfigurationSetResponses(ResponsesBase):
    """moto's responses, with all event destinations of a configuration set and its options."""

    def describe_configuration_set(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        attributes = self._get_param("ConfigurationSetAttributeNames", [])
        unknown = [attribute for attribute in attributes if attribute not in _ATTRIBUTES]
        if unknown:
            raise ValidationError(
                f"1 validation error detected: Value '{unknown[0][:200]}' at 'configurationSetAttributeNames' failed "
                f"to satisfy constraint: Member must satisfy enum value set: [{', '.join(_ATTRIBUTES)}]"
            )
        with v1_words():
            found = self.managed_backend.config_sets.named(name)
        shown: dict[str, Any] = {"ConfigurationSet": {"Name": name}, "EventDestinations": []}
        if "eventDestinations" in attributes:
            shown["EventDestinations"] = [write(destination) for destination in found.event_destinations]
        if "trackingOptions" in attributes and "CustomRedirectDomain" in found.tracking_options:
            shown["TrackingOptions"] = {"CustomRedirectDomain": found.tracking_options["CustomRedirectDomain"]}
        if "deliveryOptions" in attributes:
            shown["DeliveryOptions"] = _delivery_options(found)
        if "reputationOptions" in attributes:
            shown["ReputationOptions"] = _reputation_options(found)
        return ActionResult(shown)

    def create_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        form = self._get_param("EventDestination")
        with v1_words():
            self.managed_backend.add_event_destination(name, read(form))
        return EmptyResult()

    def update_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        form = self._get_param("EventDestination")
        with v1_words():
            self.managed_backend.replace_event_destination(name, read(form))
        return EmptyResult()

    def delete_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        destination = self._get_param("EventDestinationName")
        with v1_words():
            self.managed_backend.remove_event_destination(name, destination)
        return EmptyResult()


def _delivery_options(found: ManagedConfigurationSet) -> dict[str, Any]:
    policy = (found.delivery_options or {}).get("TlsPolicy", "OPTIONAL")
    return {"TlsPolicy": _TLS_POLICIES.get(policy, policy)}


def _reputation_options(found: ManagedConfigurationSet) -> dict[str, Any]:
    options = found.reputation_options or {}
    shown = {
        "SendingEnabled": found.enabled["SendingEnabled"],
        "ReputationMetricsEnabled": options.get("ReputationMetricsEnabled", False),
    }
    if "LastFreshStart" in options:
        shown["LastFreshStart"] = options["LastFreshStart"]
    return shown
