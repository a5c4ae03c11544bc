"""Members of requests and replies about custom verification templates, which both APIs have in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .templates import VerificationTemplate


def read_template(members: Mapping[str, Any]) -> VerificationTemplate:
    """A template from the members that both APIs have for it."""
    return VerificationTemplate(
        name=members["TemplateName"],
        sender=members["FromEmailAddress"],
        subject=members["TemplateSubject"],
        content=members["TemplateContent"],
        success_url=members["SuccessRedirectionURL"],
        failure_url=members["FailureRedirectionURL"],
    )


def summary(template: VerificationTemplate) -> dict[str, Any]:
    """A template without its content, as both APIs list it."""
    return {
        "TemplateName": template.name,
        "FromEmailAddress": template.sender,
        "TemplateSubject": template.subject,
        "SuccessRedirectionURL": template.success_url,
        "FailureRedirectionURL": template.failure_url,
    }
