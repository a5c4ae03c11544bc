"""AWS::SES::DedicatedIpPool."""

from __future__ import annotations

from .resource import Properties, SesResource


class DedicatedIpPool(SesResource):
    """A pool. From STANDARD to MANAGED it is converted in place; the way back needs a new pool, which a pool whose name
    the template gives can't have [schema: conditionalCreateOnlyProperties, ScalingMode]."""

    type_name = "AWS::SES::DedicatedIpPool"
    properties = frozenset({"PoolName", "ScalingMode", "Tags"})
    tagged_as = "dedicated-ip-pool"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return settings.get("PoolName")

    @classmethod
    def fitting(cls, name: str) -> str:
        return super().fitting(name).lower()

    def create(self) -> None:
        self.ses.v2("CreateDedicatedIpPool", **{**self.settings, "PoolName": self.name})

    def change(self, before: Properties) -> None:
        if _mode(self.settings) != _mode(before):
            self.ses.v2("PutDedicatedIpPoolScalingAttributes", PoolName=self.name, ScalingMode=_mode(self.settings))
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteDedicatedIpPool", PoolName=self.name)

    def is_replaced_from(self, before: Properties) -> bool:
        return _mode(before) == "MANAGED" and _mode(self.settings) == "STANDARD"


def _mode(settings: Properties) -> str:
    return str(settings.get("ScalingMode", "STANDARD"))
