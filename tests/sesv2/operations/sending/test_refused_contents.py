"""Raw messages and templates in the request: what SendEmail of v2 refuses of them."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.sesv2.sending import TO, nothing_happened, raw, refused, send
from tests.support.refusals import Refusal, refusal

pytestmark = pytest.mark.usefixtures("managed_pool")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("To: ann@gmail.com\n\nno sender", "Missing required header 'From'."),
        ("", "Missing required header 'From'."),
        ("From: me@example.com\n\nno recipient", "Missing required header 'To'."),
        ("From: me@example.com\nTo: \n\nno recipient", "Missing required header 'To'."),
    ],
)
def test_a_raw_message_without_sender_or_recipient_is_refused_unless_the_request_names_them(
    ses: Any, hooks: SesManaged, text: str, words: str
) -> None:
    answer = refused(ses, raw(text), FromEmailAddress=None, Destination=None)
    assert answer == Refusal(400, "BadRequestException", words)
    send(ses, raw(text))
    assert hooks.messages[0].recipients == ("Ann <ann@gmail.com>",)


@pytest.mark.fidelity(
    operation="SendEmail (raw), v1 SendRawEmail",
    case="headers with a fault, and recipients in the request",
    answer="are read and checked; a white-space fold is an empty name",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (": x\n", "Empty header names are illegal."),
        (" x\n", "Empty header names are illegal."),
        ("Subject: a\n \n", "Empty header names are illegal."),
        ("To: a@gmail.com\n Subject: x\n", "Domain contains control or whitespace"),
        ("Cc: nobody\n", "Missing final '@domain'"),
        ("Reply-To: ann@\n", "Missing domain"),
        ("Bcc: friends: a@gmail.com, b;\n", "Missing final '@domain'"),
    ],
)
def test_a_raw_messages_headers_are_checked_though_the_request_names_its_recipients(
    ses: Any, backend: Any, hooks: SesManaged, headers: str, words: str
) -> None:
    text = f"{headers}From: me@example.com\n\nHi"
    assert refused(ses, raw(text)) == Refusal(400, "BadRequestException", words)
    assert nothing_happened(hooks, backend)


def test_a_raw_message_may_have_folded_headers_and_groups(ses: Any, hooks: SesManaged) -> None:
    text = (
        "Subject: a\n b\nFrom: me@example.com\nTo: friends: ann@gmail.com,\n Bob <bob@gmail.com>;\nCc: nobody:;\n\nHi"
    )
    send(ses, raw(text), Destination=None)
    assert hooks.messages[0].recipients == ("ann@gmail.com", "Bob <bob@gmail.com>")


@pytest.mark.parametrize(
    "source",
    [
        "{{#if v}}{{v}}{{/if}}",
        "{{#each v}}x{{/each}}",
        "{{else}}",
        "{{> part}}",
        "{{! note }}",
        "{{lookup v 0}}",
        "{{~v}}",
    ],
)
def test_a_template_in_the_request_takes_simple_substitutions_only(
    ses: Any, backend: Any, hooks: SesManaged, source: str
) -> None:
    words = Refusal(400, "BadRequestException", "Template contains unsupported operations.")
    for part in ("Subject", "Text", "Html"):
        template = {"TemplateContent": {"Subject": "s", "Text": "t", part: source}, "TemplateData": '{"v": "1"}'}
        assert refused(ses, {"Template": template}) == words
        bulk = {"DefaultContent": {"Template": template}, "BulkEmailEntries": [{"Destination": TO}]}
        assert refusal(ses.send_bulk_email, FromEmailAddress="me@example.com", **bulk) == words
    assert nothing_happened(hooks, backend)


def test_a_template_in_the_request_shows_attributes_by_their_paths(ses: Any, hooks: SesManaged) -> None:
    template = {"Subject": "{{ v }}", "Text": "{{{v}}} {{user.name}} {{user/age}}"}
    data = '{"v": "1", "user": {"name": "Ann", "age": 3}}'
    send(ses, {"Template": {"TemplateContent": template, "TemplateData": data}})
    assert len(hooks.messages) == 1
