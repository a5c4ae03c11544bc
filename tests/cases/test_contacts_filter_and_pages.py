"""Contact lists and contacts: one list an account, filters by topic and default, pages, and what an update keeps."""

from __future__ import annotations

from typing import Any

import boto3
import moto
import pytest

from moto_ses_managed import activate, deactivate
from tests.support.clients import REGION
from tests.support.refusals import Refusal, refusal

TOPICS = [
    {"TopicName": "news", "DisplayName": "News", "DefaultSubscriptionStatus": "OPT_IN"},
    {"TopicName": "ads", "DisplayName": "Ads", "Description": "d", "DefaultSubscriptionStatus": "OPT_OUT"},
]
NAME_WORDS = "can contain up to 64 characters. Only alphanumeric characters, underscores(_) and hyphens(-) are allowed."


def bad(words: str) -> Refusal:
    return Refusal(400, "BadRequestException", words)


def preference(topic: str, status: str) -> list[dict[str, str]]:
    return [{"TopicName": topic, "SubscriptionStatus": status}]


@pytest.fixture
def listed(ses: Any) -> Any:
    ses.create_contact_list(ContactListName="l", Topics=TOPICS, Description="d", Tags=[{"Key": "k", "Value": "v"}])
    for name, preferences in (
        ("in", preference("news", "OPT_IN")),
        ("out", preference("news", "OPT_OUT")),
        ("silent", []),
    ):
        ses.create_contact(ContactListName="l", EmailAddress=f"{name}@x.example", TopicPreferences=preferences)
    ses.create_contact(ContactListName="l", EmailAddress="gone@x.example", UnsubscribeAll=True)
    return ses


def contacts_of(ses: Any, **selection: Any) -> list[str]:
    return [contact["EmailAddress"] for contact in ses.list_contacts(ContactListName="l", **selection)["Contacts"]]


@pytest.mark.fidelity(
    operation="CreateContactList",
    case="a second list, of any name",
    answer="400 BadRequestException 'A maximum of 1 Lists allowed per account.'",
    kind="recorded",
    source="floci #1638",
    date="2026-07",
)
def test_an_account_has_one_list_whatever_its_name(listed: Any) -> None:
    for name in ("l", "other"):
        assert refusal(listed.create_contact_list, ContactListName=name) == bad(
            "A maximum of 1 Lists allowed per account."
        )
    boto3.client("sesv2", "eu-west-1").create_contact_list(ContactListName="l")
    listed.delete_contact_list(ContactListName="l")
    listed.create_contact_list(ContactListName="other")
    assert shown_lists(listed) == ["other"]
    assert listed.list_contacts(ContactListName="other")["Contacts"] == []


def shown_lists(ses: Any) -> list[str]:
    return [contact_list["ContactListName"] for contact_list in ses.list_contact_lists()["ContactLists"]]


@pytest.mark.fidelity(
    operation="CreateContactList",
    case="a bad name, topic or description",
    answer="400 BadRequestException in the words of the live service",
    kind="recorded",
    source="floci, SesContactService",
    date="2026-07",
)
@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"ContactListName": " "}, "ContactListName can't be blank."),
        ({"ContactListName": "a b"}, f"ContactListName {NAME_WORDS}"),
        ({"ContactListName": "n" * 65}, f"ContactListName {NAME_WORDS}"),
        ({"Topics": [TOPICS[0] | {"TopicName": "a.b"}]}, f"TopicName {NAME_WORDS}"),
        ({"Topics": [TOPICS[0], TOPICS[0]]}, "Duplicate topic names are not allowed within a List."),
        (
            {"Topics": [TOPICS[0] | {"TopicName": f"t{number}"} for number in range(21)]},
            "Maximum of <20> topics allowed per ContactList",
        ),
        (
            {"Topics": [TOPICS[0] | {"DisplayName": "n" * 129}]},
            "Topic DisplayName can contain up to <128> characters.",
        ),
        ({"Description": "d" * 501}, "List description can contain up to 500 characters."),
    ],
)
def test_a_bad_list_is_refused(ses: Any, parameters: Any, words: str) -> None:
    assert refusal(ses.create_contact_list, **{"ContactListName": "l"} | parameters) == bad(words)
    assert shown_lists(ses) == []


