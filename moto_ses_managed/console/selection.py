"""Which account and Region a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from moto.ses.models import ses_backends

from moto_ses_managed.control import records, selection
from moto_ses_managed.control.hooks import SesManaged
from moto_ses_managed.control.place import IN_PROCESS
from moto_ses_managed.control.selection import DEFAULT
from moto_ses_managed.control.selection import regions as regions
from moto_ses_managed.ses.models import ManagedSESBackend


@dataclass(frozen=True)
class Selection:
    """One account in one Region."""

    region: str = DEFAULT.region
    account_id: str = DEFAULT.account_id

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """What ``Region`` and ``AccountId`` of a query say. Raises InvalidValueError."""
        account_id = selection.account_id(query.get("AccountId", DEFAULT.account_id).strip())
        region = selection.region_name(query.get("Region", DEFAULT.region), regions())
        return cls(region, account_id)

    @property
    def ses(self) -> SesManaged:
        """The hooks into it, in this process."""
        return SesManaged(self.region, self.account_id, IN_PROCESS)

    @property
    def backend(self) -> ManagedSESBackend:
        """Its SES itself, for what the hooks do not tell."""
        return selection.backend_of(records.Selection(self.region, self.account_id))

    @property
    def query(self) -> str:
        """What follows the question mark of a link that keeps it."""
        return urlencode({"Region": self.region, "AccountId": self.account_id})


def accounts() -> list[str]:
    """The accounts that were used until now."""
    return sorted({DEFAULT.account_id, *ses_backends})
