"""Read access to the other Regions of an account."""

from __future__ import annotations

from collections.abc import Iterator

from moto.ses.models import SESBackend, ses_backends


def regions_of(account: str) -> dict[str, SESBackend]:
    """The account's SES backend in each Region where it has been used.

    It creates no backend and takes no lock: read only single attributes of another Region.
    """
    accounts = dict.copy(ses_backends)
    return dict.copy(accounts[account]) if account in accounts else {}


def others(backend: SESBackend) -> Iterator[SESBackend]:
    """The account's SES backends in the other Regions where it has been used."""
    return (other for region, other in regions_of(backend.account_id).items() if region != backend.region_name)
