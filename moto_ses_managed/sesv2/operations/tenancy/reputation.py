"""The operations of SES v2 on reputation entities, which are tenants by ARN."""

from __future__ import annotations

from moto_ses_managed.ses.tenants.model import CustomerStatus, SendingStatus, Tenant
from moto_ses_managed.simulation.errors import Kind, NotFoundError

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

_POLICIES = ("strict", "standard", "none")
"""The AWS-managed policies [AWS: "Reputation policies"]."""


class ReputationOperations(OperationsBase):
    """Operations on reputation entities. SES has no findings about tenants, and no ReputationImpact (our choice)."""

    @operation
    def get_reputation_entity(self) -> Parameters:
        return {"ReputationEntity": self._description(self._entity())}

    @operation
    def list_reputation_entities(self) -> Parameters:
        selection = self._parameters.get("Filter", {})
        entities = {tenant.arn: tenant for tenant in self._ses_backend.tenants.by_name.values()}

        def wanted(reference: str) -> bool:
            return (
                reference.startswith(selection.get("ENTITY_REFERENCE_PREFIX", ""))
                and selection.get("ENTITY_TYPE", "RESOURCE") == "RESOURCE"
                and selection.get("SENDING_STATUS") in {None, entities[reference].sending_status.value}
                and "REPUTATION_IMPACT" not in selection
            )

        return self._page(
            "ReputationEntities",
            sorted(entities),
            key=str,
            show=lambda reference: self._description(entities[reference]),
            wanted=wanted if selection else None,
        )

    @operation
    def update_reputation_entity_customer_managed_status(self) -> None:
        status = SendingStatus(self._parameters["SendingStatus"])
        self._entity().customer_status = CustomerStatus(status, self._now)

    @operation
    def update_reputation_entity_policy(self) -> None:
        policy = self._parameters["ReputationEntityPolicy"]
        if policy not in {self._policy_arn(name) for name in _POLICIES}:
            raise BadRequest(
                f"The reputation policy {policy[:200]!r} is invalid: one of "
                f"{', '.join(self._policy_arn(name) for name in _POLICIES)} was expected."
            )
        self._entity().policy = policy

    def _entity(self) -> Tenant:
        reference = self._parameters["ReputationEntityReference"]
        tenants = self._ses_backend.tenants.by_name.values()
        tenant_found = next((tenant for tenant in tenants if tenant.arn == reference), None)
        if tenant_found is not None:
            return tenant_found
        words = f"The reputation entity <{reference}> does not exist."
        if "NotFoundException" in self._declared_errors():
            raise NotFoundError(Kind.TENANT, reference, words)
        raise BadRequest(words)

    def _description(self, tenant: Tenant) -> Parameters:
        customer: Parameters = {"Status": SendingStatus.ENABLED.value}
        if tenant.customer_status is not None:
            updated = tenant.customer_status.updated_at
            customer = {"Status": tenant.customer_status.status.value, "LastUpdatedTimestamp": updated}
        return {
            "ReputationEntityReference": tenant.arn,
            "ReputationEntityType": "RESOURCE",
            "ReputationManagementPolicy": tenant.policy or self._policy_arn("standard"),
            "CustomerManagedStatus": customer,
            "AwsSesManagedStatus": {"Status": SendingStatus.ENABLED.value, "LastUpdatedTimestamp": tenant.created_at},
            "SendingStatusAggregate": tenant.sending_status.value,
        }

    def _policy_arn(self, name: str) -> str:
        return f"arn:{self._ses_backend.partition}:ses:{self._ses_backend.region_name}:aws:reputation-policy/{name}"
