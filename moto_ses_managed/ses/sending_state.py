"""Whether an account and a configuration set may send at present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto.ses.exceptions import SesError

if TYPE_CHECKING:
    from .models import ManagedSESBackend


class AccountSendingPausedException(SesError):
    """Sending is disabled for the whole account in this Region."""

    code = "AccountSendingPausedException"


class ConfigurationSetSendingPausedException(SesError):
    """Sending is disabled for what takes this configuration set."""

    code = "ConfigurationSetSendingPausedException"


def check_account_enabled(backend: ManagedSESBackend) -> None:
    """Raise AccountSendingPausedException (in v2 SendingPausedException) while the account's sending is paused."""
    if not backend.account_settings.sending_enabled:
        # The first sentence of what SES says where AWS itself paused the account; the rest of it is not true here.
        raise AccountSendingPausedException("Sending paused for this account.")


def check_set_enabled(backend: ManagedSESBackend, configuration_set: str | None) -> None:
    """Raise ConfigurationSetSendingPausedException (in v2 SendingPausedException) while the set is paused."""
    if configuration_set is None:
        return
    # A set that was made by v1, or adopted from plain moto, has the member too.
    if not backend.managed_configuration_set(configuration_set).enabled["SendingEnabled"]:
        raise ConfigurationSetSendingPausedException(f"Sending is paused for configuration set {configuration_set}")
