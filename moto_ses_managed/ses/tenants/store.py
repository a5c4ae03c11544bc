"""The tenants of an account in a Region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moto_ses_managed.simulation.errors import (
    AlreadyExistsError,
    InvalidValueError,
    Kind,
    LimitExceededError,
    NotFoundError,
)

from ..account.suppression import SuppressionReason
from ..sorted_dict import SortedDict
from .model import Association, Resource, ResourceType, Suppression, SuppressionScope, Tenant

MAX_TENANTS = 10_000
"""The most tenants of an account in a Region [AWS: SES quotas]."""

MAX_NAME = 64

_NAME = re.compile(r"[A-Za-z0-9_-]+")


@dataclass
class Tenants:
    """The tenants by name."""

    by_name: SortedDict[str, Tenant] = field(default_factory=SortedDict)

    def named(self, name: str | None) -> Tenant:
        """The tenant with this name. Raises InvalidValueError for an empty name, or NotFoundError."""
        if name is None or not name.strip():
            raise InvalidValueError("TenantName cannot be empty")
        tenant = self.by_name.get(name)
        if tenant is None:
            raise NotFoundError(Kind.TENANT, name, f"The requested tenant <{name}> does not exist.")
        return tenant

    def with_id(self, tenant_id: str) -> Tenant | None:
        return next((tenant for tenant in self.by_name.values() if tenant.tenant_id == tenant_id), None)

    def add(self, tenant: Tenant, account: str) -> None:
        """Add a tenant. Raises AlreadyExistsError or LimitExceededError."""
        if tenant.name in self.by_name:
            words = f"Tenant with name {tenant.name} already exists in account {account}"
            raise AlreadyExistsError(Kind.TENANT, tenant.name, words)
        if len(self.by_name) >= MAX_TENANTS:
            raise LimitExceededError(Kind.TENANT, MAX_TENANTS)
        self.by_name[tenant.name] = tenant

    def associations_of(self, resource_arn: str) -> Iterator[tuple[Tenant, Association]]:
        """The tenants that are associated with a resource, in the order of their associations."""
        associations = [
            (tenant, tenant.resources[resource_arn])
            for tenant in self.by_name.values()
            if resource_arn in tenant.resources
        ]
        return iter(sorted(associations, key=lambda pair: (pair[1].associated_at, pair[0].name)))


def check_tenant_name(name: str) -> None:
    """Raise InvalidValueError if this is not a valid name of a tenant."""
    if not name.strip():
        raise InvalidValueError("TenantName cannot be empty")
    if len(name) > MAX_NAME:
        raise InvalidValueError(f"TenantName cannot exceed {MAX_NAME} characters.")
    if not _NAME.fullmatch(name):
        raise InvalidValueError(
            f"Invalid tenant name <{name}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
        )


def read_resource_arn(arn: str, account: str, region: str) -> Resource:
    """The resource that an ARN names. It does not have to exist.

    Raises InvalidValueError. The order of checks was seen live.
    """
    parts = arn.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":
        raise InvalidValueError("Provided resource identifier is not an SES resource")
    _, _, service, arn_region, arn_account, resource = parts
    if service != "ses":
        raise InvalidValueError("Provided ARN is not in SES resource ARN format")
    kind, _, name = resource.partition("/")
    if kind not in {known.value for known in ResourceType}:
        raise InvalidValueError(f"Unsupported resource type: {kind}")
    if not name:
        raise InvalidValueError("Provided resource identifier is not an SES resource")
    if arn_region != region:
        raise InvalidValueError(f"Resource <{arn}> must be in the same region")
    if arn_account != account:
        raise InvalidValueError(f"Resource <{arn}> must be in the same account")
    return Resource(ResourceType(kind), name, arn)


def read_suppression(reasons: Sequence[str] | None, scope: str | None) -> Suppression | None:
    """The suppression attributes in a request; None if it has none.

    Raises InvalidValueError if only one member is present, or a reason occurs twice.
    """
    if reasons is not None and len(set(reasons)) < len(reasons):
        raise InvalidValueError("Each suppressed reason can only be specified at most once")
    if reasons is None and scope is None:
        return None
    if reasons is None:
        raise InvalidValueError("SuppressionScope cannot be specified without SuppressedReasons.")
    if scope is None:
        raise InvalidValueError(
            "SuppressedReasons cannot be specified without SuppressionScope."
            if reasons
            else "SuppressionScope is required when SuppressedReasons are provided. Valid values are: TENANT, ACCOUNT"
        )
    return Suppression(tuple(SuppressionReason(reason) for reason in reasons), SuppressionScope(scope))