@pytest.mark.fidelity(
    operation="CreateContact",
    case="a contact twice, a bad address, an unknown list or topic",
    answer="'X already exists in List.', 'EmailAddress <X> is invalid', 'List: L doesn't contain Topic: T'",
    kind="recorded",
    source="floci #1723",
    date="2026-08",
)
def test_a_bad_contact_is_refused(listed: Any) -> None:
    def answer(address: str, contact_list: str = "l", **parameters: Any) -> Refusal:
        return refusal(listed.create_contact, ContactListName=contact_list, EmailAddress=address, **parameters)

    assert answer("in@x.example") == Refusal(400, "AlreadyExistsException", "in@x.example already exists in List.")
    assert answer("notanaddress") == bad("EmailAddress <notanaddress> is invalid")
    assert answer(" ") == bad("EmailAddress can't be blank.")
    assert answer("a@x.example", "zz") == Refusal(404, "NotFoundException", "List with name: zz doesn't exist.")
    assert answer("a@x.example", TopicPreferences=preference("zz", "OPT_OUT")) == bad(
        "List: l doesn't contain Topic: zz"
    )
    gone = Refusal(404, "NotFoundException", "no@x.example doesn't exist in List.")
    for operation in (listed.get_contact, listed.update_contact, listed.delete_contact):
        assert refusal(operation, ContactListName="l", EmailAddress="no@x.example") == gone
    assert len(contacts_of(listed)) == 4


@pytest.mark.fidelity(
    operation="ListContacts",
    case="FilteredStatus with and without TopicFilter",
    answer="by preference, by default where asked for; unsubscribed from all counts as opted out of each topic",
    kind="our choice",
)
@pytest.mark.parametrize(
    ("status", "topic", "use_default", "expected"),
    [
        ("OPT_IN", "news", False, ["in"]),
        ("OPT_IN", "news", True, ["in", "silent"]),
        ("OPT_OUT", "news", False, ["gone", "out"]),
        ("OPT_OUT", "ads", True, ["gone", "in", "out", "silent"]),
        ("OPT_IN", "ads", True, []),
        ("OPT_OUT", None, False, ["gone"]),
        ("OPT_IN", None, False, ["in", "out", "silent"]),
    ],
)
def test_a_filter_goes_by_preference_and_default(
    listed: Any, status: str, topic: str | None, use_default: bool, expected: list[str]
) -> None:
    selection: dict[str, Any] = {"FilteredStatus": status}
    if topic is not None:
        selection["TopicFilter"] = {"TopicName": topic, "UseDefaultIfPreferenceUnavailable": use_default}
    assert contacts_of(listed, Filter=selection) == [f"{name}@x.example" for name in expected]


def test_a_filter_by_an_unknown_topic_is_refused(listed: Any) -> None:
    selection = {"FilteredStatus": "OPT_IN", "TopicFilter": {"TopicName": "zz"}}
    answer = refusal(listed.list_contacts, ContactListName="l", Filter=selection)
    assert answer == bad("List: l doesn't contain Topic: zz")


