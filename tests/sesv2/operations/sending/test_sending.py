"""SendEmail of v2: each kind of content through one way, from senders that are verified, and kept for its events."""

from __future__ import annotations

from typing import Any

import pytest
from moto.ses.models import ses_backends

from moto_ses_managed import Route, SesManaged
from tests.sesv2.sending import EICAR, TO, headers_of, nothing_happened, raw, refused, send, simple
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import Listener
from tests.support.refusals import Refusal
from tests.support.sending import SIMPLE

pytestmark = pytest.mark.usefixtures("managed_pool")


def test_every_kind_of_content_takes_the_managed_pool(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s {{x}}", "Text": "t"})
    arn = f"arn:aws:ses:{REGION}:{ACCOUNT}:template/t"
    contents = [
        SIMPLE,
        raw("From: me@example.com\nTo: ann@gmail.com\n\nHi"),
        {"Template": {"TemplateName": "t", "TemplateData": '{"x": 1}'}},
        {"Template": {"TemplateArn": arn, "TemplateData": '{"x": 1}'}},
        {"Template": {"TemplateContent": {"Subject": "{{x}}", "Html": "h"}, "TemplateData": '{"x": 1}'}},
    ]
    ids = [send(ses, content) for content in contents]
    assert [message.message_id for message in hooks.messages] == ids
    assert {(each.pool, each.route, each.isp) for each in hooks.messages} == {("pool", Route.SHARED, "Gmail")}
    assert hooks.pool("pool").sent_last_7_days == len(contents)


def test_moto_keeps_each_kind_in_its_own_form(ses: Any, backend: Any) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "t"})
    data = b"From: me@example.com\nTo: bob@gmail.com\n\nHi"
    ids = [send(ses), send(ses, raw(data)), send(ses, {"Template": {"TemplateName": "t", "TemplateData": "{}"}})]
    plain, mime, templated = backend.sent_messages
    assert [kept.id for kept in backend.sent_messages] == ids
    assert (plain.source, plain.subject, plain.body, plain.destinations) == ("me@example.com", "Hi", "Hello", TO)
    assert (mime.raw_data, mime.destinations) == (data.decode(), ["Ann <ann@gmail.com>", "bob@gmail.com"])
    assert (templated.template, templated.template_data, templated.destinations) == ("t", "{}", TO)
    assert backend.sent_message_count == 3


def test_what_events_need_is_kept(ses: Any, backend: Any, hooks: SesManaged) -> None:
    destination = TO | {"CcAddresses": ["cc@yahoo.com"], "BccAddresses": ["hidden@aol.com"]}
    message_id = send(
        ses,
        simple(Headers=[{"Name": "X-Campaign", "Value": "spring"}]),
        FromEmailAddress="J\u00fcrgen <me@example.com>",
        Destination=destination,
        ReplyToAddresses=["reply@example.org"],
        EmailTags=[{"Name": "team", "Value": "mail"}],
    )
    mail = backend.mail[message_id]
    assert (mail.message_id, mail.source) == (message_id, "J\u00fcrgen <me@example.com>")
    assert mail.destination == ("Ann <ann@gmail.com>", "cc@yahoo.com", "hidden@aol.com")
    assert (mail.configuration_set, mail.tags, mail.template) == ("set", {"team": ("mail",)}, None)
    assert abs((mail.sent_at - hooks.now).total_seconds()) < 60
    assert mail.headers == (
        ("From", "=?utf-8?q?J=C3=BCrgen?= <me@example.com>"),
        ("To", "Ann <ann@gmail.com>"),
        ("Cc", "cc@yahoo.com"),
        ("Reply-To", "reply@example.org"),
        ("Subject", "Hi"),
        ("X-Campaign", "spring"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "7bit"),
        ("MIME-Version", "1.0"),
    )


