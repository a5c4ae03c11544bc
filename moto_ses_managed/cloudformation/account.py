"""AWS::SES::VdmAttributes and AWS::SES::Tenant."""

from __future__ import annotations

from typing import Any

from moto.utilities.utils import get_partition

from .resource import Properties, SesResource


class VdmAttributes(SesResource):
    """The account's Virtual Deliverability Manager: enabled while a stack has this resource."""

    type_name = "AWS::SES::VdmAttributes"
    properties = frozenset({"DashboardAttributes", "GuardianAttributes"})
    read_only = ("VdmAttributesResourceId",)

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        del settings
        return None

    def create(self) -> None:
        self.ses.v2("PutAccountVdmAttributes", VdmAttributes={"VdmEnabled": "ENABLED", **self.settings})

    def change(self, before: Properties) -> None:
        del before
        self.create()

    def remove(self) -> None:
        self.ses.v2("PutAccountVdmAttributes", VdmAttributes={"VdmEnabled": "DISABLED"})

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.name


class Tenant(SesResource):
    """A tenant with the resources that it may use."""

    type_name = "AWS::SES::Tenant"
    properties = frozenset({"ReputationEntity", "ResourceAssociations", "SuppressionAttributes", "Tags", "TenantName"})
    required = frozenset({"TenantName"})
    read_only = ("Arn",)
    tagged_as = "tenant"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return str(settings["TenantName"])

    @property
    def arn(self) -> str:
        return str(self.ses.v2("GetTenant", TenantName=self.name)["Tenant"]["TenantArn"])

    def create(self) -> None:
        settings_given = {
            name: self.settings[name] for name in ("SuppressionAttributes", "Tags") if name in self.settings
        }
        self.ses.v2("CreateTenant", TenantName=self.name, **settings_given)
        try:
            self._associate({})
            self._set_reputation_policy({})
        except Exception:
            self.remove()
            raise

    def change(self, before: Properties) -> None:
        suppression = self.settings.get("SuppressionAttributes", {})
        if suppression != before.get("SuppressionAttributes", {}):
            self.ses.v2("PutTenantSuppressionAttributes", TenantName=self.name, **suppression)
        self._associate(before)
        self._set_reputation_policy(before)
        self.set_tags(before)

    def remove(self) -> None:
        for arn in _associated(self.settings):
            self.ses.remove("sesv2", "DeleteTenantResourceAssociation", TenantName=self.name, ResourceArn=arn)
        self.ses.remove("sesv2", "DeleteTenant", TenantName=self.name)

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.arn

    def _associate(self, before: Properties) -> None:
        old, new = _associated(before), _associated(self.settings)
        # If a change was refused halfway, some of the old associations may not exist.
        there = self._associated_now() if old else set()
        for arn in new:
            if arn not in there:
                self.ses.v2("CreateTenantResourceAssociation", TenantName=self.name, ResourceArn=arn)
        for arn in old:
            if arn not in new:
                self.ses.remove("sesv2", "DeleteTenantResourceAssociation", TenantName=self.name, ResourceArn=arn)

    def _associated_now(self) -> set[str]:
        resource_arns: set[str] = set()
        page: dict[str, str] = {}
        while True:
            reply = self.ses.v2("ListTenantResources", TenantName=self.name, **page)
            resource_arns.update(resource["ResourceArn"] for resource in reply["TenantResources"])
            if "NextToken" not in reply:
                return resource_arns
            page = {"NextToken": reply["NextToken"]}

    def _set_reputation_policy(self, before: Properties) -> None:
        policy = _reputation_policy(self.settings)
        if policy == _reputation_policy(before):
            return
        partition, region = get_partition(self.ses.region_name), self.ses.region_name
        self.ses.v2(
            "UpdateReputationEntityPolicy",
            ReputationEntityType="RESOURCE",
            ReputationEntityReference=self.arn,
            ReputationEntityPolicy=policy or f"arn:{partition}:ses:{region}:aws:reputation-policy/standard",
        )


def _associated(settings: Properties) -> list[str]:
    return [association["ResourceArn"] for association in settings.get("ResourceAssociations", ())]


def _reputation_policy(settings: Properties) -> Any:
    return settings.get("ReputationEntity", {}).get("Policy", {}).get("ReputationEntityPolicy")
