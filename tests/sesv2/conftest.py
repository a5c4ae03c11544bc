"""A mock around each of these tests, and what several of them begin with."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def mocked(mock: None) -> None:
    """Each test here has a mock of its own."""


@pytest.fixture
def managed_pool(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})


@pytest.fixture
def domain(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
