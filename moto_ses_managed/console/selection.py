"""Which account and Region a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from moto.ses.models import ses_backends

from moto_ses_managed.control import inputs
from moto_ses_managed.control.api import DEFAULT_ACCOUNT, DEFAULT_REGION
from moto_ses_managed.control.hooks import SesManaged


@dataclass(frozen=True)
class Selection:
    """One account in one Region."""

    region: str = DEFAULT_REGION
    account_id: str = DEFAULT_ACCOUNT

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """What ``Region`` and ``AccountId`` of a query say. Raises InvalidValueError."""
        account_id = inputs.account_id(query.get("AccountId", DEFAULT_ACCOUNT).strip())
        region = inputs.region_name(query.get("Region", DEFAULT_REGION), regions())
        return cls(region, account_id)

    @property
    def ses(self) -> SesManaged:
        """The hooks into it, in this process."""
        return SesManaged(self.region, self.account_id)

    @property
    def query(self) -> str:
        """What follows the question mark of a link that keeps it."""
        return urlencode({"Region": self.region, "AccountId": self.account_id})


def regions() -> list[str]:
    """The Regions that have SES."""
    return sorted(ses_backends[DEFAULT_ACCOUNT].regions)


def accounts() -> list[str]:
    """The accounts that were used until now."""
    return sorted({DEFAULT_ACCOUNT, *ses_backends})
