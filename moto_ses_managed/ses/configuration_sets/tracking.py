"""The custom redirect domain of a configuration set: the domain of the tracking links and pixels in its mail."""

from __future__ import annotations

from collections.abc import Callable

from moto_ses_managed.simulation.errors import InvalidValueError


class InvalidTrackingError(InvalidValueError):
    """The tracking options are invalid."""


def check_redirect_domain(domain: str | None, is_verified: Callable[[str], bool]) -> None:
    """Raise InvalidTrackingError if the redirect domain is missing, or neither it nor a parent domain is verified.

    The messages are SES's (seen live).
    """
    if domain is None or not domain.strip():
        raise InvalidTrackingError("CustomRedirectDomain must be specified.")
    labels = domain.lower().split(".")
    # A verified domain covers its subdomains [AWS: "Configuring custom domains to handle open and click tracking"].
    # A top-level domain alone does not count.
    if not any(is_verified(".".join(labels[first:])) for first in range(len(labels) - 1)):
        raise InvalidTrackingError(f"Domain <{domain[:256]}> is not verified under this account.")
