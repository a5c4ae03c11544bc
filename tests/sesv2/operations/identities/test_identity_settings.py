"""What an identity is set to, over the wire of v2: verification, DKIM, MAIL FROM, feedback."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.sesv2.identities import dkim, identity_of
from tests.sesv2.raw_requests import call
from tests.support.refusals import Refusal, refusal

NO_MAIL_FROM = {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}


@pytest.mark.fidelity(
    operation="GetEmailIdentity",
    case="an identity without MAIL FROM domain",
    answer='MailFromAttributes is {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}',
    kind="recorded",
    source="moto #9771, floci #1310",
    date="2026",
)
def test_a_domain_is_verified_signed_and_forwards_feedback_from_the_start(ses: Any, hooks: SesManaged) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    made = ses.create_email_identity(
        EmailIdentity="example.com", ConfigurationSetName="set", Tags=[{"Key": "k", "Value": "v"}]
    )
    identity = identity_of(ses)
    attributes = identity["DkimAttributes"]
    generated = attributes.pop("LastKeyGenerationTimestamp")
    tokens = attributes.pop("Tokens")
    assert abs((hooks.now - generated).total_seconds()) < 60
    assert len(set(tokens)) == 3
    assert all(len(token) == 32 and set(token) <= set("abcdefghijklmnopqrstuvwxyz234567") for token in tokens)
    assert attributes == {
        "SigningEnabled": True,
        "Status": "SUCCESS",
        "SigningAttributesOrigin": "AWS_SES",
        "NextSigningKeyLength": "RSA_2048_BIT",
        "CurrentSigningKeyLength": "RSA_2048_BIT",
    }
    assert {name: identity[name] for name in identity if name not in {"DkimAttributes", "VerificationInfo"}} == {
        "IdentityType": "DOMAIN",
        "FeedbackForwardingStatus": True,
        "VerifiedForSendingStatus": True,
        "Policies": {},
        "Tags": [{"Key": "k", "Value": "v"}],
        "VerificationStatus": "SUCCESS",
        "ConfigurationSetName": "set",
        "MailFromAttributes": NO_MAIL_FROM,
    }
    assert (made["IdentityType"], made["VerifiedForSendingStatus"]) == ("DOMAIN", True)
    assert made["DkimAttributes"]["Tokens"] == tokens


def test_times_of_an_identity_are_those_of_the_simulated_clock(ses: Any, hooks: SesManaged) -> None:
    moved = hooks.advance(days=400)
    ses.create_email_identity(EmailIdentity="example.com")
    assert abs((dkim(ses)["LastKeyGenerationTimestamp"] - moved).total_seconds()) < 60
    info = identity_of(ses).get("VerificationInfo", {"LastSuccessTimestamp": moved})
    assert abs((info["LastSuccessTimestamp"] - moved).total_seconds()) < 60


def test_a_mail_from_domain_is_set_changed_and_removed(ses: Any, domain: None) -> None:
    put = ses.put_email_identity_mail_from_attributes
    put(EmailIdentity="example.com", MailFromDomain="mail.example.com")
    assert identity_of(ses)["MailFromAttributes"] == {
        "MailFromDomain": "mail.example.com",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
    }
    put(EmailIdentity="example.com", MailFromDomain="a.b.Example.com", BehaviorOnMxFailure="REJECT_MESSAGE")
    assert identity_of(ses)["MailFromAttributes"] == {
        "MailFromDomain": "a.b.Example.com",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "REJECT_MESSAGE",
    }
    for removal in ({}, {"MailFromDomain": ""}):
        put(EmailIdentity="example.com", MailFromDomain="mail.example.com")
        put(EmailIdentity="example.com", **removal)
        assert identity_of(ses)["MailFromAttributes"] == NO_MAIL_FROM


def test_a_mail_from_domain_of_an_address_is_below_the_domain_of_the_address(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="ann@example.com")
    ses.put_email_identity_mail_from_attributes(EmailIdentity="ann@example.com", MailFromDomain="mail.example.com")
    assert identity_of(ses, "ann@example.com")["MailFromAttributes"]["MailFromDomain"] == "mail.example.com"


@pytest.mark.parametrize("name", ["example.com", "mail.example.org", "notexample.com", "com", ".com", "EXAMPLE.com"])
def test_a_mail_from_domain_that_is_not_below_the_identitys_is_a_bad_request(ses: Any, domain: None, name: str) -> None:
    answer = refusal(ses.put_email_identity_mail_from_attributes, EmailIdentity="example.com", MailFromDomain=name)
    assert answer == Refusal(
        400,
        "BadRequestException",
        f"Provided MAIL-FROM domain <{name}> is not subdomain of the domain of the identity <example.com>.",
    )
    assert identity_of(ses)["MailFromAttributes"] == NO_MAIL_FROM


@pytest.mark.parametrize(
    "name",
    [".example.com", "a b.example.com", "-a.example.com", "a..example.com", "x" * 64 + ".example.com", "ü.example.com"],
)
def test_a_mail_from_domain_that_is_no_domain_name_is_a_bad_request(ses: Any, domain: None, name: str) -> None:
    answer = refusal(ses.put_email_identity_mail_from_attributes, EmailIdentity="example.com", MailFromDomain=name)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert identity_of(ses)["MailFromAttributes"] == NO_MAIL_FROM


def test_a_mail_from_domain_has_labels_of_up_to_63_characters(ses: Any, domain: None) -> None:
    name = "x" * 63 + ".example.com"
    ses.put_email_identity_mail_from_attributes(EmailIdentity="example.com", MailFromDomain=name)
    assert identity_of(ses)["MailFromAttributes"]["MailFromDomain"] == name


def test_feedback_forwarding_is_switched_off_and_on(ses: Any, domain: None) -> None:
    ses.put_email_identity_feedback_attributes(EmailIdentity="example.com", EmailForwardingEnabled=False)
    assert identity_of(ses)["FeedbackForwardingStatus"] is False
    ses.put_email_identity_feedback_attributes(EmailIdentity="example.com", EmailForwardingEnabled=True)
    assert identity_of(ses)["FeedbackForwardingStatus"] is True
    ses.put_email_identity_feedback_attributes(EmailIdentity="example.com")
    assert identity_of(ses)["FeedbackForwardingStatus"] is False


def test_an_unknown_identity_is_refused_in_the_words_of_each_operation(ses: Any) -> None:
    assert refusal(
        ses.put_email_identity_mail_from_attributes, EmailIdentity="example.com", MailFromDomain="mail.example.com"
    ) == Refusal(400, "BadRequestException", "Identity <example.com> does not exist.")
    assert refusal(
        ses.put_email_identity_feedback_attributes, EmailIdentity="example.com", EmailForwardingEnabled=True
    ) == Refusal(
        400, "BadRequestException", "Identity example.com is invalid. Must be a verified email address or domain."
    )


def test_a_new_identity_of_a_deleted_ones_name_starts_afresh(ses: Any, domain: None) -> None:
    fresh = identity_of(ses)
    ses.put_email_identity_mail_from_attributes(EmailIdentity="example.com", MailFromDomain="mail.example.com")
    ses.put_email_identity_feedback_attributes(EmailIdentity="example.com", EmailForwardingEnabled=False)
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com", SigningEnabled=False)
    ses.delete_email_identity(EmailIdentity="example.com")
    ses.create_email_identity(EmailIdentity="example.com")
    again = identity_of(ses)
    for times in (again, fresh):
        times.pop("VerificationInfo", None)
        times["DkimAttributes"].pop("LastKeyGenerationTimestamp")
    assert again == fresh


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("dkim", {"SigningEnabled": "yes"}),
        ("dkim/signing", {"SigningAttributesOrigin": "AWS_SES", "SigningAttributes": "x"}),
        ("mail-from", {"MailFromDomain": 5}),
        ("feedback", {"EmailForwardingEnabled": 1}),
    ],
)
def test_settings_of_the_wrong_type_are_a_serialization_exception(ses: Any, domain: None, path: str, body: Any) -> None:
    before = identity_of(ses)
    answer = call("PUT", f"/v2/email/identities/example.com/{path}", body)
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert identity_of(ses) == before
