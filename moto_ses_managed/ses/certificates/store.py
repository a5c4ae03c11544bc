"""The certificates that identities' senders are associated with: kept and shown, no mail is signed (our choice)."""

from __future__ import annotations

from dataclasses import dataclass, field

from moto_ses_managed.simulation.errors import AlreadyExistsError, InvalidValueError, Kind

from ..identities.store import canonical_name


@dataclass
class Certificates:
    """The ARN of each sender's certificate, by identity and sender."""

    by_identity: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, identity: str) -> dict[str, str]:
        """The certificates of an identity, by their senders."""
        return dict(self.by_identity.get(canonical_name(identity), {}))

    def add(self, identity: str, sender: str, certificate_arn: str) -> None:
        """Raises AlreadyExistsError."""
        of_identity = self.by_identity.setdefault(canonical_name(identity), {})
        if sender in of_identity:
            words = f"A certificate is already associated with sender <{sender}> on identity <{identity}>."
            raise AlreadyExistsError(Kind.CERTIFICATE, sender, words)
        of_identity[sender] = certificate_arn

    def remove(self, identity: str, sender: str) -> None:
        """One that is not there is no error (seen live)."""
        name = canonical_name(identity)
        self.by_identity.get(name, {}).pop(sender, None)
        if not self.by_identity.get(name):
            self.by_identity.pop(name, None)


def sender_of(identity: str, sender: str | None) -> str:
    """The sender that a certificate is for: of a domain an address in it, else the identity itself.

    Raises InvalidValueError, in words seen live but the last.
    """
    is_domain = "@" not in identity
    if sender is None:
        if is_domain:
            raise InvalidValueError("FromAddress is required when EmailIdentity is a domain.")
        return identity
    local, _, domain = sender.rpartition("@")
    if not local or not domain or "@" in local or any(character.isspace() for character in sender):
        raise InvalidValueError(f"FromAddress <{sender}> is not a valid email address.")
    if is_domain and not f".{domain.lower()}".endswith(f".{identity.lower()}"):
        raise InvalidValueError(f"FromAddress <{sender}> does not belong to the domain identity <{identity}>.")
    if not is_domain and sender != identity:
        raise InvalidValueError(f"FromAddress <{sender}> does not match the email identity <{identity}>.")
    return sender
