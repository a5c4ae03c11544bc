"""The suppression list of an account: addresses for which SES accepts mail but does not send it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.isp import domain_of
from moto_ses_managed.simulation.mail.mailbox_simulator import SIMULATOR_DOMAIN
from moto_ses_managed.simulation.mailboxes import bare_address

from ..sorted_dict import SortedDict

LONGEST_ADDRESS = 320
"""The longest address in characters: 64 before the @, 255 after it [RFC 5321]."""


class SuppressionReason(Enum):
    """Why an address is on the list."""

    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True)
class SuppressedDestination:
    """An entry. Requests and import jobs add entries; bounces and complaints do not."""

    address: str
    reason: SuppressionReason
    updated_at: datetime


class SuppressionList:
    """The entries of one account and Region.

    Entries are stored by address, with the domain in lower case. Addresses that differ in case before the @ have
    separate entries (seen live). Sending ignores that case: either entry suppresses mail to both addresses.
    """

    def __init__(self) -> None:
        self._entries: SortedDict[str, SuppressedDestination] = SortedDict()
        self._by_mailbox: dict[str, dict[str, SuppressedDestination]] = {}

    def put(self, address: str, reason: SuppressionReason, now: datetime) -> None:
        """Add an entry, or replace the entry of the address. The address must pass ``check_suppressible``."""
        key = _key(address)
        # Whole seconds, as all versions of moto show them: a filter with the time that an entry shows selects it.
        updated_at = now.replace(microsecond=0)
        entry = SuppressedDestination(key, reason, updated_at)
        self._entries[key] = entry
        mailbox = self._by_mailbox.setdefault(key.lower(), {})
        mailbox.pop(key, None)
        mailbox[key] = entry

    def find(self, address: str) -> SuppressedDestination | None:
        """The entry of an address, or None."""
        return self._entries.get(_key(address))

    def remove(self, entry: SuppressedDestination) -> None:
        """Remove an entry, which must exist."""
        del self._entries[entry.address]
        mailbox = entry.address.lower()
        del self._by_mailbox[mailbox][entry.address]
        if not self._by_mailbox[mailbox]:
            del self._by_mailbox[mailbox]

    @property
    def entries(self) -> SortedDict[str, SuppressedDestination]:
        """All entries by address."""
        return self._entries

    def reasons_against(self, recipient: str) -> list[SuppressionReason]:
        """The reasons of entries for ``recipient`` (an address, with or without a display name), latest first."""
        if not self._by_mailbox:
            return []
        entries = self._by_mailbox.get(_key(bare_address(recipient) or recipient).lower(), {})
        return [entry.reason for entry in reversed(entries.values())]


def check_suppressible(address: str) -> None:
    """Raise InvalidValueError if this is not a bare address (our choice), or an address of the mailbox simulator.

    Addresses of the mailbox simulator cannot be on the list [AWS: "Using the mailbox simulator"; seen live].
    """
    key = _key(address)
    local, _, domain = key.rpartition("@")
    odd = any(character.isspace() or not character.isprintable() or character in "<>,;" for character in key)
    if odd or not local or len(key) > LONGEST_ADDRESS or not all(domain.split(".")):
        raise InvalidValueError(f"The email address {key[:330]!r} is invalid: name@domain was expected.")
    if domain_of(key) == SIMULATOR_DOMAIN:
        raise InvalidValueError(f"{key} is an address of the mailbox simulator, which can't be suppressed.")


def _key(address: str) -> str:
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"
