"""The ARNs of SES's resources."""

from __future__ import annotations

from moto.ses.models import SESBackend


def arn(backend: SESBackend, kind: str, name: str) -> str:
    """The ARN of an SES resource of this account and Region."""
    return f"arn:{backend.partition}:ses:{backend.region_name}:{backend.account_id}:{kind}/{name}"


POOL_ARN_KIND = "dedicated-ip-pool"
SET_ARN_KIND = "configuration-set"
IDENTITY_ARN_KIND = "identity"
TEMPLATE_ARN_KIND = "template"
CONTACT_LIST_ARN_KIND = "contact-list"
VERIFICATION_TEMPLATE_ARN_KIND = "custom-verification-email-template"
TENANT_ARN_KIND = "tenant"
ENDPOINT_ARN_KIND = "multi-region-endpoint"
