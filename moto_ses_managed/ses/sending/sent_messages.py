"""What moto keeps of sent mail, in ``sent_messages`` of its backend, where tests that know moto look for it."""

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
    """moto's own, of plain content that is kept anyway: moto's attributes are made when somebody looks at them.

    moto knows its models by the names of their classes, so that this one goes by that of its base.
    """

    # mypy takes a cached property for one that cannot be set.

    __slots__ = ("_content", "_recipients", "id")

    def __new__(cls, *_: object) -> Message:
        made = object.__new__(cls)
        tracked: Any = motos.Message
        tracked.instances_tracked.append(made)  # as moto does, where its dashboard looks for messages
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
        # moto has empty lists as the request has them.
        if content is not None and all(destination.values()):
            return _kept(backend, Message(message_id, content, outgoing.recipients))
        source = outgoing.sender.address
        return _kept(backend, motos.Message(message_id, source, subject, body, destination))  # type: ignore[arg-type]

    return record


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
