"""The entries of moto's ``sent_messages``, which tests written for moto read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from moto.ses import models as motos
from moto.ses.models import RawMessage, TemplateMessage

from ..mail import raw
from ..mail.message import OutgoingEmail, Sender
from ..mail.sent_mail import MotosMessage, PlainContent
from .send import Record

if TYPE_CHECKING:
    from ..models import ManagedSESBackend


class Message(motos.Message):
    """moto's Message for plain content, which is stored anyway: the attributes are computed when they are read.

    It has the name of its base class, because moto identifies models by their class names.
    """

    # mypy does not allow a property to override an attribute.

    __slots__ = ("_content", "_recipients", "id")

    def __new__(cls, *_: object) -> Message:
        made = object.__new__(cls)
        tracked: Any = motos.Message
        tracked.instances_tracked.append(made)  # as moto does, for its dashboard
        return made

    def __init__(self, message_id: str, content: PlainContent, recipients: tuple[str, ...]) -> None:
        self.id = message_id
        self._content = content
        self._recipients = recipients

    @cached_property
    def source(self) -> str:  # type: ignore[override]
        return self._content.sender

    @cached_property
    def subject(self) -> str:  # type: ignore[override]
        return self._content.subject

    @cached_property
    def body(self) -> str | None:  # type: ignore[override]  # moto has None, too
        return self._content.html if self._content.html is not None else self._content.text

    @cached_property
    def destinations(self) -> dict[str, list[str]]:  # type: ignore[override]
        to, cc = self._content.to, self._content.cc
        bcc = self._recipients[len(to) + len(cc) :]
        lists = {"ToAddresses": to, "CcAddresses": cc, "BccAddresses": bcc}
        return {name: [*addresses] for name, addresses in lists.items() if addresses}


def message(
    backend: ManagedSESBackend, outgoing: OutgoingEmail, subject: str, body: str | None, destination: Any
) -> Record:
    def record(message_id: str) -> MotosMessage:
        content = outgoing.plain
        # moto keeps empty lists as they are in the request.
        if content is not None and all(destination.values()):
            return _kept(backend, Message(message_id, content, outgoing.recipients))
        source = outgoing.sender.address
        return _kept(backend, motos.Message(message_id, source, subject, body, destination))  # type: ignore[arg-type]

    return record


def raw_message(backend: ManagedSESBackend, sender: Sender, destinations: Sequence[str], data: bytes) -> Record:
    """Record a raw message. moto adds the recipients in the headers to those of the request."""

    def record(message_id: str) -> MotosMessage:
        everyone = [*destinations, *raw.addresses(raw.parse(data), "to", "cc", "bcc")]
        return _kept(backend, RawMessage(message_id, sender.address, everyone, as_text(data)))

    return record


def template_message(
    backend: ManagedSESBackend, sender: Sender, template: str | None, data: str, destination: Any
) -> Record:
    """Record a message from a template; ``template`` is empty if the content came with the request."""

    return lambda message_id: _kept(
        backend, TemplateMessage(message_id, sender.address, template or "", data, destination)
    )


def _kept(backend: ManagedSESBackend, message: MotosMessage) -> MotosMessage:
    backend.sent_messages.append(message)
    return message


def as_text(data: bytes) -> str:
    """Decode a message for moto, which stores text: as UTF-8 if valid, else one character per byte, without loss."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
