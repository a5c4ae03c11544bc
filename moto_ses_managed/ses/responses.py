"""SES v1 as moto answers it: what this package knows better, and moto's own operations beside it."""

from __future__ import annotations

from .v1_sending import SendingOperations
from .v1_templates import TemplateOperations


class ManagedEmailResponse(SendingOperations, TemplateOperations):
    """One request of v1."""
