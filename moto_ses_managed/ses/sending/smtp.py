"""Mail that comes in by SES's SMTP interface: a raw message, whose envelope says from whom and to whom."""

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
    """Take a message in, in one step of the Region; its id. The message's X-SES headers are read as SES reads them.

    Raises SesError, in v1's words, which are SMTP's too.
    """
    with backend.step(), translate_errors():
        read = from_raw(Api.V1, Sender(mail_from), Destination(tuple(recipients)), data, ())
        outgoing = replace(read, operation=SendOperation.SEND_SMTP_EMAIL)
        record = sent_messages.raw_message(backend, outgoing.sender, list(recipients), data)
        return send(backend, outgoing, record)
