"""The rules for the pages of v2's lists: default size, allowed sizes, and error messages.

The sizes and messages of the first six were recorded from the live service in September and October 2026. Other lists
have the default rules of ``wire/pagination.py`` (our choice).
"""

from __future__ import annotations

from moto_ses_managed.wire.pagination import PageRules

_TO_1000 = "The page size must be between 1 and 1000"
_DEFAULT = PageRules(size_message=_TO_1000, position_message="Provided NextToken is invalid")

_RULES: dict[str, PageRules] = {
    "ListEmailTemplates": PageRules(
        default=10,
        largest=100,
        size_message="The page size must be between 1 and 100",
        position_message="Invalid PageToken <{token}>.",
    ),
    "ListEmailIdentities": PageRules(
        default=25,
        size_message="Value {size} for parameter PageSize is invalid. PageSize must be between 1 and 1000.",
        position_message="Invalid NextToken <{token}>.",
    ),
    "ListConfigurationSets": PageRules(default=50, size_message=_TO_1000, position_message="invalid nextToken {token}"),
    "ListContacts": PageRules(default=50, size_message=_TO_1000, position_message="Provided NextToken is invalid"),
    # 12 pools and 24 suppressed addresses were returned in one page; the default page size is not known.
    "ListDedicatedIpPools": PageRules(
        size_message="The page size must be in [1, 1000] range.", position_message="Invalid next token."
    ),
    "ListSuppressedDestinations": PageRules(
        size_message="Page size {size} is invalid, expected a number between 1 and 1000",
        position_message="Token is invalid.",
    ),
    "ListCustomVerificationEmailTemplates": PageRules(
        default=50,
        largest=50,
        size_message="The page size must be between 1 and 50",
        position_message="Invalid PageToken <{token}>.",
    ),
    "ListRecommendations": PageRules(
        largest=100,
        size_message="The page size must be between 1 and 100",
        position_message="Provided NextToken is invalid",
    ),
    "GetDedicatedIps": PageRules(
        size_message="The page size must be in [1, 1000] range.", position_message="Invalid next token."
    ),
}


def page_rules(operation: str) -> PageRules:
    """The rules for the list of an operation."""
    return _RULES.get(operation, _DEFAULT)
