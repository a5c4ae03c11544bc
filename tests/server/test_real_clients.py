"""Django's mail libraries send through a managed pool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test.utils import override_settings
from moto.ses.models import ses_backends

from moto_ses_managed import Message, Route, SesManaged, mock_aws
from tests.support.clients import ACCOUNT, REGION
from tests.support.sending import managed_pool

# Deprecations in Django are for its mail libraries to follow.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]

ANYMAIL = {"AMAZON_SES_CLIENT_PARAMS": {"region_name": REGION}, "AMAZON_SES_CONFIGURATION_SET_NAME": "set"}


@pytest.fixture(scope="module", autouse=True)
def django() -> None:
    if not settings.configured:
        settings.configure(INSTALLED_APPS=["anymail"], DEFAULT_CHARSET="utf-8")


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[SesManaged]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with mock_aws():
        ses = boto3.client("sesv2", REGION)
        ses.create_email_identity(EmailIdentity="example.com")
        managed_pool(ses)
        yield SesManaged(region=REGION)


def letter(backend: str, **options: Any) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        "Gr\u00fc\u00dfe",
        "Hello",
        "Shop <shop@example.com>",
        ["Ann <ann@gmail.com>"],
        bcc=["hidden@yahoo.com"],
        connection=get_connection(backend, **options),
    )
    message.attach_alternative("<p>Hello</p>", "text/html")
    message.attach("report.csv", "a,b", "text/csv")
    return message


def took_the_pool(message: Message) -> bool:
    return (message.pool, message.route, message.configuration_set) == ("pool", Route.SHARED, "set")


def test_django_ses_over_v1_takes_the_pool_of_its_configuration_set(hooks: SesManaged) -> None:
    with override_settings(
        AWS_SES_REGION_NAME=REGION,
        AWS_SES_REGION_ENDPOINT=f"email.{REGION}.amazonaws.com",
        AWS_SES_CONFIGURATION_SET="set",
        AWS_SES_AUTO_THROTTLE=None,
    ):
        assert letter("django_ses.SESBackend").send() == 1
    [message] = hooks.messages
    assert took_the_pool(message)
    assert sorted(delivery.isp for delivery in message.deliveries) == ["Gmail", "Yahoo"]


def test_django_ses_over_v2_takes_the_pool_of_its_configuration_set(hooks: SesManaged) -> None:
    with override_settings(
        USE_SES_V2=True,
        AWS_SES_REGION_NAME=REGION,
        AWS_SES_REGION_ENDPOINT=f"email.{REGION}.amazonaws.com",
        AWS_SES_CONFIGURATION_SET="set",
        AWS_SES_AUTO_THROTTLE=None,
    ):
        assert letter("django_ses.SESBackend").send() == 1
    [message] = hooks.messages
    assert took_the_pool(message)


def test_anymail_takes_the_pool_of_its_configuration_set_and_keeps_its_tags(hooks: SesManaged) -> None:
    with override_settings(ANYMAIL=ANYMAIL | {"AMAZON_SES_MESSAGE_TAG_NAME": "Type"}):
        message: Any = letter("anymail.backends.amazon_ses.EmailBackend")
        message.tags = ["welcome"]
        assert message.send() == 1
    [sent] = hooks.messages
    assert took_the_pool(sent)
    assert message.anymail_status.message_id == sent.message_id
    assert sorted(delivery.isp for delivery in sent.deliveries) == ["Gmail", "Yahoo"]
    backend: Any = ses_backends[ACCOUNT][REGION]
    assert backend.mail[sent.message_id].tags == {"Type": ("welcome",)}


def test_anymail_sends_a_template_to_each_recipient_by_bulk(hooks: SesManaged) -> None:
    content = {"Subject": "Hi {{name}}", "Text": "t"}
    boto3.client("sesv2", REGION).create_email_template(TemplateName="hello", TemplateContent=content)
    with override_settings(ANYMAIL=ANYMAIL):
        message: Any = EmailMultiAlternatives(
            from_email="shop@example.com",
            to=["ann@gmail.com", "bob@yahoo.com"],
            connection=get_connection("anymail.backends.amazon_ses.EmailBackend"),
        )
        message.template_id = "hello"
        message.merge_data = {"ann@gmail.com": {"name": "Ann"}, "bob@yahoo.com": {"name": "Bob"}}
        assert message.send() == 1
    backend: Any = ses_backends[ACCOUNT][REGION]
    assert [dict(mail.headers)["Subject"] for mail in backend.mail.values()] == ["Hi Ann", "Hi Bob"]
    assert all(took_the_pool(sent) for sent in hooks.messages)
