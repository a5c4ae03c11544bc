"""The types of resources, and how moto's CloudFormation finds them."""

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
    """Let stacks have these types."""
    _known_types().update({resource.type_name: resource for resource in TYPES})


def remove_types() -> None:
    """Leave moto the types that it has by itself."""
    for resource in TYPES:
        _known_types().pop(resource.type_name, None)


def _known_types() -> dict[str, Any]:
    """moto's own map, which it makes once."""
    known: dict[str, Any] = parsing.get_model_map()
    return known
