"""Configuration sets and identities for a page: which pool a sender's mail takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moto_ses_managed.ses.configuration_sets.event_destinations import EventDestination
from moto_ses_managed.ses.configuration_sets.model import ManagedConfigurationSet
from moto_ses_managed.ses.identities.store import MAX_IDENTITIES
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.pool_names import DEFAULT_DEDICATED_POOL, SHARED_POOL

MOST_ROWS = 500
"""Configuration sets, and identities, that a page shows at most (our choice; SES's own lists have all)."""


@dataclass(frozen=True)
class SetRow:
    """A configuration set. ``pool`` is its sending pool; None if it names none."""

    name: str
    pool: str | None
    max_delivery_seconds: int | None
    sending_enabled: bool
    destinations: tuple[str, ...]
    delivery_options: dict[str, object]


@dataclass(frozen=True)
class IdentityRow:
    """An identity, its default set, and the route of mail that names no other set."""

    name: str
    kind: str
    verified: bool
    default_set: str | None
    way: str


@dataclass(frozen=True)
class SendingView:
    """The page: at most MOST_ROWS of each, and the totals."""

    sets: list[SetRow]
    all_sets: int
    identities: list[IdentityRow]
    all_identities: int
    most_identities: int
    pools: list[str]


def sending_view(ses: ManagedSESBackend) -> SendingView:
    """The current sets and identities, sorted by name."""
    with ses.step(reads=True):
        return SendingView(
            sets=[_set_row(ses.config_sets[name]) for name in ses.config_sets.names()[:MOST_ROWS]],
            all_sets=len(ses.config_sets),
            identities=list(_identity_rows(ses)),
            all_identities=len(ses.email_identities),
            most_identities=MAX_IDENTITIES,
            pools=list(ses.region.pools),
        )


def _set_row(configuration_set: ManagedConfigurationSet) -> SetRow:
    wait = configuration_set.max_wait
    return SetRow(
        name=configuration_set.configuration_set_name,
        pool=configuration_set.sending_pool,
        max_delivery_seconds=round(wait.total_seconds()) if wait is not None else None,
        sending_enabled=configuration_set.sending_enabled,
        destinations=tuple(_destination(each) for each in configuration_set.event_destinations),
        delivery_options=dict(configuration_set.delivery_options),
    )


def _destination(destination: EventDestination) -> str:
    kind = type(destination.target).__name__.removesuffix("Target")
    return f"{destination.name} ({kind}{'' if destination.enabled else ', disabled'})"


def _identity_rows(ses: ManagedSESBackend) -> Iterator[IdentityRow]:
    for name in ses.email_identities.names()[:MOST_ROWS]:
        identity = ses.email_identities[name]
        default = identity.configuration_set_name
        yield IdentityRow(
            name=name,
            kind="domain" if identity.is_domain else "address",
            verified=bool(identity.verified_for_sending_status),
            default_set=default,
            way=_way(ses, default),
        )


def _way(ses: ManagedSESBackend, default_set: str | None) -> str:
    if default_set is not None and default_set not in ses.config_sets:
        return f"nowhere: its default set {default_set} was deleted, and sends without a set fail"
    pool = ses.config_sets[default_set].sending_pool if default_set is not None else None
    if pool is not None and pool != DEFAULT_DEDICATED_POOL:
        return pool
    if pool != SHARED_POOL and ses.region.ips(DEFAULT_DEDICATED_POOL):
        return DEFAULT_DEDICATED_POOL
    return SHARED_POOL
