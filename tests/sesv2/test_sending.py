"""SendEmail of v2: each kind of content through one way, checked as SES checks it, and kept for its events."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.ses.models import ses_backends

from moto_ses_managed import Route, SesManaged
from tests.events.receivers import Listener
from tests.support import ACCOUNT, REGION, Refusal, refusal, ses_client

SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}}
TO = {"ToAddresses": ["Ann <ann@gmail.com>"]}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def managed_pool(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})


@pytest.fixture
def backend(mock: None) -> Any:
    return ses_backends[ACCOUNT][REGION]


def send(ses: Any, content: Any = SIMPLE, **parameters: Any) -> str:
    given = {"FromEmailAddress": "me@example.com", "Destination": TO, "ConfigurationSetName": "set", "Content": content}
    given |= parameters
    reply = ses.send_email(**{name: value for name, value in given.items() if value is not None})
    return str(reply["MessageId"])


def refused(ses: Any, content: Any = SIMPLE, **parameters: Any) -> Refusal:
    given = {"FromEmailAddress": "me@example.com", "Destination": TO, "Content": content} | parameters
    return refusal(ses.send_email, **{name: value for name, value in given.items() if value is not None})


def nothing_happened(hooks: SesManaged, backend: Any) -> bool:
    kept = (backend.sent_messages, backend.sent_message_count, backend.mail, backend.mail_events, hooks.messages)
    return not any(kept)


def headers_of(backend: Any, message_id: str) -> dict[str, str]:
    return dict(backend.mail[message_id].headers)


def simple(**members: Any) -> Any:
    return {"Simple": SIMPLE["Simple"] | members}


def raw(text: str | bytes) -> Any:
    return {"Raw": {"Data": text.replace("\n", "\r\n").encode() if isinstance(text, str) else text}}


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
    assert {(found.pool, found.route, found.isp) for found in hooks.messages} == {("pool", Route.SHARED, "Gmail")}
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
    [event] = listener.heard()
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
    events = listener.heard()
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


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nobody", "Missing final '@domain'"),
        ("", "Missing final '@domain'"),
        ("@gmail.com", "Missing local name"),
        ("ann@", "Illegal address"),
        ("a\u00e4@gmail.com", "Local address contains control or whitespace"),
        ("ann@gmail.com\nBcc: all@gmail.com", "Local address contains control or whitespace"),
        ("ann..b@gmail.com", "Local address contains dot-dot"),
        (".ann@gmail.com", "Local address starts with dot"),
        ("ann@gmail..com", "Domain contains dot-dot"),
        ("ann@gma_il.com", "Domain contains illegal character"),
        ("(" * 1500 + "ann@gmail.com", None),
        ("a" * 5000 + "@gmail.com", "Address length is more than"),
        ("ann@gmail.com, bob@gmail.com", "Illegal address"),
    ],
)
def test_a_bad_address_is_refused_in_every_place(
    ses: Any, backend: Any, hooks: SesManaged, address: str, words: str | None
) -> None:
    places: list[dict[str, Any]] = [
        {"Destination": {kind: ["ann@gmail.com", address]}} for kind in ("ToAddresses", "CcAddresses", "BccAddresses")
    ]
    places += [{"ReplyToAddresses": [address]}]
    if address:
        places += [{"FromEmailAddress": address}, {"FeedbackForwardingEmailAddress": address}]
    for place in places:
        answer = refused(ses, **place)
        assert (answer.status, answer.code) == (400, "BadRequestException")
        assert words is None or answer.message.startswith(words)
    assert nothing_happened(hooks, backend)


@pytest.mark.parametrize(
    "address", ['"a b"@example.org', '"Ann, B" <ann@gmail.com>', "x@m\u00fcller.de", "a+b@gmail.com"]
)
def test_odd_addresses_that_are_addresses_are_taken(ses: Any, hooks: SesManaged, address: str) -> None:
    send(ses, Destination={"ToAddresses": [address]})
    assert hooks.messages[0].recipients == (address,)


def test_fifty_recipients_are_taken_and_fifty_one_refused(ses: Any, backend: Any, hooks: SesManaged) -> None:
    many = [f"a{number}@gmail.com" for number in range(51)]
    over = {"ToAddresses": many[:20], "CcAddresses": many[20:40], "BccAddresses": many[40:]}
    for content in (SIMPLE, raw("From: me@example.com\n\nHi")):
        assert refused(ses, content, Destination=over) == Refusal(
            400, "BadRequestException", "Recipient count exceeds 50."
        )
    listed = raw(f"From: me@example.com\nTo: {', '.join(many)}\n\nHi")
    assert refused(ses, listed, Destination=None).message == "Recipient count exceeds 50."
    assert nothing_happened(hooks, backend)
    send(ses, Destination={"ToAddresses": many[:50]})
    assert len(hooks.messages[0].deliveries) == 50
    assert backend.sent_message_count == 50


def test_a_message_over_40_mb_is_refused(ses: Any, backend: Any, hooks: SesManaged) -> None:
    text = b"From: me@example.com\r\nTo: a@gmail.com\r\n\r\n"
    limit = 40 * 1024 * 1024
    answer = refused(ses, raw(text + b"x" * (limit - len(text) + 1)))
    assert answer == Refusal(
        400, "BadRequestException", f"Message length is more than {limit} bytes long: '{limit + 1}'."
    )
    assert nothing_happened(hooks, backend)


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ([{"Name": f"X-{number}", "Value": "v"} for number in range(16)], "15"),
        ([{"Name": "Sp ace", "Value": "v"}], "regular expression"),
        ([{"Name": "X-A:", "Value": "v"}], "regular expression"),
        ([{"Name": "X-A", "Value": "a\r\nBcc: x@y.z"}], "regular expression"),
        ([{"Name": "X-" + "n" * 100, "Value": "v" * 990}], "996|870"),  # older models have it per value
        ([{"Name": "From", "Value": "joe@nowhere.org"}], "From"),
        ([{"Name": "subject", "Value": "again"}], "subject"),
        (
            [{"Name": "Importance", "Value": "1"}, {"Name": "importance", "Value": "2"}],
            "Duplicate header 'Importance'.",
        ),
    ],
)
def test_headers_that_ses_refuses(ses: Any, backend: Any, hooks: SesManaged, headers: Any, named: str) -> None:
    for content in (simple(Headers=headers), {"Template": {"TemplateContent": {"Subject": "s"}, "Headers": headers}}):
        answer = refused(ses, content)
        assert (answer.status, answer.code) == (400, "BadRequestException")
        assert re.search(named, answer.message)
    assert nothing_happened(hooks, backend)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"FileName": "setup.EXE"}, "Illegal filename 'setup.EXE'."),
        ({"FileName": "a.tar.js"}, "Illegal filename"),
        ({"FileName": " "}, "blank"),
        ({"FileName": "a\r\nX: y.txt"}, "control"),
        ({"FileName": "f" * 256}, "length"),
        ({"ContentType": "no type"}, "ContentType"),
        ({"ContentType": "multipart/mixed"}, "ContentType"),
        ({"ContentType": "message/rfc822"}, "ContentType"),
        ({"ContentId": "a\nb"}, "control"),
        ({"ContentDescription": "a\nb"}, "control"),
        ({"ContentDisposition": "FORM"}, "enum"),
        ({"ContentTransferEncoding": "ROT13"}, "enum"),
    ],
)
def test_attachments_that_ses_refuses(
    ses: Any, backend: Any, hooks: SesManaged, change: dict[str, str], named: str
) -> None:
    answer = refused(ses, simple(Attachments=[{"RawContent": b"x", "FileName": "x.txt"} | change]))
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert named in answer.message
    assert nothing_happened(hooks, backend)


def test_a_raw_messages_attachments_and_headers_are_checked_as_well(ses: Any, backend: Any, hooks: SesManaged) -> None:
    top = "From: me@example.com\nTo: ann@gmail.com\n"
    file = 'Content-Disposition: attachment; filename="virus.bat"\n\nx'
    assert refused(ses, raw(f"{top}{file}")).message == "Illegal filename 'virus.bat'."
    assert refused(ses, raw(f"{top}Subject: a\nSubject: b\n\nx")).message == "Duplicate header 'Subject'."
    parts = "--b\n\nx\n" * 501
    many = refused(ses, raw(f"{top}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--"))
    assert "500" in many.message
    assert nothing_happened(hooks, backend)


@pytest.mark.parametrize(
    "tags",
    [
        [{"Name": "a b", "Value": "v"}],
        [{"Name": "a", "Value": "v\u00e4"}],
        [{"Name": "", "Value": "v"}],
        [{"Name": "n" * 257, "Value": "v"}],
        [{"Name": "a", "Value": "ses:x"}],
        [{"Name": "a", "Value": "1"}, {"Name": "a", "Value": "2"}],
    ],
)
def test_message_tags_that_ses_refuses(ses: Any, backend: Any, hooks: SesManaged, tags: Any) -> None:
    answer = refused(ses, EmailTags=tags)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert repr(tags[-1]["Name"])[1:50] in answer.message
    in_headers = ", ".join(f"{tag['Name']}={tag['Value']}" for tag in tags)
    if in_headers.isascii():
        text = f"X-SES-MESSAGE-TAGS: {in_headers}\nFrom: me@example.com\nTo: ann@gmail.com\n\nHi"
        assert refused(ses, raw(text)).status == 400
    assert nothing_happened(hooks, backend)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"Template": {}}, "BadRequestException"),
        ({"Template": {"TemplateName": "t", "TemplateContent": {"Subject": "s"}}}, "BadRequestException"),
        ({"Template": {"TemplateArn": "arn:aws:ses:eu-west-1:123456789012:template/t"}}, "BadRequestException"),
        ({"Template": {"TemplateArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:template/no"}}, "NotFoundException"),
        ({"Template": {"TemplateName": "t", "TemplateData": "no json"}}, "BadRequestException"),
        ({"Template": {"TemplateContent": {"Subject": "s", "Text": "t" * 1024 * 1024}}}, "BadRequestException"),
        ({"Template": {"TemplateName": "t"}, **SIMPLE}, "BadRequestException"),
        ({"Raw": {"Data": b"To: ann@gmail.com\n\nno sender"}}, "MessageRejected"),
        ({"Raw": {"Data": b""}}, "MessageRejected"),
        (simple(Body={"Text": {"Data": "x", "Charset": "no-such-charset"}}), "BadRequestException"),
        (simple(Body={"Text": {"Data": "\u00e4", "Charset": "ascii"}}), "BadRequestException"),
    ],
)
def test_contents_that_ses_refuses(ses: Any, backend: Any, hooks: SesManaged, content: Any, code: str) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "t"})
    sender = None if "Raw" in content else "me@example.com"
    answer = refused(ses, content, FromEmailAddress=sender)
    assert answer.code == code
    assert nothing_happened(hooks, backend)


def test_a_line_break_in_a_subject_makes_no_header(ses: Any, backend: Any) -> None:
    message_id = send(ses, simple(Subject={"Data": "Hi\r\nBcc: all@gmail.com"}))
    assert headers_of(backend, message_id)["Subject"] == "Hi Bcc: all@gmail.com"
    assert "Bcc" not in headers_of(backend, message_id)


def test_a_contact_list_that_is_named_must_be_there(ses: Any, hooks: SesManaged) -> None:
    options = {"ContactListName": "news", "TopicName": "weekly"}
    assert refused(ses, ListManagementOptions=options).code == "NotFoundException"
    ses.create_contact_list(ContactListName="news")
    send(ses, ListManagementOptions=options)
    assert len(hooks.messages) == 1


def test_a_notification_topic_that_is_gone_fails_no_send(ses: Any, backend: Any, hooks: SesManaged) -> None:
    backend.set_identity_notification_topic("example.com", "Bounce", f"arn:aws:sns:{REGION}:{ACCOUNT}:gone")
    send(ses, Destination={"ToAddresses": ["bounce@simulator.amazonses.com"]})
    assert len(hooks.messages) == 1


def test_a_long_list_of_recipients_stays_readable_as_a_message(ses: Any, backend: Any) -> None:
    addresses = [f"{'long' * 10}{number}@{'label' * 8}.example.org" for number in range(50)]
    headers = headers_of(backend, send(ses, Destination={"ToAddresses": addresses}))
    assert headers["To"].split(", ") == addresses


def test_regions_keep_their_mail_apart(ses: Any) -> None:
    other = ses_client("eu-west-1")
    other.create_email_identity(EmailIdentity="example.com")
    send(ses)
    assert ses_backends[ACCOUNT]["eu-west-1"].mail == {}  # type: ignore[attr-defined]


def test_a_refused_message_counts_among_motos_rejects_where_moto_counts_it(ses: Any, backend: Any) -> None:
    refused(ses, FromEmailAddress="joe@nowhere.org")
    assert backend.get_send_statistics()["Rejects"] == 1


_TEXT = st.text(max_size=60) | st.text('ab {}\r\n\x00\x85\u2028\u00e4\U0001f600<>@,;:"()[]\\\\=?', max_size=60)


@settings(max_examples=150)
@given(
    sender=_TEXT | st.just("me@example.com"),
    recipient=_TEXT | st.just("ann@gmail.com"),
    subject=_TEXT,
    body=_TEXT,
    charset=st.sampled_from(["utf-8", "ascii", "utf-16", "rot13", "idna", "\x00", "x" * 300, "iso-2022-jp", "utf-7"]),
    attachment=st.fixed_dictionaries(
        {"FileName": _TEXT, "RawContent": st.binary(max_size=40)},
        optional={
            "ContentType": _TEXT | st.sampled_from(["text/plain", "text/html", "image/png"]),
            "ContentId": _TEXT,
            "ContentDescription": _TEXT,
            "ContentDisposition": st.sampled_from(["INLINE", "ATTACHMENT"]),
            "ContentTransferEncoding": st.sampled_from(["BASE64", "QUOTED_PRINTABLE", "SEVEN_BIT"]),
        },
    ),
)
def test_whatever_a_message_says_it_is_sent_or_a_4xx(
    ses: Any, sender: str, recipient: str, subject: str, body: str, charset: str, attachment: Any
) -> None:
    part = {"Data": body, "Charset": charset}
    content = simple(Subject={"Data": subject}, Body={"Text": part, "Html": part}, Attachments=[attachment])
    try:
        send(ses, content, FromEmailAddress=sender, Destination={"ToAddresses": [recipient]})
    except (ClientError, ParamValidationError) as error:
        assert isinstance(error, ParamValidationError) or error.response["ResponseMetadata"]["HTTPStatusCode"] < 500


_HEADERS = ["From", "To", "Bcc", "Content-Type", "Content-Disposition", "X-SES-MESSAGE-TAGS", "Sender"]
_HEADER_VALUES = ["me@example.com", "ann@gmail.com", "multipart/mixed; boundary=b", "message/rfc822"]


@settings(max_examples=150)
@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from(
                ["From", "To", "Bcc", "Content-Type", "Content-Disposition", "X-SES-MESSAGE-TAGS", "Sender"]
            ),
            _TEXT
            | st.sampled_from(["me@example.com", "ann@gmail.com", "multipart/mixed; boundary=b", "message/rfc822"]),
        ),
        max_size=6,
    ),
    body=st.binary(max_size=80) | st.just(b"--b\r\n\r\nx\r\n--b--"),
)
def test_whatever_a_raw_message_is_it_is_sent_or_a_4xx(ses: Any, headers: Any, body: bytes) -> None:
    data = b"".join(f"{name}: {value}\r\n".encode() for name, value in headers) + b"\r\n" + body
    try:
        send(ses, {"Raw": {"Data": data}}, FromEmailAddress=None, Destination=None)
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] < 500


def test_a_raw_message_of_nested_parts_is_a_4xx_or_sent(ses: Any) -> None:
    data = b"From: me@example.com\r\nTo: ann@gmail.com\r\n"
    for number in range(3000):
        data += f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n".encode()
    assert refused(ses, {"Raw": {"Data": data}}).code == "BadRequestException"
