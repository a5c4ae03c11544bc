"""Sending authorization policies: v1 and v2 have one store."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.refusals import Refusal, refusal

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ses:SendEmail"}]}
SPACED = json.dumps(POLICY, indent=2)
COMPACT = json.dumps(POLICY, separators=(",", ":"))
NAMED = {"EmailIdentity": "example.com", "PolicyName": "p"}


@pytest.fixture(autouse=True)
def identity(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")


@pytest.mark.fidelity(
    operation="CreateEmailIdentityPolicy",
    case="a policy with white space",
    answer="comes back without it, in both APIs",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
def test_a_policy_comes_back_without_white_space_in_both_apis(ses: Any, v1: Any) -> None:
    ses.create_email_identity_policy(**NAMED, Policy=SPACED)
    v1.put_identity_policy(Identity="example.com", PolicyName="v1", Policy=SPACED)
    both = {"p": COMPACT, "v1": COMPACT}
    assert ses.get_email_identity_policies(EmailIdentity="example.com")["Policies"] == both
    assert ses.get_email_identity(EmailIdentity="example.com")["Policies"] == both
    assert v1.list_identity_policies(Identity="example.com")["PolicyNames"] == ["p", "v1"]
    assert v1.get_identity_policies(Identity="example.com", PolicyNames=["p", "x"])["Policies"] == {"p": COMPACT}


def test_v1_replaces_and_deletes_what_v2_made(ses: Any, v1: Any) -> None:
    ses.create_email_identity_policy(**NAMED, Policy=SPACED)
    v1.put_identity_policy(
        Identity="arn:aws:ses:us-east-1:123456789012:identity/example.com", PolicyName="p", Policy="{}"
    )
    assert ses.get_email_identity_policies(EmailIdentity="example.com")["Policies"] == {"p": "{}"}
    for _ in range(2):  # what is not there is no error in v1
        v1.delete_identity_policy(Identity="example.com", PolicyName="p")
    assert ses.get_email_identity_policies(EmailIdentity="example.com")["Policies"] == {}


@pytest.mark.fidelity(
    operation="UpdateEmailIdentityPolicy, DeleteEmailIdentityPolicy",
    case="a policy that does not exist",
    answer="404 NotFoundException 'Policy <X> does not exist'",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
@pytest.mark.fidelity(
    operation="CreateEmailIdentityPolicy",
    case="a name that is taken",
    answer="400 AlreadyExistsException 'Policy <X> already exists'",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
def test_v2_names_a_policy_that_is_taken_or_not_there(ses: Any) -> None:
    unknown = Refusal(404, "NotFoundException", "Policy <p> does not exist")
    assert refusal(ses.update_email_identity_policy, **NAMED, Policy="{}") == unknown
    assert refusal(ses.delete_email_identity_policy, **NAMED) == unknown
    ses.create_email_identity_policy(**NAMED, Policy="{}")
    taken = Refusal(400, "AlreadyExistsException", "Policy <p> already exists")
    assert refusal(ses.create_email_identity_policy, **NAMED, Policy="{}") == taken


@pytest.mark.fidelity(
    operation="CreateEmailIdentityPolicy",
    case="a 21st policy",
    answer="LimitExceededException 'Number of policies for <ID> exceeds max allowed number of policies per resource'",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
def test_an_identity_has_20_policies_at_most(ses: Any, v1: Any) -> None:
    for number in range(20):
        ses.create_email_identity_policy(EmailIdentity="example.com", PolicyName=f"p{number}", Policy="{}")
    words = "Number of policies for <example.com> exceeds max allowed number of policies per resource"
    answer = refusal(ses.create_email_identity_policy, **NAMED, Policy="{}")
    assert answer == Refusal(400, "LimitExceededException", words)
    v1.put_identity_policy(Identity="example.com", PolicyName="p0", Policy='{"a": 1}')
    answer = refusal(v1.put_identity_policy, Identity="example.com", PolicyName="p", Policy="{}")
    assert answer == Refusal(400, "InvalidPolicy", words)


@pytest.mark.fidelity(
    operation="CreateEmailIdentityPolicy, v1 PutIdentityPolicy",
    case="what is not JSON",
    answer="400 BadRequestException, v1 InvalidPolicy",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
@pytest.mark.parametrize("policy", ["nojson", "[]", '"text"', "{" * 5000, json.dumps({"a": "x" * 5000})])
def test_what_is_no_policy_is_refused_in_both_apis(ses: Any, v1: Any, policy: str) -> None:
    answer = refusal(ses.create_email_identity_policy, **NAMED, Policy=policy)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    answer = refusal(v1.put_identity_policy, Identity="example.com", PolicyName="p", Policy=policy)
    assert (answer.status, answer.code) == (400, "InvalidPolicy")
    assert v1.list_identity_policies(Identity="example.com")["PolicyNames"] == []


@pytest.mark.fidelity(
    operation="CreateEmailIdentityPolicy, v1 PutIdentityPolicy",
    case="a name of other characters",
    answer="is refused",
    kind="recorded",
    source="floci #1750",
    date="2026-09",
)
@pytest.mark.parametrize("name", ["a.b", "a b", "ü"])
def test_a_name_has_letters_digits_dashes_and_underscores(ses: Any, name: str) -> None:
    ses.create_email_identity_policy(EmailIdentity="example.com", PolicyName="A-z_9", Policy="{}")
    refused = refusal(ses.create_email_identity_policy, EmailIdentity="example.com", PolicyName=name, Policy="{}")
    assert (refused.status, refused.code) == (400, "BadRequestException")


def test_policies_go_with_their_identity_and_an_unknown_one_has_none(ses: Any, v1: Any) -> None:
    ses.create_email_identity_policy(**NAMED, Policy="{}")
    ses.delete_email_identity(EmailIdentity="example.com")
    assert refusal(v1.list_identity_policies, Identity="example.com").code == "InvalidParameterValue"
    ses.create_email_identity(EmailIdentity="example.com")
    assert ses.get_email_identity_policies(EmailIdentity="example.com")["Policies"] == {}
