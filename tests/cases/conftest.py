"""The clients and hooks of the cases, a mock of its own around each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged, mock_aws
from tests.support import REGION, ses_client


@pytest.fixture(autouse=True)
def mock() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def ses(mock: None) -> Any:
    return ses_client()


@pytest.fixture
def v1(mock: None) -> Any:
    return boto3.client("ses", region_name=REGION)


@pytest.fixture
def hooks(mock: None) -> SesManaged:
    return SesManaged()
