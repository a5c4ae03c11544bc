"""The page behind the unsubscribe link of a message, and the one-click request of mail clients (RFC 8058)."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError, SesManagedError
from moto_ses_managed.wire.body import raw_body

from .contact_lists.events import SubscriptionSource
from .mail.unsubscribe_links import PREFIX, UnsubscribeLink, read_link
from .models import ManagedSESBackend
from .sending.subscriptions import unsubscribe
from .siblings import regions_of

_ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}
_READING = ("GET", "HEAD")
_LONGEST_BODY = 10_000
"""The largest form that is read, in bytes (our choice): a one-click request has 26."""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p>{form}</body></html>
"""
_FORM = '<form method="post"><button type="submit">Unsubscribe</button></form>'

Reply = tuple[int, dict[str, str], str]


def answer(request: Any, full_url: str, headers: Any) -> Reply:  # noqa: ARG001  (moto's signature of a handler)
    """Show the page, or unsubscribe its contact. A GET changes nothing, because mail scanners open all links."""
    try:
        link = read_link(unquote(urlsplit(full_url).path).partition(PREFIX)[2])
        return _ask(link) if request.method in _READING else _done(request, link)
    except NotFoundError as error:
        return _page(HTTPStatus.NOT_FOUND, "Not found", str(error))
    except SesManagedError as error:
        return _page(HTTPStatus.BAD_REQUEST, "Not unsubscribed", str(error))


def _ask(link: UnsubscribeLink) -> Reply:
    backend = _backend(link)
    with backend.region.lock:
        contact = backend.contact_lists.named(link.contact_list).contact(link.address)
    return _page(HTTPStatus.OK, "Unsubscribe", f"{contact.address} will receive no more mail {_from(link)}.", _FORM)


def _done(request: Any, link: UnsubscribeLink) -> Reply:
    if request.method != "POST":
        text = f"{request.method} was sent: GET or POST expected."
        status, headers, page = _page(HTTPStatus.METHOD_NOT_ALLOWED, "Not unsubscribed", text)
        return status, headers | {"allow": "GET, HEAD, POST"}, page
    backend = _backend(link)
    with backend.step():
        unsubscribe(backend, link, _source(raw_body(request)))
    return _page(HTTPStatus.OK, "Unsubscribed", f"{link.address} will receive no more mail {_from(link)}.")


def _source(body: bytes) -> SubscriptionSource:
    form = parse_qs(body[:_LONGEST_BODY].decode("latin-1"))
    return SubscriptionSource.HEADER if form == _ONE_CLICK else SubscriptionSource.PAGE


def _backend(link: UnsubscribeLink) -> ManagedSESBackend:
    backend = regions_of(link.account).get(link.region)
    if not isinstance(backend, ManagedSESBackend):
        raise InvalidValueError("The link does not belong to a message that was sent here.")
    return backend


def _from(link: UnsubscribeLink) -> str:
    return f"from the list {link.contact_list}" + (f" about {link.topic}" if link.topic is not None else "")


def _page(status: HTTPStatus, title: str, text: str, form: str = "") -> Reply:
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    return int(status), headers, _PAGE.format(title=escape(title), text=escape(text), form=form)
