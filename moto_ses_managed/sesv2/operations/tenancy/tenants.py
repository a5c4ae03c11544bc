"""The operations of SES v2 on tenants and their resources."""

from __future__ import annotations

from collections.abc import Container

from moto_ses_managed.ses.arns import TENANT_ARN_KIND, arn
from moto_ses_managed.ses.ids import new_tenant_id
from moto_ses_managed.ses.tags import check_tags
from moto_ses_managed.ses.tenants.model import Association, Resource, ResourceType, Suppression, Tenant
from moto_ses_managed.ses.tenants.store import check_tenant_name, read_resource_arn, read_suppression
from moto_ses_managed.simulation.errors import AlreadyExistsError, Kind, NotFoundError

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

_TYPE_NAMES = {
    ResourceType.IDENTITY: "EMAIL_IDENTITY",
    ResourceType.CONFIGURATION_SET: "CONFIGURATION_SET",
    ResourceType.TEMPLATE: "EMAIL_TEMPLATE",
}
"""The names in botocore's model.

The live service returned and accepted the types in ARNs (``identity``, for example). A filter accepts both."""


class TenantOperations(OperationsBase):
    """Operations on tenants. The order of checks and the error messages were seen live."""

    @operation
    def create_tenant(self) -> Parameters:
        name, tags = self._parameters["TenantName"], self._parameters.get("Tags", [])
        check_tenant_name(name)
        check_tags(tags)
        suppression = read_suppression(*_suppression_members(self._parameters.get("SuppressionAttributes", {})))
        tenant_id = new_tenant_id()
        tenant_arn = arn(self._ses_backend, TENANT_ARN_KIND, f"{name}/{tenant_id}")
        tenant = Tenant(name, tenant_id, tenant_arn, self._now, suppression)
        self._ses_backend.tenants.add(tenant, self._ses_backend.account_id)
        self._ses_backend.tagger.tag_resource(tenant_arn, tags)
        return self._description(tenant)

    @operation
    def get_tenant(self) -> Parameters:
        return {"Tenant": self._description(self._tenant())}

    @operation
    def delete_tenant(self) -> None:
        tenant = self._tenant()
        del self._ses_backend.tenants.by_name[tenant.name]
        self._ses_backend.tagger.delete_all_tags_for_resource(tenant.arn)

    @operation
    def list_tenants(self) -> Parameters:
        tenants, selection = self._ses_backend.tenants.by_name, self._parameters.get("Filter", {})
        part = selection.get("TENANT_NAME_CONTAINS", "").lower()
        status = selection.get("SENDING_STATUS")

        def wanted(name: str) -> bool:
            return part in name.lower() and status in {None, tenants[name].sending_status.value}

        return self._page(
            "Tenants",
            tenants.names(),
            key=str,
            show=lambda name: _summary(tenants[name]),
            wanted=wanted if selection else None,
        )

    @operation
    def put_tenant_suppression_attributes(self) -> None:
        """Set the suppression attributes of a tenant, or remove them if the request has none."""
        suppression = read_suppression(*_suppression_members(self._parameters))
        self._tenant().suppression = suppression

    @operation
    def create_tenant_resource_association(self) -> None:
        tenant, resource = self._tenant(), self._resource()
        self._check_exists(resource)
        if resource.arn in tenant.resources:
            words = f"Resources {resource.arn} has already been associated with tenant {tenant.name}"
            raise AlreadyExistsError(Kind.TENANT, tenant.name, words)
        tenant.resources[resource.arn] = Association(resource, self._now)

    @operation
    def delete_tenant_resource_association(self) -> None:
        """Delete an association. A missing association is not an error (seen live)."""
        tenant, resource = self._tenant(), self._resource()
        tenant.resources.pop(resource.arn, None)

    @operation
    def list_tenant_resources(self) -> Parameters:
        tenant, wanted = self._tenant(), self._parameters.get("Filter", {}).get("RESOURCE_TYPE")
        kind = _resource_type(wanted) if wanted is not None else None
        resources = {
            resource_arn: association.resource.kind
            for resource_arn, association in tenant.resources.items()
            if kind in {None, association.resource.kind}
        }
        return self._page(
            "TenantResources",
            sorted(resources),
            key=str,
            show=lambda resource_arn: {
                "ResourceType": _TYPE_NAMES[resources[resource_arn]],
                "ResourceArn": resource_arn,
            },
        )

    @operation
    def list_resource_tenants(self) -> Parameters:
        resource = self._resource()
        self._check_exists(resource)
        associations = list(self._ses_backend.tenants.associations_of(resource.arn))
        return self._page(
            "ResourceTenants",
            associations,
            key=lambda pair: [pair[1].associated_at.isoformat(), pair[0].name],
            show=lambda pair: {
                "TenantName": pair[0].name,
                "TenantId": pair[0].tenant_id,
                "ResourceArn": resource.arn,
                "AssociatedTimestamp": pair[1].associated_at,
            },
        )

    def _tenant(self) -> Tenant:
        return self._ses_backend.tenants.named(self._parameters.get("TenantName"))

    def _resource(self) -> Resource:
        return read_resource_arn(
            self._parameters["ResourceArn"], self._ses_backend.account_id, self._ses_backend.region_name
        )

    def _check_exists(self, resource: Resource) -> None:
        known: dict[ResourceType, Container[str]] = {
            ResourceType.IDENTITY: self._ses_backend.email_identities,
            ResourceType.CONFIGURATION_SET: self._ses_backend.config_sets,
            ResourceType.TEMPLATE: self._ses_backend.templates,
        }
        if resource.name not in known[resource.kind]:
            raise NotFoundError(Kind.TAGGED_RESOURCE, resource.name, f"Resource <{resource.arn}> does not exist.")

    def _description(self, tenant: Tenant) -> Parameters:
        tags = self._ses_backend.tagger.list_tags_for_resource(tenant.arn)["Tags"]
        description = _summary(tenant) | {"Tags": sorted(tags, key=lambda tag: str(tag["Key"]))}
        if tenant.suppression is not None:
            description["SuppressionAttributes"] = _show_suppression(tenant.suppression)
        return description


def _summary(tenant: Tenant) -> Parameters:
    return {
        "TenantName": tenant.name,
        "TenantId": tenant.tenant_id,
        "TenantArn": tenant.arn,
        "CreatedTimestamp": tenant.created_at,
        "SendingStatus": tenant.sending_status.value,
    }


def _show_suppression(suppression: Suppression) -> Parameters:
    return {
        "SuppressedReasons": [reason.value for reason in suppression.reasons],
        "SuppressionScope": suppression.scope.value,
    }


def _suppression_members(member: Parameters) -> tuple[list[str] | None, str | None]:
    return member.get("SuppressedReasons"), member.get("SuppressionScope")


def _resource_type(text: str) -> ResourceType:
    resource_type = next((kind for kind, name in _TYPE_NAMES.items() if text in {name, kind.value}), None)
    if resource_type is None:
        raise BadRequest(f"Invalid resource type {text} specified.")
    return resource_type
