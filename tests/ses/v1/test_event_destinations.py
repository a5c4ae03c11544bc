"""Event destinations of a configuration set through v1, and in moto's own dicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from moto.ses.models import ses_backends

from moto_ses_managed import activate, deactivate, mock_aws
from moto_ses_managed.simulation.errors import SesManagedError
from tests.support import ACCOUNT, REGION, Refusal, ses_client

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:myTopic"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/firehose"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/stream"
DIMENSION = {
    "DimensionName": "ses:configuration-set",
    "DimensionValueSource": "messageTag",
    "DefaultDimensionValue": "none",
}

SNS = {"SNSDestination": {"TopicARN": TOPIC}}
FIREHOSE = {"KinesisFirehoseDestination": {"IAMRoleARN": ROLE, "DeliveryStreamARN": STREAM}}
CLOUDWATCH = {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION]}}
ALL_TYPES = ["bounce", "click", "complaint", "delivery", "open", "reject", "renderingFailure", "send"]
# What SES answers with whatever the operation, besides what the model declares for it.
COMMON = {"ValidationError", "InvalidParameterValue"}
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


@pytest.fixture(autouse=True)
def v1() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("ses", REGION)
        client.create_configuration_set(ConfigurationSet={"Name": "set"})
        boto3.client("sns", REGION).create_topic(Name="myTopic")
        yield client


def definition(target: dict[str, Any] | None = None, name: str = "destination") -> dict[str, Any]:
    return {"Name": name, "MatchingEventTypes": ["send"], **(SNS if target is None else target)}


def create(v1: Any, target: dict[str, Any] | None = None, name: str = "destination") -> None:
    v1.create_configuration_set_event_destination(ConfigurationSetName="set", EventDestination=definition(target, name))


def described(v1: Any, *attributes: str) -> dict[str, Any]:
    reply: dict[str, Any] = v1.describe_configuration_set(
        ConfigurationSetName="set", ConfigurationSetAttributeNames=list(attributes)
    )
    del reply["ResponseMetadata"]
    return reply


def shown(v1: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = described(v1, "eventDestinations")["EventDestinations"]
    return found


def refused(operation: Any, **parameters: Any) -> Refusal:
    with pytest.raises(ClientError) as caught:
        operation(**parameters)
    error = caught.value
    model = operation.__self__.meta.service_model.operation_model(error.operation_name)
    code = error.response["Error"]["Code"]
    assert code in {shape.error_code for shape in model.error_shapes} | COMMON
    return Refusal(error.response["ResponseMetadata"]["HTTPStatusCode"], code, error.response["Error"]["Message"])


@pytest.mark.parametrize("target", [SNS, FIREHOSE, CLOUDWATCH], ids=lambda kind: next(iter(kind)))
def test_a_destination_of_each_kind_is_described_as_it_was_made(v1: Any, target: dict[str, Any]) -> None:
    made = {"Enabled": True, "MatchingEventTypes": ALL_TYPES, **target}
    create(v1, made)
    assert described(v1, "eventDestinations") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [{"Name": "destination", **made}],
    }


def test_all_destinations_of_a_set_are_described_and_only_when_asked_for(v1: Any) -> None:
    for number in range(3):
        create(v1, name=f"number-{number}")
    assert [found["Name"] for found in shown(v1)] == ["number-0", "number-1", "number-2"]
    assert described(v1)["EventDestinations"] == []


def test_an_update_replaces_the_definition(v1: Any) -> None:
    create(v1, SNS | {"Enabled": True})
    v1.update_configuration_set_event_destination(
        ConfigurationSetName="set", EventDestination=definition(FIREHOSE | {"MatchingEventTypes": ["bounce"]})
    )
    assert shown(v1) == [{"Name": "destination", "Enabled": False, "MatchingEventTypes": ["bounce"], **FIREHOSE}]


def test_a_deleted_destination_is_gone_and_its_name_free(v1: Any) -> None:
    create(v1)
    v1.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="destination")
    assert shown(v1) == []
    create(v1)


def test_both_apis_see_the_same_destinations(v1: Any) -> None:
    ses = ses_client()
    create(v1, SNS | {"Enabled": True, "MatchingEventTypes": ["renderingFailure"]}, "of-v1")
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="of-v2",
        EventDestination={
            "MatchingEventTypes": ["DELIVERY_DELAY", "SEND"],
            "CloudWatchDestination": {
                "DimensionConfigurations": [DIMENSION | {"DimensionValueSource": "EMAIL_HEADER"}]
            },
        },
    )
    assert ses.get_configuration_set_event_destinations(ConfigurationSetName="set")["EventDestinations"][0] == {
        "Name": "of-v1",
        "Enabled": True,
        "MatchingEventTypes": ["RENDERING_FAILURE"],
        "SnsDestination": {"TopicArn": TOPIC},
    }
    assert shown(v1)[1] == {
        "Name": "of-v2",
        "Enabled": False,
        "MatchingEventTypes": ["send"],
        "CloudWatchDestination": {"DimensionConfigurations": [DIMENSION | {"DimensionValueSource": "emailHeader"}]},
    }
    v1.delete_configuration_set_event_destination(ConfigurationSetName="set", EventDestinationName="of-v2")
    assert len(ses.get_configuration_set_event_destinations(ConfigurationSetName="set")["EventDestinations"]) == 1


def test_a_destination_that_only_v2_knows_is_described_without_its_target(v1: Any) -> None:
    bus = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
    ses_client().create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="bus",
        EventDestination={"MatchingEventTypes": ["SUBSCRIPTION"], "EventBridgeDestination": {"EventBusArn": bus}},
    )
    assert shown(v1) == [{"Name": "bus", "Enabled": False, "MatchingEventTypes": []}]


def test_the_other_options_are_described_when_asked_for(v1: Any) -> None:
    ses = ses_client()
    ses.put_configuration_set_delivery_options(ConfigurationSetName="set", TlsPolicy="REQUIRE")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.put_configuration_set_tracking_options(ConfigurationSetName="set", CustomRedirectDomain="click.example.com")
    v1.update_configuration_set_reputation_metrics_enabled(ConfigurationSetName="set", Enabled=True)
    assert described(v1, "trackingOptions", "deliveryOptions", "reputationOptions") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [],
        "TrackingOptions": {"CustomRedirectDomain": "click.example.com"},
        "DeliveryOptions": {"TlsPolicy": "Require"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": True},
    }


def test_a_set_without_options_is_described_with_ses_defaults(v1: Any) -> None:
    assert described(v1, "trackingOptions", "deliveryOptions", "reputationOptions") == {
        "ConfigurationSet": {"Name": "set"},
        "EventDestinations": [],
        "DeliveryOptions": {"TlsPolicy": "Optional"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": False},
    }


def test_an_unknown_set_does_not_exist(v1: Any) -> None:
    missing = Refusal(400, "ConfigurationSetDoesNotExist", "Configuration set <nowhere> does not exist.")
    name = {"ConfigurationSetName": "nowhere"}
    assert refused(v1.describe_configuration_set, **name) == missing
    assert refused(v1.delete_configuration_set_event_destination, EventDestinationName="d", **name) == missing
    for operation in (
        v1.create_configuration_set_event_destination,
        v1.update_configuration_set_event_destination,
    ):
        assert refused(operation, EventDestination=definition(), **name) == missing


def test_an_unknown_destination_does_not_exist(v1: Any) -> None:
    missing = Refusal(
        400,
        "EventDestinationDoesNotExist",
        "An event destination with name <destination> does not exist for configuration set <set>.",
    )
    name = {"ConfigurationSetName": "set"}
    assert refused(v1.update_configuration_set_event_destination, EventDestination=definition(), **name) == missing
    assert refused(v1.delete_configuration_set_event_destination, EventDestinationName="destination", **name) == missing


def test_a_taken_name_exists_already(v1: Any) -> None:
    create(v1)
    answer = refused(
        v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=definition(FIREHOSE)
    )
    assert (answer.status, answer.code) == (400, "EventDestinationAlreadyExists")
    assert "<destination> already exists for configuration set <set>" in answer.message


def test_two_sets_may_use_the_same_name(v1: Any) -> None:
    v1.create_configuration_set(ConfigurationSet={"Name": "other"})
    create(v1)
    v1.create_configuration_set_event_destination(ConfigurationSetName="other", EventDestination=definition())
    v1.delete_configuration_set(ConfigurationSetName="other")
    assert len(shown(v1)) == 1


def test_the_11th_destination_exceeds_the_limit(v1: Any) -> None:
    for number in range(10):
        create(v1, name=f"number-{number}")
    answer = refused(
        v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=definition()
    )
    assert (answer.status, answer.code) == (400, "LimitExceeded")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"SNSDestination": {"TopicARN": "topic"}}, "InvalidSNSDestination", "'topic'"),
        ({"SNSDestination": {"TopicARN": TOPIC.replace(REGION, "eu-west-1")}}, "InvalidSNSDestination", REGION),
        (
            {"KinesisFirehoseDestination": {"IAMRoleARN": "role", "DeliveryStreamARN": STREAM}},
            "InvalidFirehoseDestination",
            "'role'",
        ),
        (
            {"KinesisFirehoseDestination": {"IAMRoleARN": ROLE, "DeliveryStreamARN": "stream"}},
            "InvalidFirehoseDestination",
            "'stream'",
        ),
        ({"CloudWatchDestination": {"DimensionConfigurations": []}}, "InvalidCloudWatchDestination", "cannot be empty"),
        (
            {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION | {"DimensionName": "a b"}]}},
            "InvalidCloudWatchDestination",
            "'a b'",
        ),
        (
            {"CloudWatchDestination": {"DimensionConfigurations": [DIMENSION | {"DimensionValueSource": "tag"}]}},
            "ValidationError",
            "[emailHeader, linkTag, messageTag]",
        ),
        (SNS | FIREHOSE, "InvalidParameterValue", "only one destination"),
        ({}, "InvalidParameterValue", "Event destination is not provided."),
        (SNS | {"MatchingEventTypes": []}, "InvalidParameterValue", "At least one event type must be specified."),
        (SNS | {"MatchingEventTypes": ["deliveryDelay"]}, "ValidationError", "renderingFailure, send]"),
        (SNS | {"Name": "a.b"}, "InvalidParameterValue", "<a.b>"),
        (SNS | {"Name": ""}, "InvalidParameterValue", "<>"),
    ],
)
def test_a_definition_that_ses_does_not_take_is_refused_in_v1s_codes(
    v1: Any, change: dict[str, Any], code: str, words: str
) -> None:
    create(v1, FIREHOSE)
    before = shown(v1)
    for operation in (
        v1.create_configuration_set_event_destination,
        v1.update_configuration_set_event_destination,
    ):
        answer = refused(operation, ConfigurationSetName="set", EventDestination=definition(change))
        assert (answer.status, answer.code) == (400, code)
        assert words in answer.message
        assert shown(v1) == before


@pytest.mark.fidelity(
    operation="v1 CreateConfigurationSetEventDestination",
    case="a topic that does not exist",
    answer="400 InvalidSNSDestination 'SNS topic <ARN> not found.'",
    kind="recorded",
    source="LocalStack's recorded v1 snapshots",
    date="2024",
)
@pytest.mark.fidelity(
    operation="CreateConfigurationSetEventDestination",
    case="a topic that does not exist",
    answer="400 BadRequestException, in v1's words",
    kind="unclear",
)
def test_a_topic_that_is_not_there_is_refused_in_both_apis(v1: Any) -> None:
    gone = TOPIC.replace("myTopic", "gone")
    target = definition({"SNSDestination": {"TopicARN": gone}})
    answer = refused(v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=target)
    assert answer == Refusal(400, "InvalidSNSDestination", f"SNS topic <{gone}> not found.")
    with pytest.raises(ClientError, match="not found") as caught:
        ses_client().create_configuration_set_event_destination(
            ConfigurationSetName="set",
            EventDestinationName="d",
            EventDestination={"MatchingEventTypes": ["SEND"], "SnsDestination": {"TopicArn": gone}},
        )
    assert caught.value.response["Error"]["Code"] == "BadRequestException"
    assert shown(v1) == []


def post(**form: str) -> requests.Response:
    return requests.post(
        f"https://email.{REGION}.amazonaws.com/", data=form, headers={"Authorization": AUTHORIZATION}, timeout=30
    )


@pytest.mark.parametrize(
    ("form", "member"),
    [
        ({}, "configurationSetName"),
        ({"ConfigurationSetName": "set"}, "eventDestination"),
        ({"ConfigurationSetName": "set", "EventDestination": "x"}, "eventDestination"),
        ({"ConfigurationSetName": "set", "EventDestination.Name": "d"}, "eventDestination.matchingEventTypes"),
        (
            {
                "ConfigurationSetName": "set",
                "EventDestination.MatchingEventTypes.member.1": "send",
                "EventDestination.SNSDestination.TopicARN": TOPIC,
            },
            "eventDestination.name",
        ),
        (
            {
                "ConfigurationSetName": "set",
                "EventDestination.Name": "d",
                "EventDestination.MatchingEventTypes.member.1": "send",
                "EventDestination.KinesisFirehoseDestination.IAMRoleARN": ROLE,
            },
            "eventDestination.kinesisFirehoseDestination.deliveryStreamARN",
        ),
        (
            {
                "ConfigurationSetName": "set",
                "EventDestination.Name": "d",
                "EventDestination.MatchingEventTypes.member.1": "send",
                "EventDestination.CloudWatchDestination.DimensionConfigurations.member.1.DimensionName": "d",
            },
            "eventDestination.cloudWatchDestination.dimensionConfigurations.1.member.dimensionValueSource",
        ),
    ],
)
@pytest.mark.parametrize("action", ["CreateConfigurationSetEventDestination", "UpdateConfigurationSetEventDestination"])
def test_a_request_that_lacks_a_member_is_a_validation_error_that_names_it(
    v1: Any, action: str, form: dict[str, str], member: str
) -> None:
    answer = post(Action=action, **form)
    assert answer.status_code == 400
    assert "<Code>ValidationError</Code>" in answer.text
    assert f"Value null at '{member}'" in answer.text
    assert shown(v1) == []


def test_deleting_and_describing_need_their_names(v1: Any) -> None:
    answers = [
        post(Action="DeleteConfigurationSetEventDestination", ConfigurationSetName="set"),
        post(Action="DeleteConfigurationSetEventDestination", EventDestinationName="d"),
        post(Action="DescribeConfigurationSet"),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert ["'eventDestinationName'" in answers[0].text, "'configurationSetName'" in answers[1].text] == [True, True]
    with pytest.raises(ClientError, match=r"ValidationError.*'everything'.*reputationOptions"):
        v1.describe_configuration_set(ConfigurationSetName="set", ConfigurationSetAttributeNames=["everything"])


def test_motos_own_dicts_show_what_they_always_have(v1: Any) -> None:
    backend = ses_backends[ACCOUNT][REGION]
    create(v1, SNS | {"Enabled": True}, "first")
    create(v1, FIREHOSE, "last")
    assert dict(backend.config_set_event_destination) == {
        "set": {"Name": "last", "Enabled": False, "MatchingEventTypes": ["send"], **FIREHOSE}
    }
    assert dict(backend.event_destinations) == {"first": 1, "last": 1}
    v1.delete_configuration_set(ConfigurationSetName="set")
    assert (dict(backend.config_set_event_destination), dict(backend.event_destinations)) == ({}, {})


def test_motos_own_method_adds_a_destination(v1: Any) -> None:
    ses_backends[ACCOUNT][REGION].create_configuration_set_event_destination("set", definition())
    assert [found["Name"] for found in shown(v1)] == ["destination"]


def test_destinations_outlive_an_activation_and_a_deactivation_within_a_mock(v1: Any) -> None:
    create(v1, SNS, "first")
    create(v1, FIREHOSE | {"Enabled": True}, "last")
    deactivate()
    try:
        assert [found["Name"] for found in shown(v1)] == ["last"]
        v1.create_configuration_set(ConfigurationSet={"Name": "plain"})
        v1.create_configuration_set_event_destination(
            ConfigurationSetName="plain", EventDestination=definition(CLOUDWATCH, "of-plain-moto")
        )
    finally:
        activate()
    assert shown(v1) == [{"Name": "last", "Enabled": True, "MatchingEventTypes": ["send"], **FIREHOSE}]
    ses = ses_client()
    found = ses.get_configuration_set_event_destinations(ConfigurationSetName="plain")["EventDestinations"]
    assert [entry["Name"] for entry in found] == ["of-plain-moto"]


def test_an_activation_refuses_a_destination_that_ses_would_not_take_and_changes_nothing(v1: Any) -> None:
    deactivate()
    try:
        create(v1, {"SNSDestination": {"TopicARN": "no-arn"}})
        with pytest.raises(SesManagedError, match="'no-arn' is not an ARN of a standard SNS topic"):
            activate()
        assert shown(v1)[0]["SNSDestination"] == {"TopicARN": "no-arn"}
        v1.delete_configuration_set(ConfigurationSetName="set")
    finally:
        activate()
