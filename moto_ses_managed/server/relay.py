"""The relay: delivered mail is sent on to another SMTP server, such as Mailpit, where developers can read it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Full, Queue
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from moto_ses_managed.ses.mail.content import content_of
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind
from moto_ses_managed.simulation.mailboxes import bare_address

MOST_WAITING: Final = 10_000
"""The most messages that wait for the other server (our choice). More are dropped, with a line on stderr."""

TIMEOUT_SECONDS: Final = 5.0
"""How long to wait for a reply of the other server (our choice)."""

Publisher = Callable[[ManagedSESBackend, Sequence[MailEvent]], Callable[[], None]]


@dataclass(frozen=True)
class RelayAddress:
    """The address of the other server."""

    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> RelayAddress:
        """From ``smtp://HOST:PORT``. Raises InvalidValueError."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or not port or parts.scheme != "smtp" or parts.path.strip("/") or parts.username:
            raise InvalidValueError(f"{url!r} is not the address of an SMTP server: smtp://HOST:PORT was expected.")
        return cls(host, port)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Relay:
    """Relays delivered mail in the order of its delivery, in a separate thread.

    ``complain`` is called when the other server stops accepting mail, once until it accepts mail again. SES is not
    affected.
    """

    def __init__(self, address: RelayAddress, complain: Callable[[str], None]) -> None:
        self._address = address
        self._complain = complain
        self._waiting: Queue[tuple[SentMail, tuple[str, ...]] | None] = Queue(MOST_WAITING)
        self._works = True
        self._thread = Thread(target=self._run, name="moto-ses-managed-relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Relay waiting mail, for at most about a second, and stop."""
        try:
            self._waiting.put_nowait(None)
        except Full:
            return
        self._thread.join(1)

    def beside(self, publisher: Publisher) -> Publisher:
        """A publisher that publishes events as ``publisher`` does, and relays delivered mail."""

        def publish(backend: ManagedSESBackend, events: Sequence[MailEvent]) -> Callable[[], None]:
            tell = publisher(backend, events)
            delivered = [
                (backend.mail[event.message_id], event.recipients)
                for event in events
                if event.kind is MailEventKind.DELIVERY and event.message_id in backend.mail
            ]

            def publish_all() -> None:
                for mail, recipients in delivered:
                    self._put(mail, recipients)
                tell()

            return publish_all

        return publish

    def _put(self, mail: SentMail, recipients: tuple[str, ...]) -> None:
        try:
            self._waiting.put_nowait((mail, recipients))
        except Full:
            self._failed("it is too slow")

    def _run(self) -> None:
        while (delivered := self._waiting.get()) is not None:
            mail, recipients = delivered
            try:
                self._hand_on(mail, recipients)
            except (OSError, smtplib.SMTPException) as error:
                self._failed(str(error) or type(error).__name__)
            else:
                self._works = True

    def _hand_on(self, mail: SentMail, recipients: tuple[str, ...]) -> None:
        with smtplib.SMTP(self._address.host, self._address.port, timeout=TIMEOUT_SECONDS) as server:
            server.sendmail(
                bare_address(mail.source), [bare_address(each) for each in recipients], content_of(mail).raw
            )

    def _failed(self, why: str) -> None:
        if self._works:
            self._complain(f"Mail is not handed on to {self._address} at present: {why}.")
        self._works = False
