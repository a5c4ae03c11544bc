"""A tenant, its resources and its suppression list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from ..account.suppression import SuppressionList, SuppressionReason
from ..arns import IDENTITY_ARN_KIND, SET_ARN_KIND, TEMPLATE_ARN_KIND


class SuppressionScope(Enum):
    """Whose suppression list counts for a tenant's mail."""

    ACCOUNT = "ACCOUNT"
    TENANT = "TENANT"


class SendingStatus(Enum):
    """The sending status, as the API names it."""

    ENABLED = "ENABLED"
    REINSTATED = "REINSTATED"
    DISABLED = "DISABLED"


class ResourceType(Enum):
    """What a tenant can be associated with, by its kind in ARNs."""

    IDENTITY = IDENTITY_ARN_KIND
    CONFIGURATION_SET = SET_ARN_KIND
    TEMPLATE = TEMPLATE_ARN_KIND


@dataclass(frozen=True)
class Suppression:
    """Which reasons count for a tenant's mail, and whose list."""

    reasons: tuple[SuppressionReason, ...]
    scope: SuppressionScope


@dataclass(frozen=True)
class Resource:
    """A resource by its kind, name and ARN."""

    kind: ResourceType
    name: str
    arn: str


@dataclass(frozen=True)
class CustomerStatus:
    """What the customer has set a tenant's sending to."""

    status: SendingStatus
    updated_at: datetime


@dataclass(eq=False)
class Tenant:
    """A tenant. ``resources`` are those that it is associated with, by their ARNs, and since when.

    ``policy`` is the ARN of the reputation policy that it is managed by.
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
        """Whether its own suppression list applies to its mail, not the account's."""
        return self.suppression is not None and self.suppression.scope is SuppressionScope.TENANT

    @property
    def sending_status(self) -> SendingStatus:
        """Whether it may send. SES itself stops no tenant here (our choice)."""
        return self.customer_status.status if self.customer_status is not None else SendingStatus.ENABLED


@dataclass(frozen=True)
class Association:
    """A resource of a tenant."""

    resource: Resource
    associated_at: datetime
