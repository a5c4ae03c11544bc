"""The URLs of the console. Its pages are served beside the control API, which they call for everything else.

activate() adds these paths. Most tests never request one, so the pages are imported by the first request.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from moto_ses_managed.control.prefix import PREFIX

from .reply import Reply, page_reply

OWN = "console/"
"""The prefix of the console's paths, except for its first page."""

EXTRA_MISSING = "The console needs its extra: pip install 'moto-ses-managed[console]'."

_READING = ("GET", "HEAD")


def handle(request: Any, full_url: str, headers: Any) -> Reply:
    """Answer a request below the control API's prefix with a page, an asset, or a call of the control API."""
    from moto_ses_managed.control import urls as control_urls

    url = urlsplit(full_url)
    path = unquote(url.path).partition(PREFIX)[2]
    if request.method not in _READING or (path and not path.startswith(OWN)):
        return control_urls.handle(request, full_url, headers)
    if find_spec("jinja2") is None:
        return page_reply(EXTRA_MISSING, HTTPStatus.NOT_FOUND)
    from . import assets, pages
    from .transfer import sent

    kind, _, name = path.removeprefix(OWN).partition("/")
    if kind == "static":
        return sent(request, assets.reply(name, request))
    return sent(request, pages.reply(kind, name, dict(parse_qsl(url.query, keep_blank_values=True))))


def to_the_console(request: Any, full_url: str, headers: Any) -> Reply:  # noqa: ARG001  (moto's signature of a handler)
    """Redirect to the console if the trailing slash is missing."""
    query = urlsplit(full_url).query
    return page_reply("", HTTPStatus.PERMANENT_REDIRECT, {"location": PREFIX + (f"?{query}" if query else "")})


CONSOLE_PATHS: dict[str, Callable[..., Reply]] = {
    "{0}" + PREFIX + r"(?P<path>[\s\S]*)$": handle,
    "{0}" + PREFIX.rstrip("/") + "$": to_the_console,
}
"""Everything after the prefix. ``[\\s\\S]`` matches line feeds, too, which would otherwise get moto's own 404 page."""
