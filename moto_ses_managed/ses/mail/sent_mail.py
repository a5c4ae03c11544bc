"""An accepted message, for events and rules: its envelope, headers and tags, whichever call sent it."""

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
"""The entries of moto's ``sent_messages``."""


class SendOperation(Enum):
    """The operation that sent a message, as in events and IAM. For v2's SendEmail, it depends on the content."""

    SEND_EMAIL = "SendEmail"
    SEND_RAW_EMAIL = "SendRawEmail"
    SEND_TEMPLATED_EMAIL = "SendTemplatedEmail"
    SEND_BULK_TEMPLATED_EMAIL = "SendBulkTemplatedEmail"
    SEND_BULK_EMAIL = "SendBulkEmail"
    SEND_BOUNCE = "SendBounce"
    SEND_SMTP_EMAIL = "SendSmtpEmail"


READ_LATELY = 64
"""The number of messages whose headers are cached (our choice: the events of a message follow each other)."""

_NO_TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlainContent:
    """A message without attachments or custom headers, as it was given.

    It is composed as MIME only when it is read, as most messages never are.
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
    """Any other message, in MIME."""

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
    """An accepted message.

    ``destination`` has all recipients, as given. ``tags`` are the sender's message tags, name to values, without the
    automatic ``ses:`` ones. ``template`` is the name of the stored template of the message.

    ``is_suppressed_by_tenant`` says that the tenant's suppression list applied, not the account's.

    ``content`` is the message itself; None if it could not be rendered. ``kept_by_moto`` is its entry in
    ``sent_messages``, which is removed together with it; None if it shares an entry.
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
        """The name of the configuration set of the message."""
        return self.origin.configuration_set

    @property
    def headers(self) -> Headers:
        """The message's headers, each on one line, in order."""
        return _headers(self.content) if self.content is not None else ()


@lru_cache(maxsize=READ_LATELY)
def _headers(content: PlainContent | MimeContent) -> Headers:
    return content.headers()
