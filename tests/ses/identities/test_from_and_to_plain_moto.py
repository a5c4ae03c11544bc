"""What becomes of identities and settings when a running mock is activated and deactivated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import moto
import pytest

from moto_ses_managed import InvalidValueError, activate, deactivate


@pytest.fixture(autouse=True)
def mock() -> Iterator[None]:
    """Plain moto's, in place of the managed one around the other tests."""
    deactivate()
    with moto.mock_aws():
        yield
    activate()


@pytest.fixture
def plain_v2() -> Any:
    return boto3.client("sesv2", "us-east-1")


@pytest.fixture
def plain_v1() -> Any:
    return boto3.client("ses", "us-east-1")


def test_identities_of_plain_moto_keep_what_they_are_set_to(plain_v1: Any, plain_v2: Any) -> None:
    plain_v2.create_email_identity(
        EmailIdentity="example.com",
        DkimSigningAttributes={"DomainSigningSelector": "own", "DomainSigningPrivateKey": "test"},
        Tags=[{"Key": "k", "Value": "v"}],
    )
    plain_v2.create_email_identity_policy(EmailIdentity="example.com", PolicyName="p", Policy="{}")
    plain_v1.verify_domain_identity(Domain="example.org")
    plain_v1.verify_email_identity(EmailAddress="ann@example.org")
    plain_v1.set_identity_mail_from_domain(
        Identity="example.com", MailFromDomain="mail.example.com", BehaviorOnMXFailure="RejectMessage"
    )
    plain_v1.set_identity_mail_from_domain(Identity="example.org", MailFromDomain="mail.example.org")
    plain_v1.set_identity_feedback_forwarding_enabled(Identity="example.com", ForwardingEnabled=False)
    plain_v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic="arn:topic")
    activate()
    first = plain_v2.get_email_identity(EmailIdentity="example.com")
    assert (first["FeedbackForwardingStatus"], first["Policies"]) == (False, {"p": "{}"})
    assert first["Tags"] == [{"Key": "k", "Value": "v"}]
    assert first["DkimAttributes"]["Tokens"] == ["own"]
    assert first["MailFromAttributes"]["BehaviorOnMxFailure"] == "REJECT_MESSAGE"
    second = plain_v2.get_email_identity(EmailIdentity="example.org")
    assert (second["FeedbackForwardingStatus"], second["VerifiedForSendingStatus"]) == (True, True)
    assert second["MailFromAttributes"] == {
        "MailFromDomain": "mail.example.org",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
    }
    third = plain_v2.get_email_identity(EmailIdentity="ann@example.org")
    assert third["DkimAttributes"]["Tokens"] == second["DkimAttributes"]["Tokens"]
    topics = plain_v1.get_identity_notification_attributes(Identities=["example.com"])["NotificationAttributes"]
    assert topics["example.com"]["BounceTopic"] == "arn:topic"


def test_identities_go_back_to_plain_moto_with_what_it_can_keep(plain_v1: Any, plain_v2: Any) -> None:
    activate()
    plain_v2.create_email_identity(EmailIdentity="example.com")
    plain_v2.put_email_identity_mail_from_attributes(
        EmailIdentity="example.com", MailFromDomain="mail.example.com", BehaviorOnMxFailure="REJECT_MESSAGE"
    )
    plain_v2.put_email_identity_feedback_attributes(EmailIdentity="example.com", EmailForwardingEnabled=False)
    plain_v2.create_email_identity_policy(EmailIdentity="example.com", PolicyName="p", Policy="{}")
    managed = plain_v2.get_email_identity(EmailIdentity="example.com")
    deactivate()
    plain = plain_v2.get_email_identity(EmailIdentity="example.com")
    for identity in (plain, managed):
        # The one shows milliseconds, the other doesn't in moto's older versions.
        identity["DkimAttributes"]["LastKeyGenerationTimestamp"] = identity["DkimAttributes"][
            "LastKeyGenerationTimestamp"
        ].replace(microsecond=0)
    assert plain["DkimAttributes"] == managed["DkimAttributes"]
    assert (plain["FeedbackForwardingStatus"], plain["Policies"]) == (False, {"p": "{}"})
    names = {"Identities": ["example.com"]}
    assert plain_v1.get_identity_mail_from_domain_attributes(**names)["MailFromDomainAttributes"] == {
        "example.com": {
            "MailFromDomain": "mail.example.com",
            "MailFromDomainStatus": "Success",
            "BehaviorOnMXFailure": "RejectMessage",
        }
    }
    attributes = plain_v1.get_identity_notification_attributes(**names)["NotificationAttributes"]["example.com"]
    assert attributes["ForwardingEnabled"] is False
    attributes = plain_v1.get_identity_dkim_attributes(**names)["DkimAttributes"]["example.com"]
    assert attributes["DkimTokens"] == managed["DkimAttributes"]["Tokens"]
    activate()
    again = plain_v2.get_email_identity(EmailIdentity="example.com")
    for member in ("FeedbackForwardingStatus", "MailFromAttributes", "Policies"):
        assert again[member] == managed[member]


def test_settings_and_the_suppression_list_end_with_a_deactivation(plain_v2: Any) -> None:
    activate()
    plain_v2.put_account_sending_attributes(SendingEnabled=False)
    plain_v2.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    deactivate()
    activate()
    assert plain_v2.get_account()["SendingEnabled"] is True
    assert plain_v2.list_suppressed_destinations()["SuppressedDestinationSummaries"] == []


def test_a_key_length_that_ses_does_not_know_is_refused_on_activation_and_nothing_changes(plain_v2: Any) -> None:
    attributes = {"NextSigningKeyLength": "RSA_9999_BIT"}
    plain_v2.create_email_identity(EmailIdentity="example.com", DkimSigningAttributes=attributes)
    with pytest.raises(InvalidValueError, match="RSA_9999_BIT"):
        activate()
    assert plain_v2.get_email_identity(EmailIdentity="example.com")["VerifiedForSendingStatus"] is False
