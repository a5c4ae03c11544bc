"""v1's calls about what the account and its configuration sets are set to; the state is the one that v2 shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import ConfigurationSetDoesNotExist, ValidationError

from .models import ManagedConfigurationSet
from .responses_base import ResponsesBase

_TLS_POLICIES = {"Require": "REQUIRE", "Optional": "OPTIONAL"}
_V1_TLS_POLICIES = {v2: v1 for v1, v2 in _TLS_POLICIES.items()}


class AccountResponses(ResponsesBase):
    """The account's and the sets' switches, and the options that DescribeConfigurationSet shows."""

    def update_account_sending_enabled(self) -> ActionResult:
        backend = self.managed_backend
        backend.account_settings = replace(backend.account_settings, sending_enabled=self._boolean("Enabled"))
        return EmptyResult()

    def get_account_sending_enabled(self) -> ActionResult:
        return ActionResult({"Enabled": self.managed_backend.account_settings.sending_enabled})

    def update_configuration_set_sending_enabled(self) -> ActionResult:
        self._named_set().enabled = {"SendingEnabled": self._boolean("Enabled")}
        return EmptyResult()

    def update_configuration_set_reputation_metrics_enabled(self) -> ActionResult:
        found = self._named_set()
        found.reputation_options = found.reputation_options | {"ReputationMetricsEnabled": self._boolean("Enabled")}
        return EmptyResult()

    def put_configuration_set_delivery_options(self) -> ActionResult:
        """v1 knows the TLS policy alone: what else v2 has set stays, the sending pool included."""
        found = self._named_set()
        policy = self._get_param("DeliveryOptions", {}).get("TlsPolicy")
        if policy is not None and policy not in _TLS_POLICIES:
            raise ValidationError(
                f"1 validation error detected: Value '{policy[:256]}' at 'deliveryOptions.tlsPolicy' failed to satisfy "
                f"constraint: Member must satisfy enum value set: [{', '.join(_TLS_POLICIES)}]"
            )
        others = {name: value for name, value in found.delivery_options.items() if name != "TlsPolicy"}
        found.delivery_options = others | ({"TlsPolicy": _TLS_POLICIES[policy]} if policy is not None else {})
        return EmptyResult()

    def describe_configuration_set(self) -> ActionResult:
        result = super().describe_configuration_set()
        described: Any = result.result
        wanted = self._get_param("ConfigurationSetAttributeNames", [])
        described.update(_options(self._named_set(), wanted))
        return result

    def _named_set(self) -> ManagedConfigurationSet:
        name = self._get_param("ConfigurationSetName")
        if name not in self.managed_backend.config_sets:
            raise ConfigurationSetDoesNotExist(f"Configuration set <{name}> does not exist.")
        return self.managed_backend.managed_configuration_set(name)


def _options(configuration_set: ManagedConfigurationSet, wanted: list[str]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    policy = configuration_set.delivery_options.get("TlsPolicy")
    if "deliveryOptions" in wanted and policy is not None:
        shown["DeliveryOptions"] = {"TlsPolicy": _V1_TLS_POLICIES[policy]}
    redirect = configuration_set.tracking_options.get("CustomRedirectDomain")
    if "trackingOptions" in wanted and redirect is not None:
        shown["TrackingOptions"] = {"CustomRedirectDomain": redirect}
    if "reputationOptions" in wanted:
        reputation = {"ReputationMetricsEnabled": False} | configuration_set.reputation_options
        shown["ReputationOptions"] = reputation | configuration_set.enabled
    return shown
