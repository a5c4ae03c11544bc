"""The files that pages load: this package's own, and the script of the charts from plotly's package."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from importlib.util import find_spec

from moto_ses_managed.control.prefix import PREFIX
from moto_ses_managed.version import __version__

from .reply import Reply, file_reply, page_reply

PLOTLY = "plotly.min.js"

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}

_FOR_A_YEAR = "public, max-age=31536000, immutable"
"""For plotly's script of 5 MB, whose URL names its version."""

_ASK_AGAIN = "no-cache"
"""For this package's own files, which a developer of it changes."""


def reply(name: str) -> Reply:
    """The file of that name; 404 where there is none."""
    if name == PLOTLY and charts_available():
        return file_reply(_plotly_script(), _TYPES["js"], _FOR_A_YEAR)
    if name not in _own():
        message = f"There is no file {name[:200]!r} here."
        return page_reply(message, HTTPStatus.NOT_FOUND, {"content-type": "text/plain; charset=utf-8"})
    return file_reply(_own()[name], _TYPES[name.rpartition(".")[2]], _ASK_AGAIN)


def url_of(name: str) -> str:
    """Where a page finds the file of that name."""
    version = _plotly_version() if name == PLOTLY else __version__
    return f"{PREFIX}console/static/{name}?v={version}"


def charts_available() -> bool:
    """Whether plotly is installed."""
    return find_spec("plotly") is not None


@cache
def _own() -> dict[str, bytes]:
    folder = files(__package__) / "static"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.rpartition(".")[2] in _TYPES}


@cache
def _plotly_script() -> bytes:
    from plotly.offline import get_plotlyjs

    script: str = get_plotlyjs()
    return script.encode()


def _plotly_version() -> str:
    from plotly.offline import get_plotlyjs_version

    version: str = get_plotlyjs_version()
    return version
