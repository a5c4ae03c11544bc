"""What moto keeps of sent mail, in ``sent_messages`` of its backend, where tests that know moto look for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from moto.ses.models import Message, RawMessage, TemplateMessage

from ..mail import raw
from ..mail.message import Sender
from ..mail.sent_mail import MotosMessage
from .send import Record

if TYPE_CHECKING:
    from ..models import ManagedSESBackend


def message(backend: ManagedSESBackend, sender: Sender, subject: str, body: str | None, destination: Any) -> Record:
    return lambda message_id: _kept(
        backend,
        Message(message_id, sender.address, subject, body, destination),  # type: ignore[arg-type]
    )


def raw_message(backend: ManagedSESBackend, sender: Sender, destinations: Sequence[str], data: bytes) -> Record:
    """moto adds the recipients of the headers to those of the request."""

    def record(message_id: str) -> MotosMessage:
        everyone = [*destinations, *raw.addresses(raw.parse(data), "to", "cc", "bcc")]
        return _kept(backend, RawMessage(message_id, sender.address, everyone, as_text(data)))

    return record


def template_message(
    backend: ManagedSESBackend, sender: Sender, template: str | None, data: str, destination: Any
) -> Record:
    """``template`` is empty for one that came with the request."""

    return lambda message_id: _kept(
        backend, TemplateMessage(message_id, sender.address, template or "", data, destination)
    )


def _kept(backend: ManagedSESBackend, message: MotosMessage) -> MotosMessage:
    backend.sent_messages.append(message)
    return message


def as_text(data: bytes) -> str:
    """moto stores text: UTF-8 where the message is, else byte for character, so that nothing is lost."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
