"""Composes MIME messages from the parts of a request, with the standard library's email package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import (
    ContentDispositionHeader,
    ContentTransferEncodingHeader,
    ContentTypeHeader,
    HeaderRegistry,
)
from email.message import EmailMessage
from email.policy import EmailPolicy
from enum import Enum
from functools import cache
from hashlib import sha256
from mimetypes import MimeTypes
from typing import Any

from moto.ses.exceptions import InvalidParameterValue

from .headers import Headers, check_custom_headers

DEFAULT_CHARSET = "utf-8"

_CONTENT_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# All that Python takes for one, since its email package does.
_LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")


class TransferEncoding(Enum):
    """The content transfer encoding of an attachment [MIME]."""

    BASE64 = "base64"
    QUOTED_PRINTABLE = "quoted-printable"
    SEVEN_BIT = "7bit"


@dataclass(frozen=True)
class Text:
    """A text of a message, and the character set to send it in."""

    text: str
    charset: str = DEFAULT_CHARSET


@dataclass(frozen=True)
class Attachment:
    """An attached file. Without a content type, it gets the one of its file name."""

    content: bytes
    filename: str
    content_type: str | None = None
    inline: bool = False
    description: str | None = None
    content_id: str | None = None
    transfer_encoding: TransferEncoding = TransferEncoding.SEVEN_BIT


@dataclass(frozen=True)
class Content:
    """The content of a message. Without text and HTML, it has an empty text."""

    subject: Text
    text: Text | None = None
    html: Text | None = None
    headers: Headers = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Envelope:
    """The addresses in the headers of a message, without Bcc."""

    sender: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()


def _header_registry() -> HeaderRegistry:
    """A registry that parses only MIME's headers. Addresses were checked before, and are written as given."""
    registry = HeaderRegistry(use_default_map=False)
    mime_headers: dict[str, Any] = {
        "content-type": ContentTypeHeader,
        "content-disposition": ContentDispositionHeader,
        "content-transfer-encoding": ContentTransferEncodingHeader,
    }
    for name, kind in mime_headers.items():
        registry.map_to_type(name, kind)
    return registry


POLICY = EmailPolicy(linesep="\r\n", header_factory=_header_registry(), cte_type="7bit", max_line_length=998)
"""Lines up to the limit of SMTP, because folding would break addresses."""


def compose(envelope: Envelope, content: Content) -> bytes:
    """Compose a message. Raises InvalidParameterValue for a header, character set or attachment that SES refuses."""
    check_custom_headers(content.headers)
    message = EmailMessage(POLICY)
    addresses = (
        ("From", (envelope.sender,)),
        ("To", envelope.to),
        ("Cc", envelope.cc),
        ("Reply-To", envelope.reply_to),
    )
    for name, display_name in addresses:
        if display_name:
            message[name] = one_line(", ".join(display_name))
    message["Subject"] = one_line(content.subject.text)
    for name, value in content.headers:
        message[name] = one_line(value)
    _add_body(message, content)
    return _written(message)


def compose_preview(date: str, subject: str, text: str, html: str) -> str:
    """The preview of a rendered template as in SES: without addresses, and with the parts as alternatives."""
    message = EmailMessage(POLICY)
    message["Date"] = date
    message["Subject"] = one_line(subject)
    message.make_alternative()
    for part, subtype in ((text, "plain"), (html, "html")):
        if part:
            message.add_alternative(part, subtype=subtype)
    message["MIME-Version"] = "1.0"
    return _written(message).decode("ascii")


def one_line(value: str) -> str:
    """The value of a header without line breaks, which would start another header."""
    return _LINE_BREAKS.sub(" ", value).strip()


def _written(message: EmailMessage) -> bytes:
    """The bytes of a message. Equal messages give equal bytes, so boundaries are not random as in the library."""
    parts = list(message.walk())
    content = sha256()
    for part in parts:
        if not part.is_multipart():
            content.update(str(part.get_payload()).encode("utf-8", "surrogateescape"))
    for number, part in enumerate(parts):
        if number:
            del part["MIME-Version"]  # the header of the whole message is enough
        if part.is_multipart():
            part.set_boundary(f"----=_Part_{number}_{content.hexdigest()[:24]}")
    return message.as_bytes()


def _add_body(message: EmailMessage, content: Content) -> None:
    text = content.text or (None if content.html else Text(""))
    inline = [attachment for attachment in content.attachments if attachment.inline and content.html]
    if text:
        _set_text(message, text, "plain")
    if content.html and text:
        message.make_alternative()
        html = EmailMessage(POLICY)
        _set_html(html, content.html, inline)
        message.attach(html)
    elif content.html:
        _set_html(message, content.html, inline)
    for attachment in content.attachments:
        if attachment not in inline:
            if message.get_content_type() != "multipart/mixed":
                message.make_mixed()
            message.attach(_attached(attachment))


def _set_html(message: EmailMessage, html: Text, inline: Sequence[Attachment]) -> None:
    _set_text(message, html, "html")
    if inline:
        message.make_related()
        for attachment in inline:
            message.attach(_attached(attachment))


def _set_text(message: EmailMessage, text: Text, subtype: str) -> None:
    try:
        message.set_content(text.text, subtype=subtype, charset=text.charset)
    except (LookupError, ValueError) as error:
        raise InvalidParameterValue(f"The text can't be written in the character set {text.charset!r}.") from error


def _attached(attachment: Attachment) -> EmailMessage:
    _check(attachment)
    guessed, _ = _types().guess_type(attachment.filename)
    maintype, _, subtype = (attachment.content_type or guessed or "application/octet-stream").partition("/")
    part = EmailMessage(POLICY)
    encoding = attachment.transfer_encoding
    if encoding is TransferEncoding.SEVEN_BIT and not _fits_7bit(attachment.content):
        encoding = TransferEncoding.BASE64  # 8-bit content would not survive as 7bit
    part.set_content(
        attachment.content,
        maintype=maintype,
        subtype=subtype,
        cte=encoding.value,
        disposition="inline" if attachment.inline else "attachment",
        filename=attachment.filename,
        cid=f"<{attachment.content_id.strip('<>')}>" if attachment.content_id else None,
    )
    if attachment.description:
        part["Content-Description"] = attachment.description
    return part


@cache
def _types() -> MimeTypes:
    """Python's own table of types, which does not depend on the machine. It takes milliseconds to create."""
    return MimeTypes()


def _fits_7bit(content: bytes) -> bool:
    return content.isascii() and b"\0" not in content and all(len(line) <= 998 for line in content.splitlines())


def _check(attachment: Attachment) -> None:
    for name, value in (
        ("FileName", attachment.filename),
        ("ContentId", attachment.content_id or ""),
        ("ContentDescription", attachment.description or ""),
    ):
        if _CONTROL.search(value):
            raise InvalidParameterValue(f"An attachment's {name} has no control characters: {value[:100]!r} has.")
    if not attachment.filename.strip():
        raise InvalidParameterValue("An attachment's FileName can't be blank.")
    content_type = attachment.content_type
    if content_type is not None and not _CONTENT_TYPE.fullmatch(content_type):
        raise InvalidParameterValue(f"An attachment's ContentType is like text/plain: {content_type!r} was given.")
    if content_type is not None and content_type.lower().startswith(("multipart/", "message/")):
        raise InvalidParameterValue(f"An attachment is a file, its ContentType can't be {content_type!r}.")
