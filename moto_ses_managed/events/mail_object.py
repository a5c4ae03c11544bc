"""The ``mail`` object that every event has [AWS: "Contents of event data that Amazon SES publishes to Amazon SNS"]."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parseaddr
from typing import Any

from moto_ses_managed.ses.arns import IDENTITY_ARN_KIND, arn
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind

from .headers import common_headers, header, original_headers

SOURCE_IP = "127.0.0.1"
"""The ``ses:source-ip`` tag: callers of a mock are on the same machine (our choice)."""

CALLER_IDENTITY = "moto"
"""The ``ses:caller-identity`` tag: the user that moto's STS returns for every caller (our choice)."""

SHARED_POOL_IP = "192.0.2.1"
"""The ``ses:outgoing-ip`` tag of mail that left through the shared pool (our choice: RFC 5737)."""

Tags = dict[str, list[str]]


def timestamp(moment: datetime) -> str:
    """Format a time as events do: ISO 8601 in UTC with milliseconds."""
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def outgoing_ip(event: MailEvent) -> str | None:
    """The IP that the mail left through; None if it has not left."""
    if event.circumstances.route is None:
        return None
    return event.circumstances.ip or SHARED_POOL_IP


def tags(mail: SentMail, event: MailEvent) -> Tags:
    """The sender's message tags and the automatic ones that AWS documents ["How event publishing works"]."""
    automatic: Tags = {
        "ses:operation": [mail.operation.value],
        "ses:source-ip": [SOURCE_IP],
        "ses:caller-identity": [CALLER_IDENTITY],
    }
    if mail.configuration_set is not None:
        automatic["ses:configuration-set"] = [mail.configuration_set]
    if mail.origin.tenant is not None:
        automatic["ses:tenant-name"] = [mail.origin.tenant]
    domain = _address(header(mail, "From") or mail.source).rpartition("@")[2]
    if domain:
        automatic["ses:from-domain"] = [domain]
    ip = outgoing_ip(event)
    if ip is not None:
        automatic["ses:outgoing-ip"] = [ip]
    return {name: list(values) for name, values in mail.tags.items()} | automatic


def mail_object(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> dict[str, Any]:
    """The ``mail`` object. A message that failed to render has no headers, so its event has none."""
    document = envelope(backend, mail)
    if event.kind is MailEventKind.RENDERING_FAILURE:
        document["headersTruncated"] = False
    else:
        headers, truncated = original_headers(mail)
        document["headersTruncated"] = truncated
        document["headers"] = headers
        document["commonHeaders"] = common_headers(mail)
    document["tags"] = tags(mail, event)
    return document


def envelope(backend: ManagedSESBackend, mail: SentMail) -> dict[str, Any]:
    """The common part of the ``mail`` objects of events and notifications."""
    document: dict[str, Any] = {"timestamp": timestamp(mail.sent_at), "source": mail.source}
    identity = mail.origin.identity
    if identity is not None:
        document["sourceArn"] = arn(backend, IDENTITY_ARN_KIND, identity)
    document["sendingAccountId"] = backend.account_id
    document["messageId"] = mail.message_id
    document["destination"] = list(mail.destination)
    return document


def _address(mailbox: str) -> str:
    return parseaddr(mailbox)[1]
