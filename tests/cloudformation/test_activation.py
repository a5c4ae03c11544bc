"""Stacks where the extension comes and goes, and in the server."""

from __future__ import annotations

import warnings
from typing import Any

import boto3
import pytest

import moto_ses_managed
from moto_ses_managed import SesManaged
from tests.cloudformation.driver import Stacks, resource
from tests.support.clients import REGION, ses_client

POOL = {"Pool": resource("DedicatedIpPool", PoolName="marketing", ScalingMode="MANAGED")}


def test_without_the_extension_stacks_are_as_moto_has_them(stacks: Stacks, ses: Any) -> None:
    stacks.create(POOL)
    moto_ses_managed.deactivate()
    try:
        with pytest.warns(UserWarning, match="AWS::SES::DedicatedIpPool but it's not supported"):
            assert stacks.create({"Pool": resource("DedicatedIpPool", PoolName="other")}, "plain") == "CREATE_COMPLETE"
        assert boto3.client("sesv2", REGION).list_dedicated_ip_pools()["DedicatedIpPools"] == ["marketing"]
        assert stacks.status() == "CREATE_COMPLETE"
    finally:
        moto_ses_managed.activate()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert stacks.create({"Pool": resource("DedicatedIpPool", PoolName="again")}, "later") == "CREATE_COMPLETE"
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["again", "marketing"]


def test_a_stack_in_another_region_makes_its_resources_there(ses: Any) -> None:
    assert Stacks("eu-west-1").create(POOL) == "CREATE_COMPLETE"
    assert [pool.name for pool in SesManaged("eu-west-1").pools()] == ["marketing"]
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []


def test_the_server_has_stacks_with_pools_in_the_callers_account(server_url: str) -> None:
    options = {"endpoint_url": server_url, "aws_access_key_id": "999900001111", "aws_secret_access_key": "x"}
    stacks, ses = Stacks(REGION, **options), ses_client(**options)
    try:
        assert stacks.create(POOL) == "CREATE_COMPLETE"
        assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["marketing"]
        assert stacks.create(POOL, "second") == "ROLLBACK_COMPLETE"
        assert "The pool <marketing> already exists." in stacks.failure("second")[2]
    finally:
        stacks.delete()
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []
