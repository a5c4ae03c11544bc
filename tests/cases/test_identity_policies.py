"""Case 22: identity policies through both APIs, step by step."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.refusals import refusal

POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "123456789012"},
                "Action": "ses:SendEmail",
                "Resource": "arn:aws:ses:us-east-1:123456789012:identity/shop.example",
            }
        ],
    }
)


@pytest.mark.fidelity(
    operation="Identity policies",
    case="v1 and v2",
    answer="one store",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
def test_policies_of_both_apis_are_one_store(ses: Any, v1: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    named = {"EmailIdentity": "shop.example", "PolicyName": "p"}
    ses.create_email_identity_policy(**named, Policy=POLICY)
    assert refusal(ses.create_email_identity_policy, **named, Policy=POLICY).code == "AlreadyExistsException"
    nowhere = {"EmailIdentity": "none.example", "PolicyName": "p", "Policy": POLICY}
    assert refusal(ses.create_email_identity_policy, **nowhere).code == "NotFoundException"
    bad = {"EmailIdentity": "shop.example", "PolicyName": "q", "Policy": "nojson"}
    assert refusal(ses.create_email_identity_policy, **bad).code == "BadRequestException"
    kept = ses.get_email_identity_policies(EmailIdentity="shop.example")["Policies"]
    assert kept == {"p": json.dumps(json.loads(POLICY), separators=(",", ":"))}
    assert ses.get_email_identity(EmailIdentity="shop.example")["Policies"] == kept
    v1.put_identity_policy(Identity="shop.example", PolicyName="v", Policy=POLICY)
    assert v1.list_identity_policies(Identity="shop.example")["PolicyNames"] == ["p", "v"]
    policies = v1.get_identity_policies(Identity="shop.example", PolicyNames=["v", "x"])["Policies"]
    assert policies == {"v": kept["p"]}
    v1.delete_identity_policy(Identity="shop.example", PolicyName="v")
    assert ses.get_email_identity_policies(EmailIdentity="shop.example")["Policies"] == kept
