"""Stacks within stacks."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from tests.cloudformation.driver import Stacks, resource
from tests.support.clients import REGION


def nested(name: str, resources: dict[str, Any]) -> dict[str, Any]:
    """A stack of a template, whose own template is put where CloudFormation finds it."""
    s3: Any = boto3.client("s3", REGION)
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key=name, Body=json.dumps({"Resources": resources}))
    url = f"https://s3.amazonaws.com/templates/{name}"
    return {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}


FIRST = resource("DedicatedIpPool", PoolName="first")
REFUSED = {**resource("ConfigurationSet", Name="no good"), "DependsOn": "Inner"}


def pools(ses: Any) -> list[str]:
    return list(ses.list_dedicated_ip_pools()["DedicatedIpPools"])


def test_an_inner_stack_makes_its_resources_and_goes_with_the_outer_one(stacks: Stacks, ses: Any) -> None:
    inner = {"Inner": resource("DedicatedIpPool", PoolName="inner")}
    assert stacks.create({"First": FIRST, "Child": nested("child.json", inner)}) == "CREATE_COMPLETE"
    assert pools(ses) == ["first", "inner"]
    stacks.delete()
    assert pools(ses) == []


@pytest.mark.parametrize("kind", ["create", "update", "change set"])
def test_what_ses_refuses_in_an_inner_stack_fails_the_outer_one(stacks: Stacks, ses: Any, kind: str) -> None:
    inner = {"Inner": resource("DedicatedIpPool", PoolName="inner"), "Refused": REFUSED}
    template = {"First": FIRST, "Child": {**nested("child.json", inner), "DependsOn": "First"}}
    if kind == "create":
        assert stacks.create(template) == "ROLLBACK_COMPLETE"
    else:
        stacks.create({"First": FIRST})
        done = stacks.update(template) if kind == "update" else stacks.carry_out_change_set(template, "UPDATE")
        assert done == "UPDATE_ROLLBACK_COMPLETE"
    status, logical_id, reason = stacks.failure()
    assert (status, logical_id) == ("CREATE_FAILED", "Child")
    assert reason.startswith("Embedded stack arn:aws:cloudformation:us-east-1:123456789012:stack/stack-Child-")
    assert reason.endswith("The following resource(s) failed to create: [Refused]. ")
    assert pools(ses) == ([] if kind == "create" else ["first"])
