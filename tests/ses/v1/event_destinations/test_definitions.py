"""Which definitions of event destinations SES takes through v1, and what it says of others."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from tests.support.clients import REGION, ses_client
from tests.support.refusals import Refusal
from tests.support.serving import AUTHORIZATION

from .definitions import DIMENSION, FIREHOSE, ROLE, SNS, STREAM, TOPIC, create, definition, destinations_of, refused


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
    before = destinations_of(v1)
    for operation in (
        v1.create_configuration_set_event_destination,
        v1.update_configuration_set_event_destination,
    ):
        answer = refused(operation, ConfigurationSetName="set", EventDestination=definition(change))
        assert (answer.status, answer.code) == (400, code)
        assert words in answer.message
        assert destinations_of(v1) == before


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
    assert destinations_of(v1) == []


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
    assert destinations_of(v1) == []


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
