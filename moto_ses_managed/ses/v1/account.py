"""The operations of SES v1 on the settings of the account and of configuration sets. v1 and v2 share these settings."""

from __future__ import annotations

from dataclasses import replace

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import ConfigurationSetDoesNotExist

from ..configuration_sets.model import ManagedConfigurationSet
from .request import ResponsesBase

_TLS_POLICIES = {"Require": "REQUIRE", "Optional": "OPTIONAL"}


class AccountResponses(ResponsesBase):
    """Enable and disable sending and reputation metrics, and set the TLS policy of a configuration set."""

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
        configuration_set = self._named_set()
        configuration_set.reputation_options = configuration_set.reputation_options | {
            "ReputationMetricsEnabled": self._boolean("Enabled")
        }
        return EmptyResult()

    def put_configuration_set_delivery_options(self) -> ActionResult:
        """Set the TLS policy. Options that only v2 has, such as the sending pool, do not change."""
        configuration_set = self._named_set()
        policy = self._get_param("DeliveryOptions", {}).get("TlsPolicy")
        others = {name: value for name, value in configuration_set.delivery_options.items() if name != "TlsPolicy"}
        configuration_set.delivery_options = others | (
            {"TlsPolicy": _TLS_POLICIES[policy]} if policy is not None else {}
        )
        return EmptyResult()

    def _named_set(self) -> ManagedConfigurationSet:
        name = self._get_param("ConfigurationSetName")
        if name not in self.managed_backend.config_sets:
            raise ConfigurationSetDoesNotExist(f"Configuration set <{name}> does not exist.")
        return self.managed_backend.config_sets.named(name)
