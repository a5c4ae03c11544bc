"""SES v1 as moto answers it, each call one step of the Region."""

from __future__ import annotations

from .account_responses import AccountResponses
from .configuration_set_responses import ConfigurationSetResponses
from .identity_responses import IdentityResponses
from .statistics_responses import StatisticsResponses
from .v1_sending import SendingOperations
from .v1_templates import TemplateOperations


class ManagedEmailResponse(
    SendingOperations,
    TemplateOperations,
    AccountResponses,
    ConfigurationSetResponses,
    IdentityResponses,
    StatisticsResponses,
):
    """One request of v1. What is not in one of these is moto's own."""
