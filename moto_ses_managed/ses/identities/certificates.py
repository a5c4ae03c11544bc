"""S/MIME certificates of an identity's addresses: kept and shown, no mail is signed with them (our choice)."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import AlreadyExistsError, InvalidValueError, Kind

from .model import ManagedEmailIdentity, domain_of_identity
from .store import canonical_name


def associate(identity: ManagedEmailIdentity, address: str | None, certificate_arn: str) -> None:
    """Give an address its certificate. Raises InvalidValueError (the address) or AlreadyExistsError."""
    known_as = _address(identity, address)
    if known_as in identity.certificates:
        raise AlreadyExistsError(Kind.CERTIFICATE, known_as)
    identity.certificates[known_as] = certificate_arn


def disassociate(identity: ManagedEmailIdentity, address: str | None) -> None:
    """Take an address its certificate; one that has none is no error [AWS: "This operation is idempotent"]."""
    identity.certificates.pop(_address(identity, address), None)


def _address(identity: ManagedEmailIdentity, address: str | None) -> str:
    """[AWS: AssociateEmailIdentityCertificate, FromAddress.]"""
    name = identity.email_identity
    if not identity.is_domain:
        if address is not None and canonical_name(address) != name:
            raise InvalidValueError(f"FromAddress {address[:330]!r} must be the email identity, {name}.")
        return name
    if address is None:
        raise InvalidValueError(f"FromAddress is required: {name} is a domain.")
    domain = domain_of_identity(canonical_name(address))
    if "@" not in address or not (domain == name or domain.endswith(f".{name}")):
        raise InvalidValueError(f"FromAddress {address[:330]!r} is no address of {name} or a subdomain of it.")
    return canonical_name(address)
