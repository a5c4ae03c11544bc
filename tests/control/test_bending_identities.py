"""Identities that wait for verification, and an account in the sandbox; set in both transports, seen in both APIs."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from moto_ses_managed import (
    InvalidPolicyError,
    NotFoundError,
    SendingPolicy,
    SesManaged,
    activate,
    deactivate,
    mock_aws,
)
from tests.control.calling import control
from tests.support.clients import ses_client
from tests.support.refusals import Refusal, refusal

CONTENT = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
BODY = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}


def from_v2(v2: Any, sender: str, *to: str) -> dict[str, Any]:
    sent: dict[str, Any] = v2.send_email(
        FromEmailAddress=sender, Destination={"ToAddresses": list(to)}, Content=CONTENT
    )
    return sent


def unverified(*addresses: str) -> Refusal:
    return Refusal(
        400,
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region US-EAST-1: "
        + ", ".join(addresses),
    )


def refused_by_v2(v2: Any, sender: str, *to: str) -> Refusal:
    return refusal(v2.send_email, FromEmailAddress=sender, Destination={"ToAddresses": list(to)}, Content=CONTENT)


def refused_by_v1(v1: Any, sender: str, **destination: list[str]) -> Refusal:
    return refusal(v1.send_email, Source=sender, Destination=destination, Message=BODY)


def statuses_in_v1(v1: Any, name: str) -> tuple[str, str, str]:
    verification = v1.get_identity_verification_attributes(Identities=[name])["VerificationAttributes"][name]
    dkim = v1.get_identity_dkim_attributes(Identities=[name])["DkimAttributes"][name]
    mail_from = v1.get_identity_mail_from_domain_attributes(Identities=[name])["MailFromDomainAttributes"][name]
    return (
        verification["VerificationStatus"],
        dkim["DkimVerificationStatus"],
        mail_from.get("MailFromDomainStatus", "none"),
    )


def statuses_in_v2(v2: Any, name: str) -> tuple[bool, str, str, str]:
    identity = v2.get_email_identity(EmailIdentity=name)
    return (
        identity["VerifiedForSendingStatus"],
        identity["VerificationStatus"],
        identity["DkimAttributes"]["Status"],
        identity.get("MailFromAttributes", {}).get("MailFromDomainStatus", "none"),
    )


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_domain_waits_with_its_dkim_and_mail_from_until_it_is_verified(
    hooks: SesManaged, v1: Any, v2: Any, api: str
) -> None:
    hooks.policy = SendingPolicy(verify_identities=False)
    if api == "v1":
        v1.verify_domain_identity(Domain="Example.com")
    else:
        made = v2.create_email_identity(EmailIdentity="Example.com")
        assert made["VerifiedForSendingStatus"] is False
        assert made["DkimAttributes"]["Status"] == "PENDING"
    v2.put_email_identity_mail_from_attributes(EmailIdentity="example.com", MailFromDomain="bounce.example.com")
    assert statuses_in_v2(v2, "example.com") == (False, "PENDING", "PENDING", "PENDING")
    assert statuses_in_v1(v1, "example.com") == ("Pending", "Pending", "Pending")
    assert "LastSuccessTimestamp" not in v2.get_email_identity(EmailIdentity="example.com")["VerificationInfo"]
    [listed] = v2.list_email_identities()["EmailIdentities"]
    assert listed["VerificationStatus"] == "PENDING"
    assert refused_by_v2(v2, "me@example.com", "ann@gmail.com") == unverified("me@example.com")
    assert refused_by_v1(v1, "me@example.com", ToAddresses=["ann@gmail.com"]) == unverified("me@example.com")
    assert hooks.messages == []
    now = hooks.advance(hours=2)
    hooks.verify("EXAMPLE.com")
    assert statuses_in_v2(v2, "example.com") == (True, "SUCCESS", "SUCCESS", "SUCCESS")
    assert statuses_in_v1(v1, "example.com") == ("Success", "Success", "Success")
    verified_at = v2.get_email_identity(EmailIdentity="example.com")["VerificationInfo"]["LastSuccessTimestamp"]
    assert abs((verified_at - now).total_seconds()) < 3600
    from_v2(v2, "me@example.com", "ann@gmail.com")
    v1.send_email(Source="me@example.com", Destination={"ToAddresses": ["ann@gmail.com"]}, Message=BODY)
    assert len(hooks.messages) == 2


def test_an_address_waits_though_its_domain_does_not_matter_to_it(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.policy = SendingPolicy(verify_identities=False)
    v1.verify_email_identity(EmailAddress="me@example.com")
    v1.verify_email_address(EmailAddress="you@example.com")
    assert refused_by_v2(v2, "me@example.com", "ann@gmail.com") == unverified("me@example.com")
    assert statuses_in_v2(v2, "me@example.com")[2] == "NOT_STARTED"
    hooks.verify("me@example.com")
    from_v2(v2, "me@example.com", "ann@gmail.com")
    assert refused_by_v2(v2, "you@example.com", "ann@gmail.com") == unverified("you@example.com")
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.verify("example.com")
    from_v2(v2, "you@example.com", "ann@gmail.com")  # its domain covers it
    assert statuses_in_v2(v2, "you@example.com")[:3] == (False, "PENDING", "SUCCESS")


def test_identities_that_were_there_stay_verified_and_verifying_twice_changes_nothing(
    hooks: SesManaged, v2: Any
) -> None:
    v2.create_email_identity(EmailIdentity="example.com")
    before = v2.get_email_identity(EmailIdentity="example.com")["VerificationInfo"]
    hooks.policy = SendingPolicy(verify_identities=False)
    hooks.advance(days=1)
    hooks.verify("example.com")
    assert v2.get_email_identity(EmailIdentity="example.com")["VerificationInfo"] == before
    from_v2(v2, "me@example.com", "ann@gmail.com")


def test_a_reset_ends_the_waiting(hooks: SesManaged, v2: Any) -> None:
    hooks.policy = SendingPolicy(verify_identities=False, sandbox=True, enforce_quota=True)
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.reset()
    assert hooks.policy == SendingPolicy()
    v2.create_email_identity(EmailIdentity="example.com")
    assert v2.get_account()["ProductionAccessEnabled"] is True
    from_v2(v2, "me@example.com", "ann@gmail.com")


def test_a_custom_verification_email_leaves_an_address_that_waits(hooks: SesManaged, v1: Any, v2: Any) -> None:
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.policy = SendingPolicy(verify_identities=False)
    template = {
        "TemplateName": "welcome",
        "FromEmailAddress": "me@example.com",
        "TemplateSubject": "Please confirm",
        "TemplateContent": "<p>Hello</p>",
        "SuccessRedirectionURL": "https://example.com/yes",
        "FailureRedirectionURL": "https://example.com/no",
    }
    v2.create_custom_verification_email_template(**template)
    for client, address in ((v1, "ann@gmail.com"), (v2, "bob@gmail.com")):
        client.send_custom_verification_email(EmailAddress=address, TemplateName="welcome")
        assert statuses_in_v2(v2, address)[:2] == (False, "PENDING")
        assert refused_by_v2(v2, address, "cid@gmail.com") == unverified(address)
        hooks.verify(address)
        from_v2(v2, address, "cid@gmail.com")
    hooks.policy = SendingPolicy(sandbox=True)
    call = {"EmailAddress": "dan@gmail.com", "TemplateName": "welcome"}
    words = "Your account has not been granted production access."
    assert refusal(v1.send_custom_verification_email, **call) == Refusal(400, "ProductionAccessNotGranted", words)
    assert refusal(v2.send_custom_verification_email, **call) == Refusal(400, "BadRequestException", words)


def test_an_identity_that_is_not_there_is_named_with_region_and_account(hooks: SesManaged) -> None:
    with pytest.raises(NotFoundError, match=r"'example\.org' in us-east-1 of account 123456789012"):
        hooks.verify("example.org")
    hooks.elsewhere("eu-west-1").policy = SendingPolicy(verify_identities=False)
    boto3.client("sesv2", "eu-west-1").create_email_identity(EmailIdentity="example.org")
    with pytest.raises(NotFoundError, match=r"but there is in eu-west-1 of account 123456789012"):
        hooks.verify("example.org")
    hooks.elsewhere("eu-west-1").verify("example.org")


def test_the_call_over_http_answers_what_it_was_told() -> None:
    with mock_aws():
        assert control("PUT", "policy", json={"VerifyIdentities": False})[1]["VerifyIdentities"] is False
        v2 = ses_client()
        v2.create_email_identity(EmailIdentity="example.com")
        assert control("POST", "verify", json={"Identity": "example.com"}) == (200, {"Identity": "example.com"})
        assert v2.get_email_identity(EmailIdentity="example.com")["VerifiedForSendingStatus"] is True
        assert control("POST", "verify", json={"Identity": "example.org"})[0] == 404
        for wrong in ({}, {"Identity": ""}, {"Identity": 5}, {"Name": "example.com"}):
            assert control("POST", "verify", json=wrong)[0] == 400
        assert control("PUT", "policy", json={"Sandbox": "yes"})[0] == 400
        document = control("GET", "openapi.json")[1]
        properties = document["components"]["schemas"]["SendingPolicy"]["properties"]
        assert properties["VerifyIdentities"] == {"type": "boolean", "default": True}
        assert properties["Sandbox"] == properties["EnforceQuota"] == {"type": "boolean", "default": False}


def test_an_identity_waits_on_when_the_mock_turns_to_plain_moto_and_back() -> None:
    with mock_aws():
        SesManaged().policy = SendingPolicy(verify_identities=False)
        ses_client().create_email_identity(EmailIdentity="example.com")
        try:
            deactivate()
            plain = boto3.client("sesv2", "us-east-1").get_email_identity(EmailIdentity="example.com")
            assert plain["VerificationStatus"] == "PENDING"
        finally:
            activate()
        assert statuses_in_v2(ses_client(), "example.com")[:3] == (False, "PENDING", "PENDING")


@pytest.mark.fidelity(
    operation="SendEmail",
    case="the sandbox, with the policy's sandbox",
    answer="mail goes to verified recipients and the mailbox simulator",
    kind="documented",
    source="Verified identities",
)
def test_in_the_sandbox_mail_goes_to_verified_recipients_alone(hooks: SesManaged, v1: Any, v2: Any) -> None:
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.policy = SendingPolicy(sandbox=True)
    assert refused_by_v2(v2, "me@example.com", "Ann <ann@gmail.com>") == unverified("ann@gmail.com")
    mixed = {"ToAddresses": ["you@example.com"], "CcAddresses": ["bob@gmail.com"], "BccAddresses": ["ann@gmail.com"]}
    assert refused_by_v1(v1, "me@example.com", **mixed) == unverified("bob@gmail.com", "ann@gmail.com")
    raw = {"Data": b"From: me@example.com\r\nTo: ann@gmail.com\r\nSubject: s\r\n\r\nt"}
    assert refusal(v1.send_raw_email, RawMessage=raw) == unverified("ann@gmail.com")
    assert refusal(v2.send_email, Content={"Raw": raw}) == unverified("ann@gmail.com")
    assert hooks.messages == []
    assert hooks.events == []
    assert v1.get_send_quota()["SentLast24Hours"] == 0
    v2.create_email_identity(EmailIdentity="ann@gmail.com")
    for address in ("ann@gmail.com", "ann+label@gmail.com", "you@sub.example.com", "Bounce@Simulator.amazonses.com"):
        from_v2(v2, "me@example.com", address)
    assert len(hooks.messages) == 4


def test_in_the_sandbox_an_entry_to_an_unverified_recipient_leaves_the_others_alone(
    hooks: SesManaged, v1: Any, v2: Any
) -> None:
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.policy = SendingPolicy(sandbox=True)
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "s", "TextPart": "t"})
    to = [{"Destination": {"ToAddresses": [address]}} for address in ("you@example.com", "ann@gmail.com")]
    content = {"Template": {"TemplateName": "t", "TemplateData": "{}"}}
    sent = v2.send_bulk_email(FromEmailAddress="me@example.com", DefaultContent=content, BulkEmailEntries=to)
    assert [entry["Status"] for entry in sent["BulkEmailEntryResults"]] == ["SUCCESS", "MESSAGE_REJECTED"]
    sent = v1.send_bulk_templated_email(
        Source="me@example.com", Template="t", DefaultTemplateData="{}", Destinations=to
    )
    assert [entry["Status"] for entry in sent["Status"]] == ["Success", "MessageRejected"]
    assert len(hooks.messages) == 2


def test_the_account_in_the_sandbox_says_so(hooks: SesManaged, v1: Any, v2: Any) -> None:
    account = v2.get_account()
    assert account["ProductionAccessEnabled"] is True
    assert (account["SendQuota"]["Max24HourSend"], account["SendQuota"]["MaxSendRate"]) == (50_000, 14)
    hooks.policy = SendingPolicy(max_24_hour_send=1_000, max_send_rate=5)
    quota = v1.get_send_quota()
    assert (quota["Max24HourSend"], quota["MaxSendRate"]) == (1_000, 5)
    hooks.policy = SendingPolicy(sandbox=True, max_24_hour_send=1_000, max_send_rate=5)
    account, quota = v2.get_account(), v1.get_send_quota()
    assert account["ProductionAccessEnabled"] is False
    assert (account["SendQuota"]["Max24HourSend"], account["SendQuota"]["MaxSendRate"]) == (200, 1)
    assert (quota["Max24HourSend"], quota["MaxSendRate"]) == (200, 1)


@pytest.mark.parametrize("name", ["verify_identities", "sandbox", "enforce_quota"])
def test_a_switch_is_true_or_false(name: str) -> None:
    with pytest.raises(InvalidPolicyError, match=f"{name} must be true or false: 1"):
        SendingPolicy(**{name: 1})  # type: ignore[arg-type]
