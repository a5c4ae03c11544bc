"""The account and the Region that a call is about."""

from __future__ import annotations

from collections.abc import Collection

from moto.ses.models import ses_backends

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.errors import InvalidValueError

from .errors import NotActiveError
from .records import Selection
from .requests import make_request

DEFAULT = Selection()


def backend_of(selection: Selection) -> ManagedSESBackend:
    """The SES of that account and Region. Raises InvalidValueError or NotActiveError."""
    account = ses_backends[account_id(selection.account_id)]
    backend = account[region_name(selection.region, account)]
    if not isinstance(backend, ManagedSESBackend):
        raise NotActiveError
    return backend


def account_id(value: str) -> str:
    """Twelve digits. Raises InvalidValueError."""
    return make_request(Selection, account_id=value).account_id


def region_name(value: str, regions: Collection[str]) -> str:
    """A Region that has SES. Raises InvalidValueError."""
    if value not in regions:
        raise InvalidValueError(f"Region {value[:64]!r} has no Amazon SES: a name such as us-east-1 was expected.")
    return value


def regions() -> list[str]:
    """The Regions that have SES."""
    return sorted(ses_backends[DEFAULT.account_id].regions)
