"""The files that pages load: this package's own, and the smallest bundle of plotly.js that draws the charts."""

from __future__ import annotations

import gzip
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from moto_ses_managed.control.prefix import PREFIX
from moto_ses_managed.version import __version__

from .reply import Reply, file_reply, page_reply
from .transfer import takes_gzip

PLOTLY = "plotly-basic.min.js"
"""The basic bundle of plotly.js (bars and lines), stored compressed beside the other files, with its licence."""

PLOTLY_VERSION = "3.7.0"

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}

_FOR_A_YEAR = "public, max-age=31536000, immutable"
"""Cache-Control for plotly's script, whose URL includes its version."""

_ASK_AGAIN = "no-cache"
"""Cache-Control for this package's own files, which its developers change."""


def reply(name: str, request: Any) -> Reply:
    """The file with this name, or 404."""
    if name == PLOTLY:
        return _plotly_script(compressed=takes_gzip(request))
    if name not in _own():
        message = f"There is no file {name[:200]!r} here."
        return page_reply(message, HTTPStatus.NOT_FOUND, {"content-type": "text/plain; charset=utf-8"})
    return file_reply(_own()[name], _TYPES[name.rpartition(".")[2]], _ASK_AGAIN)


def url_of(name: str) -> str:
    """The URL of the file with this name."""
    version = PLOTLY_VERSION if name == PLOTLY else __version__
    return f"{PREFIX}console/static/{name}?v={version}"


def charts_available() -> bool:
    """Whether plotly, which makes the figures, is installed."""
    return find_spec("plotly") is not None


@cache
def _own() -> dict[str, bytes]:
    folder = files(__package__) / "static"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.rpartition(".")[2] in _TYPES}


def _plotly_script(*, compressed: bool) -> Reply:
    content = _compressed_plotly()
    status, headers, body = file_reply(content if compressed else gzip.decompress(content), _TYPES["js"], _FOR_A_YEAR)
    return status, {**headers, "content-encoding": "gzip"} if compressed else headers, body


@cache
def _compressed_plotly() -> bytes:
    return (files(__package__) / "static" / f"{PLOTLY}.gz").read_bytes()
