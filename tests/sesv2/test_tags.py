"""Tags of pools, configuration sets and identities, by ARN."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.support import Refusal, refusal

BASE = "arn:aws:ses:us-east-1:123456789012"
POOL = f"{BASE}:dedicated-ip-pool/pool"


@pytest.fixture(autouse=True)
def resources(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(EmailIdentity="example.com")


def tag(key: str, value: str = "v") -> dict[str, str]:
    return {"Key": key, "Value": value}


def tags_of(ses: Any, arn: str) -> list[dict[str, str]]:
    return list(ses.list_tags_for_resource(ResourceArn=arn)["Tags"])


@pytest.mark.parametrize(
    "arn", [POOL, f"{BASE}:configuration-set/set", f"{BASE}:identity/example.com", f"{BASE}:email-identity/example.com"]
)
def test_a_resource_is_tagged_listed_and_untagged_by_its_arn(ses: Any, arn: str) -> None:
    ses.tag_resource(ResourceArn=arn, Tags=[tag("a", "1"), tag("b", "")])
    ses.tag_resource(ResourceArn=arn, Tags=[tag("a", "2")])
    assert tags_of(ses, arn) == [tag("a", "2"), tag("b", "")]
    ses.untag_resource(ResourceArn=arn, TagKeys=["a", "never-there"])
    assert tags_of(ses, arn) == [tag("b", "")]


def test_both_arns_of_an_identity_name_the_same_tags(ses: Any) -> None:
    ses.tag_resource(ResourceArn=f"{BASE}:identity/example.com", Tags=[tag("k")])
    assert tags_of(ses, f"{BASE}:email-identity/example.com") == [tag("k")]
    assert ses.get_email_identity(EmailIdentity="example.com")["Tags"] == [tag("k")]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("dedicated-ip-pool", "DedicatedIpPool"),
        ("configuration-set", "ConfigurationSet"),
        ("identity", "EmailIdentity"),
    ],
)
def test_an_unknown_resource_is_not_present(ses: Any, kind: str, word: str) -> None:
    unknown = Refusal(404, "NotFoundException", f"No {word} present with name: nowhere")
    arn = f"{BASE}:{kind}/nowhere"
    assert refusal(ses.list_tags_for_resource, ResourceArn=arn) == unknown
    assert refusal(ses.tag_resource, ResourceArn=arn, Tags=[tag("k")]) == unknown
    assert refusal(ses.untag_resource, ResourceArn=arn, TagKeys=["k"]) == unknown


@pytest.mark.parametrize(
    "arn",
    [
        "pool",
        f"{BASE}:template/x",
        "arn:aws:ses:eu-west-1:123456789012:dedicated-ip-pool/pool",
        "arn:aws:ses:us-east-1:111122223333:dedicated-ip-pool/pool",
        "arn:aws-cn:ses:us-east-1:123456789012:dedicated-ip-pool/pool",
        "arn:aws:sns:us-east-1:123456789012:dedicated-ip-pool/pool",
    ],
)
def test_an_arn_from_elsewhere_is_a_bad_request_that_names_it(ses: Any, arn: str) -> None:
    answer = refusal(ses.list_tags_for_resource, ResourceArn=arn)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert arn in answer.message


@pytest.mark.parametrize(
    "tags",
    [
        [tag("a" * 128, "v" * 256)],
        [tag(f"key-{number}") for number in range(50)],
    ],
    ids=["key of 128 and value of 256", "50 tags"],
)
def test_tags_up_to_the_limits_are_taken(ses: Any, tags: list[dict[str, str]]) -> None:
    ses.create_dedicated_ip_pool(PoolName="tagged", Tags=tags)
    ses.tag_resource(ResourceArn=POOL, Tags=tags)
    assert tags_of(ses, f"{BASE}:dedicated-ip-pool/tagged") == tags_of(ses, POOL) == tags


@pytest.mark.parametrize(
    "tags",
    [
        [tag(f"key-{number}") for number in range(51)],
        [tag("a" * 129)],
        [tag("")],
        [tag("a", "v" * 257)],
        [tag("a"), tag("a", "other")],
        [tag("aws:a")],
        [tag("AWS:a")],
    ],
    ids=["51 tags", "key of 129", "key of 0", "value of 257", "a key twice", "aws: prefix", "AWS: prefix"],
)
def test_tags_beyond_the_limits_are_a_bad_request_and_nothing_is_made_or_tagged(
    ses: Any, hooks: SesManaged, tags: list[dict[str, str]]
) -> None:
    for operation, parameters in (
        (ses.create_dedicated_ip_pool, {"PoolName": "new"}),
        (ses.create_configuration_set, {"ConfigurationSetName": "new"}),
        (ses.create_email_identity, {"EmailIdentity": "new.example.com"}),
        (ses.tag_resource, {"ResourceArn": POOL}),
    ):
        answer = refusal(operation, Tags=tags, **parameters)
        assert (answer.status, answer.code) == (400, "BadRequestException")
    assert [pool.name for pool in hooks.pools()] == ["pool"]
    assert ses.list_configuration_sets()["ConfigurationSets"] == ["set"]
    assert len(ses.list_email_identities()["EmailIdentities"]) == 1
    assert tags_of(ses, POOL) == []


def test_the_51st_tag_is_refused_when_it_comes_later_too(ses: Any) -> None:
    ses.tag_resource(ResourceArn=POOL, Tags=[tag(f"key-{number}") for number in range(50)])
    ses.tag_resource(ResourceArn=POOL, Tags=[tag("key-0", "new value")])
    answer = refusal(ses.tag_resource, ResourceArn=POOL, Tags=[tag("one more")])
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert len(tags_of(ses, POOL)) == 50


def test_motos_tagging_api_sees_the_tags_of_pools(ses: Any) -> None:
    ses.tag_resource(ResourceArn=POOL, Tags=[tag("team", "growth")])
    found = boto3.client("resourcegroupstaggingapi", "us-east-1").get_resources(
        TagFilters=[{"Key": "team", "Values": ["growth"]}]
    )
    shown = {mapping["ResourceARN"]: mapping["Tags"] for mapping in found["ResourceTagMappingList"]}
    # moto's older versions do not list SES there; those that do must list what is true.
    assert shown in ({}, {POOL: [tag("team", "growth")]})
