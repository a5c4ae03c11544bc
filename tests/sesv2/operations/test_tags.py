"""Tags of pools, configuration sets and identities, by ARN."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal

TAGGING_API = find_spec("moto.core.resource_tagging") is not None
BASE = "arn:aws:ses:us-east-1:123456789012"
POOL = f"{BASE}:dedicated-ip-pool/pool"


@pytest.fixture(autouse=True)
def resources(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "t"})
    ses.create_contact_list(ContactListName="l")


def tag(key: str, value: str = "v") -> dict[str, str]:
    return {"Key": key, "Value": value}


def tags_of(ses: Any, arn: str) -> list[dict[str, str]]:
    return list(ses.list_tags_for_resource(ResourceArn=arn)["Tags"])


@pytest.mark.fidelity(
    operation="TagResource",
    case="the ARN of an identity",
    answer="identity/NAME, the only form",
    kind="recorded",
    source="floci #759",
    date="2026-08",
)
@pytest.mark.parametrize(
    "kind", ["dedicated-ip-pool/pool", "configuration-set/set", "identity/example.com", "template/t", "contact-list/l"]
)
def test_a_resource_is_tagged_listed_and_untagged_by_its_arn(ses: Any, kind: str) -> None:
    arn = f"{BASE}:{kind}"
    ses.tag_resource(ResourceArn=arn, Tags=[tag("a", "1"), tag("b", "")])
    ses.tag_resource(ResourceArn=arn, Tags=[tag("a", "2")])
    assert tags_of(ses, arn) == [tag("a", "2"), tag("b", "")]
    ses.untag_resource(ResourceArn=arn, TagKeys=["a", "never-there"])
    assert tags_of(ses, arn) == [tag("b", "")]


def test_a_domains_arn_knows_no_case_as_its_name(ses: Any) -> None:
    ses.tag_resource(ResourceArn=f"{BASE}:identity/Example.COM", Tags=[tag("k")])
    assert ses.get_email_identity(EmailIdentity="example.com")["Tags"] == [tag("k")]


@pytest.mark.fidelity(
    operation="TagResource, UntagResource, ListTagsForResource",
    case="a resource that does not exist",
    answer="404 NotFoundException 'No DedicatedIpPool present with name: NAME', and so for each kind",
    kind="recorded",
    source="floci #760",
    date="2026-08",
)
@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("dedicated-ip-pool", "DedicatedIpPool"),
        ("configuration-set", "ConfigurationSet"),
        ("identity", "EmailIdentity"),
        ("template", "Template"),
        ("contact-list", "ContactList"),
    ],
)
def test_an_unknown_resource_is_not_present(ses: Any, kind: str, word: str) -> None:
    unknown = Refusal(404, "NotFoundException", f"No {word} present with name: nowhere")
    for answer in answers(ses, f"{BASE}:{kind}/nowhere"):
        assert answer == unknown


def answers(ses: Any, arn: str) -> list[Refusal]:
    return [
        refusal(ses.list_tags_for_resource, ResourceArn=arn),
        refusal(ses.tag_resource, ResourceArn=arn, Tags=[tag("k")]),
        refusal(ses.untag_resource, ResourceArn=arn, TagKeys=["k"]),
    ]


@pytest.mark.fidelity(
    operation="TagResource, UntagResource, ListTagsForResource",
    case="no ARN of a taggable resource",
    answer="400 BadRequestException 'ResourceArn is not the expected format'",
    kind="recorded",
    source="floci #2589",
    date="2026-08",
)
@pytest.mark.parametrize(
    "arn",
    [
        "pool",
        f"{BASE}:foo/bar",
        f"{BASE}:email-identity/example.com",
        "arn:aws-cn:ses:us-east-1:123456789012:dedicated-ip-pool/pool",
        "arn:aws:sns:us-east-1:123456789012:dedicated-ip-pool/pool",
    ],
)
def test_what_is_no_arn_of_a_resource_is_refused(ses: Any, arn: str) -> None:
    malformed = Refusal(400, "BadRequestException", "ResourceArn is not the expected format")
    assert answers(ses, arn) == [malformed] * 3


@pytest.mark.fidelity(
    operation="TagResource, UntagResource, ListTagsForResource",
    case="an ARN of another account",
    answer="400 BadRequestException 'Operations on a resource created in a different account is not allowed'",
    kind="recorded",
    source="floci #2589",
    date="2026-08",
)
def test_another_accounts_resource_is_refused(ses: Any) -> None:
    words = "Operations on a resource created in a different account is not allowed"
    other = POOL.replace("123456789012", "111122223333")
    assert answers(ses, other) == [Refusal(400, "BadRequestException", words)] * 3


@pytest.mark.fidelity(
    operation="TagResource, UntagResource",
    case="an ARN of another Region",
    answer="400 BadRequestException 'Failed to tag resource', 'Failed to untag resource'",
    kind="recorded",
    source="floci #2589",
    date="2026-08",
)
@pytest.mark.fidelity(
    operation="ListTagsForResource",
    case="an ARN of another Region",
    answer="no tags",
    kind="recorded",
    source="floci #2589",
    date="2026-08",
)
def test_another_regions_resource_has_no_tags_here_and_takes_none(ses: Any) -> None:
    ses.tag_resource(ResourceArn=POOL, Tags=[tag("k")])
    other = POOL.replace("us-east-1", "eu-west-1")
    assert tags_of(ses, other) == []
    answer = refusal(ses.tag_resource, ResourceArn=other, Tags=[tag("k")])
    assert answer == Refusal(400, "BadRequestException", "Failed to tag resource")
    answer = refusal(ses.untag_resource, ResourceArn=other, TagKeys=["k"])
    assert answer == Refusal(400, "BadRequestException", "Failed to untag resource")


TOO_MANY = "Maximum of 50 user tags are allowed per resource, consider reducing the number of tags in the request"


@pytest.mark.fidelity(
    operation="TagResource",
    case="a tag that AWS forbids",
    answer="400 BadRequestException: more than 50, a key twice, aws: in any case, other characters",
    kind="recorded",
    source="floci #759, #760",
    date="2026-08",
)
@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ([tag(f"key-{number}") for number in range(51)], TOO_MANY),
        ([tag("a"), tag("a", "other")], "Cannot provide multiple tags with the same key"),
        ([tag("aws:a")], "Caller is an end user and not allowed to mutate system tags"),
        ([tag("AwS:a")], "Caller is an end user and not allowed to mutate system tags"),
        (
            [tag("a", "b!")],
            "Tags can only contain letters, numbers, spaces, and the following special characters: _ . : / = + - @",
        ),
    ],
)
def test_a_forbidden_tag_is_refused_in_ses_own_words(ses: Any, tags: list[dict[str, str]], message: str) -> None:
    assert refusal(ses.tag_resource, ResourceArn=POOL, Tags=tags) == Refusal(400, "BadRequestException", message)


def test_letters_of_all_alphabets_and_the_special_characters_are_taken(ses: Any) -> None:
    odd = [tag("Größe _.:/=+-@", "数 1")]
    ses.tag_resource(ResourceArn=POOL, Tags=odd)
    assert tags_of(ses, POOL) == odd


@pytest.mark.fidelity(
    operation="UntagResource",
    case="aws: in any case",
    answer="'Caller is an end user and not allowed to mutate system tags'",
    kind="recorded",
    source="floci #759, #760",
    date="2026-08",
)
def test_a_system_tag_is_not_removed_either(ses: Any) -> None:
    answer = refusal(ses.untag_resource, ResourceArn=POOL, TagKeys=["aws:cloudformation:stack-name"])
    assert answer.message == "Caller is an end user and not allowed to mutate system tags"


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


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool, CreateConfigurationSet, CreateEmailIdentity, TagResource",
    case="over 50 tags, 128 characters of a key, 256 of a value; a key twice; aws:",
    answer="400 BadRequestException, nothing is made or tagged",
    kind="documented",
    source="Tag, restrictions",
)
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


@pytest.mark.fidelity(
    operation="TagResource",
    case="50 tags with those that are there",
    answer="'… consider reducing the number of tags in the request or delete existing tags and retry'",
    kind="recorded",
    source="floci #759, #760",
    date="2026-08",
)
def test_the_51st_tag_is_refused_when_it_comes_later_too(ses: Any) -> None:
    ses.tag_resource(ResourceArn=POOL, Tags=[tag(f"key-{number}") for number in range(50)])
    ses.tag_resource(ResourceArn=POOL, Tags=[tag("key-0", "new value")])
    answer = refusal(ses.tag_resource, ResourceArn=POOL, Tags=[tag("one more")])
    assert answer == Refusal(400, "BadRequestException", f"{TOO_MANY} or delete existing tags and retry")
    assert len(tags_of(ses, POOL)) == 50


@pytest.mark.skipif(not TAGGING_API, reason="this version of moto does not list SES's resources")
@pytest.mark.fidelity(
    operation="Resource Groups Tagging API",
    case="SES's resources",
    answer="found and filtered by ses:identity and so on, tagged and untagged by AWS's ARNs",
    kind="recorded",
    source="cloud-custodian #10076, #10077",
    date="2026",
)
def test_the_tagging_api_finds_filters_and_changes_them(ses: Any) -> None:
    tagging = boto3.client("resourcegroupstaggingapi", "us-east-1")
    identity = f"{BASE}:identity/example.com"

    def tagged(**how: Any) -> dict[str, Any]:
        return {
            mapping["ResourceARN"]: mapping["Tags"]
            for mapping in tagging.get_resources(**how)["ResourceTagMappingList"]
        }

    for arn in (POOL, identity, f"{BASE}:template/t"):
        ses.tag_resource(ResourceArn=arn, Tags=[tag("team", "growth")])
    assert tagged(ResourceTypeFilters=["ses:identity"]) == {identity: [tag("team", "growth")]}
    assert tagged(ResourceTypeFilters=["ses:email-identity"]) == {}
    assert tagged(ResourceARNList=[POOL]) == {POOL: [tag("team", "growth")]}
    assert len(tagged(TagFilters=[{"Key": "team", "Values": ["growth"]}])) == 3
    assert tagging.tag_resources(ResourceARNList=[identity], Tags={"z": "9"})["FailedResourcesMap"] == {}
    assert tagging.untag_resources(ResourceARNList=[identity], TagKeys=["team"])["FailedResourcesMap"] == {}
    assert tags_of(ses, identity) == [tag("z", "9")]


@pytest.mark.skipif(not TAGGING_API, reason="this version of moto does not list SES's resources")
def test_the_tagging_api_lists_what_it_could_not_tag(ses: Any) -> None:
    tagging = boto3.client("resourcegroupstaggingapi", "us-east-1")
    unknown = f"{BASE}:identity/nowhere.example"
    assert set(tagging.tag_resources(ResourceARNList=[unknown], Tags={"z": "9"})["FailedResourcesMap"]) == {unknown}
