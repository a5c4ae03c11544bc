"""Cases 26, 45 and 53: tags by AWS's ARNs, of templates and contact lists too, and of sets that v1 made."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.support.botocore_models import of_model_with
from tests.support.clients import REGION
from tests.support.refusals import Refusal, refusal

BASE = "arn:aws:ses:us-east-1:123456789012"


def tag(key: str, value: str) -> dict[str, str]:
    return {"Key": key, "Value": value}


@of_model_with("CreateEmailTemplate", "Tags")
def test_a_template_and_a_contact_list_show_the_tags_that_they_were_made_with(ses: Any) -> None:
    content = {"Subject": "s", "Text": "t"}
    ses.create_email_template(TemplateName="w", TemplateContent=content, Tags=[tag("a", "1")])
    ses.create_contact_list(ContactListName="l", Tags=[tag("a", "1")])
    assert ses.get_email_template(TemplateName="w")["Tags"] == [tag("a", "1")]
    assert ses.get_contact_list(ContactListName="l")["Tags"] == [tag("a", "1")]
    for kind in ("template/w", "contact-list/l"):
        assert ses.list_tags_for_resource(ResourceArn=f"{BASE}:{kind}")["Tags"] == [tag("a", "1")]
    unknown = refusal(ses.list_tags_for_resource, ResourceArn=f"{BASE}:template/no")
    assert unknown == Refusal(404, "NotFoundException", "No Template present with name: no")


def test_a_set_that_v1_made_is_tagged_by_v2(ses: Any, v1: Any) -> None:
    v1.create_configuration_set(ConfigurationSet={"Name": "cs"})
    ses.tag_resource(ResourceArn=f"{BASE}:configuration-set/cs", Tags=[tag("b", "2")])
    assert ses.get_configuration_set(ConfigurationSetName="cs")["Tags"] == [tag("b", "2")]


@pytest.mark.fidelity(
    operation="TagResource",
    case="pools, sets, identities, templates, verification templates, lists, tenants",
    answer="take tags",
    kind="recorded",
    source="floci #759",
    date="2026-08",
)
def test_every_kind_that_takes_tags_is_found_by_its_arn(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    ses.create_custom_verification_email_template(
        TemplateName="v",
        FromEmailAddress="jo@shop.example",
        TemplateSubject="s",
        TemplateContent="<p>x</p>",
        SuccessRedirectionURL="https://shop.example/yes",
        FailureRedirectionURL="https://shop.example/no",
    )
    tenant = ses.create_tenant(TenantName="t")["TenantArn"]
    for arn in (f"{BASE}:custom-verification-email-template/v", tenant, f"{BASE}:identity/shop.example"):
        ses.tag_resource(ResourceArn=arn, Tags=[tag("k", "v")])
        assert ses.list_tags_for_resource(ResourceArn=arn)["Tags"] == [tag("k", "v")]


@pytest.mark.parametrize("kind", ["identity/shop.example", "dedicated-ip-pool/p"])
def test_tags_of_a_resource_are_gone_with_it(ses: Any, kind: str) -> None:
    arn = f"{BASE}:{kind}"
    for _ in range(2):
        ses.create_email_identity(EmailIdentity="shop.example")
        ses.create_dedicated_ip_pool(PoolName="p")
        assert ses.list_tags_for_resource(ResourceArn=arn)["Tags"] == []
        ses.tag_resource(ResourceArn=arn, Tags=[tag("a", "1")])
        ses.delete_email_identity(EmailIdentity="shop.example")
        ses.delete_dedicated_ip_pool(PoolName="p")
    assert refusal(ses.list_tags_for_resource, ResourceArn=arn).status == 404


def test_tag_keys_of_the_tagging_api_name_each_key_once(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example", Tags=[tag("a", "1")])
    keys = boto3.client("resourcegroupstaggingapi", REGION).get_tag_keys()["TagKeys"]
    assert keys in ([], ["a"])  # moto's older versions do not list SES there
