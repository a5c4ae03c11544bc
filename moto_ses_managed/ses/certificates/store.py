"""The certificates of the senders of identities. They are stored and shown, but do not sign mail (our choice)."""

from __future__ import annotations

from dataclasses import dataclass, field

from moto_ses_managed.simulation.errors import AlreadyExistsError, InvalidValueError, Kind

from ..identities.store import canonical_name


@dataclass
class Certificates:
    """The ARNs of certificates, by identity and sender."""

    by_identity: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, identity: str) -> dict[str, str]:
        """The certificates of an identity, by sender."""
        return dict(self.by_identity.get(canonical_name(identity), {}))

    def add(self, identity: str, sender: str, certificate_arn: str) -> None:
        """Associate a certificate with a sender. Raises AlreadyExistsError if the sender already has one."""
        of_identity = self.by_identity.setdefault(canonical_name(identity), {})
        if sender in of_identity:
            words = f"A certificate is already associated with sender <{sender}> on identity <{identity}>."
            raise AlreadyExistsError(Kind.CERTIFICATE, sender, words)
        of_identity[sender] = certificate_arn

    def remove(self, identity: str, sender: str) -> None:
        """Remove the certificate of a sender. A missing certificate is not an error (seen live)."""
        name = canonical_name(identity)
        self.by_identity.get(name, {}).pop(sender, None)
        if not self.by_identity.get(name):
            self.by_identity.pop(name, None)


def sender_of(identity: str, sender: str | None) -> str:
    """The sender of a certificate: an address in the domain, or the address identity itself.

    Raises InvalidValueError. All messages except the last were seen live.
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
