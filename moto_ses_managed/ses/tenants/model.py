"""A tenant, its resources and its suppression list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from ..account.suppression import SuppressionList, SuppressionReason
from ..arns import IDENTITY_ARN_KIND, SET_ARN_KIND, TEMPLATE_ARN_KIND


class SuppressionScope(Enum):
    """The owner of the suppression list that applies to a tenant's mail."""

    ACCOUNT = "ACCOUNT"
    TENANT = "TENANT"


class SendingStatus(Enum):
    """The sending status, as the API names it."""

    ENABLED = "ENABLED"
    REINSTATED = "REINSTATED"
    DISABLED = "DISABLED"


class ResourceType(Enum):
    """The types of resources that a tenant can be associated with. Values are the types in ARNs."""

    IDENTITY = IDENTITY_ARN_KIND
    CONFIGURATION_SET = SET_ARN_KIND
    TEMPLATE = TEMPLATE_ARN_KIND


@dataclass(frozen=True)
class Suppression:
    """The suppression attributes of a tenant: the reasons and the scope."""

    reasons: tuple[SuppressionReason, ...]
    scope: SuppressionScope


@dataclass(frozen=True)
class Resource:
    """A resource that a tenant can be associated with."""

    kind: ResourceType
    name: str
    arn: str


@dataclass(frozen=True)
class CustomerStatus:
    """The sending status that the customer set for a tenant."""

    status: SendingStatus
    updated_at: datetime


@dataclass(eq=False)
class Tenant:
    """A tenant. ``resources`` are its associations by the ARN of the resource.

    ``policy`` is the ARN of its reputation policy; None for the standard policy.
    """

    name: str
    tenant_id: str
    arn: str
    created_at: datetime
    suppression: Suppression | None = None
    suppression_list: SuppressionList = field(default_factory=SuppressionList)
    resources: dict[str, Association] = field(default_factory=dict)
    customer_status: CustomerStatus | None = None
    policy: str | None = None

    @property
    def has_own_list(self) -> bool:
        """Whether the tenant's own suppression list applies to its mail, instead of the account's."""
        return self.suppression is not None and self.suppression.scope is SuppressionScope.TENANT

    @property
    def sending_status(self) -> SendingStatus:
        """Whether the tenant can send. SES itself never disables a tenant here (our choice)."""
        return self.customer_status.status if self.customer_status is not None else SendingStatus.ENABLED


@dataclass(frozen=True)
class Association:
    """The association of a tenant with a resource."""

    resource: Resource
    associated_at: datetime
