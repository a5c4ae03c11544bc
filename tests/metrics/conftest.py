"""A mock and a still clock around each test, with a managed pool and the clients of both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import time_machine

from moto_ses_managed import SesManaged, mock_aws
from tests.metrics.reading import Reader
from tests.metrics.sending import START
from tests.support.clients import REGION, ses_client


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller, mock_aws():
        yield traveller


@pytest.fixture
def hooks(clock: Any) -> SesManaged:
    return SesManaged()


@pytest.fixture
def ses(hooks: SesManaged) -> Any:
    client = ses_client()
    client.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    client.create_email_identity(EmailIdentity="example.com")
    client.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "marketing"})
    return client


@pytest.fixture
def v1(ses: Any) -> Any:
    return boto3.client("ses", REGION)


@pytest.fixture
def cloudwatch(ses: Any) -> Any:
    return boto3.client("cloudwatch", REGION)


@pytest.fixture
def reader(cloudwatch: Any) -> Reader:
    return Reader(cloudwatch)
