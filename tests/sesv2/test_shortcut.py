"""Requests that are answered without the way through moto, and those that must take it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws as plain_mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted
from moto.core.models import botocore_stubber
from moto.moto_api import recorder

from moto_ses_managed import SesManaged, activate, deactivate, mock_aws
from tests.support.clients import ses_client


def test_it_is_there_while_the_package_is_active_and_gone_afterwards() -> None:
    activate()
    assert "process_request" in vars(botocore_stubber)
    deactivate()
    try:
        assert "process_request" not in vars(botocore_stubber)
        with plain_mock_aws():
            ses = boto3.client("sesv2", "us-east-1")
            for _ in range(2):
                ses.create_dedicated_ip_pool(PoolName="pool")
    finally:
        activate()


def test_a_reply_has_the_headers_that_moto_gives(ses: Any) -> None:
    metadata = ses.get_account()["ResponseMetadata"]
    assert metadata["HTTPStatusCode"] == 200
    assert {"date", "server", "content-type", "x-amzn-requestid"} <= set(metadata["HTTPHeaders"])
    assert metadata["RequestId"]


def test_each_account_and_region_has_its_own_pools(ses: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    with monkeypatch.context() as environment:
        environment.setenv("MOTO_ACCOUNT_ID", "111122223333")
        assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []
        ses.create_dedicated_ip_pool(PoolName="theirs")
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["pool"]
    assert ses_client("eu-west-1").list_dedicated_ip_pools()["DedicatedIpPools"] == []
    assert [pool.name for pool in SesManaged(account_id="111122223333").pools()] == ["theirs"]


def test_an_assumed_role_of_another_account_reaches_that_account(ses: Any) -> None:
    role = "arn:aws:iam::111122223333:role/role"
    assumed = boto3.client("sts", "us-east-1").assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]
    theirs = boto3.client(
        "sesv2",
        "us-east-1",
        aws_access_key_id=assumed["AccessKeyId"],
        aws_secret_access_key=assumed["SecretAccessKey"],
        aws_session_token=assumed["SessionToken"],
    )
    theirs.create_dedicated_ip_pool(PoolName="theirs")
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []
    assert [pool.name for pool in SesManaged(account_id="111122223333").pools()] == ["theirs"]


@set_initial_no_auth_action_count(0)
def test_iams_policies_hold(ses: Any) -> None:
    with pytest.raises(ClientError) as raised:
        ses.create_dedicated_ip_pool(PoolName="pool")
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_what_is_recorded_is_all_of_it(ses: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))  # read when moto is imported
    recorder.start_recording()
    try:
        ses.create_dedicated_ip_pool(PoolName="recorded")
    finally:
        recorder.stop_recording()
    assert "dedicated-ip-pools" in recorder.download_recording()


def test_a_service_that_is_not_allowed_is_refused_as_moto_does() -> None:
    allowed: Any = {"core": {"service_whitelist": ["s3"]}}
    with mock_aws(config=allowed), pytest.raises(ServiceNotWhitelisted):
        ses_client().list_dedicated_ip_pools()


def test_the_rest_of_moto_is_answered_in_the_same_test(ses: Any) -> None:
    s3 = boto3.client("s3", "us-east-1")
    s3.create_bucket(Bucket="bucket")
    ses.create_dedicated_ip_pool(PoolName="pool")
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["bucket"]
    assert boto3.client("ses", "us-east-1").list_identities()["Identities"] == []
    ses.create_contact_list(ContactListName="list")
    assert ses.get_contact_list(ContactListName="list")["ContactListName"] == "list"
