"""All operations of SES v2 that this package carries out itself. A new group of operations is listed here."""

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
"""The modules here with their classes, those first that most tests call: a group is imported once an operation is asked
for that none before it has."""


@cache
def operation_handler(operation: str) -> Handler | None:
    """What carries out the operation of that name (``SendEmail``); None where moto does, or nobody."""
    name = camelcase_to_underscores(operation)
    groups = map(handlers, _GROUPS)
    return next((group[name] for group in groups if name in group), None)


@cache
def handlers(group: str) -> Mapping[str, Handler]:
    """The operations of one of _GROUPS, by their names in moto's spelling."""
    module, _, name = group.partition(":")
    operations: type[OperationsBase] = getattr(import_module(f".{module}", __package__), name)
    return operations.handlers()