@pytest.mark.fidelity(
    operation="ListContacts",
    case="PageSize 0 or 1001; a token of none of the pages",
    answer="'The page size must be between 1 and 1000', 'Provided NextToken is invalid'",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@pytest.mark.fidelity(
    operation="ListContacts",
    case="no PageSize",
    answer="50 contacts",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
def test_contacts_come_in_pages_of_fifty_and_in_those_that_are_asked_for(listed: Any) -> None:
    first = listed.list_contacts(ContactListName="l", PageSize=3)
    second = listed.list_contacts(ContactListName="l", PageSize=3, NextToken=first["NextToken"])
    assert (len(first["Contacts"]), len(second["Contacts"])) == (3, 1)
    assert "NextToken" not in second
    for number in range(50):
        listed.create_contact(ContactListName="l", EmailAddress=f"u{number}@x.example")
    assert len(contacts_of(listed)) == 50
    for size in (0, 1001):
        answer = refusal(listed.list_contacts, ContactListName="l", PageSize=size)
        assert answer == bad("The page size must be between 1 and 1000")
    answer = refusal(listed.list_contacts, ContactListName="l", NextToken="x")
    assert answer == bad("Provided NextToken is invalid")


@pytest.mark.fidelity(
    operation="GetContact",
    case="TopicDefaultPreferences",
    answer="those of the list's topics",
    kind="recorded",
    source="floci #1723",
    date="2026-08",
)
def test_a_contact_shows_its_preferences_and_the_defaults_of_the_rest(listed: Any) -> None:
    contact = listed.get_contact(ContactListName="l", EmailAddress="out@X.example")
    assert contact["EmailAddress"] == "out@x.example"
    assert contact["TopicPreferences"] == preference("news", "OPT_OUT")
    assert contact["TopicDefaultPreferences"] == preference("ads", "OPT_OUT")
    assert contact["UnsubscribeAll"] is False
    assert "AttributesData" not in contact


@pytest.mark.fidelity(
    operation="UpdateContact",
    case="members that are left out",
    answer="preferences stay, AttributesData is cleared, UnsubscribeAll is false",
    kind="recorded",
    source="floci #1723",
    date="2026-08",
)
def test_an_update_merges_preferences_and_takes_the_rest_from_the_request(listed: Any) -> None:
    where = {"ContactListName": "l", "EmailAddress": "in@x.example"}
    listed.update_contact(**where, TopicPreferences=preference("ads", "OPT_IN"), AttributesData='{"a":1}')
    contact = listed.get_contact(**where)
    assert contact["TopicPreferences"] == [*preference("news", "OPT_IN"), *preference("ads", "OPT_IN")]
    assert contact["AttributesData"] == '{"a":1}'
    created = contact["CreatedTimestamp"]
    listed.update_contact(**where, UnsubscribeAll=True)
    contact = listed.get_contact(**where)
    assert len(contact["TopicPreferences"]) == 2
    assert (contact["UnsubscribeAll"], "AttributesData" in contact) == (True, False)
    assert contact["CreatedTimestamp"] == created < contact["LastUpdatedTimestamp"]


@pytest.mark.fidelity(
    operation="UpdateContactList",
    case="members that are left out",
    answer="stay",
    kind="recorded",
    source="floci #1723",
    date="2026-08",
)
def test_an_update_of_a_list_keeps_what_it_does_not_name(listed: Any) -> None:
    listed.update_contact_list(ContactListName="l", Description="e")
    contact_list = listed.get_contact_list(ContactListName="l")
    assert (contact_list["Topics"], contact_list["Description"], contact_list["Tags"]) == (
        TOPICS,
        "e",
        [{"Key": "k", "Value": "v"}],
    )
    listed.update_contact_list(ContactListName="l", Topics=TOPICS[:1])
    contact_list = listed.get_contact_list(ContactListName="l")
    assert (contact_list["Topics"], contact_list["Description"]) == (TOPICS[:1], "e")
    assert refusal(listed.get_contact_list, ContactListName="no").status == 404


def test_lists_of_plain_moto_move_over_and_back() -> None:
    deactivate()
    try:
        with moto.mock_aws():
            ses = boto3.client("sesv2", REGION)
            ses.create_contact_list(ContactListName="l", Topics=TOPICS, Description="d")
            ses.create_contact_list(ContactListName="second")
            ses.create_contact(
                ContactListName="l", EmailAddress="a@x.example", TopicPreferences=preference("news", "OPT_OUT")
            )
            before = ses.get_contact(ContactListName="l", EmailAddress="a@x.example")
            activate()
            assert shown_lists(ses) == ["l", "second"]
            contact = ses.get_contact(ContactListName="l", EmailAddress="a@x.example")
            assert contact["TopicPreferences"] == before["TopicPreferences"]
            assert contact["TopicDefaultPreferences"] == preference("ads", "OPT_OUT")
            assert contact["CreatedTimestamp"] == before["CreatedTimestamp"]
            ses.create_contact(ContactListName="l", EmailAddress="b@x.example", UnsubscribeAll=True)
            deactivate()
            assert ses.get_contact(ContactListName="l", EmailAddress="b@x.example")["UnsubscribeAll"] is True
            assert ses.get_contact_list(ContactListName="l")["Topics"] == TOPICS
    finally:
        activate()
