"""AWS::SES::DedicatedIpPool."""

from __future__ import annotations

from .resource import Properties, SesResource


class DedicatedIpPool(SesResource):
    """A dedicated IP pool. A change from STANDARD to MANAGED converts it. A change from MANAGED to STANDARD replaces
    it, and fails if the template names the pool [schema: conditionalCreateOnlyProperties, ScalingMode]."""

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
