"""The account and Region that a page shows."""

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
"""Part of each version, so that a restarted server never repeats a version."""


@dataclass(frozen=True)
class Selection:
    """One account in one Region. Its ``version`` changes whenever anything that its pages show changes."""

    region: str = DEFAULT.region
    account_id: str = DEFAULT.account_id
    version: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """From ``Region`` and ``AccountId`` of a query. Raises InvalidValueError."""
        account_id = selection.account_id(query.get("AccountId", DEFAULT.account_id).strip())
        region = selection.region_name(query.get("Region", DEFAULT.region), regions())
        selected = cls(region, account_id)
        # Taken before any state is read, so that a later change gives a new version.
        return replace(selected, version=_version(selected.backend))

    @property
    def ses(self) -> SesManaged:
        """The hooks for this account and Region, in this process."""
        return SesManaged(self.region, self.account_id, IN_PROCESS)

    @property
    def backend(self) -> ManagedSESBackend:
        """The SES backend, for what the hooks do not offer."""
        return selection.backend_of(place.Selection(self.region, self.account_id))

    @property
    def query(self) -> str:
        """The query of a link that keeps the selection."""
        return urlencode({"Region": self.region, "AccountId": self.account_id})


def _version(ses: ManagedSESBackend) -> str:
    """The number of the last change and the current minute, because time passes without a change."""
    with ses.step(reads=True):
        minute = ses.region.clock.elapsed // MINUTE
    return f"{_PROCESS}-{ses.last_change}-{minute}"


def accounts() -> list[str]:
    """The accounts that have been used so far."""
    return sorted({DEFAULT.account_id, *ses_backends})
