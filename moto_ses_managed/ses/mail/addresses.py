"""Email addresses as SES parses them, with SES's messages for invalid ones.

SES parses addresses with JavaMail's InternetAddress, whose messages appear in its errors. This module follows the same
rules, because Python's parser repairs addresses that SES refuses, in different ways in different versions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from moto.ses.exceptions import InvalidParameterValue

from moto_ses_managed.simulation.mailboxes import REMEMBERED

LONGEST = 320
"""The longest address with its display name, in characters (seen live)."""

_ILLEGAL_IN_LOCAL = frozenset('()<>,;:\\"[]@')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DOMAIN = re.compile(r"[A-Za-z0-9.-]*")


@lru_cache(maxsize=REMEMBERED)
def check_address(address: str) -> None:
    """Raise InvalidParameterValue if ``address`` is not one address, with or without a display name."""
    addresses = split_addresses(address) or [""]
    for one in addresses:
        reason = _fault_of(bare(one))
        if reason is not None:
            raise InvalidParameterValue(reason)
    if len(addresses) > 1:
        raise InvalidParameterValue("Illegal address")
    if _CONTROL.search(address):
        raise InvalidParameterValue("Local address contains control or whitespace")
    if len(address) > LONGEST:
        raise InvalidParameterValue(f"Address length is more than {LONGEST} characters long: '{address}'.")


def split_addresses(field: str) -> list[str]:
    """The addresses of a header field, as they are written; the members of a group without the group's name.

    Raises InvalidParameterValue for a quote, comment or angle bracket that is not closed.
    """
    addresses: list[str] = []
    start = 0
    for position, character in _outside(field):
        if character == ":" and "@" not in field[start:position]:
            start = position + 1  # the name of a group
        elif character in ",;":
            addresses.append(field[start:position].strip())
            start = position + 1
    addresses.append(field[start:].strip())
    return [address for address in addresses if address]


def _outside(field: str) -> list[tuple[int, str]]:
    """The characters outside of quotes, comments and angle brackets, with their positions."""
    unquoted: list[tuple[int, str]] = []
    closing, depth, escaped = "", 0, False
    for position, character in enumerate(field):
        if escaped:
            escaped = False
        elif character == "\\" and closing != ">":
            escaped = True
        elif closing == ")" and character == "(":
            depth += 1
        elif closing and character == closing:
            depth -= 1
            closing = closing if depth else ""
        elif not closing and character in _PAIRS:
            closing, depth = _PAIRS[character], 1
        elif not closing:
            unquoted.append((position, character))
    if closing:
        raise InvalidParameterValue(_UNENDED[closing])
    return unquoted


_PAIRS = {'"': '"', "(": ")", "<": ">"}
_UNENDED = {'"': "Missing '\"'", ")": "Missing ')'", ">": "Missing '>'"}


def bare(mailbox: str) -> str:
    """The address without comments and display name."""
    kept = _without_comments(mailbox).strip()
    opening = kept.rfind("<")
    if opening >= 0 and kept.endswith(">"):
        return kept[opening + 1 : -1].strip()
    return kept


def _without_comments(mailbox: str) -> str:
    if "(" not in mailbox:
        return mailbox
    kept: list[str] = []
    quoted, depth, escaped = False, 0, False
    for character in mailbox:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"' and not depth:
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            continue
        if not depth:
            kept.append(character)
    return "".join(kept)


def _fault_of(address: str) -> str | None:
    quoted = re.match(r'"(?:[^"\\]|\\.)*"(?=@)', address)
    local, at, domain = address.partition("@") if quoted is None else (quoted[0], "@", address[quoted.end() + 1 :])
    if not local.isascii() or (quoted is None and _has_control_or_space(local)):
        return "Local address contains control or whitespace"
    if not at:
        return "Missing final '@domain'"
    if not local:
        return "Missing local name"
    if not domain:
        return "Missing domain"
    return (_fault_of_local(local) if quoted is None else None) or _fault_of_domain(domain)


def _fault_of_local(local: str) -> str | None:
    if _ILLEGAL_IN_LOCAL.intersection(local):
        return "Local address contains illegal character"
    return _fault_of_dots(local, "Local address")


def _fault_of_domain(domain: str) -> str | None:
    if _has_control_or_space(domain):
        return "Domain contains control or whitespace"
    if not _DOMAIN.fullmatch(domain):
        return "Domain contains illegal character"  # non-ASCII letters, too: SES requires Punycode
    return _fault_of_dots(domain, "Domain")


def _fault_of_dots(part: str, name: str) -> str | None:
    if part.startswith("."):
        return f"{name} starts with dot"
    if part.endswith("."):
        return f"{name} ends with dot"
    return f"{name} contains dot-dot" if ".." in part else None


def _has_control_or_space(text: str) -> bool:
    return _CONTROL.search(text) is not None or any(character.isspace() for character in text)
