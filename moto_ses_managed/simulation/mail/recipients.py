"""The outcome of mail at its recipients, as the mailbox simulator's addresses or a test decide."""

from __future__ import annotations

from enum import Enum

from ..errors import InvalidValueError
from ..isp import domain_of
from ..mailboxes import bare_address
from .mailbox_simulator import Fate, fate_of


class RecipientOutcome(str, Enum):
    """The outcome of mail to an address or to a whole domain. Members equal their strings."""

    DELIVER = "DELIVER"
    """The mail is delivered (the default)."""

    BOUNCE = "BOUNCE"
    """The recipient's server rejects the mail permanently: a permanent bounce."""

    SOFT_BOUNCE = "SOFT_BOUNCE"
    """The recipient's server rejects the mail temporarily. SES retries until the deadline: a transient bounce."""

    COMPLAINT = "COMPLAINT"
    """The mail is delivered, and the recipient marks it as spam."""

    def __str__(self) -> str:
        return self.value


_FATES = {
    RecipientOutcome.DELIVER: Fate.DELIVERED,
    RecipientOutcome.BOUNCE: Fate.BOUNCED,
    RecipientOutcome.SOFT_BOUNCE: Fate.SOFT_BOUNCED,
    RecipientOutcome.COMPLAINT: Fate.COMPLAINED,
}


class Recipients:
    """The outcomes chosen for recipients in a Region. An address takes precedence over its domain."""

    def __init__(self) -> None:
        self._outcomes: dict[str, RecipientOutcome] = {}

    def set_outcome(self, address_or_domain: str, outcome: RecipientOutcome | str) -> None:
        """Choose the outcome of mail to an address or a domain from now on. Raises InvalidValueError."""
        self._outcomes[_key(address_or_domain)] = _outcome(outcome)

    def fate_of(self, recipient: str) -> Fate:
        """The current outcome of mail to ``recipient``."""
        if not self._outcomes:
            return fate_of(recipient)
        address = (bare_address(recipient) or recipient).lower()
        chosen = self._outcomes.get(address) or self._outcomes.get(domain_of(recipient))
        return fate_of(recipient) if chosen is None else _FATES[chosen]


def _key(address_or_domain: object) -> str:
    if isinstance(address_or_domain, str):
        address = (bare_address(address_or_domain) if "@" in address_or_domain else address_or_domain).strip().lower()
        local, at, domain = address.rpartition("@")
        if domain and bool(local) == bool(at) and not set(domain) & set(" \t\r\n,;<>()"):
            return f"{local}{at}{domain_of(domain)}"
    raise InvalidValueError(
        f"The recipient must be an email address or a domain, as in bob@example.org or example.org: "
        f"{address_or_domain!r} was given."
    )


def _outcome(outcome: object) -> RecipientOutcome:
    try:
        return RecipientOutcome(outcome)
    except ValueError:
        expected = ", ".join(RecipientOutcome)
        raise InvalidValueError(f"The recipient's outcome must be one of {expected}: {outcome!r} was given.") from None
