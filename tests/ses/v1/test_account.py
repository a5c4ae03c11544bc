"""v1's switches of the account and of configuration sets, seen from both APIs."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.ses.raw_requests import call

ALL = ["deliveryOptions", "reputationOptions", "trackingOptions", "eventDestinations"]


def described(v1: Any, *attributes: str, name: str = "set") -> dict[str, Any]:
    description: dict[str, Any] = v1.describe_configuration_set(
        ConfigurationSetName=name, ConfigurationSetAttributeNames=list(attributes)
    )
    return {
        member: description[member] for member in description if member not in {"ResponseMetadata", "EventDestinations"}
    }


@pytest.fixture
def configuration_set(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(
        ConfigurationSetName="set",
        DeliveryOptions={"SendingPoolName": "pool", "TlsPolicy": "REQUIRE", "MaxDeliverySeconds": 300},
        TrackingOptions={"CustomRedirectDomain": "click.example.com"},
    )


def test_the_account_sends_until_it_is_told_not_to(v1: Any) -> None:
    assert v1.get_account_sending_enabled()["Enabled"] is True
    v1.update_account_sending_enabled(Enabled=False)
    assert v1.get_account_sending_enabled()["Enabled"] is False


def test_enabled_is_false_where_it_is_absent(v1: Any) -> None:
    assert call("UpdateAccountSendingEnabled").status == 200
    assert v1.get_account_sending_enabled()["Enabled"] is False


@pytest.mark.parametrize("value", ["yes", "1", "", "TRUE ", "null"])
def test_what_is_no_boolean_is_a_validation_error_and_changes_nothing(v1: Any, value: str) -> None:
    answer = call("UpdateAccountSendingEnabled", Enabled=value)
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert v1.get_account_sending_enabled()["Enabled"] is True


def test_a_set_shows_the_options_that_are_asked_for(v1: Any, configuration_set: None) -> None:
    assert described(v1) == {"ConfigurationSet": {"Name": "set"}}
    assert described(v1, *ALL) == {
        "ConfigurationSet": {"Name": "set"},
        "DeliveryOptions": {"TlsPolicy": "Require"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": True},
        "TrackingOptions": {"CustomRedirectDomain": "click.example.com"},
    }


def test_sending_and_reputation_metrics_of_a_set_are_the_same_for_both_apis(
    ses: Any, v1: Any, configuration_set: None
) -> None:
    v1.update_configuration_set_sending_enabled(ConfigurationSetName="set", Enabled=False)
    v1.update_configuration_set_reputation_metrics_enabled(ConfigurationSetName="set", Enabled=True)
    stored_set = ses.get_configuration_set(ConfigurationSetName="set")
    assert stored_set["SendingOptions"] == {"SendingEnabled": False}
    assert stored_set["ReputationOptions"] == {"ReputationMetricsEnabled": True}
    assert described(v1, "reputationOptions")["ReputationOptions"] == {
        "SendingEnabled": False,
        "ReputationMetricsEnabled": True,
    }
    ses.put_configuration_set_sending_options(ConfigurationSetName="set", SendingEnabled=True)
    assert described(v1, "reputationOptions")["ReputationOptions"]["SendingEnabled"] is True


@pytest.mark.parametrize(("requested", "stored"), [("Optional", "OPTIONAL"), ("Require", "REQUIRE"), (None, None)])
def test_the_tls_policy_of_v1_leaves_the_rest_of_the_delivery_options(
    ses: Any, v1: Any, configuration_set: None, requested: str | None, stored: str | None
) -> None:
    options = {"DeliveryOptions": {"TlsPolicy": requested}} if requested else {}
    v1.put_configuration_set_delivery_options(ConfigurationSetName="set", **options)
    kept = {"SendingPoolName": "pool", "MaxDeliverySeconds": 300}
    expected = kept | ({"TlsPolicy": stored} if stored else {})
    assert ses.get_configuration_set(ConfigurationSetName="set")["DeliveryOptions"] == expected


def test_an_unknown_tls_policy_is_a_validation_error(ses: Any, configuration_set: None) -> None:
    answer = call(
        "PutConfigurationSetDeliveryOptions", ConfigurationSetName="set", **{"DeliveryOptions.TlsPolicy": "REQUIRE"}
    )
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert "REQUIRE" in answer.message
    stored_set = ses.get_configuration_set(ConfigurationSetName="set")
    assert stored_set["DeliveryOptions"]["TlsPolicy"] == "REQUIRE"


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("update_configuration_set_sending_enabled", {"Enabled": True}),
        ("update_configuration_set_reputation_metrics_enabled", {"Enabled": True}),
        ("put_configuration_set_delivery_options", {}),
        ("describe_configuration_set", {}),
    ],
)
def test_an_unknown_set_does_not_exist(v1: Any, operation: str, parameters: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as raised:
        getattr(v1, operation)(ConfigurationSetName="nowhere", **parameters)
    error = raised.value.response["Error"]
    assert (error["Code"], error["Message"]) == (
        "ConfigurationSetDoesNotExist",
        "Configuration set <nowhere> does not exist.",
    )
