"""Case 35: tracking options in both APIs: the redirect domain is a verified one, or below one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.refusals import Refusal, refusal

NOT_VERIFIED = "Domain <click.none.example> is not verified under this account."
NAME = {"ConfigurationSetName": "b"}


@pytest.fixture(autouse=True)
def made(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    ses.create_configuration_set(**NAME)


@pytest.mark.fidelity(
    operation="CreateConfigurationSet, PutConfigurationSetTrackingOptions",
    case="a redirect domain that is not verified",
    answer="400 BadRequestException 'Domain <X> is not verified under this account.'",
    kind="recorded",
    source="floci #1479",
    date="2026-09",
)
def test_v2_refuses_a_domain_that_is_not_verified(ses: Any) -> None:
    refused = Refusal(400, "BadRequestException", NOT_VERIFIED)
    tracking = {"CustomRedirectDomain": "click.none.example"}
    assert refusal(ses.create_configuration_set, ConfigurationSetName="a", TrackingOptions=tracking) == refused
    assert refusal(ses.put_configuration_set_tracking_options, **NAME, **tracking) == refused
    assert ses.list_configuration_sets()["ConfigurationSets"] == ["b"]


@pytest.mark.fidelity(
    operation="PutConfigurationSetTrackingOptions",
    case="HttpsPolicy alone, or a blank domain",
    answer="400 BadRequestException 'CustomRedirectDomain must be specified.'",
    kind="recorded",
    source="floci #1479",
    date="2026-09",
)
@pytest.mark.parametrize("options", [{"HttpsPolicy": "REQUIRE"}, {"CustomRedirectDomain": " "}])
def test_v2_wants_a_domain_with_a_policy(ses: Any, options: dict[str, str]) -> None:
    answer = refusal(ses.put_configuration_set_tracking_options, **NAME, **options)
    assert answer == Refusal(400, "BadRequestException", "CustomRedirectDomain must be specified.")


def test_v2_takes_a_domain_below_a_verified_one_and_lets_it_go(ses: Any) -> None:
    options = {"CustomRedirectDomain": "click.shop.example", "HttpsPolicy": "REQUIRE"}
    ses.put_configuration_set_tracking_options(**NAME, **options)
    assert ses.get_configuration_set(**NAME)["TrackingOptions"] == options
    ses.put_configuration_set_tracking_options(**NAME)
    assert "TrackingOptions" not in ses.get_configuration_set(**NAME)


def test_v1_creates_updates_and_deletes_them_once_each(ses: Any, v1: Any) -> None:
    tracking = {"TrackingOptions": {"CustomRedirectDomain": "click.shop.example"}}
    missing = refusal(v1.update_configuration_set_tracking_options, **NAME, **tracking)
    assert (missing.status, missing.code) == (400, "TrackingOptionsDoesNotExistException")
    answer = refusal(
        v1.create_configuration_set_tracking_options,
        **NAME,
        TrackingOptions={"CustomRedirectDomain": "click.none.example"},
    )
    assert answer == Refusal(400, "InvalidTrackingOptions", NOT_VERIFIED)
    v1.create_configuration_set_tracking_options(**NAME, **tracking)
    taken = refusal(v1.create_configuration_set_tracking_options, **NAME, **tracking)
    assert (taken.status, taken.code) == (400, "TrackingOptionsAlreadyExistsException")
    v1.update_configuration_set_tracking_options(**NAME, TrackingOptions={"CustomRedirectDomain": "shop.example"})
    assert ses.get_configuration_set(**NAME)["TrackingOptions"] == {"CustomRedirectDomain": "shop.example"}
    v1.delete_configuration_set_tracking_options(**NAME)
    missing = refusal(v1.delete_configuration_set_tracking_options, **NAME)
    assert missing.code == "TrackingOptionsDoesNotExistException"


def test_v1_describes_what_either_api_has_set(ses: Any, v1: Any) -> None:
    ses.put_configuration_set_tracking_options(**NAME, CustomRedirectDomain="click.shop.example")
    v1.update_configuration_set_sending_enabled(**NAME, Enabled=False)
    v1.put_configuration_set_delivery_options(**NAME, DeliveryOptions={"TlsPolicy": "Require"})
    configuration_set = v1.describe_configuration_set(
        **NAME, ConfigurationSetAttributeNames=["deliveryOptions", "reputationOptions", "trackingOptions"]
    )
    assert configuration_set["TrackingOptions"] == {"CustomRedirectDomain": "click.shop.example"}
    assert configuration_set["DeliveryOptions"] == {"TlsPolicy": "Require"}
    assert configuration_set["ReputationOptions"] == {"SendingEnabled": False, "ReputationMetricsEnabled": True}


def test_v1_pauses_the_account(v1: Any) -> None:
    v1.update_account_sending_enabled(Enabled=False)
    assert v1.get_account_sending_enabled()["Enabled"] is False
