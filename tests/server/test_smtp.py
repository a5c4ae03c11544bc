"""Mail sent with Python's smtplib to the SMTP endpoint of a started server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from moto_ses_managed import SesManaged
from moto_ses_managed.server.smtp_credentials import smtp_password
from tests.support.processes import TIMEOUT, next_line
from tests.support.receivers import topic_destination
from tests.support.sending import managed_pool
from tests.support.server_clients import client_at
from tests.support.serving import start


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[str, int]]:
    """The server's URL, and the port of its SMTP interface."""
    process, url = start("--smtp-port", "0")
    try:
        line = next_line(process, process.stdout)
        assert line.startswith("SMTP is at smtp://127.0.0.1:")
        yield url, int(line.rpartition(":")[2])
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=TIMEOUT)
    assert errors == ""  # its library's warnings are none of the user's


@pytest.fixture
def url(places: tuple[str, int]) -> Iterator[str]:
    hooks = SesManaged(server=places[0])
    client_at(places[0]).create_email_identity(EmailIdentity="shop.example")
    yield places[0]
    hooks.reset()


@pytest.fixture
def smtp(url: str, places: tuple[str, int]) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", places[1], timeout=TIMEOUT) as connection:
        yield connection


def message(to: str = "ann@gmail.com", sender: str = "news@shop.example", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, "News"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("Hello\n.\nA line with a dot alone is above.")
    return made


def refusal(smtp: smtplib.SMTP, made: EmailMessage, **envelope: Any) -> tuple[int, str]:
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        smtp.send_message(made, **envelope)
    error = refused.value.smtp_error
    return refused.value.smtp_code, error.decode() if isinstance(error, bytes) else error


def test_mail_by_smtp_leaves_through_the_pool_of_its_set(url: str, smtp: smtplib.SMTP) -> None:
    managed_pool(client_at(url), "marketing", "news")
    smtp.login("anybody", "anything")
    assert smtp.send_message(message(X_SES_CONFIGURATION_SET="news", X_SES_MESSAGE_TAGS="campaign=spring")) == {}
    [sent] = SesManaged(server=url).messages
    assert (sent.source, sent.recipients) == ("news@shop.example", ("ann@gmail.com",))
    assert (sent.configuration_set, sent.pool) == ("news", "marketing")


def test_the_reply_names_the_message(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    smtp.mail("news@shop.example")
    smtp.rcpt("ann@gmail.com")
    code, reply = smtp.data(message().as_bytes())
    [sent] = SesManaged(server=url).messages
    assert (code, reply.decode()) == (250, f"Ok {sent.message_id}")


def test_the_envelope_says_who_gets_it_whatever_the_headers_say(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    smtp.send_message(message(), to_addrs=["hidden@gmail.com", "copy@yahoo.com"])
    [sent] = SesManaged(server=url).messages
    assert sent.recipients == ("hidden@gmail.com", "copy@yahoo.com")


def test_starttls_is_offered_and_taken(url: str, smtp: smtplib.SMTP) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    assert smtp.starttls(context=trusting)[0] == 220
    smtp.login("anybody", "anything")
    smtp.send_message(message())
    assert len(SesManaged(server=url).messages) == 1


def test_mail_before_the_login_is_refused(url: str, smtp: smtplib.SMTP) -> None:
    smtp.ehlo()
    assert smtp.mail("news@shop.example")[0] == 530
    assert SesManaged(server=url).messages == []


def test_the_password_of_a_key_of_iams_is_the_one_made_of_its_secret_and_says_the_region(
    url: str, smtp: smtplib.SMTP
) -> None:
    iam = client_at(url, "iam")
    iam.create_user(UserName="mailer")
    key = iam.create_access_key(UserName="mailer")["AccessKey"]
    client_at(url, region="eu-west-1").create_email_identity(EmailIdentity="shop.example")
    with pytest.raises(smtplib.SMTPAuthenticationError, match="Authentication Credentials Invalid"):
        smtp.login(key["AccessKeyId"], key["SecretAccessKey"])
    smtp.login(key["AccessKeyId"], smtp_password(key["SecretAccessKey"], "eu-west-1"))
    smtp.send_message(message())
    assert SesManaged(server=url).messages == []
    [sent] = SesManaged("eu-west-1", server=url).messages
    assert sent.source == "news@shop.example"


def test_an_smtp_password_is_made_as_aws_documents_it() -> None:
    # Made by the Python program of AWS's page on SMTP credentials, of the example key that AWS's documentation uses.
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    assert smtp_password(secret, "us-east-1") == aws_program(secret, "us-east-1")
    assert smtp_password(secret, "us-east-1") != smtp_password(secret, "eu-west-1")
    assert len(smtp_password(secret, "us-east-1")) == 44


def aws_program(secret: str, region: str) -> str:
    """Each step of that page, written out: date, Region, service, terminal and message are signed in turn."""
    import base64
    import hashlib
    import hmac

    def sign(key: bytes, text: str) -> bytes:
        return hmac.new(key, text.encode("utf-8"), hashlib.sha256).digest()

    signature = sign(("AWS4" + secret).encode("utf-8"), "11111111")
    signature = sign(signature, region)
    signature = sign(signature, "ses")
    signature = sign(signature, "aws4_request")
    signature = sign(signature, "SendRawEmail")
    return base64.b64encode(bytes([0x04]) + signature).decode("utf-8")


def test_an_unverified_sender_is_refused_in_sess_words(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    code, reason = refusal(smtp, message(sender="me@elsewhere.example"))
    assert code == 554
    assert reason.startswith("Message rejected: Email address is not verified. The following identities failed")
    assert SesManaged(server=url).messages == []


def test_a_message_with_a_header_twice_is_refused(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    smtp.mail("news@shop.example")
    smtp.rcpt("ann@gmail.com")
    code, reply = smtp.data(b"From: news@shop.example\r\nSubject: a\r\nSubject: b\r\n\r\nHello")
    assert (code, reply.decode()) == (554, "Transaction failed: Duplicate header 'Subject'.")
    assert SesManaged(server=url).messages == []


def test_an_empty_sender_is_refused(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    assert smtp.mail("") == (501, b"Invalid MAIL FROM address provided")


def test_a_message_over_the_limit_is_refused(url: str, smtp: smtplib.SMTP) -> None:
    smtp.login("anybody", "anything")
    smtp.mail("news@shop.example")
    smtp.rcpt("ann@gmail.com")
    code, reply = smtp.data(b"Subject: News\r\n\r\n" + (b"x" * 900 + b"\r\n") * 11_700)
    assert (code, reply) == (552, b"Error: Too much mail data")
    assert SesManaged(server=url).messages == []


def test_its_events_say_that_it_came_by_smtp(url: str, smtp: smtplib.SMTP) -> None:
    sqs, sns, sesv2 = (client_at(url, service) for service in ("sqs", "sns", "sesv2"))
    topic = sns.create_topic(Name="events")["TopicArn"]
    queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:events")
    sesv2.create_configuration_set(ConfigurationSetName="set")
    topic_destination(sesv2, topic, types=["SEND"])
    smtp.login("anybody", "anything")
    smtp.send_message(message(X_SES_CONFIGURATION_SET="set"))
    received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5)["Messages"]
    assert any('\\"ses:operation\\":[\\"SendSmtpEmail\\"]' in one["Body"].replace(" ", "") for one in received)
