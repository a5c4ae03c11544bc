"""Test it, in process and over HTTP.

`pip install 'moto-ses-managed[server]' aiomoto 'aioboto3>=15.5' pytest-asyncio`, then `pytest`.
"""

from __future__ import annotations

import boto3
import pytest
from aiomoto import mock_aws
from reminders import REGION, remind

from moto_ses_managed import SesManaged

ADDRESSES = [f"reader{number}@gmail.com" for number in range(20)]


@pytest.mark.ses_managed(region=REGION)
@pytest.mark.asyncio
async def test_in_process_by_aiomoto(ses_managed: SesManaged) -> None:
    async with mock_aws():
        boto3.client("sesv2", REGION).create_email_identity(EmailIdentity="example.com")
        sent = await remind(ADDRESSES)
    assert sorted(message.message_id for message in ses_managed.messages) == sorted(sent)
    assert {message.recipients[0] for message in ses_managed.messages} == set(ADDRESSES)


@pytest.mark.asyncio
async def test_over_http_by_the_server(ses_managed_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    boto3.client("sesv2", REGION, endpoint_url=ses_managed_server).create_email_identity(EmailIdentity="example.com")
    sent = await remind(ADDRESSES, endpoint_url=ses_managed_server)
    messages = SesManaged(REGION, server=ses_managed_server).messages
    assert sorted(message.message_id for message in messages) == sorted(sent)
