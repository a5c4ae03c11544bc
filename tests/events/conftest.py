"""A mock, a verified sender and a configuration set around each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from moto_ses_managed import mock_aws
from tests.support.clients import ses_client


@pytest.fixture(autouse=True)
def ses() -> Iterator[Any]:
    with mock_aws():
        client = ses_client()
        client.create_email_identity(EmailIdentity="example.com")
        client.create_configuration_set(ConfigurationSetName="set")
        yield client
