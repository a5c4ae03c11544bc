"""The account and the Region that a call selects."""

from __future__ import annotations

from collections.abc import Callable, Collection

from moto.ses.models import ses_backends

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError

from .errors import NotActiveError
from .place import Selection
from .wire.requests import make_request

DEFAULT = Selection()


def backend_of(selection: Selection) -> ManagedSESBackend:
    """The SES of that account and Region. Raises InvalidValueError or NotActiveError."""
    account = ses_backends[account_id(selection.account_id)]
    backend = account[region_name(selection.region, account)]
    if not isinstance(backend, ManagedSESBackend):
        raise NotActiveError
    return backend


def backends() -> list[ManagedSESBackend]:
    """The SES of every account and Region that was used, sorted by account and Region."""
    used = {(account, region): ses for account in list(ses_backends) for region, ses in ses_backends[account].items()}
    return [ses for _, ses in sorted(used.items()) if isinstance(ses, ManagedSESBackend)]


def not_found(error: NotFoundError, ses: ManagedSESBackend) -> NotFoundError:
    """The error, with the account and Region that were searched, and those in which the name exists."""
    has = _HAS.get(error.kind)
    if has is None:
        return error
    others = [f"{other.region_name} of account {other.account_id}" for other in backends() if has(other, error.name)]
    elsewhere = f", but there is in {' and in '.join(others)}" if others else ""
    here = f"{ses.region_name} of account {ses.account_id}"
    return NotFoundError(
        error.kind, error.name, f"There is no {error.kind.value} named {error.name!r} in {here}{elsewhere}."
    )


_HAS: dict[Kind, Callable[[ManagedSESBackend, str], bool]] = {
    Kind.POOL: lambda ses, name: name in ses.region.pools,
    Kind.MESSAGE: lambda ses, name: name in ses.mail,
    Kind.IDENTITY: lambda ses, name: name in ses.email_identities,
    Kind.DEDICATED_IP: lambda ses, name: any(ip.address == name for ip in ses.region.ips()),
}


def account_id(value: str) -> str:
    """``value``, if it has twelve digits. Raises InvalidValueError otherwise."""
    return make_request(Selection, account_id=value).account_id


def region_name(value: str, regions: Collection[str]) -> str:
    """``value``, if it is one of ``regions``, those with SES. Raises InvalidValueError otherwise."""
    if value not in regions:
        raise InvalidValueError(f"Region {value[:64]!r} has no Amazon SES: a name such as us-east-1 was expected.")
    return value


def regions() -> list[str]:
    """The Regions that have SES."""
    return sorted(ses_backends[DEFAULT.account_id].regions)
