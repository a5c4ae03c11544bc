"""Mail and what happens to it, put in where the simulation puts it: events start from there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.ses.models import ses_backends

from moto_ses_managed.events import prepare
from moto_ses_managed.ses.mail.headers import Headers
from moto_ses_managed.ses.mail.sent_mail import MimeContent, SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_events import Circumstances, MailEvent, MailEventKind
from moto_ses_managed.simulation.mail.messages import MessageOrigin, Route
from tests.support.clients import ACCOUNT, REGION


@dataclass(frozen=True)
class Headed:
    """Content of which nothing but the headers is looked at, whatever is in them."""

    fields: Headers

    def headers(self) -> Headers:
        return self.fields


SENT_AT = datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=timezone.utc)
ANN = "ann@gmail.com"

MAIL = SentMail(
    message_id="0100018c-1",
    origin=MessageOrigin("Me <me@example.com>", "example.com", "set"),
    destination=(ANN,),
    sent_at=SENT_AT,
    content=MimeContent(
        b"From: Me <me@example.com>\r\nTo: ann@gmail.com\r\nSubject: Hi\r\nX-Campaign: spring\r\n\r\n",
    ),
    tags={"campaign": ("welcome",)},
    template="welcome-template",
)


def backend(region: str = REGION) -> ManagedSESBackend:
    managed_backend = ses_backends[ACCOUNT][region]
    assert isinstance(managed_backend, ManagedSESBackend)
    return managed_backend


def accept(mail: SentMail = MAIL, headers: Headers | None = None, **changes: Any) -> SentMail:
    """Make a message known, as a send does."""
    if headers is not None:
        changes["content"] = Headed(headers)
    accepted = replace(mail, **changes)
    backend().mail[accepted.message_id] = accepted
    return accepted


def event(kind: MailEventKind, **changes: Any) -> MailEvent:
    """Something that happened to MAIL one and a half seconds after it was sent."""
    happened = MailEvent(kind, MAIL.message_id, SENT_AT + timedelta(seconds=1.5), (ANN,))
    left = kind in {MailEventKind.DELIVERY, MailEventKind.COMPLAINT}
    how: dict[str, Any] = {"route": Route.DEDICATED, "ip": "198.18.7.9"} if left else {}
    how |= {name: changes.pop(name) for name in [*changes] if name in Circumstances.__dataclass_fields__}
    return replace(happened, circumstances=Circumstances(**how), **changes)


def happen(*events: MailEvent) -> None:
    prepare(backend(), events)()
