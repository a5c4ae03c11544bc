"""The addresses of SES's mailbox simulator, and the outcomes of mail to them."""

from __future__ import annotations

from enum import Enum

from ..mailboxes import bare_address

SIMULATOR_DOMAIN = "simulator.amazonses.com"


class Fate(Enum):
    """The outcome of mail at its recipient."""

    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    SOFT_BOUNCED = "SOFT_BOUNCED"
    COMPLAINED = "COMPLAINED"
    OUT_OF_OFFICE = "OUT_OF_OFFICE"
    SUPPRESSED = "SUPPRESSED"


_FATES = {
    "success": Fate.DELIVERED,
    "bounce": Fate.BOUNCED,
    "complaint": Fate.COMPLAINED,
    "ooto": Fate.OUT_OF_OFFICE,
    "suppressionlist": Fate.SUPPRESSED,
}


def is_simulated(recipient: str) -> bool:
    """Whether ``recipient`` is an address of the mailbox simulator."""
    if SIMULATOR_DOMAIN not in recipient.lower():  # a fast path for the usual case
        return False
    return _address(recipient).endswith(f"@{SIMULATOR_DOMAIN}")


def fate_of(recipient: str) -> Fate:
    """The outcome of mail to ``recipient``. Addresses outside the mailbox simulator accept their mail.

    Labels are ignored, as in ``bounce+label@`` [AWS: "Using the mailbox simulator manually"].
    """
    if not is_simulated(recipient):
        return Fate.DELIVERED
    local = _address(recipient).rpartition("@")[0]
    return _FATES.get(local.partition("+")[0], Fate.DELIVERED)


def _address(recipient: str) -> str:
    return (bare_address(recipient) or recipient).lower()
