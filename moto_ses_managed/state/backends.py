"""SES's whole state, every account and Region, between moto's backends and JSON."""

from __future__ import annotations

from typing import Any

from moto.ses.models import ses_backends

from moto_ses_managed.control.selection import account_id, region_name
from moto_ses_managed.moto_compat import backends_lock
from moto_ses_managed.ses.models import ManagedSESBackend, wall_clock
from moto_ses_managed.simulation.errors import InvalidValueError

from .decoding import Decoder
from .encoding import Encoder
from .errors import DamagedError
from .ses_records import BACKEND, SES

Json = Any


def dump_backends() -> Json:
    """All that SES keeps, as JSON: each Region in the present, and as one moment left it."""
    return [_dump(backend) for backend in _backends()]


def load_backends(data: Json) -> None:
    """Put what dump_backends() wrote down in the place of what is there, or nothing at all. Raises DamagedError.

    Each Region's time goes on from where it stood: none passed meanwhile.
    """
    if not isinstance(data, list):
        raise DamagedError("State", "is no list of Regions.")
    read = [_read(entry) for entry in data]
    for before in _backends():
        before.reset()
    for account, region, attributes in read:
        backend = ses_backends[account][region]
        for name, value in attributes.items():
            setattr(backend, name, value)


def _backends() -> list[ManagedSESBackend]:
    with backends_lock():
        backends = [backend for account in ses_backends.values() for backend in account.values()]
    return [backend for backend in backends if isinstance(backend, ManagedSESBackend)]


def _dump(backend: ManagedSESBackend) -> Json:
    # What came to pass meanwhile is published first, for it would be lost: a state has no event that is under way.
    with backend.step():
        pass
    encoder = Encoder(SES)
    with backend.region.lock:
        attributes = encoder.attributes(BACKEND, backend)
    return {
        "AccountId": backend.account_id,
        "Region": backend.region_name,
        "Backend": attributes,
        "Objects": encoder.objects,
    }


def _read(entry: Json) -> tuple[str, str, dict[str, Any]]:
    if not isinstance(entry, dict) or entry.keys() != {"AccountId", "Region", "Backend", "Objects"}:
        raise DamagedError("State", "has an entry that is no Region.")
    account, region = entry["AccountId"], entry["Region"]
    try:
        region_name(str(region), ses_backends[account_id(str(account))])
    except InvalidValueError as error:
        raise DamagedError("State", f"has an entry that is no Region: {error}") from error
    attributes = Decoder(SES, entry["Objects"]).attributes(BACKEND, entry["Backend"])
    attributes["region"].clock.resume(wall_clock)
    return account, region, attributes
