"""What was mailed, from every way in, and what event publishing tells of it: through the hooks, in both transports."""

from __future__ import annotations

import json
from email.message import EmailMessage
from typing import Any

import pytest
import requests

from moto_ses_managed import NotFoundError, SendingPolicy, SesManaged
from tests.control.calling import CONTROL, control

ME, ANN = "me@example.com", {"ToAddresses": ["ann@gmail.com"]}


pytestmark = pytest.mark.usefixtures("identity")


def raw_message() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Jürgen <me@example.com>", "ann@gmail.com"
    message["Subject"], message["X-Campaign"] = "Grüße", "Frühling"
    message.set_content("Hallo\nAnn")
    message.add_alternative("<b>Hallo</b>", subtype="html")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="Rechnung für März.pdf")
    return message.as_bytes()


def test_simple_mail_shows_what_was_given(hooks: SesManaged, v2: Any) -> None:
    body = {"Text": {"Data": "Hi Ann\n"}, "Html": {"Data": "<p>Hi Ann</p>"}}
    content = {"Simple": {"Subject": {"Data": "Grüße"}, "Body": body}}
    tags = [{"Name": "campaign", "Value": "spring"}]
    v2.send_email(FromEmailAddress=ME, Destination=ANN, Content=content, EmailTags=tags)
    [message] = hooks.messages
    assert (message.subject, message.text, message.html) == ("Grüße", "Hi Ann\n", "<p>Hi Ann</p>")
    assert message.tags == {"campaign": "spring"}
    assert (message.headers["SUBJECT"], message.headers["to"]) == ("Grüße", "ann@gmail.com")
    assert "From" in message.headers
    assert "X-Campaign" not in message.headers
    assert message.attachments == ()
    assert b"Subject: =?utf-8?" in message.raw


def test_headers_and_attachments_of_simple_mail_are_shown(hooks: SesManaged, v2: Any) -> None:
    content = {
        "Simple": {
            "Subject": {"Data": "Invoice"},
            "Body": {"Text": {"Data": "See below"}},
            "Headers": [{"Name": "X-Campaign", "Value": "spring"}],
            "Attachments": [
                {"FileName": "invoice.pdf", "RawContent": b"%PDF-1", "ContentType": "application/pdf"},
                {"FileName": "note.txt", "RawContent": b"a\r\nb", "ContentType": "text/plain"},
            ],
        }
    }
    v2.send_email(FromEmailAddress=ME, Destination=ANN, Content=content)
    [message] = hooks.messages
    assert (message.text, message.html) == ("See below", None)
    assert message.headers["x-campaign"] == "spring"
    assert [(file.filename, file.content_type, file.content) for file in message.attachments] == [
        ("invoice.pdf", "application/pdf", b"%PDF-1"),
        ("note.txt", "text/plain", b"a\r\nb"),
    ]


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_raw_message_is_read(hooks: SesManaged, v1: Any, v2: Any, api: str) -> None:
    data = raw_message()
    if api == "v1":
        v1.send_raw_email(RawMessage={"Data": data}, Tags=[{"Name": "kind", "Value": "invoice"}])
    else:
        tags = [{"Name": "kind", "Value": "invoice"}]
        v2.send_email(Content={"Raw": {"Data": data}}, EmailTags=tags)
    [message] = hooks.messages
    assert (message.subject, message.text, message.html) == ("Grüße", "Hallo\nAnn", "<b>Hallo</b>")
    assert (message.headers["x-campaign"], message.headers["From"]) == ("Frühling", "Jürgen <me@example.com>")
    assert message.tags == {"kind": "invoice"}
    [file] = message.attachments
    assert (file.filename, file.content_type, file.content) == ("Rechnung für März.pdf", "application/pdf", b"%PDF-1")
    assert message.raw == data


def test_templates_are_shown_filled_in(hooks: SesManaged, v1: Any, v2: Any) -> None:
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "For {{name}}", "TextPart": "Hi {{name}}"})
    data = json.dumps({"name": "Ann"})
    v1.send_templated_email(Source=ME, Destination=ANN, Template="t", TemplateData=data)
    v2.send_email(
        FromEmailAddress=ME, Destination=ANN, Content={"Template": {"TemplateName": "t", "TemplateData": data}}
    )
    v1.send_bulk_templated_email(
        Source=ME,
        Template="t",
        DefaultTemplateData="{}",
        Destinations=[{"Destination": ANN, "ReplacementTemplateData": data}],
    )
    v2.send_bulk_email(
        FromEmailAddress=ME,
        DefaultContent={"Template": {"TemplateName": "t", "TemplateData": "{}"}},
        BulkEmailEntries=[
            {
                "Destination": ANN,
                "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": data}},
            }
        ],
    )
    messages = hooks.messages
    assert [(message.subject, message.text, message.html) for message in messages] == [("For Ann", "Hi Ann", None)] * 4


