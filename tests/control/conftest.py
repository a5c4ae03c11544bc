"""The hooks in both transports, and clients of both APIs on the same mock."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.config import Config

from moto_ses_managed import SesManaged
from tests.control.calling import HOST
from tests.support.clients import REGION, ses_client

ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture(params=["in process", "over HTTP"])
def hooks(mock: None, request: pytest.FixtureRequest) -> SesManaged:
    # The mock answers moto's own host, so that the HTTP transport needs no second process here.
    return SesManaged(server=HOST if request.param == "over HTTP" else None)


@pytest.fixture
def v2(mock: None) -> Any:
    """A client of v2 that tries each call once."""
    return ses_client(config=ONCE)


@pytest.fixture
def v1(mock: None) -> Any:
    """A client of v1 that tries each call once."""
    return boto3.client("ses", REGION, config=ONCE)


@pytest.fixture
def identity(mock: None) -> None:
    """The verified identity example.com."""
    ses_client().create_email_identity(EmailIdentity="example.com")


@pytest.fixture
def pool(mock: None) -> None:
    """The managed pool ``pool``."""
    ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
