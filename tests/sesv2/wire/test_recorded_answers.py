"""Answers that were recorded of the live service, word by word: of sets, and of the model's constraints."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged
from tests.sesv2.raw_requests import call
from tests.sesv2.sending import TO
from tests.support.clients import ACCOUNT, REGION
from tests.support.refusals import Refusal, refusal, refusal_of
from tests.support.sending import SIMPLE

SETS = "/v2/email/configuration-sets"
TLS = "failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, REQUIRE]"
MESSAGE = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}


def bad(words: str) -> Refusal:
    return Refusal(400, "BadRequestException", words)


def put(path: str, body: Any, method: str = "PUT") -> Refusal:
    answer = call(method, f"{SETS}{path}", body)
    return Refusal(answer.status, answer.code, answer.message)


@pytest.fixture
def made(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")


@pytest.mark.fidelity(
    operation="v2, any operation",
    case="a value that is not in the model's enum",
    answer="400 '1 validation error detected: Value at 'tlsPolicy' failed to satisfy constraint: …', without the value",
    kind="recorded",
    source="terraform-provider-aws #40591",
    date="2024",
)
def test_a_value_that_is_not_in_an_enum_is_refused_without_naming_it(made: None) -> None:
    answer = put("/set/delivery-options", {"TlsPolicy": "MAYBE"})
    assert answer == bad(f"1 validation error detected: Value at 'tlsPolicy' {TLS}")


@pytest.mark.fidelity(
    operation="v2, any operation",
    case="several values that the model forbids",
    answer="400 BadRequestException '2 validation errors detected: a; b'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_several_values_that_the_model_forbids_are_told_in_one_message(ses: Any) -> None:
    options = {"TlsPolicy": "MAYBE", "MaxDeliverySeconds": 1}
    answer = put("", {"ConfigurationSetName": "set", "DeliveryOptions": options}, "POST")
    seconds = "failed to satisfy constraint: Member must have value greater than or equal to 300"
    assert answer == bad(
        f"2 validation errors detected: Value at 'deliveryOptions.tlsPolicy' {TLS}; "
        f"Value at 'deliveryOptions.maxDeliverySeconds' {seconds}"
    )
    assert ses.list_configuration_sets()["ConfigurationSets"] == []


@pytest.mark.fidelity(
    operation="CreateConfigurationSet",
    case="SuppressedReasons with a value that is none",
    answer="400 '… Value at 'suppressionOptions.suppressedReasons' … [Member must satisfy enum value set: …]'",
    kind="recorded",
    source="floci #853",
    date="2026",
)
@pytest.mark.fidelity(
    operation="PutConfigurationSetSuppressionOptions",
    case="SuppressedReasons with a value that is none",
    answer="400 BadRequestException 'Reason X is invalid, must be one of [BOUNCE, COMPLAINT].'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_a_reason_that_is_none_is_refused_in_the_words_of_each_operation(made: None) -> None:
    reasons = {"SuppressedReasons": ["BOUNCE", "X"]}
    assert put("/set/suppression-options", reasons) == bad("Reason X is invalid, must be one of [BOUNCE, COMPLAINT].")
    constraint = "Member must satisfy constraint: [Member must satisfy enum value set: [BOUNCE, COMPLAINT]]"
    assert put("", {"ConfigurationSetName": "new", "SuppressionOptions": reasons}, "POST") == bad(
        "1 validation error detected: Value at 'suppressionOptions.suppressedReasons' failed to satisfy constraint: "
        f"{constraint}"
    )


@pytest.mark.fidelity(
    operation="SendEmail, v1 SendEmail",
    case="the identity's default configuration set was deleted",
    answer="400 BadRequestException (v1 ConfigurationSetDoesNotExist) 'Configuration set <X> does not exist.'",
    kind="documented",
    source="Understanding default configuration sets",
)
def test_mail_of_an_identity_whose_default_set_was_deleted_is_a_bad_request(
    ses: Any, v1: Any, hooks: SesManaged, made: None
) -> None:
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set")
    ses.delete_configuration_set(ConfigurationSetName="set")
    message = {"FromEmailAddress": "me@example.com", "Destination": TO, "Content": SIMPLE}
    words = "Configuration set <set> does not exist."
    assert refusal(ses.send_email, **message) == bad(words)
    answer = refusal(v1.send_email, Source="me@example.com", Destination=TO, Message=MESSAGE)
    assert answer == Refusal(400, "ConfigurationSetDoesNotExist", words)
    assert hooks.messages == []
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com")
    ses.send_email(**message)
    assert len(hooks.messages) == 1


@pytest.mark.fidelity(
    operation="PutConfigurationSetSuppressionOptions",
    case="no reasons",
    answer="an explicit override: nothing is suppressed through this set",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_mail_through_a_set_that_suppresses_nothing_reaches_a_suppressed_address(
    ses: Any, hooks: SesManaged, made: None
) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    ses.put_suppressed_destination(EmailAddress="ann@gmail.com", Reason="BOUNCE")
    message = {"FromEmailAddress": "me@example.com", "Destination": TO, "Content": SIMPLE}
    ses.send_email(**message, ConfigurationSetName="set")
    ses.put_configuration_set_suppression_options(ConfigurationSetName="set")
    ses.send_email(**message, ConfigurationSetName="set")
    ses.send_email(**message)
    assert [str(sent.status) for sent in hooks.messages] == ["SUPPRESSED", "DELIVERED", "SUPPRESSED"]


@pytest.mark.fidelity(
    operation="CreateConfigurationSet, v1 CreateConfigurationSet",
    case="no ReputationOptions",
    answer="ReputationMetricsEnabled is true for a set made by v2, false for one made by v1",
    kind="recorded",
    source="aws-cdk #30968",
    date="2024",
)
def test_reputation_metrics_are_on_in_a_set_of_v2_and_off_in_one_of_v1(ses: Any, v1: Any, made: None) -> None:
    v1.create_configuration_set(ConfigurationSet={"Name": "of-v1"})
    reputation_options = {
        name: ses.get_configuration_set(ConfigurationSetName=name)["ReputationOptions"] for name in ("set", "of-v1")
    }
    assert reputation_options == {
        "set": {"ReputationMetricsEnabled": True},
        "of-v1": {"ReputationMetricsEnabled": False},
    }


@pytest.mark.fidelity(
    operation="CreateConfigurationSet",
    case="SendingOptions {}",
    answer="sending is disabled",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_empty_sending_options_disable_a_new_set(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set", SendingOptions={})
    assert ses.get_configuration_set(ConfigurationSetName="set")["SendingOptions"] == {"SendingEnabled": False}
    ses.create_email_identity(EmailIdentity="example.com")
    with pytest.raises(ClientError) as raised:
        ses.send_email(FromEmailAddress="me@example.com", Destination=TO, Content=SIMPLE, ConfigurationSetName="set")
    assert refusal_of(raised.value).code == "SendingPausedException"


@pytest.mark.fidelity(
    operation="CreateConfigurationSet, PutConfigurationSetDeliveryOptions",
    case="a blank pool",
    answer="400 BadRequestException 'sendingPoolName can't be blank.'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_a_blank_pool_is_refused_in_its_own_words(ses: Any, made: None) -> None:
    words = bad("sendingPoolName can't be blank.")
    for blank in ("", " "):
        options = {"SendingPoolName": blank}
        assert refusal(ses.create_configuration_set, ConfigurationSetName="new", DeliveryOptions=options) == words
        assert refusal(ses.put_configuration_set_delivery_options, ConfigurationSetName="set", **options) == words


@pytest.mark.fidelity(
    operation="GetConfigurationSet and the others on a set",
    case="a name that no set can have",
    answer="400 'Invalid configuration set name <X>: only alphanumeric ASCII characters, '_', and '-' are allowed.'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
def test_a_name_that_no_set_can_have_is_refused_on_reads_too(ses: Any) -> None:
    words = "Invalid configuration set name <a.b>: only alphanumeric ASCII characters, '_', and '-' are allowed."
    for operation in (
        ses.get_configuration_set,
        ses.delete_configuration_set,
        ses.get_configuration_set_event_destinations,
        ses.put_configuration_set_sending_options,
    ):
        assert refusal(operation, ConfigurationSetName="a.b") == bad(words)
        long = refusal(operation, ConfigurationSetName="a" * 65)
        assert long == bad("Configuration set name cannot exceed 64 characters.")


@pytest.mark.fidelity(
    operation="v1 CreateConfigurationSet",
    case="a name that is taken",
    answer="400 ConfigurationSetAlreadyExists 'Configuration set <X> already exists.', with its full stop",
    kind="recorded",
    source="terraform-provider-aws #9186",
    date="2019",
)
def test_a_taken_name_of_a_set_is_refused_by_v1_with_a_full_stop(v1: Any, made: None) -> None:
    answer = refusal(v1.create_configuration_set, ConfigurationSet={"Name": "set"})
    assert answer == Refusal(400, "ConfigurationSetAlreadyExists", "Configuration set <set> already exists.")


@pytest.mark.fidelity(
    operation="CreateConfigurationSetEventDestination, of v1 too",
    case="no event type",
    answer="400 BadRequestException, v1 InvalidParameterValue: 'At least one event type must be specified.'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
@pytest.mark.fidelity(
    operation="CreateConfigurationSetEventDestination, of v1 too",
    case="a name of other characters, or of over 64",
    answer="'Invalid event destination name <X>: …', 'Event destination name cannot exceed 64 characters.'",
    kind="recorded",
    source="floci, whose authors probed the live service",
    date="2026-11",
)
@pytest.mark.parametrize(
    ("name", "types", "words"),
    [
        ("d", [], "At least one event type must be specified."),
        (
            "a.b",
            ["send"],
            "Invalid event destination name <a.b>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
        ),
        ("a" * 65, ["send"], "Event destination name cannot exceed 64 characters."),
    ],
)
def test_an_event_destination_is_refused_in_the_same_words_by_both_apis(
    ses: Any, v1: Any, made: None, name: str, types: list[str], words: str
) -> None:
    bus = {"EventBusArn": f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"}
    definition = {"MatchingEventTypes": [kind.upper() for kind in types], "EventBridgeDestination": bus}
    answer = refusal(
        ses.create_configuration_set_event_destination,
        ConfigurationSetName="set",
        EventDestinationName=name,
        EventDestination=definition,
    )
    assert answer == bad(words)
    topic = boto3.client("sns", REGION).create_topic(Name="events")["TopicArn"]
    v1_destination = {"Name": name, "MatchingEventTypes": types, "SNSDestination": {"TopicARN": topic}}
    answer = refusal(
        v1.create_configuration_set_event_destination, ConfigurationSetName="set", EventDestination=v1_destination
    )
    assert (answer.status, answer.message) == (400, words)
    assert ses.get_configuration_set_event_destinations(ConfigurationSetName="set")["EventDestinations"] == []


@pytest.mark.fidelity(
    operation="v1 SendEmail and the others",
    case="a bad message tag",
    answer="400 InvalidParameterValue 'Invalid tag name <X>: …', 'Invalid tag value <X>: …', as in v2",
    kind="recorded",
    source="LocalStack's recorded v1 snapshots",
    date="2024",
)
def test_v1_refuses_message_tags_in_the_words_of_v2(ses: Any, v1: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    message = {"Source": "me@example.com", "Destination": TO, "Message": MESSAGE}
    for name, value, words in (
        ("a b", "v", "Invalid tag name <a b>: only alphanumeric ASCII characters, '_',  '-' are allowed."),
        ("a", "v w", "Invalid tag value <v w>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed."),
    ):
        answer = refusal(v1.send_email, **message, Tags=[{"Name": name, "Value": value}])
        assert answer == Refusal(400, "InvalidParameterValue", words)
    assert hooks.messages == []
