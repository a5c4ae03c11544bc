"""The content of a sent message, parsed on demand: subject, bodies, headers, attachments."""

from __future__ import annotations

from collections.abc import Iterator

from moto_ses_managed.simulation.mail.mail_content import MailAttachment, MailContent, MessageHeaders

from . import raw
from .raw import Mime, decoded
from .sent_mail import PlainContent, SentMail


def content_of(mail: SentMail) -> MailContent:
    """The content of a message; empty if the message could not be rendered."""
    data = mail.content.write() if mail.content is not None else b""
    mime = raw.parse(data)
    headers = MessageHeaders(tuple((name, decoded(value)) for name, value in raw.headers(mime)))
    text, html, attachments = _parts(mime)
    if isinstance(mail.content, PlainContent):
        text, html = mail.content.text, mail.content.html
    tags = {name: values[0] for name, values in mail.tags.items()}
    return MailContent(headers.get("subject", ""), text, html, headers, tags, attachments, data)


def _parts(mime: Mime) -> tuple[str | None, str | None, tuple[MailAttachment, ...]]:
    """The first text, the first HTML, and everything else."""
    texts: dict[str, str] = {}
    attachments = []
    for part in _leaves(mime):
        kind = part.get_content_type()
        is_file = part.get_content_disposition() == "attachment" or part.get_filename() is not None
        if kind in {"text/plain", "text/html"} and kind not in texts and not is_file:
            texts[kind] = _text(part)
        else:
            name = part.get_filename()
            attachments.append(MailAttachment(decoded(name) if name else None, kind, _bytes(part)))
    return texts.get("text/plain"), texts.get("text/html"), tuple(attachments)


def _leaves(mime: Mime) -> Iterator[Mime]:
    waiting = [mime]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed([inner for inner in part.get_payload() if isinstance(inner, Mime)])
        else:
            yield part


def _bytes(part: Mime) -> bytes:
    if part.is_multipart():  # a message in a message
        return b"".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Mime))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Mime) -> str:
    """The text of a part, without the line break that ends it in MIME."""
    data = _bytes(part)
    try:
        text = data.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").removesuffix("\n")
