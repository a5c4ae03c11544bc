"""The clients of these tests, a mock of its own around each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.ses.models import ManagedSESBackend
from tests.support import ACCOUNT, REGION, ses_client


@pytest.fixture(autouse=True)
def mock() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def ses(mock: None) -> Any:
    return ses_client()


@pytest.fixture
def v1(mock: None) -> Any:
    return boto3.client("ses", REGION)


@pytest.fixture
def hooks(mock: None) -> SesManaged:
    return SesManaged()


@pytest.fixture
def backend(mock: None) -> ManagedSESBackend:
    found = ses_backends[ACCOUNT][REGION]
    assert isinstance(found, ManagedSESBackend)
    return found
