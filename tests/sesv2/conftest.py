"""The clients and hooks of these tests, a mock of its own around each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged, mock_aws
from tests.support import ACCOUNT, REGION, ses_client


@pytest.fixture(autouse=True)
def mock() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def ses(mock: None) -> Any:
    return ses_client()


@pytest.fixture
def hooks(mock: None) -> SesManaged:
    return SesManaged()


@pytest.fixture
def managed_pool(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})


@pytest.fixture
def backend(mock: None) -> Any:
    return ses_backends[ACCOUNT][REGION]


@pytest.fixture
def domain(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
