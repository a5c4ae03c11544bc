"""A stack's own tags: CloudFormation gives them to each resource of the stack that can have tags."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloudformation.driver import Stacks, listed, resource
from tests.support.clients import ACCOUNT, REGION

VERIFICATION = resource(
    "CustomVerificationEmailTemplate",
    TemplateName="confirm",
    FromEmailAddress="me@shop.example",
    TemplateSubject="Please confirm",
    TemplateContent="<p>Hello</p>",
    SuccessRedirectionURL="https://shop.example/yes",
    FailureRedirectionURL="https://shop.example/no",
)
TAGGABLE: dict[str, dict[str, Any]] = {
    "dedicated-ip-pool/marketing": resource("DedicatedIpPool", PoolName="marketing"),
    "configuration-set/news": resource("ConfigurationSet", Name="news"),
    "identity/other.example": resource("EmailIdentity", EmailIdentity="other.example"),
    "template/welcome": resource("Template", Template={"TemplateName": "welcome", "SubjectPart": "Hi"}),
    "contact-list/readers": resource("ContactList", ContactListName="readers"),
    "custom-verification-email-template/confirm": VERIFICATION,
}


def tags(ses: Any, of: str = "dedicated-ip-pool/marketing") -> dict[str, str]:
    arn = of if of.startswith("arn:") else f"arn:aws:ses:{REGION}:{ACCOUNT}:{of}"
    return {tag["Key"]: tag["Value"] for tag in ses.list_tags_for_resource(ResourceArn=arn)["Tags"]}


def pool(**own: str) -> dict[str, Any]:
    return {"Pool": resource("DedicatedIpPool", PoolName="marketing", Tags=listed(own))}


@pytest.mark.parametrize("arn", TAGGABLE)
def test_a_resource_has_its_stacks_tags_and_follows_them(stacks: Stacks, ses: Any, arn: str) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    template = {"It": TAGGABLE[arn]}
    assert stacks.create(template, tags={"team": "news", "stage": "test"}) == "CREATE_COMPLETE"
    assert tags(ses, arn) == {"team": "news", "stage": "test"}
    # The template is the same: the tags alone are new.
    assert stacks.update(template, tags={"team": "shop"}) == "UPDATE_COMPLETE"
    assert tags(ses, arn) == {"team": "shop"}


def test_a_tenant_has_its_stacks_tags(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Tenant": resource("Tenant", TenantName="acme")}, tags={"team": "news"})
    assert tags(ses, ses.get_tenant(TenantName="acme")["Tenant"]["TenantArn"]) == {"team": "news"}


def test_a_resources_own_tag_holds_against_its_stacks(stacks: Stacks, ses: Any) -> None:
    stacks.create(pool(team="own"), tags={"team": "stack", "stage": "test"})
    assert tags(ses) == {"team": "own", "stage": "test"}
    # Without its own it has the stack's, which an update without tags keeps.
    assert stacks.update(pool()) == "UPDATE_COMPLETE"
    assert tags(ses) == {"team": "stack", "stage": "test"}


def test_a_resource_without_tags_does_not_mind_its_stacks(stacks: Stacks) -> None:
    rules = {"Rules": resource("ReceiptRuleSet", RuleSetName="inbound")}
    assert stacks.create(rules, tags={"team": "news"}) == "CREATE_COMPLETE"
    assert stacks.update(rules, tags={"team": "shop"}) == "UPDATE_COMPLETE"


def test_a_refused_update_leaves_the_tags_as_they_were(stacks: Stacks, ses: Any) -> None:
    stacks.create(pool(own="1"), tags={"team": "news"})
    refused = {**pool(own="2"), "Refused": resource("ConfigurationSet", Name="no good")}
    assert stacks.update(refused, tags={"team": "shop"}) == "UPDATE_ROLLBACK_COMPLETE"
    assert tags(ses) == {"team": "news", "own": "1"}
    assert stacks.described()["Tags"] == listed({"team": "news"})


def test_tags_that_ses_refuses_fail_the_stack_that_has_them(stacks: Stacks, ses: Any) -> None:
    too_many = {f"key-{number}": "value" for number in range(50)}
    assert stacks.create(pool(one="more"), tags=too_many) == "ROLLBACK_COMPLETE"
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []
    stacks.create(pool(one="more"), "second", tags={"team": "news"})
    assert stacks.update(pool(one="more"), "second", tags=too_many) == "UPDATE_ROLLBACK_COMPLETE"
    assert stacks.failure("second")[:2] == ("UPDATE_FAILED", "Pool")
    assert tags(ses) == {"one": "more", "team": "news"}


def test_a_change_set_brings_its_tags(stacks: Stacks, ses: Any) -> None:
    assert stacks.carry_out_change_set(pool(), "CREATE", tags={"team": "news"}) == "CREATE_COMPLETE"
    assert tags(ses) == {"team": "news"}
    assert stacks.carry_out_change_set(pool(own="1"), "UPDATE", tags={"team": "shop"}) == "UPDATE_COMPLETE"
    assert tags(ses) == {"team": "shop", "own": "1"}
