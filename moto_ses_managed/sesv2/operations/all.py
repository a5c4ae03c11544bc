"""The operations of SES v2 that this package carries out itself, each from parameters to the members of its output."""

from __future__ import annotations

from moto_ses_managed.ses.sorted_dict import names_in_order
from moto_ses_managed.simulation.pool_names import ScalingMode

from ...ses import tags
from ..models import ip_description, pool_description
from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from . import configuration_set_options as configuration_sets
from .account import AccountOperations
from .event_destinations import EventDestinationOperations
from .identities import IdentityOperations
from .metrics import MetricsOperations
from .sending import SendingOperations
from .suppression import SuppressionOperations
from .templates import TemplateOperations


class Operations(
    AccountOperations,
    EventDestinationOperations,
    IdentityOperations,
    MetricsOperations,
    SendingOperations,
    SuppressionOperations,
    TemplateOperations,
):
    """The operations by name, those of dedicated IPs, configuration sets and tags here."""

    def create_dedicated_ip_pool(self) -> None:
        mode = ScalingMode(self._parameters.get("ScalingMode", ScalingMode.STANDARD.value))
        self._backend.create_pool(self._parameters["PoolName"], mode, self._parameters.get("Tags", []))

    def get_dedicated_ip_pool(self) -> Parameters:
        pool = self._core.region.pool(self._parameters["PoolName"])
        return {"DedicatedIpPool": pool_description(pool)}

    def list_dedicated_ip_pools(self) -> Parameters:
        names = self._core.region.listed_pool_names()
        return self._page("DedicatedIpPools", names, key=str, show=str)

    def delete_dedicated_ip_pool(self) -> None:
        self._core.delete_pool(self._parameters["PoolName"])

    def put_dedicated_ip_pool_scaling_attributes(self) -> None:
        mode = ScalingMode(self._parameters["ScalingMode"])
        self._core.region.set_scaling_mode(self._parameters["PoolName"], mode)

    def get_dedicated_ip(self) -> Parameters:
        ip, pool = self._core.region.ip(self._parameters["Ip"])
        return {"DedicatedIp": ip_description(ip, pool)}

    def get_dedicated_ips(self) -> Parameters:
        region = self._core.region
        ips = region.ips(self._parameters.get("PoolName"))
        return self._page(
            "DedicatedIps",
            ips,
            key=lambda ip: ip.number,
            show=lambda ip: ip_description(*region.ip(ip.address)),
        )

    def put_dedicated_ip_in_pool(self) -> None:
        destination = self._parameters["DestinationPoolName"]
        if not destination.strip():
            raise BadRequest("Pool name can't be blank.")
        self._core.region.move_ip(self._parameters["Ip"], destination)

    def put_dedicated_ip_warmup_attributes(self) -> None:
        percentage = self._parameters["WarmupPercentage"]
        if not 0 <= percentage <= 100:
            raise BadRequest("Warmup Percentage must be between 0 and 100.")
        self._core.region.set_warmup_percentage(self._parameters["Ip"], percentage)

    def create_configuration_set(self) -> None:
        configuration_sets.create(self._core, self._parameters)

    def get_configuration_set(self) -> Parameters:
        return configuration_sets.description(self._core, self._configuration_set())

    def list_configuration_sets(self) -> Parameters:
        part = self._parameters.get("Filter", {}).get("CONFIGURATION_SET_NAME_CONTAINS", "")
        names = names_in_order(self._core.config_sets)
        return self._page("ConfigurationSets", names, key=str, show=str, wanted=lambda name: part in name)

    def delete_configuration_set(self) -> None:
        self._configuration_set()
        self._core.delete_configuration_set(self._parameters["ConfigurationSetName"])

    def put_configuration_set_delivery_options(self) -> None:
        configuration_sets.put_delivery_options(self._core, self._parameters)

    def put_configuration_set_tracking_options(self) -> None:
        configuration_sets.set_tracking_options(self._configuration_set(), self._parameters)

    def put_configuration_set_reputation_options(self) -> None:
        configuration_sets.set_reputation_options(self._configuration_set(), self._parameters)

    def put_configuration_set_sending_options(self) -> None:
        configuration_sets.set_sending_options(self._configuration_set(), self._parameters)

    def put_configuration_set_suppression_options(self) -> None:
        configuration_sets.set_suppression_options(self._configuration_set(), self._parameters)

    def put_configuration_set_vdm_options(self) -> None:
        options = self._parameters.get("VdmOptions", {})
        configuration_sets.set_vdm_options(self._configuration_set(), options)

    def put_configuration_set_archiving_options(self) -> None:
        configuration_sets.set_archiving_options(self._configuration_set(), self._parameters)

    def update_configuration_set(self) -> None:
        options = self._parameters.get("MessageSecurityOptions", {})
        configuration_sets.set_message_security_options(self._configuration_set(), options)

    def tag_resource(self) -> None:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        tags.add_tags(self._core, resource, self._parameters["Tags"])

    def untag_resource(self) -> None:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        tags.remove_tags(self._core, resource, self._parameters["TagKeys"])

    def list_tags_for_resource(self) -> Parameters:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        return {"Tags": tags.tags_of(self._core, resource)}
