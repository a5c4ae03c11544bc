"""The other Regions of an account, looked at from within one."""

from __future__ import annotations

from collections.abc import Iterator

from moto.ses.models import SESBackend, ses_backends


def regions_of(account: str) -> dict[str, SESBackend]:
    """The account's SES in each Region where it has been used.

    None is made, and no lock is waited for: what is read of another Region is read attribute by attribute.
    """
    accounts = dict.copy(ses_backends)
    return dict.copy(accounts[account]) if account in accounts else {}


def others(backend: SESBackend) -> Iterator[SESBackend]:
    """The account's SES in the other Regions where it has been used."""
    return (other for region, other in regions_of(backend.account_id).items() if region != backend.region_name)
