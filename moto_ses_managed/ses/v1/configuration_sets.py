"""v1's configuration sets: what DescribeConfigurationSet shows, and their event destinations."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult

from ..configuration_sets.forms import read, write
from ..configuration_sets.model import ManagedConfigurationSet
from ..configuration_sets.tracking import check_redirect_domain
from ..errors import TrackingOptionsAlreadyExists, TrackingOptionsDoesNotExist, v1_words
from .request import ResponsesBase

_TLS_POLICIES = {"REQUIRE": "Require", "OPTIONAL": "Optional"}


class ConfigurationSetResponses(ResponsesBase):
    """moto's responses, with all event destinations of a configuration set and its options."""

    def describe_configuration_set(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        attributes = self._get_param("ConfigurationSetAttributeNames", [])
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

    def create_configuration_set_tracking_options(self) -> ActionResult:
        found = self._tracked_set()
        if found.tracking_options:
            raise TrackingOptionsAlreadyExists(
                f"Configuration set <{found.configuration_set_name}> already has tracking options."
            )
        self._track(found)
        return EmptyResult()

    def update_configuration_set_tracking_options(self) -> ActionResult:
        self._track(self._with_tracking())
        return EmptyResult()

    def delete_configuration_set_tracking_options(self) -> ActionResult:
        self._with_tracking().tracking_options = {}
        return EmptyResult()

    def _tracked_set(self) -> ManagedConfigurationSet:
        with v1_words():
            return self.managed_backend.config_sets.named(self._get_param("ConfigurationSetName"))

    def _with_tracking(self) -> ManagedConfigurationSet:
        found = self._tracked_set()
        if not found.tracking_options:
            raise TrackingOptionsDoesNotExist(
                f"Configuration set <{found.configuration_set_name}> has no tracking options."
            )
        return found

    def _track(self, found: ManagedConfigurationSet) -> None:
        """v1 knows the domain alone: what else v2 has set stays."""
        domain = self._get_param("TrackingOptions").get("CustomRedirectDomain")
        with v1_words():
            check_redirect_domain(domain, self.managed_backend.is_verified_domain)
        found.tracking_options = found.tracking_options | {"CustomRedirectDomain": domain}

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
