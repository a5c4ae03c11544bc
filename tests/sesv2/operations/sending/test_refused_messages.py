"""SendEmail of v2 checks a message as SES does: what it refuses, and what it takes all the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged
from tests.sesv2.sending import headers_of, nothing_happened, raw, refused, send, simple
from tests.support.clients import ACCOUNT, REGION, ses_client
from tests.support.refusals import Refusal
from tests.support.sending import SIMPLE

pytestmark = pytest.mark.usefixtures("managed_pool")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nobody", "Missing final '@domain'"),
        ("", "Missing final '@domain'"),
        ("@gmail.com", "Missing local name"),
        ("ann@", "Missing domain"),
        ("ann b@gmail.com", "Local address contains control or whitespace"),
        ("ann@gm ail.com", "Domain contains control or whitespace"),
        ("ann@b\u00fccher.example", "Domain contains illegal character"),
        ("Doe, Ann <ann@gmail.com>", "Missing final '@domain'"),
        ("<ann@gmail.com", "Missing '>'"),
        ('"Ann <ann@gmail.com>', "Missing '\"'"),
        ("a\u00e4@gmail.com", "Local address contains control or whitespace"),
        ("ann@gmail.com\nBcc: all@gmail.com", "Domain contains control or whitespace"),
        ("Ann\n <ann@gmail.com>", "Local address contains control or whitespace"),
        ("ann..b@gmail.com", "Local address contains dot-dot"),
        (".ann@gmail.com", "Local address starts with dot"),
        ("ann@gmail..com", "Domain contains dot-dot"),
        ("ann@gma_il.com", "Domain contains illegal character"),
        ("(" * 1500 + "ann@gmail.com", None),
        ("a" * 311 + "@gmail.com", f"Address length is more than 320 characters long: '{'a' * 311}@gmail.com'."),
        (
            "N" * 310 + " <a@gmail.com>",
            f"Address length is more than 320 characters long: '{'N' * 310} <a@gmail.com>'.",
        ),
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
    "address",
    [
        '"a b"@example.org',
        '"Ann, B" <ann@gmail.com>',
        "x@xn--mller-kva.de",
        "a+b@gmail.com",
        "Ann (of (all)) <ann@gmail.com>",
        "a" * 310 + "@gmail.com",
    ],
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


_NAME_WORDS = "Invalid tag name <{}>: only alphanumeric ASCII characters, '_',  '-' are allowed."
_VALUE_WORDS = "Invalid tag value <{}>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed."


@pytest.mark.fidelity(
    operation="SendEmail",
    case="a bad message tag",
    answer="400 'Invalid tag name <X>: only alphanumeric ASCII characters, '_',  '-' are allowed.', 255 characters",
    kind="recorded",
    source="LocalStack's recorded v1 snapshots",
    date="2024",
)
@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ([{"Name": "a b", "Value": "v"}], _NAME_WORDS.format("a b")),
        ([{"Name": "a.b", "Value": "v"}], _NAME_WORDS.format("a.b")),
        ([{"Name": "a", "Value": "v\u00e4"}], _VALUE_WORDS.format("v\u00e4")),
        ([{"Name": "a", "Value": "ses:x"}], _VALUE_WORDS.format("ses:x")),
        ([{"Name": "", "Value": "v"}], "The tag name must be specified."),
        ([{"Name": "a", "Value": ""}], "The tag value must be specified."),
        ([{"Name": "n" * 256, "Value": "v"}], "Tag name cannot exceed 255 characters."),
        ([{"Name": "n", "Value": "v" * 256}], "Tag value cannot exceed 255 characters."),
        ([{"Name": "a", "Value": "1"}, {"Name": "a", "Value": "2"}], "Message tag 'a' is given twice."),
    ],
)
def test_message_tags_that_ses_refuses(ses: Any, backend: Any, hooks: SesManaged, tags: Any, words: str) -> None:
    assert refused(ses, EmailTags=tags) == Refusal(400, "BadRequestException", words)
    in_headers = ", ".join(f"{tag['Name']}={tag['Value']}" for tag in tags)
    if in_headers.isascii():
        text = f"X-SES-MESSAGE-TAGS: {in_headers}\nFrom: me@example.com\nTo: ann@gmail.com\n\nHi"
        assert refused(ses, raw(text)) == Refusal(400, "BadRequestException", words)
    assert nothing_happened(hooks, backend)


def test_message_tags_of_255_characters_with_dots_and_at_signs_are_taken(ses: Any, hooks: SesManaged) -> None:
    send(ses, EmailTags=[{"Name": "n" * 255, "Value": "v" * 253 + ".@"}])
    assert len(hooks.messages) == 1


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
    assert refused(ses, ListManagementOptions=options).code == "BadRequestException"
    send(ses, ListManagementOptions={"ContactListName": "news"})
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
