"""The pages of v1's lists, by MaxItems and NextToken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.refusals import refusal

CONTENT = {"Subject": "s", "Text": "t"}


def walk(operation: Any, member: str, size: int, **more: Any) -> list[list[Any]]:
    """All pages of a list."""
    pages: list[list[Any]] = []
    token: dict[str, str] = {}
    while True:
        reply = operation(MaxItems=size, **token, **more)
        pages.append(reply[member])
        if "NextToken" not in reply:
            return pages
        token = {"NextToken": reply["NextToken"]}


@pytest.fixture
def made(ses: Any) -> None:
    for number in range(5):
        ses.create_configuration_set(ConfigurationSetName=f"c{number}")
        ses.create_email_identity(EmailIdentity=f"d{number}.example")
        ses.create_email_identity(EmailIdentity=f"a{number}@x.example")
        ses.create_email_template(TemplateName=f"t{number}", TemplateContent=CONTENT)


@pytest.mark.fidelity(
    operation="v1 ListIdentities, ListConfigurationSets, ListTemplates",
    case="MaxItems, NextToken",
    answer="pages",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@pytest.mark.usefixtures("made")
def test_v1_lists_page_by_max_items_and_next_token(v1: Any) -> None:
    assert walk(v1.list_identities, "Identities", 2, IdentityType="Domain") == [
        ["d0.example", "d1.example"],
        ["d2.example", "d3.example"],
        ["d4.example"],
    ]
    assert [len(page) for page in walk(v1.list_identities, "Identities", 4)] == [4, 4, 2]
    names = [[item["Name"] for item in page] for page in walk(v1.list_configuration_sets, "ConfigurationSets", 3)]
    assert names == [["c0", "c1", "c2"], ["c3", "c4"]]
    names = [[item["Name"] for item in page] for page in walk(v1.list_templates, "TemplatesMetadata", 2)]
    assert names == [["t4", "t3"], ["t2", "t1"], ["t0"]]


@pytest.mark.usefixtures("made")
def test_botocores_paginator_walks_v1s_identities(v1: Any) -> None:
    pages = v1.get_paginator("list_identities").paginate(IdentityType="EmailAddress", PaginationConfig={"PageSize": 3})
    assert [len(page["Identities"]) for page in pages] == [3, 2]


@pytest.mark.fidelity(
    operation="v1 ListTemplates",
    case="no MaxItems; over 100",
    answer="10 templates; 100",
    kind="documented",
    source="ListTemplates: MaxItems",
)
def test_v1s_templates_come_10_at_a_time_and_at_most_100(v1: Any, ses: Any) -> None:
    for number in range(101):
        ses.create_email_template(TemplateName=f"t{number}", TemplateContent=CONTENT)
    assert len(v1.list_templates()["TemplatesMetadata"]) == 10
    assert len(v1.list_templates(MaxItems=1000)["TemplatesMetadata"]) == 100


@pytest.mark.fidelity(
    operation="v1 lists",
    case="MaxItems under 1, a token of none of the pages",
    answer="400 InvalidParameterValue",
    kind="our choice",
)
@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("operation", ["list_identities", "list_configuration_sets", "list_templates"])
def test_v1_refuses_a_size_or_token_that_is_not_the_lists(v1: Any, operation: str) -> None:
    for bad in ({"NextToken": "x"}, {"MaxItems": 0}, {"MaxItems": -1}):
        answer = refusal(getattr(v1, operation), **bad)
        assert (answer.status, answer.code) == (400, "InvalidParameterValue")
