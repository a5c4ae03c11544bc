"""SendBulkEmail: one request, a result for each entry."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.support.receivers import Listener
from tests.support.refusals import Refusal, refusal
from tests.support.sending import managed_pool

CONTENT = {"Subject": "Hi {{name}}", "Text": "{{name}} likes {{colour}}"}
DEFAULTS = '{"name": "friend", "colour": "grey"}'


@pytest.fixture(autouse=True)
def template(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    managed_pool(ses)
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)


def entry(address: str, data: str | None = None, **members: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"Destination": {"ToAddresses": [address]}} | members
    if data is not None:
        made["ReplacementEmailContent"] = {"ReplacementTemplate": {"ReplacementTemplateData": data}}
    return made


def request(*entries: Any, **parameters: Any) -> dict[str, Any]:
    return {
        "FromEmailAddress": "me@example.com",
        "ConfigurationSetName": "set",
        "DefaultContent": {"Template": {"TemplateName": "t", "TemplateData": DEFAULTS}},
        "BulkEmailEntries": list(entries),
    } | parameters


def results(ses: Any, *entries: Any, **parameters: Any) -> list[dict[str, str]]:
    entry_results: list[dict[str, str]] = ses.send_bulk_email(**request(*entries, **parameters))[
        "BulkEmailEntryResults"
    ]
    return entry_results


def test_each_entry_is_a_message_through_the_pool(ses: Any, hooks: SesManaged) -> None:
    entry_results = results(ses, entry("ann@gmail.com"), entry("bob@yahoo.com"))
    assert [result["Status"] for result in entry_results] == ["SUCCESS", "SUCCESS"]
    assert [message.message_id for message in hooks.messages] == [result["MessageId"] for result in entry_results]
    assert [(message.pool, message.isp) for message in hooks.messages] == [("pool", "Gmail"), ("pool", "Yahoo")]


def test_an_entrys_data_replaces_the_defaults_one_by_one(ses: Any, backend: Any) -> None:
    entry_results = results(
        ses, entry("a@gmail.com", '{"name": "Ann"}'), entry("b@gmail.com", "{}"), entry("c@gmail.com")
    )
    subjects = [dict(backend.mail[result["MessageId"]].headers)["Subject"] for result in entry_results]
    assert subjects == ["Hi Ann", "Hi friend", "Hi friend"]


def test_an_entrys_tags_replace_the_defaults_of_their_names(ses: Any, backend: Any) -> None:
    entry_results = results(
        ses,
        entry("a@gmail.com", ReplacementTags=[{"Name": "kind", "Value": "own"}, {"Name": "more", "Value": "1"}]),
        entry("b@gmail.com"),
        DefaultEmailTags=[{"Name": "kind", "Value": "default"}, {"Name": "team", "Value": "mail"}],
    )
    assert [backend.mail[result["MessageId"]].tags for result in entry_results] == [
        {"team": ("mail",), "kind": ("own",), "more": ("1",)},
        {"kind": ("default",), "team": ("mail",)},
    ]


def test_an_entrys_headers_replace_the_templates_of_their_names(ses: Any, backend: Any) -> None:
    content = {
        "TemplateContent": CONTENT,
        "TemplateData": DEFAULTS,
        "Headers": [{"Name": "X-Kind", "Value": "default"}, {"Name": "X-Team", "Value": "{{colour}}"}],
    }
    entry_results = results(
        ses,
        entry("a@gmail.com", ReplacementHeaders=[{"Name": "x-kind", "Value": "{{name}}"}]),
        DefaultContent={"Template": content},
    )
    headers = backend.mail[entry_results[0]["MessageId"]].headers
    assert [header for header in headers if header[0].lower().startswith("x-")] == [
        ("X-Team", "grey"),
        ("x-kind", "friend"),
    ]


def test_moto_keeps_a_message_for_each_entry(ses: Any, backend: Any) -> None:
    entry_results = results(ses, entry("a@gmail.com", '{"name": "Ann"}'), entry("b@gmail.com"))
    kept = backend.sent_messages
    assert [message.id for message in kept] == [result["MessageId"] for result in entry_results]
    assert (kept[0].template, kept[0].template_data) == ("t", '{"name": "Ann"}')
    assert (kept[1].template_data, kept[1].destinations) == (DEFAULTS, {"ToAddresses": ["b@gmail.com"]})
    assert backend.sent_message_count == 2


def test_a_bad_entry_fails_alone(ses: Any, hooks: SesManaged) -> None:
    many = {"ToAddresses": [f"a{number}@gmail.com" for number in range(51)]}
    bad = [
        entry("nobody"),
        {"Destination": {}},
        {"Destination": many},
        entry("a@gmail.com", "no json"),
        entry("a@gmail.com", ReplacementTags=[{"Name": "a b", "Value": "v"}]),
        entry("a@gmail.com", ReplacementHeaders=[{"Name": "Subject", "Value": "v"}]),
    ]
    entry_results = results(ses, entry("first@gmail.com"), *bad, entry("last@gmail.com"))
    assert [result["Status"] for result in entry_results] == ["SUCCESS", *["INVALID_PARAMETER"] * len(bad), "SUCCESS"]
    assert all(("Error" in result) != ("MessageId" in result) for result in entry_results)
    assert entry_results[1]["Error"] == "Missing final '@domain'"
    assert entry_results[3]["Error"] == "Recipient count exceeds 50."
    assert [message.recipients for message in hooks.messages] == [("first@gmail.com",), ("last@gmail.com",)]


def test_an_entry_that_lacks_an_attribute_is_a_success_with_a_rendering_failure(
    ses: Any, backend: Any, hooks: SesManaged
) -> None:
    content = {"Template": {"TemplateName": "t", "TemplateData": '{"name": "x"}'}}
    entries = [entry("a@gmail.com"), entry("b@gmail.com", '{"colour": "red"}')]
    listener = Listener(ses)
    entry_results = results(ses, *entries, DefaultContent=content)
    assert [result["Status"] for result in entry_results] == ["SUCCESS", "SUCCESS"]
    failed = [event for event in listener.receive() if event["eventType"] == "Rendering Failure"]
    assert [event["mail"]["messageId"] for event in failed] == [entry_results[0]["MessageId"]]
    assert failed[0]["failure"]["errorMessage"] == "Attribute 'colour' is not present in the rendering data."
    assert [message.message_id for message in hooks.messages] == [entry_results[1]["MessageId"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"FromEmailAddress": "joe@nowhere.org"}, "MessageRejected"),
        ({"FromEmailAddress": "nobody"}, "BadRequestException"),
        ({"FromEmailAddress": ""}, "BadRequestException"),
        ({"ConfigurationSetName": "nowhere"}, "NotFoundException"),
        ({"DefaultContent": {"Template": {"TemplateName": "nowhere"}}}, "NotFoundException"),
        ({"DefaultContent": {"Template": {"TemplateName": "t", "TemplateData": "x"}}}, "BadRequestException"),
        ({"DefaultContent": {"Template": {}}}, "BadRequestException"),
        ({"DefaultContent": {}}, "BadRequestException"),
        ({"DefaultEmailTags": [{"Name": "a b", "Value": "v"}]}, "BadRequestException"),
        ({"BulkEmailEntries": []}, "BadRequestException"),
        ({"BulkEmailEntries": [entry(f"a{number}@gmail.com") for number in range(51)]}, "BadRequestException"),
    ],
)
def test_what_is_wrong_for_all_refuses_the_request(
    ses: Any, backend: Any, hooks: SesManaged, parameters: Any, expected: str
) -> None:
    answer: Refusal = refusal(ses.send_bulk_email, **request(entry("ann@gmail.com"), **parameters))
    assert answer.code == expected
    assert (hooks.messages, backend.mail, backend.sent_messages, backend.mail_events) == ([], {}, [], [])


def test_fifty_entries_are_taken(ses: Any, hooks: SesManaged) -> None:
    entry_results = results(ses, *(entry(f"a{number}@gmail.com") for number in range(50)))
    assert {result["Status"] for result in entry_results} == {"SUCCESS"}
    assert hooks.pool("pool").sent_last_7_days == 50
