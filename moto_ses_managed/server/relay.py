"""Delivered mail handed on to an SMTP server of the developer's, such as Mailpit, to be looked at there."""

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
"""Messages that wait for the other server (our choice): beyond them mail is not handed on, and a line says so."""

PATIENCE_SECONDS: Final = 5.0
"""How long the other server may take for an answer (our choice)."""

Publisher = Callable[[ManagedSESBackend, Sequence[MailEvent]], Callable[[], None]]


@dataclass(frozen=True)
class RelayAddress:
    """Where the other server listens."""

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
    """Hands delivered mail on, in the order of its delivery, by a thread of its own.

    ``complain`` is told, once for each time that it goes, of a server that does not take the mail: SES never is.
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
        """Hand on what waits, as far as the other server takes it in a second."""
        try:
            self._waiting.put_nowait(None)
        except Full:
            return
        self._thread.join(1)

    def beside(self, publisher: Publisher) -> Publisher:
        """A publisher that tells of mail as ``publisher`` does, and hands on what is delivered."""

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
        with smtplib.SMTP(self._address.host, self._address.port, timeout=PATIENCE_SECONDS) as server:
            server.sendmail(
                bare_address(mail.source), [bare_address(each) for each in recipients], content_of(mail).raw
            )

    def _failed(self, why: str) -> None:
        if self._works:
            self._complain(f"Mail is not handed on to {self._address} at present: {why}.")
        self._works = False
