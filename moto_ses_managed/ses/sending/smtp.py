"""Sending by SES's SMTP interface: a raw message, with sender and recipients in the envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import translate_errors
from ..mail.build import from_raw
from ..mail.message import Api, Destination, Sender
from ..mail.sent_mail import SendOperation
from ..models import ManagedSESBackend
from . import sent_messages
from .send import send


def send_by_smtp(backend: ManagedSESBackend, mail_from: str, recipients: Sequence[str], data: bytes) -> str:
    """Send a message in one step of the Region, and return its ID. X-SES headers are handled as in SES.

    Raises SesError with the messages of v1, which SMTP shares.
    """
    with backend.step(), translate_errors():
        read = from_raw(Api.V1, Sender(mail_from), Destination(tuple(recipients)), data, ())
        outgoing = replace(read, operation=SendOperation.SEND_SMTP_EMAIL)
        record = sent_messages.raw_message(backend, outgoing.sender, list(recipients), data)
        return send(backend, outgoing, record)
