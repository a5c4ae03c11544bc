"""The operations of SES v1 on configuration sets, their tracking options, and their event destinations."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult

from ..configuration_sets.forms import read, write
from ..configuration_sets.model import ManagedConfigurationSet
from ..configuration_sets.tracking import check_redirect_domain
from ..errors import TrackingOptionsAlreadyExists, TrackingOptionsDoesNotExist, translate_errors
from .request import ResponsesBase

_TLS_POLICIES = {"REQUIRE": "Require", "OPTIONAL": "Optional"}


class ConfigurationSetResponses(ResponsesBase):
    """Operations on configuration sets, with all their options and event destinations."""

    def describe_configuration_set(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        attributes = self._get_param("ConfigurationSetAttributeNames", [])
        with translate_errors():
            configuration_set = self.managed_backend.config_sets.named(name)
        description: dict[str, Any] = {"ConfigurationSet": {"Name": name}, "EventDestinations": []}
        if "eventDestinations" in attributes:
            description["EventDestinations"] = [
                write(destination) for destination in configuration_set.event_destinations
            ]
        if "trackingOptions" in attributes and "CustomRedirectDomain" in configuration_set.tracking_options:
            description["TrackingOptions"] = {
                "CustomRedirectDomain": configuration_set.tracking_options["CustomRedirectDomain"]
            }
        if "deliveryOptions" in attributes:
            description["DeliveryOptions"] = _delivery_options(configuration_set)
        if "reputationOptions" in attributes:
            description["ReputationOptions"] = _reputation_options(configuration_set)
        return ActionResult(description)

    def create_configuration_set_tracking_options(self) -> ActionResult:
        configuration_set = self._tracked_set()
        if configuration_set.tracking_options:
            raise TrackingOptionsAlreadyExists(
                f"Configuration set <{configuration_set.configuration_set_name}> already has tracking options."
            )
        self._track(configuration_set)
        return EmptyResult()

    def update_configuration_set_tracking_options(self) -> ActionResult:
        self._track(self._with_tracking())
        return EmptyResult()

    def delete_configuration_set_tracking_options(self) -> ActionResult:
        self._with_tracking().tracking_options = {}
        return EmptyResult()

    def _tracked_set(self) -> ManagedConfigurationSet:
        with translate_errors():
            return self.managed_backend.config_sets.named(self._get_param("ConfigurationSetName"))

    def _with_tracking(self) -> ManagedConfigurationSet:
        configuration_set = self._tracked_set()
        if not configuration_set.tracking_options:
            raise TrackingOptionsDoesNotExist(
                f"Configuration set <{configuration_set.configuration_set_name}> has no tracking options."
            )
        return configuration_set

    def _track(self, configuration_set: ManagedConfigurationSet) -> None:
        """Set the redirect domain. Options that only v2 has do not change."""
        domain = self._get_param("TrackingOptions").get("CustomRedirectDomain")
        with translate_errors():
            check_redirect_domain(domain, self.managed_backend.is_verified_domain)
        configuration_set.tracking_options = configuration_set.tracking_options | {"CustomRedirectDomain": domain}

    def create_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        form = self._get_param("EventDestination")
        with translate_errors():
            self.managed_backend.add_event_destination(name, read(form))
        return EmptyResult()

    def update_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        form = self._get_param("EventDestination")
        with translate_errors():
            self.managed_backend.replace_event_destination(name, read(form))
        return EmptyResult()

    def delete_configuration_set_event_destination(self) -> ActionResult:
        name = self._get_param("ConfigurationSetName")
        destination = self._get_param("EventDestinationName")
        with translate_errors():
            self.managed_backend.remove_event_destination(name, destination)
        return EmptyResult()


def _delivery_options(configuration_set: ManagedConfigurationSet) -> dict[str, Any]:
    policy = (configuration_set.delivery_options or {}).get("TlsPolicy", "OPTIONAL")
    return {"TlsPolicy": _TLS_POLICIES.get(policy, policy)}


def _reputation_options(configuration_set: ManagedConfigurationSet) -> dict[str, Any]:
    options = configuration_set.reputation_options or {}
    description = {
        "SendingEnabled": configuration_set.enabled["SendingEnabled"],
        "ReputationMetricsEnabled": options.get("ReputationMetricsEnabled", False),
    }
    if "LastFreshStart" in options:
        description["LastFreshStart"] = options["LastFreshStart"]
    return description
