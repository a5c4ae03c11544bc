"""Refuse changes that pages of other web sites request."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from .errors import OtherSiteError

READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


def refuse_other_sites(method: str, url: str, headers: Mapping[str, str]) -> None:
    """Raise OtherSiteError if a browser requests a change for a page that this server did not serve.

    Browsers report this in Sec-Fetch-Site, older ones only in Origin. curl and SDKs send neither, and are not refused.
    """
    if method in READING:
        return
    lower_case = {name.lower(): value for name, value in headers.items()}
    site, origin = lower_case.get("sec-fetch-site"), lower_case.get("origin")
    # `none` means that the user opened the URL, from the address bar or a bookmark.
    if site is not None and site not in {"same-origin", "none"}:
        raise OtherSiteError(origin or site)
    if site is None and origin is not None and _host(origin) != _host(url):
        raise OtherSiteError(origin)


def _host(url: str) -> str:
    """The host and port of a URL. The scheme is ignored, because a proxy may have terminated TLS."""
    try:
        return urlsplit(url).netloc.lower().rpartition("@")[2]
    except ValueError:
        return ""
