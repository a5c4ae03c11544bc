"""Bounce messages for received mail (SendBounce).

SES bounces mail that it has received. The simulation receives no mail, so it bounces messages that it sent itself, for
this account and Region. The bounce goes to the sender of the message.
"""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from moto.ses.exceptions import InvalidParameterValue, MessageRejectedError

from moto_ses_managed.simulation.mailboxes import bare_address

from ..mail.addresses import check_address
from ..mail.compose import one_line
from ..mail.message import Destination
from ..mail.sent_mail import SentMail

if TYPE_CHECKING:
    from ..models import ManagedSESBackend

Parameters = dict[str, Any]

BOUNCE_WITHIN = timedelta(hours=24)
"""[AWS: "You can only use this operation on an email up to 24 hours after you receive it"]."""

# [AWS: the bounce templates of a receipt rule's bounce action].
_REASONS = {
    "DoesNotExist": ("5.1.1", "Mailbox does not exist"),
    "MessageTooLarge": ("5.3.4", "Message too large"),
    "ExceededQuota": ("5.2.2", "Mailbox full"),
    "ContentRejected": ("5.6.1", "Message content rejected"),
    "Undefined": ("5.0.0", "Unknown failure"),
    "TemporaryFailure": ("4.0.0", "Temporary failure"),
}

_FIELD_NAME = re.compile(r"[!-9;-~]+")


def bounce_message(backend: ManagedSESBackend, parameters: Parameters) -> tuple[Destination, bytes]:
    """The recipient of the bounce, and the delivery status notification.

    Raises InvalidParameterValue or MessageRejectedError.
    """
    original = _original(backend, parameters["OriginalMessageId"])
    bounced = parameters["BouncedRecipientInfoList"]
    if not bounced:
        raise InvalidParameterValue("BouncedRecipientInfoList must have at least one recipient.")
    per_recipient = [_recipient_fields(original, recipient) for recipient in bounced]
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = one_line(parameters["BounceSender"])
    report["To"] = one_line(original.source)
    report["Subject"] = "Delivery Status Notification (Failure)"
    report.attach(MIMEText(parameters.get("Explanation") or _explanation(bounced), "plain", "utf-8"))
    report.attach(_delivery_status(parameters.get("MessageDsn", {}), per_recipient))
    report.attach(_original_headers(original))
    return Destination((original.source,)), report.as_bytes(policy=SMTP)


def _original(backend: ManagedSESBackend, message_id: str) -> SentMail:
    original = backend.mail.get(message_id)
    if original is None:
        raise MessageRejectedError(f"No message {message_id[:200]!r} was received: only received mail can be bounced.")
    if backend.region.clock.now - original.sent_at > BOUNCE_WITHIN:
        raise MessageRejectedError(f"The message {message_id} was received more than 24 hours ago.")
    return original


def _recipient_fields(original: SentMail, info: Parameters) -> Message:
    recipient = info["Recipient"]
    check_address(recipient)
    dsn_fields = info.get("RecipientDsnFields")
    if dsn_fields is None and "BounceType" not in info:
        raise InvalidParameterValue(f"BounceType or RecipientDsnFields must be given for the recipient {recipient}.")
    final: str = (dsn_fields or {}).get("FinalRecipient") or recipient
    if not {bare_address(recipient), bare_address(final)} & {bare_address(address) for address in original.destination}:
        raise InvalidParameterValue(f"{recipient} is not a recipient of the message {original.message_id}.")
    fields: list[tuple[str, Any]] = [("Final-Recipient", f"rfc822; {bare_address(final)}")]
    if dsn_fields is None:
        status, _ = _REASONS[info["BounceType"]]
        fields += [("Action", "delayed" if status.startswith("4") else "failed"), ("Status", status)]
        return _block(fields, [])
    fields += [
        ("Action", dsn_fields["Action"]),
        ("Remote-MTA", dsn_fields.get("RemoteMta")),
        ("Status", dsn_fields["Status"]),
        ("Diagnostic-Code", dsn_fields.get("DiagnosticCode")),
    ]
    if "LastAttemptDate" in dsn_fields:
        fields.append(("Last-Attempt-Date", format_datetime(dsn_fields["LastAttemptDate"])))
    return _block(fields, dsn_fields.get("ExtensionFields", []))


def _delivery_status(message_dsn: Parameters, per_recipient: list[Message]) -> MIMEBase:
    fields: list[tuple[str, Any]] = [("Reporting-MTA", message_dsn.get("ReportingMta", "dns; amazonses.com"))]
    if "ArrivalDate" in message_dsn:
        fields.append(("Arrival-Date", format_datetime(message_dsn["ArrivalDate"])))
    status = MIMEBase("message", "delivery-status")
    for block in (_block(fields, message_dsn.get("ExtensionFields", [])), *per_recipient):
        status.attach(block)
    return status


def _block(fields: list[tuple[str, Any]], extensions: list[dict[str, str]]) -> Message:
    block = Message()
    for name, value in (*fields, *((field["Name"], field["Value"]) for field in extensions)):
        if not _FIELD_NAME.fullmatch(name):
            raise InvalidParameterValue(f"{name[:100]!r} is not a name of a field of a delivery status notification.")
        if value is not None:
            block[name] = one_line(value)
    return block


def _original_headers(original: SentMail) -> MIMEText:
    lines = "".join(f"{name}: {value}\r\n" for name, value in original.headers)
    return MIMEText(lines, "rfc822-headers", "utf-8")


def _explanation(bounced: list[Parameters]) -> str:
    reasons = (
        (info["Recipient"], _REASONS[info["BounceType"]][1] if "BounceType" in info else "Delivery failed")
        for info in bounced
    )
    return "".join(f"{recipient}: {reason}\r\n" for recipient, reason in reasons)
