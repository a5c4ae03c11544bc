"""Conversion of request and reply members about custom verification email templates, the same for v1 and v2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .templates import VerificationTemplate


def read_template(members: Mapping[str, Any]) -> VerificationTemplate:
    """A template from the members of a request."""
    return VerificationTemplate(
        name=members["TemplateName"],
        sender=members["FromEmailAddress"],
        subject=members["TemplateSubject"],
        content=members["TemplateContent"],
        success_url=members["SuccessRedirectionURL"],
        failure_url=members["FailureRedirectionURL"],
    )


def summary(template: VerificationTemplate) -> dict[str, Any]:
    """The members of a template in a list: all except its content."""
    return {
        "TemplateName": template.name,
        "FromEmailAddress": template.sender,
        "TemplateSubject": template.subject,
        "SuccessRedirectionURL": template.success_url,
        "FailureRedirectionURL": template.failure_url,
    }
