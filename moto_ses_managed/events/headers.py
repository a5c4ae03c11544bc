"""The headers of a message in its events."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import formataddr, getaddresses
from typing import Any

from moto_ses_managed.ses.mail.raw import decoded
from moto_ses_managed.ses.mail.sent_mail import SentMail

MAX_HEADERS_SIZE = 10 * 1024
"""Bytes of headers that an event includes [AWS: headersTruncated, "if the headers are larger than 10 KB"]."""

_ADDRESS_LISTS = {"from": "from", "reply-to": "replyTo", "to": "to", "cc": "cc", "bcc": "bcc"}
_TEXTS = {"return-path": "returnPath", "sender": "sender", "date": "date", "subject": "subject"}


def header(mail: SentMail, name: str) -> str | None:
    """The value of the first header with this name, ignoring case; None if there is none."""
    return next((value for field, value in mail.headers if field.lower() == name.lower()), None)


def original_headers(mail: SentMail) -> tuple[list[dict[str, str]], bool]:
    """The headers in the order of the message, and whether some were left out.

    All headers from the first one that exceeds MAX_HEADERS_SIZE are left out. Where SES cuts is not documented (our
    choice).
    """
    headers: list[dict[str, str]] = []
    size = 0
    for name, value in mail.headers:
        size += len(f"{name}: {value}\r\n".encode("utf-8", "surrogatepass"))
        if size > MAX_HEADERS_SIZE:
            return headers, True
        headers.append({"name": name, "value": value})
    return headers, False


def common_headers(mail: SentMail) -> dict[str, Any]:
    """The common headers, decoded; ``messageId`` is the ID that SES gave the message [AWS: commonHeaders]."""
    common: dict[str, Any] = {}
    for name, value in mail.headers:
        lower = name.lower()
        if lower in _ADDRESS_LISTS:
            common.setdefault(_ADDRESS_LISTS[lower], []).extend(_addresses(value))
        elif lower in _TEXTS:
            common.setdefault(_TEXTS[lower], decoded(value))
    return common | {"messageId": mail.message_id}


def _addresses(value: str) -> Iterable[str]:
    for name, address in getaddresses([value]):
        if not address:
            # Not a valid list of addresses: SES shows the value as it was sent.
            yield value
            return
        display_name = decoded(name)
        plain = (display_name + address).isascii()
        yield formataddr((display_name, address)) if plain else f"{display_name} <{address}>".strip()
