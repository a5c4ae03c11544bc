"""Case 07: what an address and a domain are shown with, by each call that shows them."""

from __future__ import annotations

from typing import Any

import pytest


def body(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "ResponseMetadata"}


def test_an_address_is_created_and_shown_as_the_live_service_does(ses: Any) -> None:
    made = body(ses.create_email_identity(EmailIdentity="jo@post.example"))
    assert made == {"IdentityType": "EMAIL_ADDRESS", "VerifiedForSendingStatus": True}
    assert body(ses.get_email_identity(EmailIdentity="jo@post.example")) == {
        "IdentityType": "EMAIL_ADDRESS",
        "FeedbackForwardingStatus": True,
        "VerifiedForSendingStatus": True,
        "DkimAttributes": {
            "SigningEnabled": False,
            "Status": "NOT_STARTED",
            "Tokens": [],
            "SigningAttributesOrigin": "AWS_SES",
            "NextSigningKeyLength": "RSA_1024_BIT",
        },
        "MailFromAttributes": {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"},
        "Policies": {},
        "Tags": [],
        "VerificationStatus": "SUCCESS",
        "VerificationInfo": {},
    }


@pytest.mark.fidelity(
    operation="CreateEmailIdentity",
    case="a domain",
    answer="is made with its DkimAttributes",
    kind="recorded",
    source="moto #9771",
    date="2026",
)
def test_a_domain_is_created_with_its_dkim(ses: Any) -> None:
    made = body(ses.create_email_identity(EmailIdentity="post.example"))
    assert set(made) == {"IdentityType", "VerifiedForSendingStatus", "DkimAttributes"}
    identity = ses.get_email_identity(EmailIdentity="post.example")
    assert identity["DkimAttributes"] == made["DkimAttributes"]
    assert set(identity["VerificationInfo"]) == {"LastCheckedTimestamp", "LastSuccessTimestamp"}


def test_both_are_listed(ses: Any) -> None:
    for name in ("jo@post.example", "post2.example"):
        ses.create_email_identity(EmailIdentity=name)
    assert ses.list_email_identities()["EmailIdentities"] == [
        {"IdentityType": kind, "IdentityName": name, "SendingEnabled": True, "VerificationStatus": "SUCCESS"}
        for kind, name in (("EMAIL_ADDRESS", "jo@post.example"), ("DOMAIN", "post2.example"))
    ]
