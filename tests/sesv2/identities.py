"""What is shown of an identity."""

from __future__ import annotations

from typing import Any


def identity_of(ses: Any, name: str = "example.com") -> dict[str, Any]:
    email_identity: dict[str, Any] = ses.get_email_identity(EmailIdentity=name)
    email_identity.pop("ResponseMetadata")
    return email_identity


def dkim(ses: Any, name: str = "example.com") -> dict[str, Any]:
    attributes: dict[str, Any] = identity_of(ses, name)["DkimAttributes"]
    return attributes
