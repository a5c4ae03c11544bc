"""What the tests of the simulation share: the public hooks on a mock of their own, and clients to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from moto_ses_managed import SesManaged, mock_aws
from tests.support.clients import ses_client


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        yield SesManaged()


@pytest.fixture
def ses(hooks: SesManaged) -> Any:
    client = ses_client()
    client.create_email_identity(EmailIdentity="example.com")
    return client
