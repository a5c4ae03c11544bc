"""Email addresses as SES takes them, and what is wrong with one in SES's words.

SES reads addresses by the rules of JavaMail's InternetAddress, whose words its errors carry.
"""

from __future__ import annotations

import re
from email.utils import getaddresses
from functools import lru_cache

from moto.ses.exceptions import InvalidParameterValue

from moto_ses_managed.simulation.mailboxes import REMEMBERED

LONGEST = 2048
"""Characters of an address with its display name (our choice, far over the 320 of an address)."""

_ILLEGAL_IN_LOCAL = frozenset('()<>,;:\\"[]@')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@lru_cache(maxsize=REMEMBERED)
def check_address(address: str) -> None:
    """Raise InvalidParameterValue unless ``address`` is one address, with or without a display name."""
    if len(address) > LONGEST:
        raise InvalidParameterValue(f"Address length is more than {LONGEST} characters long: {len(address)}.")
    if _CONTROL.search(address):
        raise InvalidParameterValue("Local address contains control or whitespace")
    try:
        found = [pair for pair in getaddresses([address]) if any(pair)]
    except RecursionError as error:  # comments in comments
        raise InvalidParameterValue("Illegal address") from error
    if len(found) != 1:
        raise InvalidParameterValue("Illegal address" if "@" in address else "Missing final '@domain'")
    reason = _wrong_with(found[0][1])
    if reason is not None:
        raise InvalidParameterValue(reason)


def _wrong_with(address: str) -> str | None:
    local, at, domain = address.rpartition("@")
    if not at:
        return "Missing final '@domain'"
    if not local:
        return "Missing local name"
    if not domain:
        return "Missing domain"
    return _wrong_with_local(local) or _wrong_with_domain(domain)


def _wrong_with_local(local: str) -> str | None:
    quoted = len(local) > 1 and local.startswith('"') and local.endswith('"')
    if not local.isascii() or (" " in local and not quoted):
        return "Local address contains control or whitespace"
    if quoted:
        return None
    if _ILLEGAL_IN_LOCAL.intersection(local):
        return "Local address contains illegal character"
    return _wrong_with_dots(local, "Local address")


def _wrong_with_domain(domain: str) -> str | None:
    if any(character.isspace() for character in domain):
        return "Domain contains control or whitespace"
    if not all(character.isalnum() or character in "-." for character in domain):
        return "Domain contains illegal character"
    return _wrong_with_dots(domain, "Domain")


def _wrong_with_dots(part: str, name: str) -> str | None:
    if part.startswith("."):
        return f"{name} starts with dot"
    if part.endswith("."):
        return f"{name} ends with dot"
    return f"{name} contains dot-dot" if ".." in part else None
