"""SendEmail with ListManagementOptions: opted-out contacts get nothing, new recipients become contacts."""

from __future__ import annotations

import re
from base64 import b64encode
from email import message_from_bytes
from typing import Any

import pytest
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged
from moto_ses_managed.ses.mail.list_management import PLACEHOLDER, with_unsubscribe_link
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import Listener
from tests.support.refusals import Refusal, refusal

TOPICS = [
    {"TopicName": "offers", "DisplayName": "Offers", "DefaultSubscriptionStatus": "OPT_IN"},
    {"TopicName": "silent", "DisplayName": "Silent", "DefaultSubscriptionStatus": "OPT_OUT"},
]
LINK = "https://motoapi.amazonaws.com/moto-api/ses-unsubscribe/abc"
LINKED = r"<https://motoapi\.amazonaws\.com/moto-api/ses-unsubscribe/[A-Za-z0-9_-]{100,}>"


@pytest.fixture(autouse=True)
def contacts(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    ses.create_contact_list(ContactListName="news", Topics=TOPICS)
    ses.create_contact(ContactListName="news", EmailAddress="gone@u.example", UnsubscribeAll=True)
    opted_out = [{"TopicName": "offers", "SubscriptionStatus": "OPT_OUT"}]
    ses.create_contact(ContactListName="news", EmailAddress="part@u.example", TopicPreferences=opted_out)


def parameters(*to: str, topic: str | None = None, text: str = "t", html: str | None = None) -> dict[str, Any]:
    options = {"ContactListName": "news"} | ({"TopicName": topic} if topic else {})
    body = {"Text": {"Data": text}} | ({"Html": {"Data": html}} if html else {})
    return {
        "FromEmailAddress": "a@shop.example",
        "Destination": {"ToAddresses": list(to)},
        "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": body}},
        "ListManagementOptions": options,
    }


def outcomes(hooks: SesManaged) -> list[tuple[str, str]]:
    return [
        (delivery.recipient, f"{delivery.status} {delivery.reason}")
        for message in hooks.messages
        for delivery in message.deliveries
    ]


@pytest.mark.fidelity(
    operation="SendEmail",
    case="ListManagementOptions, a contact that has opted out",
    answer="nothing is sent",
    kind="documented",
    source="Using subscription management",
)
@pytest.mark.parametrize(
    ("address", "topic", "expected"),
    [
        ("gone@u.example", None, "SUPPRESSED UNSUBSCRIBED"),
        ("Gone <gone@U.example>", "offers", "SUPPRESSED UNSUBSCRIBED"),
        ("part@u.example", "offers", "SUPPRESSED UNSUBSCRIBED"),
        ("part@u.example", None, "DELIVERED NO_POOL"),
        ("fresh@u.example", "offers", "DELIVERED NO_POOL"),
        ("fresh@u.example", "silent", "SUPPRESSED UNSUBSCRIBED"),
    ],
)
def test_a_contact_gets_what_it_has_not_opted_out_of(
    ses: Any, hooks: SesManaged, address: str, topic: str | None, expected: str
) -> None:
    ses.send_email(**parameters(address, topic=topic))
    assert outcomes(hooks) == [(address, expected)]


