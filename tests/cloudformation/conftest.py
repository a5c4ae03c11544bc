from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from moto_ses_managed import mock_aws
from tests.cloudformation.driver import Stacks
from tests.support.clients import ses_client


@pytest.fixture(autouse=True)
def mocked() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def stacks() -> Stacks:
    return Stacks()


@pytest.fixture
def ses() -> Any:
    return ses_client()
