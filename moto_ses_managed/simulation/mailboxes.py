"""Email addresses as they are written: with or without a display name."""

from __future__ import annotations

from email.utils import parseaddr
from functools import lru_cache

REMEMBERED = 1024
"""Addresses that are not read again (our choice: a test sends from and to the same few)."""


@lru_cache(maxsize=REMEMBERED)
def bare_address(mailbox: str) -> str:
    """``ann@example.com`` of ``Ann <ann@example.com>``; empty where there is no address."""
    try:
        address = parseaddr(mailbox)[1]
    except RecursionError:
        # Of hundreds of brackets within each other; how many are too many is a matter of who calls.
        return ""
    return mailbox if address == mailbox else address  # the usual case: one object for both
