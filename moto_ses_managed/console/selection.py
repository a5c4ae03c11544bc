"""Which account and Region a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from urllib.parse import urlencode

from moto.ses.models import ses_backends

from moto_ses_managed.control import place, selection
from moto_ses_managed.control.hooks import SesManaged
from moto_ses_managed.control.place import IN_PROCESS
from moto_ses_managed.control.selection import DEFAULT
from moto_ses_managed.control.selection import regions as regions
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.clock import MINUTE

_PROCESS = token_hex(4)
"""A server that is started anew has no version that it had before."""


@dataclass(frozen=True)
class Selection:
    """One account in one Region, of a ``version`` that is another one once anything that its pages show is."""

    region: str = DEFAULT.region
    account_id: str = DEFAULT.account_id
    version: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """What ``Region`` and ``AccountId`` of a query say. Raises InvalidValueError."""
        account_id = selection.account_id(query.get("AccountId", DEFAULT.account_id).strip())
        region = selection.region_name(query.get("Region", DEFAULT.region), regions())
        selected = cls(region, account_id)
        # Before anything of it is read: what changes meanwhile is news.
        return replace(selected, version=_version(selected.backend))

    @property
    def ses(self) -> SesManaged:
        """The hooks into it, in this process."""
        return SesManaged(self.region, self.account_id, IN_PROCESS)

    @property
    def backend(self) -> ManagedSESBackend:
        """Its SES itself, for what the hooks do not tell."""
        return selection.backend_of(place.Selection(self.region, self.account_id))

    @property
    def query(self) -> str:
        """What follows the question mark of a link that keeps it."""
        return urlencode({"Region": self.region, "AccountId": self.account_id})


def _version(ses: ManagedSESBackend) -> str:
    """The number of its last change, and the minute, in which it needs no change to be another time."""
    with ses.step(reads=True):
        minute = ses.region.clock.elapsed // MINUTE
    return f"{_PROCESS}-{ses.last_change}-{minute}"


def accounts() -> list[str]:
    """The accounts that were used until now."""
    return sorted({DEFAULT.account_id, *ses_backends})
