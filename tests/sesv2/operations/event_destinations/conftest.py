"""A configuration set, and a topic to send its events to."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.support.clients import REGION


@pytest.fixture(autouse=True)
def configuration_set(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    boto3.client("sns", REGION).create_topic(Name="topic")
