"""The list operations of SES v1, and their pagination.

Page sizes are AWS's documented values. v1's error messages for a page size or a token are not known, so v2's are used
(our choice).
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult

from moto_ses_managed.wire.pagination import PageRules

from ..sorted_dict import names_in_order
from ..templates import store as templates
from .request import ResponsesBase

_IDENTITIES = PageRules(
    default=1000,
    size_message="Value {size} for parameter MaxItems is invalid. MaxItems must be between 1 and 1000.",
    position_message="Invalid NextToken <{token}>.",
)
"""[AWS: ListIdentities, "Possible values are 1-1000 inclusive"]; the default is our choice."""

_CONFIGURATION_SETS = PageRules(
    default=1000, size_message="The page size must be between 1 and 1000", position_message="invalid nextToken {token}"
)
"""[AWS: ListConfigurationSets, "will return up to 1,000 configuration sets each time it is run"]."""

_TEMPLATES = PageRules(
    default=10,
    largest=100,
    cuts_down=True,
    size_message="The page size must be between 1 and 100",
    position_message="Invalid PageToken <{token}>.",
)
"""[AWS: ListTemplates, "If more than 100 items are requested, the page size will automatically set to 100. If you do
not specify a value, 10 is the default page size"]."""

_TYPES = {"EmailAddress": "EMAIL_ADDRESS", "Domain": "DOMAIN"}


class ListResponses(ResponsesBase):
    """ListIdentities, ListConfigurationSets and ListTemplates."""

    def list_identities(self) -> ActionResult:
        identities = self.managed_backend.email_identities
        kind = _TYPES.get(self._get_param("IdentityType", ""))
        return self._page(
            "Identities",
            names_in_order(identities),
            key=str,
            show=str,
            rules=_IDENTITIES,
            wanted=(lambda name: identities[name].identity_type == kind) if kind else None,
        )

    def list_configuration_sets(self) -> ActionResult:
        names = names_in_order(self.managed_backend.config_sets)
        return self._page(
            "ConfigurationSets", names, key=str, show=lambda name: {"Name": name}, rules=_CONFIGURATION_SETS
        )

    def list_templates(self) -> ActionResult:
        backend = self.managed_backend

        def show(name: str) -> dict[str, Any]:
            return {"Name": name, "CreatedTimestamp": templates.created_at(backend, name)}

        return self._page(
            "TemplatesMetadata",
            templates.newest_first(backend),
            key=lambda name: templates.place_among_newest(backend, name),
            show=show,
            rules=_TEMPLATES,
        )
