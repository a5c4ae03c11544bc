"""Unsubscribe links in mail to a contact list.

[AWS: "Using subscription management"]: a message to a single recipient gets List-Unsubscribe headers, which replace the
sender's own, and a link for the first two placeholders of each text.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

from moto.ses.exceptions import InvalidParameterValue

from . import raw

PLACEHOLDER = "{{amazonSESUnsubscribeUrl}}"
PLACEHOLDER_ATTRIBUTE = "amazonSESUnsubscribeUrl"
MAX_PLACEHOLDERS = 2
"""[AWS: "SES will replace only the first two placeholders"]."""

_UNSUBSCRIBE_HEADERS = frozenset({b"list-unsubscribe", b"list-unsubscribe-post"})
_POLICY = compat32.clone(linesep="\r\n", max_line_length=998)


@dataclass(frozen=True)
class ListManagement:
    """The contact list of a message, and its topic if it has one."""

    contact_list: str
    topic: str | None = None


def read_header(value: str) -> ListManagement:
    """Read X-SES-LIST-MANAGEMENT-OPTIONS: ``LIST; topic=TOPIC``. Raises InvalidParameterValue."""
    contact_list, *options = (part.strip() for part in value.split(";"))
    topic = None
    for option in filter(None, options):
        name, equals, text = option.partition("=")
        if name.strip().lower() != "topic" or not equals:
            raise InvalidParameterValue(f"X-SES-LIST-MANAGEMENT-OPTIONS has {option[:100]!r}: topic=NAME was expected.")
        topic = text.strip() or None
    return ListManagement(contact_list.removeprefix("contactListName=").strip(), topic)


def with_unsubscribe_link(message: bytes, url: str) -> bytes:
    """The message with the link in its texts and headers."""
    mime = raw.parse(message)
    texts = [part for part in mime.walk() if part.get_content_type() in {"text/plain", "text/html"}]
    changed = [_put_link(part, url) for part in texts]
    if any(changed):
        written = BytesIO()
        BytesGenerator(written, mangle_from_=False, policy=_POLICY).flatten(mime)
        message = written.getvalue()
    kept = raw.without_headers(message, _UNSUBSCRIBE_HEADERS)
    return f"List-Unsubscribe: <{url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode() + kept


def _put_link(part: Message, url: str) -> bool:
    """Replace the placeholders of a text by the link, and return whether there were any."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return False
    charset = part.get_content_charset("utf-8")
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return False
    if PLACEHOLDER not in text:
        return False
    del part["Content-Transfer-Encoding"]
    part.set_payload(text.replace(PLACEHOLDER, url, MAX_PLACEHOLDERS), charset)
    return True
