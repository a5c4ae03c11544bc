"""Replies in moto's form, with the headers that isolate a page from other sites."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from typing import Any

Reply = tuple[int, dict[str, str], Any]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # plotly.js exports a chart as an image by way of a blob or data URL that it creates.
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy: load files from this server only, no inline code, no framing by others."""

_ALWAYS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


def page_reply(html: str, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Reply:
    """A page. It is not cached, because it shows the current state."""
    return int(status), {**_ALWAYS, "content-type": "text/html; charset=utf-8", **(headers or {})}, html


_MAIL_POLICY = "; ".join(
    ("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "frame-ancestors 'self'", "sandbox")
)
"""Content-Security-Policy for the HTML of a message, which is not trusted: its own styles and images only."""


_MEDIA_TYPE = re.compile(r"[a-zA-Z0-9!#$&^_.+-]+/[a-zA-Z0-9!#$&^_.+-]+")
"""A type and its subtype [RFC 6838]."""


def mail_reply(html: str) -> Reply:
    """The HTML part of a message."""
    headers = {"content-security-policy": _MAIL_POLICY, "content-type": "text/html; charset=utf-8"}
    return int(HTTPStatus.OK), {**_ALWAYS, **headers}, html


def attachment_reply(content: bytes, content_type: str, filename: str) -> Reply:
    """An attachment of a message, which is not trusted: a browser saves it and does not display it."""
    disposition = Message()
    disposition.add_header(
        "content-disposition", "attachment", filename=("utf-8", "", filename.encode(errors="replace").decode())
    )
    headers = {
        "content-security-policy": _MAIL_POLICY,
        "content-type": content_type if _MEDIA_TYPE.fullmatch(content_type) else "application/octet-stream",
        "content-disposition": disposition["content-disposition"],
    }
    return int(HTTPStatus.OK), {**_ALWAYS, **headers}, content


def json_reply(document: Mapping[str, Any]) -> Reply:
    """JSON for a script of the console."""
    return int(HTTPStatus.OK), {**_ALWAYS, "content-type": "application/json"}, json.dumps(document)


def file_reply(content: bytes, content_type: str, cache_control: str) -> Reply:
    """A file, cached as ``cache_control`` says."""
    return int(HTTPStatus.OK), {**_ALWAYS, "content-type": content_type, "cache-control": cache_control}, content
