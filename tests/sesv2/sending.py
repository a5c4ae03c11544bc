"""Messages as SendEmail of v2 takes them, or refuses them."""

from __future__ import annotations

from typing import Any

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal
from tests.support.sending import SIMPLE

TO = {"ToAddresses": ["Ann <ann@gmail.com>"]}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def send(ses: Any, content: Any = SIMPLE, **parameters: Any) -> str:
    request = {
        "FromEmailAddress": "me@example.com",
        "Destination": TO,
        "ConfigurationSetName": "set",
        "Content": content,
    }
    request |= parameters
    reply = ses.send_email(**{name: value for name, value in request.items() if value is not None})
    return str(reply["MessageId"])


def refused(ses: Any, content: Any = SIMPLE, **parameters: Any) -> Refusal:
    request = {"FromEmailAddress": "me@example.com", "Destination": TO, "Content": content} | parameters
    return refusal(ses.send_email, **{name: value for name, value in request.items() if value is not None})


def nothing_happened(hooks: SesManaged, backend: Any) -> bool:
    kept = (backend.sent_messages, backend.sent_message_count, backend.mail, backend.mail_events, hooks.messages)
    return not any(kept)


def headers_of(backend: Any, message_id: str) -> dict[str, str]:
    return dict(backend.mail[message_id].headers)


def simple(**members: Any) -> Any:
    return {"Simple": SIMPLE["Simple"] | members}


def raw(text: str | bytes) -> Any:
    return {"Raw": {"Data": text.replace("\n", "\r\n").encode() if isinstance(text, str) else text}}
