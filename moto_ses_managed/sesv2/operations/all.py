"""All operations of SES v2 that this package carries out itself. A new group of operations is listed here."""

from __future__ import annotations

from functools import cache

from moto.core.utils import camelcase_to_underscores

from .account import AccountOperations
from .audience.contact_lists import ContactListOperations
from .audience.verification import VerificationOperations
from .base import Handler, OperationsBase
from .configuration_sets import ConfigurationSetOperations
from .dedicated_ips import DedicatedIpOperations
from .deliverability.dashboard import DashboardOperations
from .deliverability.insights import InsightsOperations
from .event_destinations import EventDestinationOperations
from .identities import IdentityOperations
from .identity_policies import IdentityPolicyOperations
from .infrastructure.certificates import CertificateOperations
from .infrastructure.multi_region import MultiRegionOperations
from .jobs.exports import ExportOperations
from .jobs.imports import ImportOperations
from .metrics import MetricsOperations
from .sending import SendingOperations
from .suppression import SuppressionOperations
from .tags import TagOperations
from .templates import TemplateOperations
from .tenancy.reputation import ReputationOperations
from .tenancy.tenants import TenantOperations

_GROUPS: tuple[type[OperationsBase], ...] = (
    AccountOperations,
    ConfigurationSetOperations,
    ContactListOperations,
    DedicatedIpOperations,
    EventDestinationOperations,
    ExportOperations,
    IdentityOperations,
    IdentityPolicyOperations,
    ImportOperations,
    InsightsOperations,
    DashboardOperations,
    CertificateOperations,
    MultiRegionOperations,
    MetricsOperations,
    ReputationOperations,
    SendingOperations,
    SuppressionOperations,
    TagOperations,
    TemplateOperations,
    TenantOperations,
    VerificationOperations,
)

_HANDLERS: dict[str, Handler] = {name: handler for group in _GROUPS for name, handler in group.handlers().items()}


@cache
def operation_handler(operation: str) -> Handler | None:
    """What carries out the operation of that name (``SendEmail``); None where moto does, or nobody."""
    return _HANDLERS.get(camelcase_to_underscores(operation))
