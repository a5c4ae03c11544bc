"""A configuration set, and a topic to send its events to."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.support.clients import REGION


@pytest.fixture(autouse=True)
def v1(mock: None) -> Any:
    client = boto3.client("ses", REGION)
    client.create_configuration_set(ConfigurationSet={"Name": "set"})
    boto3.client("sns", REGION).create_topic(Name="myTopic")
    return client
