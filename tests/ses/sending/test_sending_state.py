"""Sends of either API while the account or the configuration set is paused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged
from tests.support.clients import ACCOUNT
from tests.support.refusals import Refusal, refusal

TO = {"ToAddresses": ["ann@gmail.com"]}
RAW = b"From: Me <me@example.com>\r\nTo: ann@gmail.com\r\n\r\nHello"
MESSAGE = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}

Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def identity(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(EmailIdentity="example.com")


@pytest.fixture
def v1_sends(v1: Any) -> list[Send]:
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "s", "TextPart": "t"})
    return [
        lambda **parameters: v1.send_email(Source="me@example.com", Destination=TO, Message=MESSAGE, **parameters),
        lambda **parameters: v1.send_raw_email(RawMessage={"Data": RAW}, **parameters),
        lambda **parameters: v1.send_templated_email(
            Source="me@example.com", Destination=TO, Template="t", TemplateData="{}", **parameters
        ),
        lambda **parameters: v1.send_bulk_templated_email(
            Source="me@example.com",
            Template="t",
            DefaultTemplateData="{}",
            Destinations=[{"Destination": TO}],
            **parameters,
        ),
    ]


def send_v2(ses: Any, **parameters: Any) -> Refusal:
    return refusal(
        ses.send_email, FromEmailAddress="me@example.com", Destination=TO, Content={"Simple": MESSAGE}, **parameters
    )


def refusals(sends: list[Send], **parameters: Any) -> set[tuple[str, str]]:
    answers = set()
    for send in sends:
        with pytest.raises(ClientError) as raised:
            send(**parameters)
        error = raised.value.response["Error"]
        answers.add((error["Code"], error["Message"]))
    return answers


def nothing_was_sent(hooks: SesManaged) -> bool:
    return not hooks.messages and not ses_backends[ACCOUNT]["us-east-1"].sent_messages


@pytest.mark.fidelity(
    operation="SendEmail and the others, v1 and v2",
    case="sending is paused for the account",
    answer="AccountSendingPausedException, v2 SendingPausedException 'Sending paused for this account.'",
    kind="documented",
    source="botocore's models",
)
def test_nothing_is_sent_while_the_account_is_paused(ses: Any, hooks: SesManaged, v1_sends: list[Send]) -> None:
    ses.put_account_sending_attributes(SendingEnabled=False)
    words = "Sending paused for this account."
    assert send_v2(ses) == Refusal(400, "SendingPausedException", words)
    assert send_v2(ses, ConfigurationSetName="set") == Refusal(400, "SendingPausedException", words)
    assert refusals(v1_sends) == {("AccountSendingPausedException", words)}
    assert nothing_was_sent(hooks)
    ses.put_account_sending_attributes(SendingEnabled=True)
    for send in v1_sends:
        send()
    assert len(hooks.messages) == len(v1_sends)


def test_nothing_is_sent_with_a_set_that_is_paused(ses: Any, hooks: SesManaged, v1_sends: list[Send]) -> None:
    ses.put_configuration_set_sending_options(ConfigurationSetName="set", SendingEnabled=False)
    words = "Sending is paused for configuration set set"
    assert send_v2(ses, ConfigurationSetName="set") == Refusal(400, "SendingPausedException", words)
    assert refusals(v1_sends, ConfigurationSetName="set") == {("ConfigurationSetSendingPausedException", words)}
    assert nothing_was_sent(hooks)
    for send in v1_sends:
        send()
    assert {message.configuration_set for message in hooks.messages} == {None}


def test_a_paused_set_that_an_identity_has_by_default_is_paused_too(
    ses: Any, v1: Any, hooks: SesManaged, v1_sends: list[Send]
) -> None:
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com", ConfigurationSetName="set")
    v1.update_configuration_set_sending_enabled(ConfigurationSetName="set", Enabled=False)
    assert send_v2(ses).code == "SendingPausedException"
    assert {code for code, _ in refusals(v1_sends)} == {"ConfigurationSetSendingPausedException"}
    assert nothing_was_sent(hooks)
    v1.update_configuration_set_sending_enabled(ConfigurationSetName="set", Enabled=True)
    for send in v1_sends:
        send()
    assert {message.configuration_set for message in hooks.messages} == {"set"}


def test_an_unknown_set_does_not_exist_and_a_paused_account_goes_first(ses: Any) -> None:
    assert send_v2(ses, ConfigurationSetName="nowhere").code == "NotFoundException"
    ses.put_account_sending_attributes(SendingEnabled=False)
    assert send_v2(ses, ConfigurationSetName="nowhere").code == "SendingPausedException"


def test_a_set_of_v1_sends_until_it_is_paused(ses: Any, v1: Any, hooks: SesManaged, v1_sends: list[Send]) -> None:
    v1.create_configuration_set(ConfigurationSet={"Name": "v1"})
    v1_sends[0](ConfigurationSetName="v1")
    ses.put_configuration_set_sending_options(ConfigurationSetName="v1", SendingEnabled=False)
    assert send_v2(ses, ConfigurationSetName="v1").code == "SendingPausedException"
    assert len(hooks.messages) == 1
