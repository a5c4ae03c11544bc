"""What a request says on how to sign a domain's mail, checked."""

from __future__ import annotations

import base64
import binascii

from ..wire.errors import BadRequest, NotImplementedHere
from ..wire.parsing import Parameters

SHORTEST_KEY = 1024
LONGEST_KEY = 2048
"""Bits of a key pair that the customer brings [AWS: "at least 1024 bits and up to 2048-bits"]."""

_EASY, _OWN = "AWS_SES", "EXTERNAL"


def check_signing_attributes(operation: str, name: str, origin: str | None, attributes: Parameters) -> None:
    """Raise BadRequest for DkimSigningAttributes that don't go together, or don't go with their ``origin``.

    ``name`` is the identity's, ``origin`` None where the request leaves it to the members. Raises NotImplementedHere
    for a replica of another Region's key pair (Deterministic Easy DKIM).
    """
    if not name.strip() or "@" in name:
        raise BadRequest("The EmailIdentity value must be a valid domain.")
    for said in (origin, attributes.get("DomainSigningAttributesOrigin")):
        if said not in {None, _EASY, _OWN}:
            raise NotImplementedHere(f"{operation} with the signing attributes origin {said}")
    own = "DomainSigningSelector" in attributes or "DomainSigningPrivateKey" in attributes
    said = origin or attributes.get("DomainSigningAttributesOrigin") or (_OWN if own else _EASY)
    if said == _EASY:
        _check_easy(own)
    else:
        _check_own(attributes)


def _check_easy(own: bool) -> None:
    if own:
        raise BadRequest(
            "DomainSigningSelector and DomainSigningPrivateKey are of Bring Your Own DKIM: "
            "the SigningAttributesOrigin AWS_SES goes with NextSigningKeyLength alone."
        )


def _check_own(attributes: Parameters) -> None:
    missing = [name for name in ("DomainSigningSelector", "DomainSigningPrivateKey") if name not in attributes]
    if missing:
        raise BadRequest(f"The SigningAttributesOrigin EXTERNAL requires {' and '.join(missing)}.")
    if "NextSigningKeyLength" in attributes:
        raise BadRequest("NextSigningKeyLength is of Easy DKIM: it doesn't go with a DomainSigningPrivateKey.")
    _check_private_key(attributes["DomainSigningPrivateKey"])


def _check_private_key(private_key: str) -> None:
    # Imported where it is needed: most tests sign nothing.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    expected = f"an RSA key of {SHORTEST_KEY} to {LONGEST_KEY} bits in base64, without header and line breaks"
    try:
        key = load_der_private_key(base64.b64decode(private_key, validate=True), password=None)
    except (binascii.Error, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadRequest(f"The DomainSigningPrivateKey is no private key: {expected} was expected.") from error
    if not isinstance(key, RSAPrivateKey):
        raise BadRequest(f"The DomainSigningPrivateKey is no RSA key: {expected} was expected.")
    if not SHORTEST_KEY <= key.key_size <= LONGEST_KEY:
        raise BadRequest(f"The DomainSigningPrivateKey has {key.key_size} bits: {expected} was expected.")