@pytest.mark.fidelity(
    operation="SendEmail (raw)",
    case="X-SES- headers",
    answer="are read, as in v1 and SMTP, where they are documented",
    kind="unclear",
)
def test_a_raw_messages_headers_speak_to_ses_and_are_taken_out(ses: Any, backend: Any) -> None:
    text = (
        "X-SES-CONFIGURATION-SET: set\nX-SES-MESSAGE-TAGS: a=1, b=2\nX-SES-MESSAGE-TAGS: c=3\n"
        "From: me@example.com\nBcc: hidden@aol.com\nTo: ann@gmail.com,\n bob@yahoo.com\nSubject: s\n\nX-SES-Body: stays"
    )
    message_id = send(ses, raw(text), FromEmailAddress=None, Destination=None, ConfigurationSetName=None)
    mail = backend.mail[message_id]
    assert mail.configuration_set == "set"
    assert mail.tags == {"a": ("1",), "b": ("2",), "c": ("3",)}
    assert mail.destination == ("ann@gmail.com", "bob@yahoo.com", "hidden@aol.com")
    assert mail.headers == (
        ("From", "me@example.com"),
        ("To", "ann@gmail.com, bob@yahoo.com"),
        ("Subject", "s"),
    )


def test_the_requests_parameters_win_over_a_raw_messages_headers(ses: Any, backend: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="other")
    text = "X-SES-CONFIGURATION-SET: set\nX-SES-MESSAGE-TAGS: a=1\nFrom: me@example.com\nTo: ann@gmail.com\n\nHi"
    message_id = send(
        ses,
        raw(text),
        Destination={"ToAddresses": ["bob@aol.com"]},
        ConfigurationSetName="other",
        EmailTags=[{"Name": "b", "Value": "2"}],
    )
    mail = backend.mail[message_id]
    assert (mail.configuration_set, mail.tags, mail.destination) == ("other", {"b": ("2",)}, ("bob@aol.com",))


def test_attachments_and_inline_images_are_parts_of_the_message(ses: Any, backend: Any) -> None:
    attachments = [
        {"RawContent": b"\x89PNG", "FileName": "logo.png", "ContentDisposition": "INLINE", "ContentId": "logo"},
        {"RawContent": b"a,b", "FileName": "report.csv", "ContentDescription": "The report"},
        {"RawContent": b"\xff", "FileName": "x", "ContentType": "application/pdf", "ContentTransferEncoding": "BASE64"},
    ]
    body = {"Text": {"Data": "t"}, "Html": {"Data": "<img src='cid:logo'>"}}
    with_them = send(ses, simple(Body=body, Attachments=attachments))
    without = send(ses, simple(Body=body))
    assert headers_of(backend, with_them)["Content-Type"].startswith("multipart/mixed")
    assert headers_of(backend, without)["Content-Type"].startswith("multipart/alternative")
    assert dict(backend.mail[with_them].headers)["Content-Type"] != dict(backend.mail[without].headers)["Content-Type"]


def test_the_same_message_has_the_same_headers_its_boundary_included(ses: Any, backend: Any) -> None:
    body = {"Text": {"Data": "t"}, "Html": {"Data": "<p></p>"}}
    first, second = (backend.mail[send(ses, simple(Body=body))] for _ in range(2))
    assert first.headers == second.headers


def test_headers_and_attachments_go_with_a_template(ses: Any, backend: Any) -> None:
    template = {
        "TemplateContent": {"Subject": "Hi {{name}}", "Html": "<p>{{name}}</p>"},
        "TemplateData": '{"name": "Ann"}',
        "Headers": [{"Name": "X-For", "Value": "{{name}}"}],
        "Attachments": [{"RawContent": b"x", "FileName": "x.txt"}],
    }
    headers = headers_of(backend, send(ses, {"Template": template}))
    assert (headers["Subject"], headers["X-For"]) == ("Hi Ann", "Ann")
    assert headers["Content-Type"].startswith("multipart/mixed")


