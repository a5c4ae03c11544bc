"""SES v1 as moto answers it, each call one step of the Region."""

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
    """One request of v1. What is not in one of these is moto's own."""
