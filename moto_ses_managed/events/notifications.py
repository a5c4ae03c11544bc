"""Notifications to an identity's feedback topics: bounces, complaints and deliveries of its mail.

[AWS: "Amazon SNS notification contents for Amazon SES"]. The objects are those of events; the ``mail`` object differs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from moto_ses_managed.ses.configuration_sets import topics
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind

from .documents import event_object
from .headers import common_headers, header, original_headers
from .mail_object import CALLER_IDENTITY, SOURCE_IP, envelope

NOTIFICATION_TYPES: Final = {
    MailEventKind.BOUNCE: "Bounce",
    MailEventKind.COMPLAINT: "Complaint",
    MailEventKind.DELIVERY: "Delivery",
}


@dataclass(frozen=True)
class Notification:
    """One notification, and the identity's topic for its type."""

    topic_arn: str
    mail: SentMail
    document: dict[str, Any]

    def deliver(self) -> None:
        topics.publish(self.topic_arn, json.dumps(self.document))


def notification(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> Notification | None:
    """The notification of ``event``; None if the identity that sent the mail has no topic for it.

    The topics of an email address identity replace those of its domain [AWS: "the settings for the email address take
    precedence"].
    """
    kind, identity = NOTIFICATION_TYPES.get(event.kind), mail.origin.identity
    if kind is None or identity is None:
        return None
    topic = backend.sns_topics.get(identity, {}).get(kind)
    if not topic:
        return None
    email_identity = backend.email_identities.get(identity)
    with_headers = email_identity is not None and kind in email_identity.headers_in_notifications
    name, written = event_object(backend, mail, event)
    document = {"notificationType": kind, name: written, "mail": _mail(backend, mail, with_headers=with_headers)}
    return Notification(topic, mail, document)


def _mail(backend: ManagedSESBackend, mail: SentMail, *, with_headers: bool) -> dict[str, Any]:
    document = envelope(backend, mail) | {"sourceIp": SOURCE_IP, "callerIdentity": CALLER_IDENTITY}
    if not with_headers:
        return document
    headers, truncated = original_headers(mail)
    # Here the ID is the sender's own, if the message has one [AWS: the example of a notification with headers].
    common = common_headers(mail) | {"messageId": header(mail, "Message-ID") or mail.message_id}
    return document | {"headersTruncated": truncated, "headers": headers, "commonHeaders": common}
