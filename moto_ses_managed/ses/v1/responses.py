"""The response class of SES v1, from all groups of operations."""

from __future__ import annotations

from .account import AccountResponses
from .configuration_sets import ConfigurationSetResponses
from .identities import IdentityResponses
from .identity_policies import IdentityPolicyResponses
from .lists import ListResponses
from .receiving import ReceivingResponses
from .sending import SendingOperations
from .statistics import StatisticsResponses
from .templates import TemplateOperations
from .verification import VerificationOperations


class ManagedEmailResponse(
    SendingOperations,
    TemplateOperations,
    VerificationOperations,
    AccountResponses,
    ConfigurationSetResponses,
    IdentityResponses,
    IdentityPolicyResponses,
    ListResponses,
    ReceivingResponses,
    StatisticsResponses,
):
    """A request of v1. moto handles the operations that are not in these groups."""