def test_v1_mail_shows_what_was_given(hooks: SesManaged, v1: Any) -> None:
    message = {"Subject": {"Data": "Hi"}, "Body": {"Html": {"Data": "<i>Hello</i>"}}}
    v1.send_email(Source=ME, Destination=ANN, Message=message, ReplyToAddresses=["you@example.com"])
    [sent] = hooks.messages
    assert (sent.subject, sent.text, sent.html) == ("Hi", None, "<i>Hello</i>")
    assert sent.headers["reply-to"] == "you@example.com"


@pytest.mark.parametrize(
    ("data", "text", "files"),
    [
        (b"From: me@example.com\n\nHi\n", "Hi", []),
        (b"From: me@example.com\nContent-Type: text/plain; charset=nonsense\n\nHi", "Hi", []),
        (b"From: me@example.com\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGk=", "Hi", []),
        (b"From: me@example.com\nContent-Type: application/json\n\n{}", None, [(None, b"{}")]),
        (b"From: me@example.com\nContent-Type: multipart/mixed\n\nno boundary", None, [(None, b"no boundary")]),
        (
            b"From: me@example.com\nContent-Type: message/rfc822\n\nSubject: in\n\nside",
            None,
            [(None, b"Subject: in\n\nside")],
        ),
    ],
)
def test_odd_raw_messages_are_read_as_far_as_they_can_be(
    hooks: SesManaged, v2: Any, data: bytes, text: str | None, files: list[tuple[str | None, bytes]]
) -> None:
    v2.send_email(Destination=ANN, Content={"Raw": {"Data": data}})
    [message] = hooks.messages
    assert message.text == text
    assert [(file.filename, file.content) for file in message.attachments] == files


SIMPLE = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}


def test_events_are_told_without_a_destination_in_order(hooks: SesManaged, v2: Any) -> None:
    for to in ("ann@gmail.com", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"):
        v2.send_email(FromEmailAddress=ME, Destination={"ToAddresses": [to]}, Content=SIMPLE)
    events = hooks.events
    assert [event["eventType"] for event in events] == [
        *("Send", "Delivery"),
        *("Send", "Bounce"),
        *("Send", "Delivery", "Complaint"),
    ]
    first = hooks.messages[0].message_id
    assert [event["mail"]["messageId"] for event in events[:2]] == [first, first]
    assert events[1]["delivery"]["recipients"] == ["ann@gmail.com"]


def test_events_go_with_their_messages_and_with_a_reset(hooks: SesManaged, v2: Any) -> None:
    hooks.policy = SendingPolicy(max_stored_messages=1)
    ids = [v2.send_email(FromEmailAddress=ME, Destination=ANN, Content=SIMPLE)["MessageId"] for _ in range(2)]
    assert {event["mail"]["messageId"] for event in hooks.events} == {ids[1]}
    hooks.reset()
    assert hooks.events == []


def test_one_message_over_http_has_everything(v2: Any) -> None:
    sent = raw_message()
    message_id = v2.send_email(Destination=ANN, Content={"Raw": {"Data": sent}})["MessageId"]
    status, message = control("GET", f"messages/{message_id}")
    assert (status, message["Subject"], message["Text"]) == (200, "Grüße", "Hallo\nAnn")
    assert {"Name": "X-Campaign", "Value": "Frühling"} in message["Headers"]
    assert message["Attachments"] == [
        {"Filename": "Rechnung für März.pdf", "ContentType": "application/pdf", "Content": "JVBERi0x"}
    ]
    assert [event["eventType"] for event in message["Events"]] == ["Send", "Delivery"]
    raw = requests.get(f"{CONTROL}/messages/{message_id}/raw", timeout=60)
    assert (raw.headers["content-type"], raw.content) == ("message/rfc822", sent)
    assert "Subject" not in control("GET", "messages")[1]["Messages"][0]
    for path in ("messages/none", "messages/none/raw"):
        status, refused = control("GET", path)
        assert (status, "'none' in us-east-1" in refused["message"]) == (404, True)
    first = control("GET", "events?PageSize=1")[1]
    assert [event["eventType"] for event in first["Events"]] == ["Send"]
    rest = control("GET", f"events?NextToken={first['NextToken']}")[1]
    assert ([event["eventType"] for event in rest["Events"]], rest["NextToken"]) == (["Delivery"], None)


def test_the_content_of_a_message_that_was_forgotten_is_not_found_over_http(v2: Any) -> None:
    v2.send_email(FromEmailAddress=ME, Destination=ANN, Content=SIMPLE)
    [near], [far] = SesManaged().messages, SesManaged(server="http://motoapi.amazonaws.com").messages
    SesManaged().reset()
    assert near.subject == "s"
    with pytest.raises(NotFoundError, match="no message named"):
        _ = far.subject
