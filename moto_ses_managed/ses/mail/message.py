"""The one way that mail takes into SES: every call that sends makes an Outgoing and hands it to ``send``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any

from moto.sns.exceptions import SNSNotFoundError

from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind
from moto_ses_managed.simulation.mailboxes import bare_address

from .. import sending_rules
from ..account.suppression import SuppressionReason, is_suppressed
from ..ids import new_message_id
from . import raw
from .content_checks import has_virus
from .sent_mail import HeaderBlock, MotosMessage, PlainContent, SentMail

if TYPE_CHECKING:
    from ..models import ManagedSESBackend

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

    def __post_init__(self) -> None:
        # Every message that is kept has its sender's address, and few addresses send most of the mail.
        object.__setattr__(self, "address", intern(self.address))


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
        return (*self.to, *self.cc, *self.bcc) if self.cc or self.bcc else self.to


Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outgoing:
    """A message on its way in. ``write`` makes it MIME, as it goes out, and is not called before somebody looks.

    One with ``plain`` content has nothing in it that SES would look for: it is far from the limit of size, too.
    ``template`` is the name of the stored template it was made from. Where that could not be filled in,
    ``rendering_failure`` says why and there is nothing to write.
    """

    api: Api
    sender: Sender
    destination: Destination
    write: Callable[[], bytes]
    tags: Tags = ()
    template: str | None = None
    rendering_failure: str | None = None
    plain: PlainContent | None = None

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


Record = Callable[[str], MotosMessage | None]
"""Keeps a message that was sent where moto keeps it, by its id; what is kept, None where others share it."""


def send(backend: ManagedSESBackend, outgoing: Outgoing, record: Record) -> str:
    """Check a message, take it in, send it on its way, and return its id.

    Raises what ``sending_rules.check`` raises; nothing has changed then. A message whose template could not be filled
    in, or that has a virus, is taken in and goes nowhere: an event says so.
    """
    sending_rules.check(backend, outgoing)
    configuration_set = sending_rules.configuration_set_of(backend, outgoing.sender)
    now = backend.region.clock.now
    mail = _sent_mail(outgoing, new_message_id(now), configuration_set, now)
    backend.mail[mail.message_id] = mail
    if outgoing.rendering_failure is not None:
        return _refuse(backend, mail, MailEventKind.RENDERING_FAILURE, outgoing.rendering_failure)
    if not outgoing.plain and has_virus(outgoing.mime):
        backend.rejected_messages_count += 1
        return _refuse(backend, mail, MailEventKind.REJECT, VIRUS_FOUND)
    suppressed = _suppressed(backend, mail.destination, configuration_set)
    accepted = backend.region.accept(mail.message_id, mail.source, mail.destination, configuration_set, suppressed)
    mail.sent_at = accepted.accepted_at
    backend.sent_message_count += len(mail.destination)
    mail.kept_by_moto = record(mail.message_id)
    _notify_identity(backend, outgoing)
    return mail.message_id


def _sent_mail(outgoing: Outgoing, message_id: str, configuration_set: str | None, now: datetime) -> SentMail:
    mail = SentMail(
        message_id=message_id,
        source=outgoing.sender.address,
        destination=outgoing.recipients,
        configuration_set=configuration_set,
        sent_at=now,
        read_headers=outgoing.plain or HeaderBlock.of(outgoing.message),
        template=outgoing.template,
    )
    if outgoing.tags:
        mail.tags = {name: (value,) for name, value in outgoing.tags}
    return mail


def _suppressed(
    backend: ManagedSESBackend, recipients: Sequence[str], configuration_set: str | None
) -> dict[str, MailEventKind]:
    """Those whom SES takes the message for and does not try to reach, and what it says happened to their mail."""
    reasons = {recipient: is_suppressed(backend, recipient, configuration_set) for recipient in recipients}
    return {recipient: _SUPPRESSED_AS[reason] for recipient, reason in reasons.items() if reason is not None}


def _refuse(backend: ManagedSESBackend, mail: SentMail, kind: MailEventKind, detail: str) -> str:
    """The mail goes nowhere, and an event says why; its id."""
    backend.refused_mail.append(mail.message_id)
    now = backend.region.clock.now
    backend.mail_events.append(MailEvent(kind, mail.message_id, now, mail.destination, detail=detail))
    return mail.message_id


def _notify_identity(backend: ManagedSESBackend, outgoing: Outgoing) -> None:
    """moto's own notifications, of the topics that are set on the sender's domain."""
    try:
        backend.__process_sns_feedback__(bare_address(outgoing.sender.address), list(outgoing.recipients))
    except SNSNotFoundError:
        return  # the mail has gone: SES loses a notification whose topic has gone
