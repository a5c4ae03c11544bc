"""The resource types, and how they are added to moto's CloudFormation."""

from __future__ import annotations

from typing import Any

from moto.cloudformation import parsing

from .account import Tenant, VdmAttributes
from .configuration_sets import ConfigurationSet, ConfigurationSetEventDestination
from .contact_lists import ContactList
from .dedicated_ip_pools import DedicatedIpPool
from .email_identities import EmailIdentity
from .receiving import ReceiptFilter, ReceiptRule, ReceiptRuleSet
from .resource import SesResource
from .templates import CustomVerificationEmailTemplate, Template

TYPES: tuple[type[SesResource], ...] = (
    ConfigurationSet,
    ConfigurationSetEventDestination,
    ContactList,
    CustomVerificationEmailTemplate,
    DedicatedIpPool,
    EmailIdentity,
    ReceiptFilter,
    ReceiptRule,
    ReceiptRuleSet,
    Template,
    Tenant,
    VdmAttributes,
)


def add_types() -> None:
    """Add these types to moto's CloudFormation."""
    _known_types().update({resource.type_name: resource for resource in TYPES})


def remove_types() -> None:
    """Remove these types from moto's CloudFormation."""
    for resource in TYPES:
        _known_types().pop(resource.type_name, None)


def _known_types() -> dict[str, Any]:
    """moto's own map, which moto creates once."""
    known: dict[str, Any] = parsing.get_model_map()
    return known
