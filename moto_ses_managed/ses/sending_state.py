"""Whether an account and a configuration set may send at present."""

from __future__ import annotations

from email.utils import parseaddr

from moto.ses.exceptions import SesError

from .models import ManagedSESBackend


class AccountSendingPausedException(SesError):
    """Sending is disabled for the whole account in this Region."""

    code = "AccountSendingPausedException"


class ConfigurationSetSendingPausedException(SesError):
    """Sending is disabled for what takes this configuration set."""

    code = "ConfigurationSetSendingPausedException"


def check_sending_enabled(backend: ManagedSESBackend, configuration_set: str | None, sender: str) -> None:
    """Raise what SES raises where a message may not go out because sending is paused.

    ``configuration_set`` is that of the request; without one, the default of the identity that ``sender`` (an address,
    with or without a display name) sends as. Raises AccountSendingPausedException or
    ConfigurationSetSendingPausedException, v1's errors, both of which are SendingPausedException in v2; NotFoundError
    where the configuration set does not exist.
    """
    if not backend.account_settings.sending_enabled:
        # The first sentence of what SES says where AWS itself paused the account; the rest of it is not true here.
        raise AccountSendingPausedException("Sending paused for this account.")
    _, address = parseaddr(sender)
    taken = backend.region.sending_configuration_set(configuration_set, address)
    if taken is None:
        return
    # A set that was made by v1, or adopted from plain moto, has the member too.
    if not backend.managed_configuration_set(taken).enabled["SendingEnabled"]:
        raise ConfigurationSetSendingPausedException(f"Sending is paused for configuration set {taken}")