@pytest.mark.fidelity(
    operation="SendEmail",
    case="the Bounce event of an unsubscribed contact",
    answer="Permanent, UnsubscribedRecipient",
    kind="our choice",
)
def test_each_recipient_of_a_message_is_looked_at_and_a_bounce_event_tells_of_the_unsubscribed(
    ses: Any, hooks: SesManaged
) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    listener = Listener(ses, types=["BOUNCE"])
    ses.send_email(**parameters("x@u.example", "part@u.example", topic="offers"), ConfigurationSetName="set")
    assert [outcome for _, outcome in outcomes(hooks)] == ["DELIVERED NO_POOL", "SUPPRESSED UNSUBSCRIBED"]
    [event] = listener.receive()
    bounce = event["bounce"]
    assert [recipient["emailAddress"] for recipient in bounce["bouncedRecipients"]] == ["part@u.example"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Permanent", "UnsubscribedRecipient")


@pytest.mark.fidelity(
    operation="SendEmail",
    case="ListManagementOptions, a recipient who is not a contact",
    answer="becomes one",
    kind="recorded",
    source="floci #1875",
    date="2026-08",
)
def test_a_recipient_who_is_no_contact_becomes_one(ses: Any) -> None:
    ses.send_email(**parameters("Fresh <fresh@u.example>", topic="silent"))
    contact = ses.get_contact(ContactListName="news", EmailAddress="fresh@u.example")
    assert (contact["TopicPreferences"], contact["UnsubscribeAll"]) == ([], False)


@pytest.mark.fidelity(
    operation="SendEmail",
    case="ListManagementOptions, an unknown topic",
    answer="400 BadRequestException 'List: L doesn't contain Topic: T'",
    kind="our choice",
)
def test_unknown_lists_and_topics_are_refused_and_make_no_contact(ses: Any, hooks: SesManaged) -> None:
    unknown = parameters("x@u.example") | {"ListManagementOptions": {"ContactListName": "no"}}
    assert refusal(ses.send_email, **unknown) == Refusal(404, "NotFoundException", "List with name: no doesn't exist.")
    answer = refusal(ses.send_email, **parameters("x@u.example", topic="no"))
    assert answer == Refusal(400, "BadRequestException", "List: news doesn't contain Topic: no")
    assert hooks.messages == []
    assert len(ses.list_contacts(ContactListName="news")["Contacts"]) == 2


def headers_of_the_last() -> dict[str, str]:
    backend: Any = ses_backends[ACCOUNT][REGION]
    return dict(list(backend.mail.values())[-1].headers)


@pytest.mark.fidelity(
    operation="SendEmail",
    case="ListManagementOptions, one recipient",
    answer="List-Unsubscribe and List-Unsubscribe-Post in the place of the sender's own",
    kind="documented",
    source="Using subscription management",
)
def test_a_message_to_one_has_the_unsubscribe_headers(ses: Any, v1: Any) -> None:
    ses.send_email(**parameters("x@u.example", topic="offers"))
    headers = headers_of_the_last()
    assert re.fullmatch(LINKED, headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    own = parameters("x@u.example", topic="offers")
    own["Content"]["Simple"]["Headers"] = [{"Name": "List-Unsubscribe", "Value": "<mailto:own@shop.example>"}]
    ses.send_email(**own)
    assert re.fullmatch(LINKED, headers_of_the_last()["List-Unsubscribe"])
    ses.send_email(**parameters("x@u.example", "y@u.example", topic="offers"))
    assert "List-Unsubscribe" not in headers_of_the_last()
    raw = b"From: a@shop.example\r\nTo: x@u.example\r\nX-SES-LIST-MANAGEMENT-OPTIONS: news; topic=offers\r\n\r\nHi"
    v1.send_raw_email(RawMessage={"Data": raw})
    assert re.fullmatch(LINKED, headers_of_the_last()["List-Unsubscribe"])
    assert "X-SES-LIST-MANAGEMENT-OPTIONS" not in headers_of_the_last()


@pytest.mark.fidelity(
    operation="v1 SendRawEmail",
    case="X-SES-LIST-MANAGEMENT-OPTIONS of an unknown list",
    answer="400 InvalidParameterValue",
    kind="our choice",
)
def test_v1_refuses_a_header_that_names_no_list(v1: Any, hooks: SesManaged) -> None:
    raw = b"From: a@shop.example\r\nTo: x@u.example\r\nX-SES-LIST-MANAGEMENT-OPTIONS: no\r\n\r\nHi"
    with pytest.raises(v1.exceptions.ClientError, match=r"InvalidParameterValue.*List with name: no doesn't exist\."):
        v1.send_raw_email(RawMessage={"Data": raw})
    assert hooks.messages == []


@pytest.mark.fidelity(
    operation="SendEmail",
    case="{{amazonSESUnsubscribeUrl}}",
    answer="the first two of a text become links",
    kind="documented",
    source="Using subscription management",
)
def test_the_first_two_placeholders_of_a_text_become_links() -> None:
    body = f"a {PLACEHOLDER} b {PLACEHOLDER} c {PLACEHOLDER}"
    for encoding, written in (("7bit", body.encode()), ("base64", b64encode(body.encode()))):
        message = f"Subject: s\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + written
        mime = message_from_bytes(with_unsubscribe_link(message, LINK))
        payload = mime.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload.decode() == f"a {LINK} b {LINK} c {PLACEHOLDER}"
        assert (mime["Subject"], mime["List-Unsubscribe"]) == ("s", f"<{LINK}>")


def test_a_template_may_have_the_placeholder(ses: Any, hooks: SesManaged) -> None:
    content = {"Subject": "s", "Html": f"<a href='{PLACEHOLDER}'>{{{{name}}}}</a>"}
    ses.create_email_template(TemplateName="t", TemplateContent=content)
    request = parameters("x@u.example", topic="offers")
    request["Content"] = {"Template": {"TemplateName": "t", "TemplateData": '{"name": "Ann"}'}}
    ses.send_email(**request)
    assert outcomes(hooks) == [("x@u.example", "DELIVERED NO_POOL")]
