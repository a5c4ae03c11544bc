"""What is shown of an identity."""

from __future__ import annotations

from typing import Any


def shown(ses: Any, name: str = "example.com") -> dict[str, Any]:
    found: dict[str, Any] = ses.get_email_identity(EmailIdentity=name)
    found.pop("ResponseMetadata")
    return found


def dkim(ses: Any, name: str = "example.com") -> dict[str, Any]:
    attributes: dict[str, Any] = shown(ses, name)["DkimAttributes"]
    return attributes
