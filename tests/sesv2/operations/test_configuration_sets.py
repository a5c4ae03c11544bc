"""Configuration sets over the wire, and their association with pools from both sides."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal

ARCHIVE = "arn:aws:ses:us-east-1:123456789012:mailmanager-archive/a-" + "b" * 24
NO_SET = Refusal(404, "NotFoundException", "Configuration set <nowhere> does not exist.")


@pytest.fixture
def pools(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="standard")
    ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED")


def set_of(ses: Any, name: str = "set") -> dict[str, Any]:
    configuration_set: dict[str, Any] = ses.get_configuration_set(ConfigurationSetName=name)
    configuration_set.pop("ResponseMetadata")
    return configuration_set


def test_a_set_with_every_option_group_is_shown_as_it_was_made(ses: Any, pools: None) -> None:
    made: dict[str, Any] = {
        "ConfigurationSetName": "set",
        "TrackingOptions": {"CustomRedirectDomain": "click.example.com", "HttpsPolicy": "REQUIRE"},
        "DeliveryOptions": {"TlsPolicy": "REQUIRE", "SendingPoolName": "managed", "MaxDeliverySeconds": 300},
        "ReputationOptions": {
            "ReputationMetricsEnabled": True,
            "LastFreshStart": datetime(2026, 1, 1, tzinfo=timezone.utc),
        },
        "SendingOptions": {"SendingEnabled": False},
        "Tags": [{"Key": "team", "Value": "growth"}],
        "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
        "VdmOptions": {
            "DashboardOptions": {"EngagementMetrics": "ENABLED"},
            "GuardianOptions": {"OptimizedSharedDelivery": "DISABLED"},
        },
        "ArchivingOptions": {"ArchiveArn": ARCHIVE},
    }
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(**made)
    assert set_of(ses) == made


def test_a_set_without_options_sends_and_names_no_pool(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    assert set_of(ses) == {
        "ConfigurationSetName": "set",
        "DeliveryOptions": {},
        "ReputationOptions": {"ReputationMetricsEnabled": True},
        "SendingOptions": {"SendingEnabled": True},
        "Tags": [],
    }


@pytest.mark.parametrize("name", ["a", "A_-9" * 16])
def test_a_set_name_has_1_to_64_letters_digits_underscores_and_dashes(ses: Any, name: str) -> None:
    ses.create_configuration_set(ConfigurationSetName=name)
    assert ses.list_configuration_sets()["ConfigurationSets"] == [name]


@pytest.mark.fidelity(
    operation="CreateConfigurationSet",
    case="a name of other characters, or of over 64",
    answer="400 'Invalid configuration set name <X>: …', 'Configuration set name cannot exceed 64 characters.'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
@pytest.mark.parametrize("name", ["", "a" * 65, "a.b", "a b", "ü"])
def test_another_set_name_is_a_bad_request_that_names_it(ses: Any, name: str) -> None:
    answer = refusal(ses.create_configuration_set, ConfigurationSetName=name)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert answer.message == (
        "Configuration set name cannot exceed 64 characters."
        if len(name) > 64
        else f"Invalid configuration set name <{name}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
    )
    assert ses.list_configuration_sets()["ConfigurationSets"] == []


def test_a_taken_set_name_exists_already(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    assert refusal(ses.create_configuration_set, ConfigurationSetName="set") == Refusal(
        400, "AlreadyExistsException", "Configuration set <set> already exists."
    )


@pytest.mark.parametrize("seconds", [300, 50400])
def test_max_delivery_seconds_takes_300_to_50400(ses: Any, seconds: int) -> None:
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"MaxDeliverySeconds": seconds})
    assert set_of(ses)["DeliveryOptions"] == {"MaxDeliverySeconds": seconds}


# botocore checks the lower bound itself, so that this client must not.
@pytest.mark.fidelity(
    operation="CreateConfigurationSet, PutConfigurationSetDeliveryOptions",
    case="MaxDeliverySeconds outside 300 to 50400",
    answer="400 '… Member must have value less than or equal to 50400', '… greater than or equal to 300'",
    kind="recorded",
    source="terraform-provider-aws #40591",
    date="2024",
)
@pytest.mark.parametrize("seconds", [299, 50401, -1, 0])
def test_max_delivery_seconds_outside_300_to_50400_is_a_bad_request(mock: None, seconds: int) -> None:
    from botocore.config import Config

    from tests.support.clients import ses_client

    ses = ses_client(config=Config(parameter_validation=False))
    answer = refusal(
        ses.create_configuration_set, ConfigurationSetName="set", DeliveryOptions={"MaxDeliverySeconds": seconds}
    )
    assert (answer.status, answer.code) == (400, "BadRequestException")
    bound = "less than or equal to 50400" if seconds > 50400 else "greater than or equal to 300"
    assert answer.message == (
        "1 validation error detected: Value at 'deliveryOptions.maxDeliverySeconds' failed to satisfy constraint: "
        f"Member must have value {bound}"
    )
    ses.create_configuration_set(ConfigurationSetName="set")
    assert (
        refusal(
            ses.put_configuration_set_delivery_options, ConfigurationSetName="set", MaxDeliverySeconds=seconds
        ).status
        == 400
    )


@pytest.mark.fidelity(
    operation="CreateConfigurationSet",
    case="TlsPolicy not OPTIONAL or REQUIRE, and so on",
    answer="400 BadRequestException, nothing is made",
    kind="documented",
    source="botocore's model",
)
@pytest.mark.parametrize(
    ("group", "options", "named"),
    [
        ("DeliveryOptions", {"TlsPolicy": "MAYBE"}, "[OPTIONAL, REQUIRE]"),
        ("TrackingOptions", {"CustomRedirectDomain": "no domain"}, "no domain"),
        (
            "TrackingOptions",
            {"CustomRedirectDomain": "a.example.com", "HttpsPolicy": "SOMETIMES"},
            "[OPTIONAL, REQUIRE, REQUIRE_OPEN_ONLY]",
        ),
        (
            "SuppressionOptions",
            {"SuppressedReasons": ["SPAM"]},
            "[Member must satisfy enum value set: [BOUNCE, COMPLAINT]]",
        ),
        ("SuppressionOptions", {"SuppressedReasons": ["BOUNCE", "BOUNCE"]}, "BOUNCE"),
        ("VdmOptions", {"DashboardOptions": {"EngagementMetrics": "ON"}}, "[DISABLED, ENABLED]"),
        ("ArchivingOptions", {"ArchiveArn": "arn:aws:ses:somewhere-else"}, "'archivingOptions.archiveArn' failed"),
    ],
)
def test_each_option_group_is_validated_and_nothing_is_made(
    ses: Any, group: str, options: dict[str, Any], named: str
) -> None:
    answer = refusal(ses.create_configuration_set, ConfigurationSetName="set", **{group: options})
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert named in answer.message
    assert ses.list_configuration_sets()["ConfigurationSets"] == []


@pytest.mark.fidelity(
    operation="CreateConfigurationSet, PutConfigurationSetDeliveryOptions",
    case="an unknown pool",
    answer="400 BadRequestException 'SendingPool <NAME> doesn't exist'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_an_unknown_sending_pool_does_not_exist(ses: Any) -> None:
    unknown = Refusal(400, "BadRequestException", "SendingPool <nowhere> doesn't exist")
    assert (
        refusal(
            ses.create_configuration_set, ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "nowhere"}
        )
        == unknown
    )
    ses.create_configuration_set(ConfigurationSetName="set")
    assert (
        refusal(ses.put_configuration_set_delivery_options, ConfigurationSetName="set", SendingPoolName="nowhere")
        == unknown
    )


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_sending_pool_is_a_bad_request(ses: Any, blank: str) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    answer = refusal(ses.put_configuration_set_delivery_options, ConfigurationSetName="set", SendingPoolName=blank)
    assert (answer.status, answer.code) == (400, "BadRequestException")


@pytest.mark.parametrize("name", ["ses-default-dedicated-pool", "ses-shared-pool"])
def test_the_pools_that_ses_keeps_can_be_sent_through(ses: Any, name: str) -> None:
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": name})
    assert set_of(ses)["DeliveryOptions"] == {"SendingPoolName": name}


@pytest.mark.fidelity(
    operation="PutConfigurationSetDeliveryOptions",
    case="another pool",
    answer="the set moves to it: it has at most one",
    kind="documented",
    source="Assigning IP pools",
)
def test_naming_another_pool_moves_the_set_and_the_old_pool_keeps_no_trace(
    ses: Any, hooks: SesManaged, pools: None
) -> None:
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "standard"})
    assert hooks.pool("standard").configuration_sets == ("set",)
    ses.put_configuration_set_delivery_options(ConfigurationSetName="set", SendingPoolName="managed")
    assert hooks.pool("standard").configuration_sets == ()
    assert hooks.pool("managed").configuration_sets == ("set",)
    assert set_of(ses)["DeliveryOptions"] == {"SendingPoolName": "managed"}
    ses.put_configuration_set_delivery_options(ConfigurationSetName="set", TlsPolicy="REQUIRE")
    assert hooks.pool("managed").configuration_sets == ()
    assert set_of(ses)["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}


def test_deleting_a_set_takes_it_from_its_pool(ses: Any, hooks: SesManaged, pools: None) -> None:
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "managed"})
    ses.delete_configuration_set(ConfigurationSetName="set")
    assert hooks.pool("managed").configuration_sets == ()
    assert refusal(ses.get_configuration_set, ConfigurationSetName="set").status == 404


@pytest.mark.fidelity(
    operation="v2 operations on a configuration set",
    case="an unknown set",
    answer="404 NotFoundException 'Configuration set <NAME> does not exist.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("get_configuration_set", {}),
        ("delete_configuration_set", {}),
        ("put_configuration_set_delivery_options", {}),
        ("put_configuration_set_tracking_options", {}),
        ("put_configuration_set_reputation_options", {}),
        ("put_configuration_set_sending_options", {}),
        ("put_configuration_set_suppression_options", {}),
        ("put_configuration_set_vdm_options", {}),
        ("put_configuration_set_archiving_options", {}),
    ],
)
def test_an_unknown_set_does_not_exist(ses: Any, operation: str, parameters: dict[str, Any]) -> None:
    assert refusal(getattr(ses, operation), ConfigurationSetName="nowhere", **parameters) == NO_SET


@pytest.mark.parametrize(
    ("operation", "parameters", "group", "stored"),
    [
        ("tracking_options", {"CustomRedirectDomain": "a.example.com"}, "TrackingOptions", None),
        ("reputation_options", {"ReputationMetricsEnabled": True}, "ReputationOptions", None),
        ("sending_options", {"SendingEnabled": False}, "SendingOptions", None),
        ("suppression_options", {"SuppressedReasons": ["BOUNCE"]}, "SuppressionOptions", None),
        (
            "vdm_options",
            {"VdmOptions": {"DashboardOptions": {"EngagementMetrics": "ENABLED"}}},
            "VdmOptions",
            {"DashboardOptions": {"EngagementMetrics": "ENABLED"}},
        ),
        ("archiving_options", {"ArchiveArn": ARCHIVE}, "ArchivingOptions", None),
    ],
)
def test_each_option_group_can_be_put_on_a_set_of_either_api(
    ses: Any, operation: str, parameters: dict[str, Any], group: str, stored: dict[str, Any] | None
) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(ConfigurationSetName="v2")
    boto3.client("ses", "us-east-1").create_configuration_set(ConfigurationSet={"Name": "v1"})
    for name in ("v1", "v2"):
        getattr(ses, f"put_configuration_set_{operation}")(ConfigurationSetName=name, **parameters)
        assert set_of(ses, name)[group] == (stored or parameters)


@pytest.mark.fidelity(
    operation="ListConfigurationSets",
    case="several sets",
    answer="in the order of their names",
    kind="recorded",
    source="floci, SesListPaging",
    date="2026-10",
)
def test_sets_are_listed_in_pages_by_name(ses: Any) -> None:
    for name in ("c", "a", "b"):
        ses.create_configuration_set(ConfigurationSetName=name)
    first = ses.list_configuration_sets(PageSize=2)
    assert first["ConfigurationSets"] == ["a", "b"]
    assert ses.list_configuration_sets(PageSize=2, NextToken=first["NextToken"])["ConfigurationSets"] == ["c"]


def test_v1_and_v2_share_their_sets(ses: Any) -> None:
    v1 = boto3.client("ses", "us-east-1")
    v1.create_configuration_set(ConfigurationSet={"Name": "one"})
    assert refusal(ses.create_configuration_set, ConfigurationSetName="one").code == "AlreadyExistsException"
    ses.create_configuration_set(ConfigurationSetName="two")
    assert v1.describe_configuration_set(ConfigurationSetName="two")["ConfigurationSet"]["Name"] == "two"
    v1.delete_configuration_set(ConfigurationSetName="two")
    assert ses.list_configuration_sets()["ConfigurationSets"] == ["one"]
    with pytest.raises(ClientError, match="ConfigurationSetDoesNotExist"):
        v1.delete_configuration_set(ConfigurationSetName="two")
