"""SES's SMTP interface, for clients that send without an SDK."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from logging import ERROR, getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from moto.core.exceptions import ServiceException
from moto.ses.models import ses_backends

from moto_ses_managed.ses.mail.unsubscribe_links import lead_links_to
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.sending.smtp import send_by_smtp

from .smtp_credentials import SmtpUser, smtp_user

LARGEST_MESSAGE: Final = 10 * 1024 * 1024
"""The largest message by SMTP, in bytes, encoding included [AWS: SES quotas, "Maximum message size"]."""

_WRONG_CREDENTIALS = "535 Authentication Credentials Invalid"
_REPLIES = {
    "Throttling": "454 Throttling failure: {}",
    "MessageRejected": "554 Message rejected: {}",
    "AccessDeniedException": "554 Access denied: {}",
}
_OTHER_REPLY = "554 Transaction failed: {}"
"""The reply for any other error [AWS: "Amazon SES SMTP response codes"]."""


class SmtpServer:
    """Accepts mail on the socket ``listening`` until it is stopped; ``changed`` is called after each accepted message.

    ``url`` is the URL of the HTTP server, for the links that SES puts into messages.
    """

    def __init__(self, listening: socket.socket, changed: Callable[[], None], url: str) -> None:
        self._listening = listening
        self._handler = _Handler(changed, url)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="moto-ses-managed-smtp", daemon=True)

    def start(self) -> None:
        _silence_aiosmtpd()
        self._thread.start()

    def stop(self) -> None:
        """Accept no more mail. The current message is finished in its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(2)
        self._listening.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        certificate = own_certificate()
        self._loop.run_until_complete(
            self._loop.create_server(lambda: self._session(certificate), sock=self._listening)
        )
        self._loop.run_forever()

    def _session(self, certificate: ssl.SSLContext) -> SMTP:
        return SMTP(
            self._handler,
            hostname="email-smtp.amazonaws.com",
            ident="ESMTP SimpleEmailService (moto_ses_managed)",
            loop=self._loop,
            data_size_limit=LARGEST_MESSAGE,
            tls_context=certificate,
            authenticator=authenticate,
            auth_required=True,
            # SES requires TLS. Here it is optional, as clients need not trust this certificate.
            auth_require_tls=False,
        )


def _silence_aiosmtpd() -> None:
    """Keep aiosmtpd's warnings off the server's stderr.

    It warns on each connection that TLS is not required, which is intended here, and on each login about an attribute
    that it sets itself.
    """
    warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)
    getLogger("mail.log").setLevel(ERROR)


def default_region() -> str:
    """The Region of mail whose credentials name none: that of the environment, as boto3 finds it."""
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"


def authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, credentials: Any
) -> AuthResult:
    """Check SMTP credentials, for aiosmtpd, which stores the user in the session."""
    if not isinstance(credentials, LoginPassword):
        return AuthResult(success=False, handled=False, message=_WRONG_CREDENTIALS)
    name, password = (part.decode("utf-8", "replace") for part in (credentials.login, credentials.password))
    user = smtp_user(name, password, default_region())
    if user is None:
        return AuthResult(success=False, handled=False, message=_WRONG_CREDENTIALS)
    return AuthResult(success=True, auth_data=user)


class _Handler:
    """Handler for aiosmtpd, with the replies of SES."""

    def __init__(self, changed: Callable[[], None], url: str) -> None:
        self._changed = changed
        self._url = url

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in {"", "<>"}:
            return "501 Invalid MAIL FROM address provided"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 Ok"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        user = session.auth_data
        if not isinstance(user, SmtpUser):
            return "530 Authentication required"
        data = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, self._take_in, user, str(envelope.mail_from), envelope.rcpt_tos, data)

    def _take_in(self, user: SmtpUser, mail_from: str, recipients: list[str], data: bytes) -> str:
        backend = ses_backends[user.account_id][user.region]
        if not isinstance(backend, ManagedSESBackend):
            return "451 Temporary service failure: managed pools are not active"
        lead_links_to(self._url)
        try:
            message_id = send_by_smtp(backend, mail_from, recipients, data)
        except ServiceException as error:
            reply = _REPLIES.get(error.code, _OTHER_REPLY)
            return reply.format(" ".join(str(error.message).split()))
        self._changed()
        return f"250 Ok {message_id}"


def own_certificate() -> ssl.SSLContext:
    """A context for STARTTLS with a self-signed certificate for this run."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        # Python's ssl can load it from a file only.
        file = Path(folder) / "certificate.pem"
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.write_bytes(private + certificate.public_bytes(pem))
        context.load_cert_chain(file)
    return context
