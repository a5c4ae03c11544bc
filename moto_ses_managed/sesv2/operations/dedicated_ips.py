"""The operations of SES v2 on dedicated IPs and their pools."""

from __future__ import annotations

from moto_ses_managed.simulation.pool_names import ScalingMode

from ..models import ip_description, pool_description
from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class DedicatedIpOperations(OperationsBase):
    """Operations on dedicated IP pools, their scaling mode, and their IPs."""

    @operation
    def create_dedicated_ip_pool(self) -> None:
        mode = ScalingMode(self._parameters.get("ScalingMode", ScalingMode.STANDARD.value))
        self._backend.create_pool(self._parameters["PoolName"], mode, self._parameters.get("Tags", []))

    @operation
    def get_dedicated_ip_pool(self) -> Parameters:
        pool = self._ses_backend.region.pool(self._parameters["PoolName"])
        return {"DedicatedIpPool": pool_description(pool)}

    @operation
    def list_dedicated_ip_pools(self) -> Parameters:
        names = self._ses_backend.region.listed_pool_names()
        return self._page("DedicatedIpPools", names, key=str, show=str)

    @operation
    def delete_dedicated_ip_pool(self) -> None:
        self._ses_backend.delete_pool(self._parameters["PoolName"])

    @operation
    def put_dedicated_ip_pool_scaling_attributes(self) -> None:
        mode = ScalingMode(self._parameters["ScalingMode"])
        self._ses_backend.region.set_scaling_mode(self._parameters["PoolName"], mode)

    @operation
    def get_dedicated_ip(self) -> Parameters:
        ip, pool = self._ses_backend.region.ip(self._parameters["Ip"])
        return {"DedicatedIp": ip_description(ip, pool)}

    @operation
    def get_dedicated_ips(self) -> Parameters:
        region = self._ses_backend.region
        ips = region.ips(self._parameters.get("PoolName"))
        return self._page(
            "DedicatedIps",
            ips,
            key=lambda ip: ip.number,
            show=lambda ip: ip_description(*region.ip(ip.address)),
        )

    @operation
    def put_dedicated_ip_in_pool(self) -> None:
        destination = self._parameters["DestinationPoolName"]
        if not destination.strip():
            raise BadRequest("Pool name can't be blank.")
        self._ses_backend.region.move_ip(self._parameters["Ip"], destination)

    @operation
    def put_dedicated_ip_warmup_attributes(self) -> None:
        percentage = self._parameters["WarmupPercentage"]
        if not 0 <= percentage <= 100:
            raise BadRequest("Warmup Percentage must be between 0 and 100.")
        self._ses_backend.region.set_warmup_percentage(self._parameters["Ip"], percentage)
