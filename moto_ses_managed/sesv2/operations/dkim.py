"""Validation of the DKIM signing attributes in a request."""

from __future__ import annotations

import base64
import binascii

from moto_ses_managed.ses.identities.model import EASY_DKIM_ORIGIN, OWN_DKIM_ORIGIN

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters

SHORTEST_KEY = 1024
LONGEST_KEY = 2048
"""The shortest and longest key of the customer, in bits [AWS: "at least 1024 bits and up to 2048-bits"]."""

_OF_A_KEY = ("DomainSigningSelector", "DomainSigningPrivateKey", "NextSigningKeyLength")


def check_signing_attributes(name: str, origin: str | None, attributes: Parameters) -> None:
    """Raise BadRequest for DkimSigningAttributes that conflict with each other or with ``origin``.

    ``name`` is the name of the identity. ``origin`` is the SigningAttributesOrigin of
    PutEmailIdentityDkimSigningAttributes; None for a request without that member.
    """
    if not name.strip() or "@" in name:
        raise BadRequest("The EmailIdentity value must be a valid domain.")
    if origin is not None and "DomainSigningAttributesOrigin" in attributes:
        # "None of the values are allowed - use the SigningAttributesOrigin parameter instead" [AWS].
        raise BadRequest("DomainSigningAttributesOrigin is not allowed here: use SigningAttributesOrigin instead.")
    own = "DomainSigningSelector" in attributes or "DomainSigningPrivateKey" in attributes
    chosen = origin or attributes.get("DomainSigningAttributesOrigin") or (OWN_DKIM_ORIGIN if own else EASY_DKIM_ORIGIN)
    if chosen == EASY_DKIM_ORIGIN:
        _check_easy(own)
    elif chosen != OWN_DKIM_ORIGIN:
        _check_replica(chosen, attributes)
    else:
        _check_own(attributes)


def _check_easy(own: bool) -> None:
    if own:
        raise BadRequest(
            "DomainSigningSelector and DomainSigningPrivateKey are of Bring Your Own DKIM: "
            "the SigningAttributesOrigin AWS_SES goes with NextSigningKeyLength alone."
        )


def _check_replica(origin: str, attributes: Parameters) -> None:
    """Raise BadRequest for attributes of a key. A replica uses its parent's key pair (Deterministic Easy DKIM)."""
    named = [member for member in _OF_A_KEY if member in attributes]
    if named:
        raise BadRequest(f"{' and '.join(named)} can't go with {origin}: a replica has the key pair of its parent.")


def _check_own(attributes: Parameters) -> None:
    missing = [name for name in ("DomainSigningSelector", "DomainSigningPrivateKey") if name not in attributes]
    if missing:
        raise BadRequest(f"The SigningAttributesOrigin EXTERNAL requires {' and '.join(missing)}.")
    if "NextSigningKeyLength" in attributes:
        raise BadRequest("NextSigningKeyLength is of Easy DKIM: it doesn't go with a DomainSigningPrivateKey.")
    _check_private_key(attributes["DomainSigningPrivateKey"])


def _check_private_key(private_key: str) -> None:
    # Imported here because most tests do not need it.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    expected = f"an RSA key of {SHORTEST_KEY} to {LONGEST_KEY} bits in base64, without header and line breaks"
    try:
        key = load_der_private_key(base64.b64decode(private_key, validate=True), password=None)
    except (binascii.Error, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadRequest(f"The DomainSigningPrivateKey is not a private key: {expected} was expected.") from error
    if not isinstance(key, RSAPrivateKey):
        raise BadRequest(f"The DomainSigningPrivateKey is not an RSA key: {expected} was expected.")
    if not SHORTEST_KEY <= key.key_size <= LONGEST_KEY:
        raise BadRequest(f"The DomainSigningPrivateKey has {key.key_size} bits: {expected} was expected.")
