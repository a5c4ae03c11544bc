"""Case 39: every list, walked two at a time to its end: all of it, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def made(ses: Any) -> None:
    for number in range(5):
        ses.create_dedicated_ip_pool(PoolName=f"p{number}")
        ses.create_configuration_set(ConfigurationSetName=f"c{number}")
        ses.create_email_identity(EmailIdentity=f"d{number}.example")
        ses.create_email_template(TemplateName=f"t{number}", TemplateContent={"Subject": "s", "Text": "t"})
        ses.put_suppressed_destination(EmailAddress=f"u{number}@x.example", Reason="BOUNCE")


def walk(operation: Any, member: str, size: str, **more: Any) -> list[list[str]]:
    pages: list[list[str]] = []
    token: dict[str, str] = {}
    while True:
        reply = operation(**{size: 2}, **token, **more)
        pages.append([item if isinstance(item, str) else next(iter(item.values())) for item in reply[member]])
        if "NextToken" not in reply:
            return pages
        token = {"NextToken": reply["NextToken"]}


@pytest.mark.parametrize(
    ("operation", "member", "names"),
    [
        ("list_dedicated_ip_pools", "DedicatedIpPools", ["p0", "p1", "p2", "p3", "p4"]),
        ("list_configuration_sets", "ConfigurationSets", ["c0", "c1", "c2", "c3", "c4"]),
        ("list_email_templates", "TemplatesMetadata", ["t4", "t3", "t2", "t1", "t0"]),
        (
            "list_suppressed_destinations",
            "SuppressedDestinationSummaries",
            [f"u{number}@x.example" for number in range(5)],
        ),
    ],
)
def test_a_list_of_v2_is_walked_to_its_end(ses: Any, operation: str, member: str, names: list[str]) -> None:
    pages = walk(getattr(ses, operation), member, "PageSize")
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [name for page in pages for name in page] == names


@pytest.mark.parametrize(
    ("operation", "member", "more", "names"),
    [
        ("list_identities", "Identities", {"IdentityType": "Domain"}, [f"d{number}.example" for number in range(5)]),
        ("list_configuration_sets", "ConfigurationSets", {}, ["c0", "c1", "c2", "c3", "c4"]),
        ("list_templates", "TemplatesMetadata", {}, ["t4", "t3", "t2", "t1", "t0"]),
    ],
)
def test_a_list_of_v1_is_walked_to_its_end(
    v1: Any, operation: str, member: str, more: dict[str, str], names: list[str]
) -> None:
    pages = walk(getattr(v1, operation), member, "MaxItems", **more)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [name for page in pages for name in page] == names
