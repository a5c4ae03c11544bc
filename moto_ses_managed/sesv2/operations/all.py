"""The registry of all operations of SES v2 in this package. Add new groups of operations here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from moto.core.utils import camelcase_to_underscores

from .base import Handler, OperationsBase

_GROUPS = (
    "dedicated_ips:DedicatedIpOperations",
    "configuration_sets:ConfigurationSetOperations",
    "identities:IdentityOperations",
    "sending:SendingOperations",
    "account:AccountOperations",
    "templates:TemplateOperations",
    "event_destinations:EventDestinationOperations",
    "suppression:SuppressionOperations",
    "tags:TagOperations",
    "identity_policies:IdentityPolicyOperations",
    "audience.contact_lists:ContactListOperations",
    "audience.verification:VerificationOperations",
    "metrics:MetricsOperations",
    "deliverability.insights:InsightsOperations",
    "deliverability.dashboard:DashboardOperations",
    "jobs.exports:ExportOperations",
    "jobs.imports:ImportOperations",
    "tenancy.tenants:TenantOperations",
    "tenancy.reputation:ReputationOperations",
    "infrastructure.certificates:CertificateOperations",
    "infrastructure.multi_region:MultiRegionOperations",
)
"""The modules and their classes, most used first. A group is imported when an operation is not in the groups before."""


@cache
def operation_handler(operation: str) -> Handler | None:
    """The handler of an operation such as ``SendEmail``; None if this package has none."""
    name = camelcase_to_underscores(operation)
    groups = map(handlers, _GROUPS)
    return next((group[name] for group in groups if name in group), None)


@cache
def handlers(group: str) -> Mapping[str, Handler]:
    """The operations of a group, by their names in moto's snake case."""
    module, _, name = group.partition(":")
    operations: type[OperationsBase] = getattr(import_module(f".{module}", __package__), name)
    return operations.handlers()