def test_a_template_that_lacks_an_attribute_is_accepted_and_goes_nowhere(
    ses: Any, backend: Any, hooks: SesManaged
) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "Hi {{name}}"})
    listener = Listener(ses)
    message_id = send(ses, {"Template": {"TemplateName": "t"}}, EmailTags=[{"Name": "a", "Value": "1"}])
    [event] = listener.receive()
    assert (event["eventType"], event["mail"]["messageId"]) == ("Rendering Failure", message_id)
    assert event["failure"]["errorMessage"] == "Attribute 'name' is not present in the rendering data."
    assert event["mail"]["destination"] == ["Ann <ann@gmail.com>"]
    mail = backend.mail[message_id]
    assert (mail.template, mail.configuration_set, mail.tags) == ("t", "set", {"a": ("1",)})
    assert (hooks.messages, backend.sent_messages, backend.sent_message_count) == ([], [], 0)


def test_a_virus_is_accepted_then_rejected(ses: Any, backend: Any, hooks: SesManaged) -> None:
    attached = simple(Attachments=[{"RawContent": EICAR, "FileName": "sample.txt"}])
    mime = "From: me@example.com\nTo: ann@gmail.com\nContent-Type: text/plain\n\n"
    listener = Listener(ses)
    ids = [send(ses, attached), send(ses, raw(mime.encode() + EICAR))]
    events = listener.receive()
    assert [event["mail"]["messageId"] for event in events] == ids
    assert [(event["eventType"], event["reject"]) for event in events] == [("Reject", {"reason": "Bad content"})] * 2
    assert (hooks.messages, backend.sent_messages) == ([], [])
    send(ses, simple(Body={"Text": {"Data": f"not at the start: {EICAR.decode()}"}}))
    assert len(hooks.messages) == 1


def test_an_unverified_sender_is_rejected_with_every_identity_that_failed(
    ses: Any, backend: Any, hooks: SesManaged
) -> None:
    answer = refused(
        ses, FromEmailAddress="Joe <joe@nowhere.org>", FeedbackForwardingEmailAddress="bounces@elsewhere.org"
    )
    assert answer == Refusal(
        400,
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region US-EAST-1: "
        "joe@nowhere.org, bounces@elsewhere.org",
    )
    assert nothing_happened(hooks, backend)


def test_the_senders_that_a_raw_message_names_must_be_verified_too(ses: Any, backend: Any, hooks: SesManaged) -> None:
    text = "From: Joe <joe@nowhere.org>\nSender: x@elsewhere.org\nReturn-Path: <y@third.org>\nTo: ann@gmail.com\n\nHi"
    answer = refused(ses, raw(text))
    assert answer.code == "MessageRejected"
    assert answer.message.endswith("US-EAST-1: joe@nowhere.org, x@elsewhere.org, y@third.org")
    assert nothing_happened(hooks, backend)


def test_an_address_is_verified_by_itself_its_domain_or_a_domain_above(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="only@example.net")
    for sender in ("only@example.net", "any@example.com", "any@EXAMPLE.com", "any@a.b.example.com"):
        send(ses, FromEmailAddress=sender)
    for sender in ("other@example.net", "any@notexample.com", "any@com"):
        assert refused(ses, FromEmailAddress=sender).code == "MessageRejected"


def test_a_subdomain_takes_the_default_set_of_the_domain_that_verifies_it(ses: Any, hooks: SesManaged) -> None:
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com", ConfigurationSetName="set")
    send(ses, FromEmailAddress="me@mail.example.com", ConfigurationSetName=None)
    assert hooks.messages[0].pool == "pool"


def test_an_identity_of_another_account_sends_by_its_arn(ses: Any, hooks: SesManaged) -> None:
    other = ses_backends["999999999999"][REGION]
    other.verify_domain("partner.com")
    arn = f"arn:aws:ses:{REGION}:999999999999:identity/partner.com"
    send(ses, FromEmailAddress="me@partner.com", FromEmailAddressIdentityArn=arn)
    assert hooks.messages[0].source == "me@partner.com"
    for address, bad in (("me@else.com", arn), ("me@partner.com", arn.replace("999999999999", "888888888888"))):
        assert refused(ses, FromEmailAddress=address, FromEmailAddressIdentityArn=bad).code == "MessageRejected"
    malformed = refused(ses, FromEmailAddress="me@partner.com", FromEmailAddressIdentityArn="arn:aws:s3:::bucket")
    assert (malformed.code, "arn:aws:s3:::bucket" in malformed.message) == ("BadRequestException", True)
