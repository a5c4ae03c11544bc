"""An accepted message as events and rules look at it: its envelope, headers and tags, whichever call brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from moto.ses.models import BulkTemplateMessage, Message, RawMessage, TemplateMessage

from moto_ses_managed.simulation.mail.messages import MessageOrigin

from .headers import Headers

MotosMessage = Message | TemplateMessage | BulkTemplateMessage | RawMessage
"""What moto keeps of a message, in ``sent_messages``."""


class SendOperation(Enum):
    """How a message came in, as events and IAM call it. v2's SendEmail goes by its content: simple, raw or template."""

    SEND_EMAIL = "SendEmail"
    SEND_RAW_EMAIL = "SendRawEmail"
    SEND_TEMPLATED_EMAIL = "SendTemplatedEmail"
    SEND_BULK_TEMPLATED_EMAIL = "SendBulkTemplatedEmail"
    SEND_BULK_EMAIL = "SendBulkEmail"
    SEND_BOUNCE = "SendBounce"
    SEND_SMTP_EMAIL = "SendSmtpEmail"


READ_LATELY = 64
"""Messages whose headers are at hand (our choice: the events of a message come one after the other)."""

_NO_TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlainContent:
    """A message without attachments and headers of the sender's choice, as it was given.

    It is made MIME first when somebody looks, since most messages are never looked at.
    """

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    reply_to: tuple[str, ...]
    subject: str
    text: str | None
    html: str | None

    def write(self) -> bytes:
        """The message as it goes out."""
        from .compose import Content, Envelope, Text, compose

        text, html = (Text(part) if part is not None else None for part in (self.text, self.html))
        envelope = Envelope(self.sender, self.to, self.cc, self.reply_to)
        return compose(envelope, Content(Text(self.subject), text, html))

    def headers(self) -> Headers:
        """Its headers, in order."""
        from . import raw

        return raw.headers(raw.parse(self.write()))


@dataclass(frozen=True, slots=True)
class MimeContent:
    """A message of any other content, as it goes out."""

    data: bytes

    def write(self) -> bytes:
        """The message as it goes out."""
        return self.data

    def headers(self) -> Headers:
        """Its headers, in order."""
        from . import raw

        return raw.headers(raw.parse(raw.header_block(self.data)))


@dataclass(slots=True)
class SentMail:
    """``destination`` is every recipient, as given. ``tags`` are the sender's message tags, name to values, without the
    automatic ``ses:`` ones. ``template`` is the name of the stored template that the message was made from.

    ``is_suppressed_by_tenant`` says that it went by its tenant's suppression list, not by the account's.

    ``content`` is the message itself, None where it could not be made: it is read when somebody looks.
    ``kept_by_moto`` is what goes when this goes: a message of ``sent_messages``, None where another one has it.
    """

    message_id: str
    origin: MessageOrigin
    destination: tuple[str, ...]
    sent_at: datetime
    content: PlainContent | MimeContent | None = None
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_TAGS)
    template: str | None = None
    operation: SendOperation = SendOperation.SEND_EMAIL
    is_suppressed_by_tenant: bool = False
    kept_by_moto: MotosMessage | None = None

    @property
    def source(self) -> str:
        """The sender's address as given."""
        return self.origin.source

    @property
    def configuration_set(self) -> str | None:
        """The name of the set that the message took."""
        return self.origin.configuration_set

    @property
    def headers(self) -> Headers:
        """The message's headers, each on one line, in order."""
        return _headers(self.content) if self.content is not None else ()


@lru_cache(maxsize=READ_LATELY)
def _headers(content: PlainContent | MimeContent) -> Headers:
    return content.headers()
