"""Where the console is served: its pages among the paths of the control API, which it calls for everything else.

activate() hooks these paths, and most tests never ask for one: what answers them is imported by the first request.
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
"""What the paths of the console begin with, its first page aside."""

EXTRA_MISSING = "The console needs its extra: pip install 'moto-ses-managed[console]'."

_READING = ("GET", "HEAD")


def handle(request: Any, full_url: str, headers: Any) -> Reply:
    """Answer one request below the control API's prefix: with a page or an asset, or as the control API answers it."""
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
    """Redirect to the console where the last slash is missing."""
    query = urlsplit(full_url).query
    return page_reply("", HTTPStatus.PERMANENT_REDIRECT, {"location": PREFIX + (f"?{query}" if query else "")})


CONSOLE_PATHS: dict[str, Callable[..., Reply]] = {
    "{0}" + PREFIX + r"(?P<path>[\s\S]*)$": handle,
    "{0}" + PREFIX.rstrip("/") + "$": to_the_console,
}
"""Whatever follows the prefix, line feeds too, which a dot would leave to moto's page for what it doesn't know."""
