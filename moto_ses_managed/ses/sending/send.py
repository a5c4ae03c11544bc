"""Sending a message: all calls that send mail make an OutgoingEmail and pass it to ``send``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from moto_ses_managed.simulation.mail.mail_events import Circumstances, MailEvent, MailEventKind
from moto_ses_managed.simulation.mail.messages import MessageOrigin

from ..account.suppression import SuppressionReason
from ..ids import new_message_id
from ..mail.content_checks import has_virus
from ..mail.message import OutgoingEmail
from ..mail.sent_mail import MimeContent, MotosMessage, PlainContent, SentMail
from ..models import ManagedSESBackend
from . import rules
from .rules import SendingAs, is_suppressed
from .subscriptions import linked, unsubscribed

VIRUS_FOUND = "Bad content"
"""The reason in the Reject event of a message with a virus [AWS: "Reject object"]."""


_SUPPRESSED_AS = {
    SuppressionReason.BOUNCE: MailEventKind.BOUNCE,
    SuppressionReason.COMPLAINT: MailEventKind.COMPLAINT,
}


Record = Callable[[str], MotosMessage | None]
"""Records a sent message, by its ID, in moto's list. Returns the entry, or None if messages share an entry."""


def send(
    backend: ManagedSESBackend, outgoing: OutgoingEmail, record: Record, sending_as: SendingAs | None = None
) -> str:
    """Check a message, accept it, route it, and return its ID.

    ``sending_as`` is the result of ``rules.check_sender``, if the caller already called it. Raises the errors of
    ``rules.check``, and then changes nothing. A message that has a virus, or whose template could not be rendered, is
    accepted but not sent; an event reports it.
    """
    sending_as = rules.check(backend, outgoing, sending_as)
    now = backend.region.clock.last_look
    message_id = new_message_id(now)
    if outgoing.list_management is not None:
        outgoing = linked(backend, outgoing, message_id)
    configuration_set = sending_as.configuration_set
    origin = sending_as.origin(outgoing.sender.address)
    mail = _sent_mail(outgoing, message_id, origin, now)
    backend.mail[mail.message_id] = mail
    if backend.region.policy.enforce_quota:
        elapsed, rate = backend.region.clock.elapsed, backend.quota.max_send_rate
        backend.sending_rate.count(elapsed, len(outgoing.recipients), rate)
    if outgoing.rendering_failure is not None:
        return _refuse(backend, mail, MailEventKind.RENDERING_FAILURE, outgoing.rendering_failure)
    if not outgoing.plain and has_virus(outgoing.mime):
        backend.rejected_messages_count += 1
        return _refuse(backend, mail, MailEventKind.REJECT, VIRUS_FOUND)
    suppressed = _suppressed(backend, mail.destination, sending_as)
    if sending_as.tenant is not None:
        mail.is_suppressed_by_tenant = sending_as.tenant.has_own_list
    accepted = backend.region.accept(
        mail.message_id,
        origin,
        mail.destination,
        configuration_set.sending_pool if configuration_set is not None else None,
        max_wait=configuration_set.max_wait if configuration_set is not None else None,
        suppressed=suppressed,
        unsubscribed=unsubscribed(backend, outgoing),
    )
    mail.sent_at = accepted.accepted_at
    backend.sent_message_count += len(mail.destination)
    mail.kept_by_moto = record(mail.message_id)
    return mail.message_id


def _content(outgoing: OutgoingEmail) -> PlainContent | MimeContent | None:
    if outgoing.rendering_failure is not None:
        return None
    return outgoing.plain or MimeContent(outgoing.message)


def _sent_mail(outgoing: OutgoingEmail, message_id: str, origin: MessageOrigin, now: datetime) -> SentMail:
    mail = SentMail(
        message_id=message_id,
        origin=origin,
        destination=outgoing.recipients,
        sent_at=now,
        content=_content(outgoing),
        template=outgoing.template,
        operation=outgoing.operation,
    )
    if outgoing.tags:
        mail.tags = {name: (value,) for name, value in outgoing.tags}
    return mail


def _suppressed(
    backend: ManagedSESBackend, recipients: Sequence[str], sending_as: SendingAs
) -> dict[str, MailEventKind]:
    """The suppressed recipients, with the event that SES reports for each."""
    reasons = {
        recipient: is_suppressed(backend, recipient, sending_as.configuration_set, sending_as.tenant)
        for recipient in recipients
    }
    return {recipient: _SUPPRESSED_AS[reason] for recipient, reason in reasons.items() if reason is not None}


def _refuse(backend: ManagedSESBackend, mail: SentMail, kind: MailEventKind, detail: str) -> str:
    """Accept a message without sending it, add the event that reports why, and return its ID."""
    backend.refused_mail.append(mail.message_id)
    now = backend.region.clock.now
    circumstances = Circumstances(detail=detail)
    backend.mail_events.append(MailEvent(kind, mail.message_id, now, mail.destination, circumstances))
    return mail.message_id
