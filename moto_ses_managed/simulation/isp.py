"""Mailbox providers (ISPs), and the provider of each recipient."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, TypeVar

from .errors import InvalidValueError
from .mailboxes import REMEMBERED, bare_address

Isp = Literal["Gmail", "Yahoo", "AOL", "Outlook", "iCloud", "Comcast", "AT&T", "Cox", "GMX", "Orange", "Other"]
"""The name of a mailbox provider, or ``Other``."""

Value = TypeVar("Value")


class ByIsp(dict[Isp, Value]):
    """A value for each ISP, by its name. An unknown name raises UnknownIspError, which lists the known ones."""

    def __getitem__(self, isp: str) -> Value:  # accepts any string, and finds only those of ISPs
        return super().__getitem__(isp)  # type: ignore[index]

    def __missing__(self, isp: str) -> Value:
        raise UnknownIspError(isp)


class UnknownIspError(InvalidValueError, KeyError):
    """There is no ISP of that name."""

    def __init__(self, isp: object) -> None:
        super().__init__(f"Unknown ISP {isp!r}: {', '.join(ISPS)} expected.")

    __str__ = Exception.__str__


OTHER: Final = "Other"
"""The ISP of every recipient whose domain belongs to none of the providers below."""

_DOMAINS: dict[Isp, tuple[str, ...]] = {
    "Gmail": ("gmail.com", "googlemail.com"),
    "Yahoo": ("yahoo.com", "ymail.com", "rocketmail.com", "myyahoo.com"),
    "AOL": ("aol.com", "aim.com", "love.com", "games.com", "wow.com"),
    "Outlook": ("outlook.com", "hotmail.com", "live.com", "msn.com", "passport.com", "windowslive.com"),
    "iCloud": ("icloud.com", "me.com", "mac.com"),
    "Comcast": ("comcast.net", "xfinity.com"),
    "AT&T": ("att.net", "sbcglobal.net", "bellsouth.net", "ameritech.net", "pacbell.net", "swbell.net"),
    "Cox": ("cox.net",),
    "GMX": ("gmx.com", "gmx.net", "gmx.de", "gmx.at", "gmx.ch", "web.de"),
    "Orange": ("orange.fr", "wanadoo.fr"),
}

# These providers give addresses under the same name in many countries: yahoo.co.uk, hotmail.fr, outlook.com.br.
_INTERNATIONAL: dict[str, Isp] = {
    "yahoo": "Yahoo",
    "ymail": "Yahoo",
    "aol": "AOL",
    "hotmail": "Outlook",
    "outlook": "Outlook",
    "live": "Outlook",
    "msn": "Outlook",
}
_COUNTRY_SECOND_LEVELS = frozenset({"co", "com", "net", "org"})

_BY_DOMAIN: dict[str, Isp] = {domain: isp for isp, domains in _DOMAINS.items() for domain in domains}

ISPS: tuple[Isp, ...] = (*_DOMAINS, OTHER)
"""The names of all ISPs, the larger providers first."""


@lru_cache(maxsize=REMEMBERED)
def isp_of(recipient: str) -> Isp:
    """The ISP that serves ``recipient``: an address, with or without a display name.

    Case and sub-addresses (``name+tag@``) make no difference. An internationalized domain counts as its ASCII form
    (IDNA). A domain that belongs to no known provider is ``Other``.
    """
    domain = domain_of(recipient)
    return _BY_DOMAIN.get(domain) or _international(domain) or OTHER


def domain_of(recipient: str) -> str:
    """The domain of an address, in lower case and ASCII; empty if there is none."""
    domain = (bare_address(recipient) or recipient).rpartition("@")[2].strip().strip(".").lower()
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return domain


def _international(domain: str) -> Isp | None:
    name, _, rest = domain.partition(".")
    isp = _INTERNATIONAL.get(name)
    if isp is None:
        return None
    *second_level, country = rest.split(".")
    if len(country) != 2 or len(second_level) > 1:
        return None
    if second_level and second_level[0] not in _COUNTRY_SECOND_LEVELS:
        return None
    return isp
