"""The clients and hooks of these tests, a mock of its own around each, and the inside of moto's backend."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto.ses.models import ses_backends

from moto_ses_managed.ses.models import ManagedSESBackend
from tests.sesv2.conftest import hooks as hooks
from tests.sesv2.conftest import mock as mock
from tests.sesv2.conftest import ses as ses
from tests.support import ACCOUNT, REGION


@pytest.fixture
def v1(mock: None) -> Any:
    return boto3.client("ses", region_name=REGION)


@pytest.fixture
def backend(mock: None) -> ManagedSESBackend:
    found = ses_backends[ACCOUNT][REGION]
    assert isinstance(found, ManagedSESBackend)
    return found
