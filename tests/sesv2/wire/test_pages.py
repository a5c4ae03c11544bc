"""The pages of v2's lists: as many items as the live service shows, its messages about sizes and tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.botocore_models import of_model_with
from tests.support.refusals import Refusal, refusal

CONTENT = {"Subject": "s", "Text": "t"}


def make_templates(ses: Any, count: int) -> None:
    for number in range(count):
        ses.create_email_template(TemplateName=f"t{number}", TemplateContent=CONTENT)


def make_identities(ses: Any, count: int) -> None:
    for number in range(count):
        ses.create_email_identity(EmailIdentity=f"d{number:03}.example")


def make_sets(ses: Any, count: int) -> None:
    for number in range(count):
        ses.create_configuration_set(ConfigurationSetName=f"set-{number:03}")


def make_suppressed(ses: Any, count: int) -> None:
    for number in range(count):
        ses.put_suppressed_destination(EmailAddress=f"u{number:03}@x.example", Reason="BOUNCE")


def make_pools(ses: Any, count: int) -> None:
    for number in range(count):
        ses.create_dedicated_ip_pool(PoolName=f"p{number:03}")


TO_1000 = "The page size must be between 1 and 1000"


@pytest.mark.fidelity(
    operation="ListEmailTemplates, ListEmailIdentities, ListConfigurationSets",
    case="no PageSize",
    answer="10 templates, newest first; 25 identities; 50 sets, by name",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@pytest.mark.parametrize(
    ("operation", "member", "make", "size"),
    [
        ("list_email_templates", "TemplatesMetadata", make_templates, 10),
        ("list_email_identities", "EmailIdentities", make_identities, 25),
        ("list_configuration_sets", "ConfigurationSets", make_sets, 50),
    ],
)
def test_a_list_that_is_not_paged_ends_where_the_live_one_does(
    ses: Any, operation: str, member: str, make: Callable[[Any, int], None], size: int
) -> None:
    make(ses, size)
    whole = getattr(ses, operation)()
    assert len(whole[member]) == size
    assert "NextToken" not in whole
    ses.create_email_template(TemplateName="zz", TemplateContent=CONTENT)
    ses.create_email_identity(EmailIdentity="zz.example")
    ses.create_configuration_set(ConfigurationSetName="zz")
    first = getattr(ses, operation)()
    assert len(first[member]) == size
    rest = getattr(ses, operation)(NextToken=first["NextToken"])
    assert len(rest[member]) == 1
    assert "NextToken" not in rest


@pytest.mark.fidelity(
    operation="ListDedicatedIpPools, ListSuppressedDestinations",
    case="no PageSize",
    answer="12 pools and 24 addresses came back whole",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
def test_12_pools_and_24_suppressed_addresses_come_back_whole(ses: Any) -> None:
    make_pools(ses, 12)
    make_suppressed(ses, 24)
    pools, addresses = ses.list_dedicated_ip_pools(), ses.list_suppressed_destinations()
    assert len(pools["DedicatedIpPools"]) == 12
    assert len(addresses["SuppressedDestinationSummaries"]) == 24
    assert "NextToken" not in pools | addresses


@pytest.mark.fidelity(
    operation="v2 lists",
    case="PageSize 0, or over 1000 (templates 100)",
    answer="400 BadRequestException, in the words of each list",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@pytest.mark.parametrize(
    ("operation", "largest", "message"),
    [
        ("list_email_templates", 100, "The page size must be between 1 and 100"),
        (
            "list_email_identities",
            1000,
            "Value {} for parameter PageSize is invalid. PageSize must be between 1 and 1000.",
        ),
        ("list_configuration_sets", 1000, TO_1000),
        ("list_dedicated_ip_pools", 1000, "The page size must be in [1, 1000] range."),
        ("list_suppressed_destinations", 1000, "Page size {} is invalid, expected a number between 1 and 1000"),
    ],
)
def test_a_page_size_of_0_or_over_the_largest_is_refused(ses: Any, operation: str, largest: int, message: str) -> None:
    call = getattr(ses, operation)
    for size in (-1, 0, largest + 1):
        assert refusal(call, PageSize=size) == Refusal(400, "BadRequestException", message.format(size))
    for size in (1, largest):
        call(PageSize=size)


@pytest.mark.fidelity(
    operation="v2 lists",
    case="a token of none of the list's pages",
    answer="400 in the words of each list; suppression: InvalidNextTokenException 'Token is invalid.'",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        ("list_email_templates", "BadRequestException", "Invalid PageToken <x>."),
        ("list_email_identities", "BadRequestException", "Invalid NextToken <x>."),
        ("list_configuration_sets", "BadRequestException", "invalid nextToken x"),
        ("list_dedicated_ip_pools", "BadRequestException", "Invalid next token."),
        ("list_suppressed_destinations", "InvalidNextTokenException", "Token is invalid."),
    ],
)
def test_a_token_that_the_list_did_not_give_is_refused(ses: Any, operation: str, code: str, message: str) -> None:
    assert refusal(getattr(ses, operation), NextToken="x") == Refusal(400, code, message)


@pytest.mark.fidelity(
    operation="ListEmailIdentities",
    case="Filter IDENTITY_NAME_CONTAINS",
    answer="without case; 'Filter IDENTITY_NAME_CONTAINS must be at least 3 characters.'",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@of_model_with("ListEmailIdentities", "Filter")
def test_a_filter_of_identities_matches_without_case_and_wants_3_characters(ses: Any) -> None:
    for name in ("Jo@Shop.Example", "post.example"):
        ses.create_email_identity(EmailIdentity=name)
    identities = ses.list_email_identities(Filter={"IDENTITY_NAME_CONTAINS": "sHOP"})["EmailIdentities"]
    assert [identity["IdentityName"].lower() for identity in identities] == ["jo@shop.example"]
    answer = refusal(ses.list_email_identities, Filter={"IDENTITY_NAME_CONTAINS": "sh"})
    words = "Filter IDENTITY_NAME_CONTAINS must be at least 3 characters."
    assert answer == Refusal(400, "BadRequestException", words)


@pytest.mark.fidelity(
    operation="ListConfigurationSets",
    case="Filter CONFIGURATION_SET_NAME_CONTAINS",
    answer="without case; '… must be between 3 and 64 characters'",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
@of_model_with("ListConfigurationSets", "Filter")
def test_a_filter_of_configuration_sets_matches_without_case_and_wants_3_to_64_characters(ses: Any) -> None:
    for name in ("News-Letter", "other"):
        ses.create_configuration_set(ConfigurationSetName=name)
    kept = "CONFIGURATION_SET_NAME_CONTAINS"
    assert ses.list_configuration_sets(Filter={kept: "nEWS"})["ConfigurationSets"] == ["News-Letter"]
    assert ses.list_configuration_sets(Filter={kept: "x" * 64})["ConfigurationSets"] == []
    for part in ("ne", "x" * 65):
        answer = refusal(ses.list_configuration_sets, Filter={kept: part})
        assert answer == Refusal(400, "BadRequestException", f"{kept} must be between 3 and 64 characters")
