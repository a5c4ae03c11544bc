"""Each event's document, as a topic gets it, against the schema written from AWS's documentation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from jsonschema import ValidationError

from moto_ses_managed.simulation.mail.mail_events import BounceReason, MailEvent, MailEventKind
from moto_ses_managed.simulation.mail.messages import MessageOrigin, Route
from tests.events.driver import ANN, MAIL, SENT_AT, accept, event, happen
from tests.events.schemas import validate
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import Listener

BOB = "bob@yahoo.com"


@pytest.fixture
def listener(ses: Any) -> Listener:
    return Listener(ses)


def document(listener: Listener, happened: MailEvent) -> dict[str, Any]:
    happen(happened)
    [published] = listener.receive()
    validate(published)
    return published


def test_send_tells_the_whole_mail(listener: Listener) -> None:
    accept()
    assert document(listener, event(MailEventKind.SEND)) == {
        "eventType": "Send",
        "mail": {
            "timestamp": "2026-01-02T03:04:05.678Z",
            "source": "Me <me@example.com>",
            "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/example.com",
            "sendingAccountId": ACCOUNT,
            "messageId": MAIL.message_id,
            "destination": [ANN],
            "headersTruncated": False,
            "headers": [
                {"name": "From", "value": "Me <me@example.com>"},
                {"name": "To", "value": ANN},
                {"name": "Subject", "value": "Hi"},
                {"name": "X-Campaign", "value": "spring"},
            ],
            "commonHeaders": {
                "from": ["Me <me@example.com>"],
                "to": [ANN],
                "subject": "Hi",
                "messageId": MAIL.message_id,
            },
            "tags": {
                "campaign": ["welcome"],
                "ses:operation": ["SendEmail"],
                "ses:source-ip": ["127.0.0.1"],
                "ses:caller-identity": ["moto"],
                "ses:configuration-set": ["set"],
                "ses:from-domain": ["example.com"],
            },
        },
        "send": {},
    }


def test_delivery_tells_how_and_when_the_mail_left(listener: Listener) -> None:
    accept()
    published = document(listener, event(MailEventKind.DELIVERY))
    assert published["delivery"] == {
        "timestamp": "2026-01-02T03:04:07.178Z",
        "processingTimeMillis": 1500,
        "recipients": [ANN],
        "smtpResponse": "250 2.6.0 Message received",
        "remoteMtaIp": "203.0.113.1",
        "reportingMTA": "a7-9.smtp-out.amazonses.com",
    }
    assert published["mail"]["tags"]["ses:outgoing-ip"] == ["198.18.7.9"]


def test_mail_through_the_shared_pool_leaves_from_an_ip_of_no_pool(listener: Listener) -> None:
    accept()
    published = document(listener, event(MailEventKind.DELIVERY, route=Route.SHARED, ip=None))
    assert published["mail"]["tags"]["ses:outgoing-ip"] == ["192.0.2.1"]


def test_a_delivery_names_only_the_recipients_it_concerns(listener: Listener) -> None:
    accept(destination=(ANN, BOB))
    published = document(listener, event(MailEventKind.DELIVERY, recipients=(BOB,)))
    assert (published["delivery"]["recipients"], published["mail"]["destination"]) == ([BOB], [ANN, BOB])


def test_delivery_delay_is_ses_own_deferral_and_tells_when_it_ends(listener: Listener) -> None:
    accept()
    delayed = event(MailEventKind.DELIVERY_DELAY, expires_at=SENT_AT + timedelta(hours=14))
    published = document(listener, delayed)
    assert published["deliveryDelay"]["delayType"] == "SendingDeferral"
    assert published["deliveryDelay"]["timestamp"] == "2026-01-02T03:04:07.178Z"
    assert published["deliveryDelay"]["expirationTime"] == "2026-01-02T17:04:05.678Z"
    assert [recipient["emailAddress"] for recipient in published["deliveryDelay"]["delayedRecipients"]] == [ANN]
    assert "ses:outgoing-ip" not in published["mail"]["tags"]


@pytest.mark.parametrize(
    ("reason", "bounce_type", "sub_type", "status", "words"),
    [
        (BounceReason.NO_SUCH_RECIPIENT, "Permanent", "General", "5.1.1", "user unknown"),
        (BounceReason.SUPPRESSED, "Permanent", "Suppressed", "5.1.1", "recent history of bouncing"),
        (BounceReason.ON_SUPPRESSION_LIST, "Permanent", "OnAccountSuppressionList", "5.1.1", "for your account"),
        (BounceReason.EXPIRED, "Transient", "General", "4.4.7", "unable to deliver in 840 minutes"),
    ],
)
def test_a_bounce_tells_why(
    listener: Listener, reason: BounceReason, bounce_type: str, sub_type: str, status: str, words: str
) -> None:
    accept()
    bounce = document(listener, event(MailEventKind.BOUNCE, bounce=reason, at=SENT_AT + timedelta(hours=14)))["bounce"]
    [recipient] = bounce["bouncedRecipients"]
    assert (bounce["bounceType"], bounce["bounceSubType"], recipient["status"]) == (bounce_type, sub_type, status)
    assert (recipient["emailAddress"], recipient["action"]) == (ANN, "failed")
    assert words in recipient["diagnosticCode"]
    assert bounce["timestamp"] == "2026-01-02T17:04:05.678Z"
    assert bounce["reportingMTA"] == "dns; amazonses.com"


def test_a_bounce_of_mail_that_left_names_its_ip_and_its_server(listener: Listener) -> None:
    accept()
    bounced = event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT, route=Route.DEDICATED, ip="198.18.0.3")
    published = document(listener, bounced)
    assert published["mail"]["tags"]["ses:outgoing-ip"] == ["198.18.0.3"]
    assert published["bounce"]["reportingMTA"] == "dns; a0-3.smtp-out.amazonses.com"
    assert published["bounce"]["remoteMtaIp"] == "203.0.113.1"


def test_mail_that_expires_within_the_senders_own_limit_exceeds_a_custom_timeout(ses: Any, listener: Listener) -> None:
    ses.put_configuration_set_delivery_options(ConfigurationSetName="set", MaxDeliverySeconds=300)
    accept()
    bounced = event(MailEventKind.BOUNCE, bounce=BounceReason.EXPIRED, at=SENT_AT + timedelta(minutes=5))
    bounce = document(listener, bounced)["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Transient", "CustomTimeoutExceeded")
    assert "unable to deliver in 5 minutes" in bounce["bouncedRecipients"][0]["diagnosticCode"]


def test_an_automatic_answer_is_a_transient_bounce_without_notification(listener: Listener) -> None:
    accept()
    bounce = document(listener, event(MailEventKind.BOUNCE, bounce=BounceReason.OUT_OF_OFFICE))["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Transient", "General")
    assert bounce["bouncedRecipients"] == [{"emailAddress": ANN}]
    assert not {"reportingMTA", "remoteMtaIp"} & set(bounce)


def test_a_bounce_without_a_reason_is_undetermined(listener: Listener) -> None:
    accept()
    bounce = document(listener, event(MailEventKind.BOUNCE))["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Undetermined", "Undetermined")


def test_complaint_tells_who_and_that_it_is_abuse(listener: Listener) -> None:
    accept()
    complaint = document(listener, event(MailEventKind.COMPLAINT))["complaint"]
    feedback = complaint.pop("feedbackId")
    assert feedback.endswith("-000000")
    assert complaint == {
        "complaintSubType": None,
        "complainedRecipients": [{"emailAddress": ANN}],
        "timestamp": "2026-01-02T03:04:07.178Z",
        "userAgent": "Amazon SES Mailbox Simulator",
        "complaintFeedbackType": "abuse",
        "arrivalDate": "2026-01-02T03:04:07.178Z",
    }


def test_reject_is_for_bad_content(listener: Listener) -> None:
    accept()
    assert document(listener, event(MailEventKind.REJECT))["reject"] == {"reason": "Bad content"}


def test_rendering_failure_names_template_and_error_and_has_no_headers(listener: Listener) -> None:
    accept(headers=())
    error = "Attribute 'name' is not present in the rendering data."
    published = document(listener, event(MailEventKind.RENDERING_FAILURE, detail=error))
    assert published["eventType"] == "Rendering Failure"
    assert published["failure"] == {"templateName": "welcome-template", "errorMessage": error}
    assert not {"headers", "commonHeaders"} & set(published["mail"])


def test_the_same_event_has_the_same_feedback_id_and_another_one_has_its_own(listener: Listener) -> None:
    accept(destination=(ANN, BOB))
    bounced = event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT)
    other = event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT, recipients=(BOB,))
    happen(bounced, bounced, other)
    first, again, another = (published["bounce"]["feedbackId"] for published in listener.receive())
    assert first == again != another


def test_headers_past_10_kb_are_left_out_and_said_to_be(listener: Listener) -> None:
    long = ("X-Long", "a" * (10 * 1024))
    accept(headers=(*MAIL.headers, long, ("X-After", "b")))
    mail = document(listener, event(MailEventKind.SEND))["mail"]
    assert mail["headersTruncated"] is True
    assert [header["name"] for header in mail["headers"]] == ["From", "To", "Subject", "X-Campaign"]


def test_headers_of_exactly_10_kb_are_all_shown(listener: Listener) -> None:
    accept(headers=(("From", "me@example.com"), ("X", "a" * (10 * 1024 - len("From: me@example.com\r\nX: \r\n")))))
    mail = document(listener, event(MailEventKind.SEND))["mail"]
    assert (mail["headersTruncated"], len(mail["headers"])) == (False, 2)


def test_common_headers_are_decoded_and_taken_apart_whatever_their_case(listener: Listener) -> None:
    accept(
        headers=(
            ("FROM", "=?utf-8?q?J=C3=BCrgen?= <me@example.com>"),
            ("to", '"Doe, Jane" <jane@example.com>, bob@yahoo.com'),
            ("Cc", "carl@aol.com"),
            ("Reply-To", "answers@example.com"),
            ("Subject", "=?utf-8?b?R3LDvMOfZQ==?="),
            ("Date", "Fri, 02 Jan 2026 03:04:05 +0000"),
            ("Return-Path", "bounces@example.com"),
            ("Message-ID", "<own@example.com>"),
        )
    )
    assert document(listener, event(MailEventKind.SEND))["mail"]["commonHeaders"] == {
        "from": ["Jürgen <me@example.com>"],
        "to": ['"Doe, Jane" <jane@example.com>', "bob@yahoo.com"],
        "cc": ["carl@aol.com"],
        "replyTo": ["answers@example.com"],
        "subject": "Grüße",
        "date": "Fri, 02 Jan 2026 03:04:05 +0000",
        "returnPath": "bounces@example.com",
        "messageId": MAIL.message_id,
    }


@pytest.mark.parametrize(
    "value", ["=?x-nowhere?q?a?=", "=?utf-8?b?!!!?=", "\udcff", "undisclosed-recipients:;", "<<", "@", "é@é"]
)
def test_headers_that_no_one_understands_do_not_stop_an_event(listener: Listener, value: str) -> None:
    accept(headers=(("From", "me@example.com"), ("To", value), ("Subject", value)))
    mail = document(listener, event(MailEventKind.SEND))["mail"]
    assert mail["headers"][1] == {"name": "To", "value": value}


def test_the_identity_that_mail_was_sent_as_is_its_source_and_none_leaves_the_arn_out(
    ses: Any, listener: Listener
) -> None:
    accept(origin=MessageOrigin("Me <me@example.com>", "me@example.com", "set"))
    ses.delete_email_identity(EmailIdentity="example.com")
    published = document(listener, event(MailEventKind.SEND))
    assert published["mail"]["sourceArn"].endswith(":identity/me@example.com")
    listener.receive()
    accept(origin=MessageOrigin("Me <me@example.com>", configuration_set="set"))
    assert "sourceArn" not in document(listener, event(MailEventKind.SEND))["mail"]


def test_a_senders_tag_can_not_take_the_place_of_an_automatic_one(listener: Listener) -> None:
    accept(tags={"ses:configuration-set": ("other",)})
    published = document(listener, event(MailEventKind.SEND))
    assert published["mail"]["tags"]["ses:configuration-set"] == ["set"]


def test_the_schemas_refuse_what_aws_does_not_document(listener: Listener) -> None:
    accept()
    published = document(listener, event(MailEventKind.BOUNCE, bounce=BounceReason.NO_SUCH_RECIPIENT))
    published["bounce"]["bounceSubType"] = "MailboxFull"
    with pytest.raises(ValidationError, match="MailboxFull"):
        validate(published)
    published["bounce"]["bounceSubType"] = "General"
    del published["mail"]["headers"]
    with pytest.raises(ValidationError, match="headers"):
        validate(published)
