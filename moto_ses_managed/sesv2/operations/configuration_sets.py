"""The operations of SES v2 on configuration sets."""

from __future__ import annotations

from moto_ses_managed.ses.sorted_dict import names_in_order

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from . import configuration_set_options as options
from .base import OperationsBase, operation

SHORTEST_FILTER, LONGEST_FILTER = 3, 64
"""The shortest and longest filter for names, in characters (seen live)."""


class ConfigurationSetOperations(OperationsBase):
    """Create, get, list and delete configuration sets, and change each group of options."""

    @operation
    def create_configuration_set(self) -> None:
        options.create(self._ses_backend, self._parameters)

    @operation
    def get_configuration_set(self) -> Parameters:
        return options.description(self._ses_backend, self._configuration_set())

    @operation
    def list_configuration_sets(self) -> Parameters:
        part = self._parameters.get("Filter", {}).get("CONFIGURATION_SET_NAME_CONTAINS")
        if part is not None and not SHORTEST_FILTER <= len(part) <= LONGEST_FILTER:
            raise BadRequest(
                f"CONFIGURATION_SET_NAME_CONTAINS must be between {SHORTEST_FILTER} and {LONGEST_FILTER} characters"
            )
        names = names_in_order(self._ses_backend.config_sets)
        wanted = (lambda name: part.lower() in name.lower()) if part is not None else None
        return self._page("ConfigurationSets", names, key=str, show=str, wanted=wanted)

    @operation
    def delete_configuration_set(self) -> None:
        self._configuration_set()
        self._ses_backend.delete_configuration_set(self._parameters["ConfigurationSetName"])

    @operation
    def put_configuration_set_delivery_options(self) -> None:
        options.put_delivery_options(self._ses_backend, self._parameters)

    @operation
    def put_configuration_set_tracking_options(self) -> None:
        options.set_tracking_options(self._ses_backend, self._configuration_set(), self._parameters)

    @operation
    def put_configuration_set_reputation_options(self) -> None:
        options.set_reputation_options(self._configuration_set(), self._parameters)

    @operation
    def put_configuration_set_sending_options(self) -> None:
        options.set_sending_options(self._configuration_set(), self._parameters)

    @operation
    def put_configuration_set_suppression_options(self) -> None:
        options.set_suppression_options(self._configuration_set(), self._parameters)

    @operation
    def put_configuration_set_vdm_options(self) -> None:
        options.set_vdm_options(self._configuration_set(), self._parameters.get("VdmOptions", {}))

    @operation
    def put_configuration_set_archiving_options(self) -> None:
        options.set_archiving_options(self._configuration_set(), self._parameters)

    @operation
    def update_configuration_set(self) -> None:
        security = self._parameters.get("MessageSecurityOptions", {})
        options.set_message_security_options(self._configuration_set(), security)
