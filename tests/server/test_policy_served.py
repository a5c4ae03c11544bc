"""The policy's switches on a started server, which answers SendEmail before moto's server sees it."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.config import Config

from moto_ses_managed import SendingPolicy, SesManaged
from tests.support.refusals import Refusal, refusal
from tests.support.server_clients import closed_later

ACCOUNT = "770000000003"
CONTENT = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture
def hooks(server_url: str) -> SesManaged:
    hooks = SesManaged(account_id=ACCOUNT, server=server_url)
    hooks.reset()
    return hooks


def client(service: str, hooks: SesManaged) -> Any:
    made = closed_later(
        boto3.client(
            service,
            "us-east-1",
            endpoint_url=hooks.server,
            aws_access_key_id=ACCOUNT,
            aws_secret_access_key="x",
            config=ONCE,
        )
    )
    made.meta.events.register(
        "before-sign", lambda request, **_: request.headers.add_header("x-moto-account-id", ACCOUNT)
    )
    return made


def test_a_server_holds_mail_back_as_its_policy_says(hooks: SesManaged) -> None:
    v1, v2 = client("ses", hooks), client("sesv2", hooks)
    mail = {
        "FromEmailAddress": "me@example.com",
        "Destination": {"ToAddresses": ["success@simulator.amazonses.com"]},
        "Content": CONTENT,
    }
    hooks.policy = SendingPolicy(verify_identities=False)
    v2.create_email_identity(EmailIdentity="example.com")
    words = "Email address is not verified. The following identities failed the check in region US-EAST-1: "
    assert refusal(v2.send_email, **mail) == Refusal(400, "MessageRejected", f"{words}me@example.com")
    hooks.verify("example.com")
    v2.send_email(**mail)
    hooks.policy = SendingPolicy(sandbox=True)
    to_ann = mail | {"Destination": {"ToAddresses": ["ann@gmail.com"]}}
    assert refusal(v2.send_email, **to_ann) == Refusal(400, "MessageRejected", f"{words}ann@gmail.com")
    assert v2.get_account()["ProductionAccessEnabled"] is False
    hooks.policy = SendingPolicy(enforce_quota=True, max_24_hour_send=1)
    v2.send_email(**to_ann)
    words = "Daily message quota exceeded."
    assert refusal(v2.send_email, **to_ann) == Refusal(429, "TooManyRequestsException", words)
    with pytest.raises(v1.exceptions.ClientError, match=words) as raised:
        v1.send_raw_email(RawMessage={"Data": b"From: me@example.com\r\nTo: ann@gmail.com\r\n\r\nt"})
    assert raised.value.response["Error"]["Code"] == "Throttling"
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert len(hooks.messages) == 2
