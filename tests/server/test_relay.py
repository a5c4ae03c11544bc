"""Mail that a started server relays once it is delivered: aiosmtpd receives it."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from moto_ses_managed import SendingPolicy, SesManaged
from moto_ses_managed.server.relay import RelayAddress
from moto_ses_managed.simulation.errors import InvalidValueError
from tests.support.processes import TIMEOUT
from tests.support.sending import managed_pool
from tests.support.server_clients import client_at
from tests.support.serving import start


class Inbox:
    """An aiosmtpd handler that keeps each message, in order of arrival."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 Ok"

    def message(self, position: int) -> EmailMessage:
        content = self.envelopes[position].original_content
        made = email.message_from_bytes(content or b"", policy=email.policy.default)
        assert isinstance(made, EmailMessage)
        return made

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + TIMEOUT
        while len(self.envelopes) < count:
            assert time.monotonic() < until
            time.sleep(0.02)


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield int(controller.port)
    controller.stop()


@pytest.fixture
def url(port: int) -> Iterator[str]:
    process, url = start("--relay", f"smtp://127.0.0.1:{port}")
    try:
        client_at(url).create_email_identity(EmailIdentity="shop.example")
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=TIMEOUT)


def send(url: str, to: str, subject: str = "News", **options: Any) -> str:
    content = {"Simple": {"Subject": {"Data": subject}, "Body": {"Html": {"Data": "<p>Grüße</p>"}}}}
    reply = client_at(url).send_email(
        FromEmailAddress="Shop <news@shop.example>", Destination={"ToAddresses": [to]}, Content=content, **options
    )
    return str(reply["MessageId"])


def test_a_delivered_message_is_handed_on_as_it_went_out(url: str, inbox: Inbox) -> None:
    send(url, "Ann <ann@gmail.com>")
    inbox.wait_for(1)
    [envelope] = inbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("news@shop.example", ["ann@gmail.com"])
    message = inbox.message(0)
    assert (message["Subject"], message["To"]) == ("News", "Ann <ann@gmail.com>")
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "<p>Grüße</p>"


def test_what_bounces_is_not_handed_on(url: str, inbox: Inbox) -> None:
    send(url, "bounce@simulator.amazonses.com", "Returned")
    send(url, "ann@gmail.com", "Delivered")
    inbox.wait_for(1)
    assert [inbox.message(position)["Subject"] for position in range(len(inbox.envelopes))] == ["Delivered"]


def test_mail_that_waits_is_handed_on_once_it_leaves(url: str, inbox: Inbox) -> None:
    hooks, client = SesManaged(server=url), client_at(url)
    hooks.policy = SendingPolicy(full_rates={"Gmail": 2}, cold_capacity=2, largest_pool=1)
    managed_pool(client, "marketing")
    hooks.warm_up("marketing", {"Gmail": 2})
    sent = [send(url, "ann@gmail.com", f"News {number}", ConfigurationSetName="set") for number in range(3)]
    statuses = {message.message_id: message.status.value for message in hooks.messages}
    delivered = [message_id for message_id in sent if statuses[message_id] == "DELIVERED"]
    inbox.wait_for(len(delivered))
    hooks.advance(days=2)
    inbox.wait_for(3)


def test_a_relay_that_does_not_answer_is_reported_once_and_loses_no_mail() -> None:
    process, url = start("--relay", f"smtp://127.0.0.1:{free_port()}")
    try:
        client_at(url).create_email_identity(EmailIdentity="shop.example")
        for number in range(3):
            send(url, "ann@gmail.com", f"News {number}")
        assert [message.status.value for message in SesManaged(server=url).messages] == ["DELIVERED"] * 3
    finally:
        process.terminate()
        _, complaints = process.communicate(timeout=TIMEOUT)
    assert complaints.count("Mail is not relayed to 127.0.0.1:") == 1


@pytest.mark.parametrize("address", ["", "mailpit:1025", "http://localhost:1025", "smtp://localhost", "smtp://h:port"])
def test_what_is_no_address_of_an_smtp_server_is_refused(address: str) -> None:
    with pytest.raises(InvalidValueError, match="smtp://HOST:PORT was expected"):
        RelayAddress.of(address)
