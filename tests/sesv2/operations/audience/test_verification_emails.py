"""Custom verification emails: one store of templates for both APIs, and identities that wait for their verification."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged
from tests.support.botocore_models import of_model_with
from tests.support.refusals import Refusal, refusal

TEMPLATE = {
    "TemplateName": "welcome",
    "FromEmailAddress": "me@example.com",
    "TemplateSubject": "Please confirm",
    "TemplateContent": "<p>Hello</p>",
    "SuccessRedirectionURL": "https://example.com/yes",
    "FailureRedirectionURL": "https://example.com/no",
}


@of_model_with("CreateCustomVerificationEmailTemplate", "Tags")
def test_a_template_is_the_same_in_both_apis(ses: Any, v1: Any, domain: None) -> None:
    ses.create_custom_verification_email_template(**TEMPLATE, Tags=[{"Key": "k", "Value": "v"}])
    template = v1.get_custom_verification_email_template(TemplateName="welcome")
    assert {name: template[name] for name in TEMPLATE} == TEMPLATE
    v1.update_custom_verification_email_template(TemplateName="welcome", TemplateSubject="Confirm")
    template = ses.get_custom_verification_email_template(TemplateName="welcome")
    assert (template["TemplateSubject"], template["TemplateContent"]) == ("Confirm", "<p>Hello</p>")
    assert template["Tags"] == [{"Key": "k", "Value": "v"}]
    v1.create_custom_verification_email_template(**TEMPLATE | {"TemplateName": "another"})
    for client in (ses, v1):
        listed = client.list_custom_verification_email_templates()["CustomVerificationEmailTemplates"]
        assert [each_template["TemplateName"] for each_template in listed] == ["another", "welcome"]
    ses.delete_custom_verification_email_template(TemplateName="welcome")
    v1.delete_custom_verification_email_template(TemplateName="welcome")
    answer = refusal(ses.delete_custom_verification_email_template, TemplateName="welcome")
    assert answer == Refusal(404, "NotFoundException", "Custom verification email template <welcome> does not exist")


@pytest.mark.fidelity(
    operation="CreateCustomVerificationEmailTemplate",
    case="an unverified sender",
    answer="404 NotFoundException (v1 FromEmailAddressNotVerified) 'The from email address <X> is not verified'",
    kind="recorded",
    source="floci, SesService",
    date="2026-08",
)
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"FromEmailAddress": "x@y.org"}, "NotFoundException", "The from email address <x@y.org> is not verified"),
        ({"SuccessRedirectionURL": "x"}, "BadRequestException", "The success redirection URL is invalid"),
        ({"FailureRedirectionURL": "ftp://x/"}, "BadRequestException", "The failure redirection URL is invalid"),
        ({"TemplateSubject": " "}, "BadRequestException", "TemplateSubject is required."),
    ],
)
def test_a_bad_template_is_refused(ses: Any, v1: Any, domain: None, change: Any, code: str, words: str) -> None:
    answer = refusal(ses.create_custom_verification_email_template, **TEMPLATE | change)
    assert (answer.code, answer.message) == (code, words)
    with pytest.raises(ClientError, match=words.replace("<", "(<|&lt;)")):
        v1.create_custom_verification_email_template(**TEMPLATE | change)
    assert ses.list_custom_verification_email_templates()["CustomVerificationEmailTemplates"] == []


def test_a_taken_name_is_refused_in_the_words_of_each_api(ses: Any, v1: Any, domain: None) -> None:
    ses.create_custom_verification_email_template(**TEMPLATE)
    words = "Custom verification email template <welcome> already exists"
    answer = refusal(ses.create_custom_verification_email_template, **TEMPLATE)
    assert answer == Refusal(400, "AlreadyExistsException", words)
    with pytest.raises(ClientError) as refused:
        v1.create_custom_verification_email_template(**TEMPLATE)
    assert refused.value.response["Error"]["Code"] == "CustomVerificationEmailTemplateAlreadyExists"


@pytest.mark.fidelity(
    operation="SendCustomVerificationEmail",
    case="an address",
    answer="becomes an identity that is not verified yet",
    kind="recorded",
    source="floci, SesService",
    date="2026-08",
)
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_verification_email_is_a_message_and_its_address_waits(
    ses: Any, v1: Any, domain: None, hooks: SesManaged, backend: Any, api: str
) -> None:
    ses.create_custom_verification_email_template(**TEMPLATE)
    client = ses if api == "v2" else v1
    reply = client.send_custom_verification_email(EmailAddress="ann@gmail.com", TemplateName="welcome")
    [message] = hooks.messages
    assert (message.message_id, message.recipients) == (reply["MessageId"], ("ann@gmail.com",))
    [kept] = backend.sent_messages
    assert kept.body.startswith("<p>Hello</p>")
    assert "please disregard this message" in kept.body
    identity = ses.get_email_identity(EmailIdentity="ann@gmail.com")
    assert (identity["VerifiedForSendingStatus"], identity["VerificationStatus"]) == (False, "PENDING")
    verification_attributes = v1.get_identity_verification_attributes(Identities=["ann@gmail.com"])[
        "VerificationAttributes"
    ]
    assert verification_attributes["ann@gmail.com"]["VerificationStatus"] == "Pending"
    content = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
    to = {"ToAddresses": ["bob@gmail.com"]}
    answer = refusal(ses.send_email, FromEmailAddress="ann@gmail.com", Destination=to, Content=content)
    assert answer.code == "MessageRejected"


def test_an_identity_that_is_there_stays_as_it_is(ses: Any, domain: None) -> None:
    ses.create_email_identity(EmailIdentity="ann@gmail.com")
    ses.create_custom_verification_email_template(**TEMPLATE)
    ses.send_custom_verification_email(EmailAddress="ann@gmail.com", TemplateName="welcome")
    assert ses.get_email_identity(EmailIdentity="ann@gmail.com")["VerifiedForSendingStatus"] is True


def test_what_cannot_be_sent_makes_no_identity(ses: Any, domain: None, hooks: SesManaged) -> None:
    ses.create_custom_verification_email_template(**TEMPLATE)
    for address, template, answer in (
        ("x", "welcome", Refusal(400, "BadRequestException", "Invalid email address<x>.")),
        ("a@@b.org", "welcome", Refusal(400, "BadRequestException", "Invalid email address<a@@b.org>.")),
        (" ", "welcome", Refusal(400, "BadRequestException", "Email address not specified.")),
        ("ann@gmail.com", "no", Refusal(404, "NotFoundException", "Template <no> does not exist")),
    ):
        assert refusal(ses.send_custom_verification_email, EmailAddress=address, TemplateName=template) == answer
    named = {"EmailAddress": "ann@gmail.com", "TemplateName": "welcome", "ConfigurationSetName": "no"}
    assert refusal(ses.send_custom_verification_email, **named).code == "NotFoundException"
    ses.delete_email_identity(EmailIdentity="example.com")
    answer = refusal(ses.send_custom_verification_email, EmailAddress="ann@gmail.com", TemplateName="welcome")
    assert answer.code == "NotFoundException"
    assert hooks.messages == []
    assert ses.list_email_identities()["EmailIdentities"] == []
