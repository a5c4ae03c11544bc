"""v1's calls about identities, on the state that v2 shows."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.ses.raw_requests import call

NO_MAIL_FROM = {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}


def error(operation: Any, **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as raised:
        operation(**parameters)
    response = raised.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return response["Error"]["Code"], response["Error"]["Message"]


def dkim(v1: Any, *names: str) -> dict[str, Any]:
    dkim_attributes: dict[str, Any] = v1.get_identity_dkim_attributes(Identities=list(names))["DkimAttributes"]
    return dkim_attributes


def notifications(v1: Any, name: str) -> dict[str, Any]:
    attributes: dict[str, Any] = v1.get_identity_notification_attributes(Identities=[name])["NotificationAttributes"][
        name
    ]
    return attributes


def test_an_identity_that_either_api_made_is_the_same_for_both(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="one.example.com")
    ses.create_email_identity(EmailIdentity="two.example.com")
    v1.verify_email_identity(EmailAddress="ann@one.example.com")
    names = ["one.example.com", "two.example.com", "ann@one.example.com"]
    for name in names:
        v2 = ses.get_email_identity(EmailIdentity=name)
        assert (v2["VerifiedForSendingStatus"], v2["VerificationStatus"]) == (True, "SUCCESS")
        assert dkim(v1, name)[name] == {
            "DkimEnabled": True,
            "DkimVerificationStatus": "Success",
            "DkimTokens": v2["DkimAttributes"]["Tokens"],
        }
    statuses = v1.get_identity_verification_attributes(Identities=[*names, "nowhere.org"])["VerificationAttributes"]
    assert {name: attributes["VerificationStatus"] for name, attributes in statuses.items()} == dict.fromkeys(
        names, "Success"
    )


def test_a_domain_has_one_verification_token_and_an_address_none(v1: Any) -> None:
    token = v1.verify_domain_identity(Domain="example.com")["VerificationToken"]
    other = v1.verify_domain_identity(Domain="example.org")["VerificationToken"]
    assert v1.verify_domain_identity(Domain="Example.com")["VerificationToken"] == token
    assert (token != other, len(token)) == (True, 44)
    v1.verify_email_identity(EmailAddress="ann@example.com")
    verification = v1.get_identity_verification_attributes(Identities=["example.com", "ann@example.com"])
    assert verification["VerificationAttributes"] == {
        "example.com": {"VerificationStatus": "Success", "VerificationToken": token},
        "ann@example.com": {"VerificationStatus": "Success"},
    }


def test_verify_domain_dkim_gives_the_tokens_of_the_domain_and_makes_it_an_identity(ses: Any, v1: Any) -> None:
    tokens = v1.verify_domain_dkim(Domain="Example.com")["DkimTokens"]
    assert ses.get_email_identity(EmailIdentity="example.com")["DkimAttributes"]["Tokens"] == tokens
    assert v1.verify_domain_dkim(Domain="example.com")["DkimTokens"] == tokens
    assert v1.verify_domain_dkim(Domain="example.org")["DkimTokens"] != tokens


@pytest.mark.parametrize("operation", ["VerifyDomainDkim", "VerifyDomainIdentity"])
@pytest.mark.parametrize("domain", ["", "ann@example.com", "a b.example.com", "a..example.com"])
def test_what_is_no_domain_is_not_verified_as_one(v1: Any, operation: str, domain: str) -> None:
    answer = call(operation, Domain=domain)
    assert (answer.status, answer.code) == (400, "InvalidParameterValue")
    assert answer.message == f"Invalid domain name {domain}."
    assert v1.list_identities()["Identities"] == []


def test_signing_is_switched_by_either_api(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    v1.set_identity_dkim_enabled(Identity="example.com", DkimEnabled=False)
    assert ses.get_email_identity(EmailIdentity="example.com")["DkimAttributes"]["SigningEnabled"] is False
    assert dkim(v1, "example.com")["example.com"]["DkimEnabled"] is False
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com", SigningEnabled=True)
    assert dkim(v1, "example.com")["example.com"]["DkimEnabled"] is True


def test_dkim_of_an_unknown_identity_and_of_an_address_alone_has_not_started(v1: Any) -> None:
    v1.verify_email_identity(EmailAddress="ann@example.com")
    not_started = {"DkimEnabled": False, "DkimVerificationStatus": "NotStarted"}
    assert dkim(v1, "ann@example.com", "example.org") == {
        "ann@example.com": not_started,
        "example.org": not_started,
    }
    for name, domain in (("ann@example.com", "example.com"), ("example.org", "example.org")):
        assert error(v1.set_identity_dkim_enabled, Identity=name, DkimEnabled=True) == (
            "InvalidParameterValue",
            f"Domain {domain} is not verified for DKIM signing.",
        )


def test_a_mail_from_domain_is_set_by_either_api(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    v1.set_identity_mail_from_domain(
        Identity="example.com", MailFromDomain="mail.example.com", BehaviorOnMXFailure="RejectMessage"
    )
    assert ses.get_email_identity(EmailIdentity="example.com")["MailFromAttributes"] == {
        "MailFromDomain": "mail.example.com",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "REJECT_MESSAGE",
    }
    ses.put_email_identity_mail_from_attributes(EmailIdentity="example.com", MailFromDomain="m.example.com")
    mail_from = v1.get_identity_mail_from_domain_attributes(Identities=["example.com", "nowhere.org"])
    assert mail_from["MailFromDomainAttributes"] == {
        "example.com": {
            "MailFromDomain": "m.example.com",
            "MailFromDomainStatus": "Success",
            "BehaviorOnMXFailure": "UseDefaultValue",
        }
    }
    for _ in range(2):
        v1.set_identity_mail_from_domain(Identity="example.com")
    assert ses.get_email_identity(EmailIdentity="example.com")["MailFromAttributes"] == NO_MAIL_FROM
    mail_from = v1.get_identity_mail_from_domain_attributes(Identities=["example.com"])
    assert mail_from["MailFromDomainAttributes"] == {"example.com": {"BehaviorOnMXFailure": "UseDefaultValue"}}


def test_a_mail_from_domain_that_ses_refuses_is_not_set(ses: Any, v1: Any) -> None:
    v1.verify_email_identity(EmailAddress="ann@example.com")
    setting = v1.set_identity_mail_from_domain
    for domain in ("example.com", "notexample.com"):
        assert error(setting, Identity="ann@example.com", MailFromDomain=domain) == (
            "InvalidParameterValue",
            f"Provided MAIL-FROM domain <{domain}> is not subdomain of the domain of the identity <example.com>.",
        )
    assert error(setting, Identity="example.com", MailFromDomain="mail.example.com") == (
        "InvalidParameterValue",
        "Identity <example.com> does not exist.",
    )
    code, message = error(
        setting, Identity="ann@example.com", MailFromDomain="mail.example.com", BehaviorOnMXFailure="Panic"
    )
    assert code == "ValidationError"
    assert "[RejectMessage, UseDefaultValue]" in message
    assert ses.get_email_identity(EmailIdentity="ann@example.com")["MailFromAttributes"] == NO_MAIL_FROM


def test_feedback_forwarding_is_switched_by_either_api(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    assert notifications(v1, "example.com")["ForwardingEnabled"] is True
    v1.set_identity_feedback_forwarding_enabled(Identity="example.com", ForwardingEnabled=False)
    assert ses.get_email_identity(EmailIdentity="example.com")["FeedbackForwardingStatus"] is False
    ses.put_email_identity_feedback_attributes(EmailIdentity="example.com", EmailForwardingEnabled=True)
    assert notifications(v1, "example.com")["ForwardingEnabled"] is True


def test_headers_in_notifications_are_switched_by_type(v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    switch = v1.set_identity_headers_in_notifications_enabled
    switch(Identity="example.com", NotificationType="Bounce", Enabled=True)
    switch(Identity="example.com", NotificationType="Delivery", Enabled=True)
    switch(Identity="example.com", NotificationType="Bounce", Enabled=False)
    switch(Identity="example.com", NotificationType="Complaint", Enabled=False)
    assert notifications(v1, "example.com") == {
        "ForwardingEnabled": True,
        "HeadersInBounceNotificationsEnabled": False,
        "HeadersInComplaintNotificationsEnabled": False,
        "HeadersInDeliveryNotificationsEnabled": True,
    }


def test_topics_of_notifications_are_shown_and_can_be_removed_twice(v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    topic = "arn:aws:sns:us-east-1:123456789012:bounces"
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=topic)
    assert notifications(v1, "example.com")["BounceTopic"] == topic
    for _ in range(2):
        v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce")
    assert "BounceTopic" not in notifications(v1, "example.com")


@pytest.mark.parametrize("operation", ["SetIdentityNotificationTopic", "SetIdentityHeadersInNotificationsEnabled"])
def test_an_unknown_type_of_notification_is_a_validation_error(v1: Any, operation: str) -> None:
    v1.verify_domain_identity(Domain="example.com")
    answer = call(operation, Identity="example.com", NotificationType="Open", Enabled="true", SnsTopic="arn")
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert "[Bounce, Complaint, Delivery]" in answer.message


def test_switches_of_an_unknown_identity_are_refused(v1: Any) -> None:
    assert error(v1.set_identity_feedback_forwarding_enabled, Identity="example.com", ForwardingEnabled=True) == (
        "InvalidParameterValue",
        "Identity example.com is invalid. Must be a verified email address or domain.",
    )
    assert error(
        v1.set_identity_headers_in_notifications_enabled,
        Identity="example.com",
        NotificationType="Bounce",
        Enabled=True,
    ) == ("InvalidParameterValue", "Identity example.com is invalid. It must be a verified email address or domain.")
