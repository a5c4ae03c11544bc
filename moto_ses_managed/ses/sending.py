"""From a message that moto took in to the Region, which sends it on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email import message_from_bytes
from email.utils import parseaddr
from typing import Any

from .models import ManagedSESBackend
from .sending_state import check_sending_enabled

_KINDS = ("ToAddresses", "CcAddresses", "BccAddresses")


def configuration_set_for(backend: ManagedSESBackend, requested: str | None, source: str | None) -> str | None:
    """The configuration set that the message takes.

    Raises NotFoundError where it does not exist, and what check_sending_enabled raises where sending is paused.
    """
    check_sending_enabled(backend, requested or None, source or "")
    _, address = parseaddr(source or "")
    return backend.region.sending_configuration_set(requested or None, address)


def recipients_in(destination: Mapping[str, Any] | Iterable[str]) -> list[str]:
    """The recipients of one message in To, Cc, Bcc order, from either form that moto keeps them in."""
    if isinstance(destination, Mapping):
        return [address for kind in _KINDS for address in destination.get(kind) or ()]
    return list(destination)


def sender_in(raw: bytes) -> str | None:
    """The From of a raw message, None where it has none."""
    sender = message_from_bytes(raw)["from"]
    return str(sender) if sender is not None else None


def as_text(raw: bytes) -> str:
    """moto stores text: UTF-8 where the message is, else byte for character, so that nothing is lost."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
