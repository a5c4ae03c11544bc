"""Pages of other web sites: what they are refused."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from .errors import OtherSiteError

READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


def refuse_other_sites(method: str, url: str, headers: Mapping[str, str]) -> None:
    """Raise OtherSiteError for a change that a browser sends for a page which this server did not serve.

    Browsers say so in Sec-Fetch-Site, older ones in Origin alone; curl and SDKs send neither, and are not held back.
    """
    if method in READING:
        return
    lower_case = {name.lower(): value for name, value in headers.items()}
    site, origin = lower_case.get("sec-fetch-site"), lower_case.get("origin")
    # `none` is the person: the address line, a bookmark.
    if site is not None and site not in {"same-origin", "none"}:
        raise OtherSiteError(origin or site)
    if site is None and origin is not None and _host(origin) != _host(url):
        raise OtherSiteError(origin)


def _host(url: str) -> str:
    """Host and port; the scheme is left out, for a proxy may have ended TLS in between."""
    try:
        return urlsplit(url).netloc.lower().rpartition("@")[2]
    except ValueError:
        return ""
