"""The one way that mail takes into SES: every call that sends makes an Outgoing and hands it to ``send``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from moto.sns.exceptions import SNSNotFoundError

from moto_ses_managed.simulation.mail_events import MailEvent, MailEventKind
from moto_ses_managed.simulation.mailboxes import bare_address

from . import raw, sending_rules
from .content_checks import has_virus
from .ids import new_message_id
from .mail import SentMail
from .suppression import SuppressionReason, is_suppressed

if TYPE_CHECKING:
    from .models import ManagedSESBackend

VIRUS_FOUND = "Bad content"
"""Why SES rejects a message with a virus, as its Reject event says it [AWS: "Reject object"]."""


_SUPPRESSED_AS = {
    SuppressionReason.BOUNCE: MailEventKind.BOUNCE,
    SuppressionReason.COMPLAINT: MailEventKind.COMPLAINT,
}


class Api(Enum):
    """The API that a request came by; what a message may weigh depends on it."""

    V1 = "v1"
    V2 = "v2"


@dataclass(frozen=True)
class Sender:
    """On whose behalf mail is sent, and by which rules.

    ``address`` is the sender as given. ``identity_arn`` and ``return_path_arn`` name identities that others own and let
    the account use. ``named_in_headers`` are the senders that a raw message's own headers name. ``configuration_set``
    is the one that the request names.
    """

    address: str
    identity_arn: str | None = None
    return_path: str | None = None
    return_path_arn: str | None = None
    reply_to: tuple[str, ...] = ()
    named_in_headers: tuple[str, ...] = ()
    from_arn: str | None = None
    configuration_set: str | None = None


@dataclass(frozen=True)
class Destination:
    """Who is to get a message, as given, with or without display names."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()

    @classmethod
    def of(cls, member: Mapping[str, Any]) -> Destination:
        """From the member of that name, which both APIs have in one form."""
        return cls(*(tuple(member.get(kind) or ()) for kind in ("ToAddresses", "CcAddresses", "BccAddresses")))

    @property
    def recipients(self) -> tuple[str, ...]:
        """All of them, in To, Cc, Bcc order."""
        return (*self.to, *self.cc, *self.bcc)


Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outgoing:
    """A message on its way in. ``write`` makes it MIME, as it goes out, and is not called before somebody looks.

    A ``plain`` one has nothing in it that SES would look for: no attachment, no header of the sender's choice, far from
    the limit of size. ``template`` is the name of the stored template it was made from. Where that could not be filled
    in, ``rendering_failure`` says why and there is nothing to write.
    """

    api: Api
    sender: Sender
    destination: Destination
    write: Callable[[], bytes]
    tags: Tags = ()
    template: str | None = None
    rendering_failure: str | None = None
    plain: bool = False

    @property
    def recipients(self) -> tuple[str, ...]:
        return self.destination.recipients

    @cached_property
    def message(self) -> bytes:
        """The message as it goes out."""
        return self.write()

    @cached_property
    def mime(self) -> raw.Mime:
        """The message, read. Raises InvalidParameterValue where it can't be."""
        return raw.parse(self.message)


Record = Callable[[str], None]
"""Keeps a message that was sent where moto keeps it, by its id."""


def send(backend: ManagedSESBackend, outgoing: Outgoing, record: Record) -> str:
    """Check a message, take it in, send it on its way, and return its id.

    Raises what ``sending_rules.check`` raises; nothing has changed then. A message whose template could not be filled
    in, or that has a virus, is taken in and goes nowhere: an event says so.
    """
    sending_rules.check(backend, outgoing)
    configuration_set = sending_rules.configuration_set_of(backend, outgoing.sender)
    now = backend.region.clock.now
    message_id = new_message_id(now)
    backend.mail[message_id] = _sent_mail(outgoing, message_id, configuration_set, now)
    if outgoing.rendering_failure is not None:
        _happened(backend, outgoing, message_id, MailEventKind.RENDERING_FAILURE, outgoing.rendering_failure)
        return message_id
    if not outgoing.plain and has_virus(outgoing.mime):
        backend.rejected_messages_count += 1
        _happened(backend, outgoing, message_id, MailEventKind.REJECT, VIRUS_FOUND)
        return message_id
    suppressed = _suppressed(backend, outgoing.recipients, configuration_set)
    backend.region.accept(message_id, outgoing.sender.address, outgoing.recipients, configuration_set, suppressed)
    backend.sent_message_count += len(outgoing.recipients)
    record(message_id)
    _notify_identity(backend, outgoing)
    return message_id


def _sent_mail(outgoing: Outgoing, message_id: str, configuration_set: str | None, now: datetime) -> SentMail:
    tags: dict[str, tuple[str, ...]] = {}
    for name, value in outgoing.tags:
        tags[name] = (*tags.get(name, ()), value)
    return SentMail(
        message_id=message_id,
        source=outgoing.sender.address,
        destination=outgoing.recipients,
        configuration_set=configuration_set,
        sent_at=now,
        read_headers=lambda: raw.headers(outgoing.mime),
        tags=tags,
        template=outgoing.template,
    )


def _suppressed(
    backend: ManagedSESBackend, recipients: Sequence[str], configuration_set: str | None
) -> dict[str, MailEventKind]:
    """Those whom SES takes the message for and does not try to reach, and what it says happened to their mail."""
    reasons = {recipient: is_suppressed(backend, recipient, configuration_set) for recipient in recipients}
    return {recipient: _SUPPRESSED_AS[reason] for recipient, reason in reasons.items() if reason is not None}


def _happened(
    backend: ManagedSESBackend, outgoing: Outgoing, message_id: str, kind: MailEventKind, detail: str
) -> None:
    now = backend.region.clock.now
    backend.mail_events.append(MailEvent(kind, message_id, now, outgoing.recipients, detail=detail))


def _notify_identity(backend: ManagedSESBackend, outgoing: Outgoing) -> None:
    """moto's own notifications, of the topics that are set on the sender's domain."""
    try:
        backend.__process_sns_feedback__(bare_address(outgoing.sender.address), list(outgoing.recipients))
    except SNSNotFoundError:
        return  # the mail has gone: SES loses a notification whose topic has gone
