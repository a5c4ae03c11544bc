"""The domain that links and pixels of a configuration set's mail lead to: one that the account has verified."""

from __future__ import annotations

from collections.abc import Callable

from moto_ses_managed.simulation.errors import InvalidValueError


class InvalidTrackingError(InvalidValueError):
    """The tracking options are none that a configuration set can have."""


def check_redirect_domain(domain: str | None, is_verified: Callable[[str], bool]) -> None:
    """Raise InvalidTrackingError for a redirect domain that is missing, or neither verified nor below one that is.

    The words are SES's own (seen live).
    """
    if domain is None or not domain.strip():
        raise InvalidTrackingError("CustomRedirectDomain must be specified.")
    labels = domain.lower().split(".")
    # A domain that is verified covers those below it [AWS: "Configuring custom domains to handle open and click
    # tracking"]; a last label alone is not a domain that anybody has.
    if not any(is_verified(".".join(labels[first:])) for first in range(len(labels) - 1)):
        raise InvalidTrackingError(f"Domain <{domain[:256]}> is not verified under this account.")
