"""moto's recorder: what it writes down of both APIs and of the hooks is played again to the same end."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.core import custom_responses_mock
from moto.moto_api import recorder

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from tests.support.clients import ses_client
from tests.support.sending import managed_pool

HTTP = "http://motoapi.amazonaws.com"

RECORDS_TWICE = "_record_request" in inspect.getsource(custom_responses_mock)
"""Whether this moto writes down twice what `requests` sends, and so plays it twice."""


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    location = tmp_path / "recording"
    monkeypatch.setattr(recorder, "_location", str(location))  # read when moto is imported
    with mock_aws():
        try:
            yield location
        finally:
            recorder.stop_recording()


def seen(hooks: SesManaged) -> Any:
    messages = [(message.source, message.recipients, message.status, message.subject) for message in hooks.messages]
    pools = [(pool.name, pool.scaling_mode, pool.sent_last_7_days, len(pool.ips)) for pool in hooks.pools()]
    return messages, pools, hooks.policy


@pytest.mark.skipif(RECORDS_TWICE, reason="this moto plays calls of the hooks twice: its recorder is NOT tested")
def test_a_recording_of_both_apis_and_the_hooks_plays_to_the_same_end(recording: Path) -> None:
    hooks = SesManaged(server=HTTP)
    recorder.start_recording()
    v1, v2 = boto3.client("ses", "us-east-1"), ses_client()
    hooks.policy = SendingPolicy(first_ip_days=1, verify_identities=False)
    v2.create_email_identity(EmailIdentity="example.com")
    hooks.verify("example.com")
    managed_pool(v2)
    hooks.send_traffic("pool", {"Gmail": 3_000}, days=2)
    hooks.recipient("bob@example.org", "BOUNCE")
    body = {"Subject": {"Data": "Grüße"}, "Body": {"Text": {"Data": "t"}}}
    for to in ("ann@gmail.com", "bob@example.org"):
        v2.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": [to]},
            Content={"Simple": body},
            ConfigurationSetName="set",
        )
    v1.send_email(Source="me@example.com", Destination={"ToAddresses": ["cid@gmail.com"]}, Message=body)
    recorder.stop_recording()
    before = seen(hooks)
    calls = [json.loads(line) for line in recording.read_text().splitlines()]
    assert len(calls) == 10
    hooks.reset()
    assert hooks.messages == []
    recorder.replay_recording()
    assert seen(hooks) == before
    assert [message.status for message in hooks.messages] == ["DELIVERED", "BOUNCED", "DELIVERED"]
    assert len(recording.read_text().splitlines()) == len(calls), "a replay is not recorded"


def test_without_a_recording_nothing_is_written(recording: Path) -> None:
    ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert not recording.exists() or recording.read_text() == ""
