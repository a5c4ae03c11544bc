"""The addresses of SES's mailbox simulator, and what becomes of mail to them."""

from __future__ import annotations

from enum import Enum

from ..mailboxes import bare_address

SIMULATOR_DOMAIN = "simulator.amazonses.com"


class Fate(Enum):
    """How a mailbox answers."""

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
    """Whether the mailbox simulator takes the mail to ``recipient``."""
    if SIMULATOR_DOMAIN not in recipient.lower():  # the usual case, at once
        return False
    return _address(recipient).endswith(f"@{SIMULATOR_DOMAIN}")


def fate_of(recipient: str) -> Fate:
    """What becomes of mail to ``recipient``: labels count for nothing, as in ``bounce+label@`` [AWS: "Using the mailbox
    simulator manually"], and any address but the simulator's takes its mail."""
    if not is_simulated(recipient):
        return Fate.DELIVERED
    local = _address(recipient).rpartition("@")[0]
    return _FATES.get(local.partition("+")[0], Fate.DELIVERED)


def _address(recipient: str) -> str:
    return (bare_address(recipient) or recipient).lower()
