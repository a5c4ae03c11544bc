"""Contact lists, tenants, and the templates of verification emails."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloudformation.driver import Stacks, attribute, listed, ref, resource
from tests.support.botocore_models import of_model_with
from tests.support.clients import ACCOUNT, REGION

ARN = f"arn:aws:ses:{REGION}:{ACCOUNT}:"
CONFIRM = {
    "TemplateName": "confirm",
    "FromEmailAddress": "me@shop.example",
    "TemplateSubject": "Please confirm",
    "TemplateContent": "<p>Hello</p>",
    "SuccessRedirectionURL": "https://shop.example/yes",
    "FailureRedirectionURL": "https://shop.example/no",
}


def tags(ses: Any, arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in ses.list_tags_for_resource(ResourceArn=arn)["Tags"]}


def lists(ses: Any) -> list[str]:
    return [each_list["ContactListName"] for each_list in ses.list_contact_lists()["ContactLists"]]


def tenants(ses: Any) -> list[str]:
    return [each_tenant["TenantName"] for each_tenant in ses.list_tenants()["Tenants"]]


def topic(name: str, default: str = "OPT_IN") -> dict[str, str]:
    return {"TopicName": name, "DisplayName": name.title(), "DefaultSubscriptionStatus": default}


def contact_list(name: str | None = "readers", **properties: Any) -> dict[str, Any]:
    named = {"ContactListName": name} if name else {}
    return {"List": resource("ContactList", **named, **properties)}


def test_a_contact_list_is_made_changed_and_deleted(stacks: Stacks, ses: Any) -> None:
    first = contact_list(Description="All", Topics=[topic("news")], Tags=listed({"team": "news"}))
    assert stacks.create(first, Outputs={"List": {"Value": ref("List")}}) == "CREATE_COMPLETE"
    assert stacks.outputs() == {"List": "readers"}
    created_list = ses.get_contact_list(ContactListName="readers")
    assert (created_list["Description"], created_list["Topics"], created_list["Tags"]) == (
        "All",
        [topic("news")],
        listed({"team": "news"}),
    )
    second = contact_list(Topics=[topic("news", "OPT_OUT"), topic("sales")], Tags=listed({"team": "shop"}))
    assert stacks.update(second) == "UPDATE_COMPLETE"
    created_list = ses.get_contact_list(ContactListName="readers")
    assert created_list.get("Description", "") == ""
    assert created_list["Topics"] == [topic("news", "OPT_OUT"), topic("sales")]
    assert tags(ses, f"{ARN}contact-list/readers") == {"team": "shop"}
    stacks.delete()
    assert lists(ses) == []


def test_a_contact_list_without_a_name_gets_one(stacks: Stacks, ses: Any) -> None:
    assert stacks.create(contact_list(None)) == "CREATE_COMPLETE"
    assert lists(ses) == [stacks.physical_id("List")]


def test_an_account_has_one_contact_list_so_that_it_can_not_be_replaced(stacks: Stacks, ses: Any) -> None:
    stacks.create(contact_list("readers", Topics=[topic("news")]))
    assert stacks.update(contact_list("others")) == "UPDATE_ROLLBACK_COMPLETE"
    assert "A maximum of 1 Lists allowed per account. (Service: SesV2" in stacks.failure()[2]
    assert lists(ses) == ["readers"]
    assert stacks.create(contact_list("more"), "second") == "ROLLBACK_COMPLETE"
    assert stacks.failure("second")[:2] == ("CREATE_FAILED", "List")
    assert lists(ses) == ["readers"]


def test_topics_that_ses_refuses_leave_a_contact_list_as_it_was(stacks: Stacks, ses: Any) -> None:
    stacks.create(contact_list(Topics=[topic("news")]))
    twice = contact_list(Topics=[topic("sales"), topic("sales")])
    assert stacks.update(twice) == "UPDATE_ROLLBACK_COMPLETE"
    assert stacks.failure()[:2] == ("UPDATE_FAILED", "List")
    assert ses.get_contact_list(ContactListName="readers")["Topics"] == [topic("news")]


@pytest.fixture
def sender(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")


def test_a_verification_template_is_made_changed_replaced_and_deleted(stacks: Stacks, ses: Any, sender: None) -> None:
    def template(**changes: Any) -> dict[str, Any]:
        return {"Confirm": resource("CustomVerificationEmailTemplate", **CONFIRM | changes)}

    outputs = {"Name": {"Value": ref("Confirm")}}
    assert stacks.create(template(Tags=listed({"team": "news"})), Outputs=outputs) == "CREATE_COMPLETE"
    assert stacks.outputs() == {"Name": "confirm"}
    stored_template = ses.get_custom_verification_email_template(TemplateName="confirm")
    assert {name: stored_template[name] for name in CONFIRM} == CONFIRM
    arn = f"{ARN}custom-verification-email-template/confirm"
    assert tags(ses, arn) == {"team": "news"}
    assert stacks.update(template(TemplateSubject="Confirm")) == "UPDATE_COMPLETE"
    assert ses.get_custom_verification_email_template(TemplateName="confirm")["TemplateSubject"] == "Confirm"
    assert tags(ses, arn) == {}
    assert stacks.update(template(TemplateName="again")) == "UPDATE_COMPLETE"
    assert verification_templates(ses) == ["again"]
    stacks.delete()
    assert verification_templates(ses) == []


def verification_templates(ses: Any) -> list[str]:
    listed_ones = ses.list_custom_verification_email_templates()["CustomVerificationEmailTemplates"]
    return [each_template["TemplateName"] for each_template in listed_ones]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"FromEmailAddress": "x@y.example"}, "The from email address <x@y.example> is not verified (Service: SesV2"),
        ({"SuccessRedirectionURL": "x"}, "The success redirection URL is invalid"),
        ({"Color": "red"}, "extraneous key [Color] is not permitted"),
    ],
)
def test_a_verification_template_that_ses_refuses_is_not_made_or_changed(
    stacks: Stacks, ses: Any, sender: None, changes: dict[str, str], reason: str
) -> None:
    refused = {"Confirm": resource("CustomVerificationEmailTemplate", **CONFIRM | changes)}
    assert stacks.create(refused, "refused") == "ROLLBACK_COMPLETE"
    assert reason in stacks.failure("refused")[2]
    assert verification_templates(ses) == []
    stacks.create({"Confirm": resource("CustomVerificationEmailTemplate", **CONFIRM)})
    assert stacks.update(refused) == "UPDATE_ROLLBACK_COMPLETE"
    assert reason in stacks.failure()[2]
    stored_template = ses.get_custom_verification_email_template(TemplateName="confirm")
    assert {name: stored_template[name] for name in CONFIRM} == CONFIRM


def tenant(*resources: str, name: str = "acme", **properties: Any) -> dict[str, Any]:
    associations = [{"ResourceArn": ARN + associated} for associated in resources]
    return {"Tenant": resource("Tenant", TenantName=name, ResourceAssociations=associations, **properties)}


def associated(ses: Any, name: str = "acme") -> list[str]:
    resources = ses.list_tenant_resources(TenantName=name)["TenantResources"]
    return sorted(entry["ResourceArn"].removeprefix(ARN) for entry in resources)


@pytest.fixture
def sets(ses: Any) -> None:
    for name in ("news", "sales"):
        ses.create_configuration_set(ConfigurationSetName=name)


def test_a_tenant_is_made_with_its_resources_changed_and_deleted(stacks: Stacks, ses: Any, sets: None) -> None:
    outputs = {"Arn": {"Value": attribute("Arn", of="Tenant")}, "Name": {"Value": ref("Tenant")}}
    first = tenant("configuration-set/news", Tags=listed({"team": "news"}))
    assert stacks.create(first, Outputs=outputs) == "CREATE_COMPLETE"
    arn = ses.get_tenant(TenantName="acme")["Tenant"]["TenantArn"]
    assert stacks.outputs() == {"Arn": arn, "Name": "acme"}
    assert (associated(ses), tags(ses, arn)) == (["configuration-set/news"], {"team": "news"})
    second = tenant("configuration-set/sales", Tags=listed({"team": "shop"}))
    assert stacks.update(second, Outputs=outputs) == "UPDATE_COMPLETE"
    assert (associated(ses), tags(ses, arn)) == (["configuration-set/sales"], {"team": "shop"})
    stacks.delete()
    assert tenants(ses) == []


def test_a_tenant_has_its_reputation_policy_and_loses_it(stacks: Stacks, ses: Any) -> None:
    strict = f"arn:aws:ses:{REGION}:aws:reputation-policy/strict"
    stacks.create(tenant(ReputationEntity={"Policy": {"ReputationEntityPolicy": strict}}))
    arn = ses.get_tenant(TenantName="acme")["Tenant"]["TenantArn"]

    def policy() -> str:
        entity = ses.get_reputation_entity(ReputationEntityType="RESOURCE", ReputationEntityReference=arn)
        return str(entity["ReputationEntity"]["ReputationManagementPolicy"])

    assert policy() == strict
    assert stacks.update(tenant()) == "UPDATE_COMPLETE"
    assert policy() == f"arn:aws:ses:{REGION}:aws:reputation-policy/standard"


@of_model_with("CreateTenant", "SuppressionAttributes")
def test_a_tenant_has_its_suppression_attributes(stacks: Stacks, ses: Any) -> None:
    own = {"SuppressionScope": "TENANT", "SuppressedReasons": ["BOUNCE"]}
    assert stacks.create(tenant(SuppressionAttributes=own)) == "CREATE_COMPLETE"
    assert ses.get_tenant(TenantName="acme")["Tenant"]["SuppressionAttributes"] == own
    both = {**own, "SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
    assert stacks.update(tenant(SuppressionAttributes=both)) == "UPDATE_COMPLETE"
    assert ses.get_tenant(TenantName="acme")["Tenant"]["SuppressionAttributes"] == both


def test_a_tenant_of_another_name_replaces_the_old_one(stacks: Stacks, ses: Any, sets: None) -> None:
    stacks.create(tenant("configuration-set/news"))
    assert stacks.update(tenant("configuration-set/news", name="other")) == "UPDATE_COMPLETE"
    assert (tenants(ses), associated(ses, "other")) == (["other"], ["configuration-set/news"])


def test_a_tenant_that_ses_refuses_leaves_nothing(stacks: Stacks, ses: Any, sets: None) -> None:
    assert stacks.create(tenant("configuration-set/news", "configuration-set/nowhere")) == "ROLLBACK_COMPLETE"
    assert "nowhere" in stacks.failure()[2]
    assert tenants(ses) == []
    ses.create_tenant(TenantName="acme")
    assert stacks.create(tenant(), "second") == "ROLLBACK_COMPLETE"
    assert "(HandlerErrorCode: AlreadyExists)" in stacks.failure("second")[2]
    assert tenants(ses) == ["acme"]


def test_a_change_of_a_tenant_that_ses_refuses_goes_back(stacks: Stacks, ses: Any, sets: None) -> None:
    stacks.create(tenant("configuration-set/news"))
    refused = tenant("configuration-set/sales", "configuration-set/nowhere")
    assert stacks.update(refused) == "UPDATE_ROLLBACK_COMPLETE"
    assert "nowhere" in stacks.failure()[2]
    assert associated(ses) == ["configuration-set/news"]
