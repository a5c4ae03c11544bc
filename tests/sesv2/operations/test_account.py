"""What an account is set to, over the wire."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
import time_machine
from botocore.session import get_session

from tests.sesv2.raw_requests import call
from tests.support.botocore_models import of_model_with
from tests.support.clients import ses_client
from tests.support.refusals import refusal

_MODEL = get_session().get_service_model("sesv2")

DETAILS = {
    "MailType": "TRANSACTIONAL",
    "WebsiteURL": "https://example.com/about",
    "ContactLanguage": "JA",
    "UseCaseDescription": "Receipts.",
    "AdditionalContactEmailAddresses": ["ann@example.com", "bob@example.com"],
}


def account(ses: Any) -> dict[str, Any]:
    reply: dict[str, Any] = ses.get_account()
    reply.pop("ResponseMetadata")
    return reply


def test_a_new_account_sends_and_suppresses_bounces_and_complaints(ses: Any) -> None:
    new_account = account(ses)
    assert new_account["SendingEnabled"] is True
    assert new_account["SuppressionAttributes"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
    assert "Details" not in new_account


def test_sending_is_switched_off_and_on_by_either_api_and_shown_by_both(ses: Any) -> None:
    v1 = boto3.client("ses", "us-east-1")
    ses.put_account_sending_attributes(SendingEnabled=False)
    assert (account(ses)["SendingEnabled"], v1.get_account_sending_enabled()["Enabled"]) == (False, False)
    v1.update_account_sending_enabled(Enabled=True)
    assert (account(ses)["SendingEnabled"], v1.get_account_sending_enabled()["Enabled"]) == (True, True)
    ses.put_account_sending_attributes()
    assert account(ses)["SendingEnabled"] is False


@pytest.mark.parametrize("reasons", [["BOUNCE"], ["COMPLAINT", "BOUNCE"], []])
def test_the_suppressed_reasons_are_those_that_were_put(ses: Any, reasons: list[str]) -> None:
    ses.put_account_suppression_attributes(SuppressedReasons=reasons)
    assert account(ses)["SuppressionAttributes"] == {"SuppressedReasons": reasons}


@pytest.mark.fidelity(
    operation="PutAccountSuppressionAttributes",
    case="no reasons",
    answer="nothing is suppressed",
    kind="documented",
    source="PutAccountSuppressionAttributes",
)
def test_suppression_attributes_without_reasons_suppress_nothing(ses: Any) -> None:
    ses.put_account_suppression_attributes()
    assert account(ses)["SuppressionAttributes"] == {"SuppressedReasons": []}


@pytest.mark.parametrize("reasons", [["SPAM"], ["BOUNCE", "BOUNCE"], ["bounce"], ["BOUNCE", ""]])
def test_other_reasons_are_a_bad_request_and_change_nothing(ses: Any, reasons: list[str]) -> None:
    answer = refusal(ses.put_account_suppression_attributes, SuppressedReasons=reasons)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert account(ses)["SuppressionAttributes"]["SuppressedReasons"] == ["BOUNCE", "COMPLAINT"]


@pytest.mark.skipif(
    "ValidationAttributes" not in _MODEL.operation_model("PutAccountSuppressionAttributes").input_shape.members,
    reason="this botocore has no address validation",
)
@pytest.mark.parametrize(
    "threshold",
    [
        {"ConditionThresholdEnabled": "DISABLED"},
        {
            "ConditionThresholdEnabled": "ENABLED",
            "OverallConfidenceThreshold": {"ConfidenceVerdictThreshold": "HIGH"},
        },
    ],
)
def test_validation_attributes_are_shown_as_they_were_put(ses: Any, threshold: dict[str, Any]) -> None:
    validation = {"ConditionThreshold": threshold}
    ses.put_account_suppression_attributes(SuppressedReasons=["BOUNCE"], ValidationAttributes=validation)
    assert account(ses)["SuppressionAttributes"] == {
        "SuppressedReasons": ["BOUNCE"],
        "ValidationAttributes": validation,
    }


def test_details_are_shown_as_they_were_put_with_a_review_that_was_granted(ses: Any) -> None:
    ses.put_account_details(**DETAILS)
    assert account(ses)["Details"] == {**DETAILS, "ReviewDetails": {"Status": "GRANTED"}}
    ses.put_account_details(MailType="MARKETING", WebsiteURL="example.com", ProductionAccessEnabled=False)
    assert account(ses)["Details"] == {
        "MailType": "MARKETING",
        "WebsiteURL": "example.com",
        "ReviewDetails": {"Status": "GRANTED"},
    }
    assert account(ses)["ProductionAccessEnabled"] is True


def test_details_reach_to_their_limits(ses: Any) -> None:
    limits = {
        "MailType": "MARKETING",
        "WebsiteURL": "https://example.com/" + "a" * 980,
        "UseCaseDescription": "x" * 5000,
        "AdditionalContactEmailAddresses": [f"{number}@example.com" for number in range(4)],
    }
    ses.put_account_details(**limits)
    assert account(ses)["Details"]["UseCaseDescription"] == "x" * 5000


@pytest.mark.fidelity(
    operation="PutAccountDetails",
    case="a WebsiteURL that is none",
    answer="400 BadRequestException",
    kind="recorded",
    source="floci #2265",
    date="2026-10",
)
@pytest.mark.parametrize(
    "wrong",
    [
        {"MailType": "SPAM"},
        {"MailType": None},
        {"WebsiteURL": None},
        {"WebsiteURL": ""},
        {"WebsiteURL": "https://example.com/" + "a" * 981},
        {"WebsiteURL": "not a URL"},
        {"WebsiteURL": "ftp://example.com"},
        {"WebsiteURL": "https://"},
        {"WebsiteURL": "http://[::1"},
        {"ContactLanguage": "FR"},
        {"UseCaseDescription": "x" * 5001},
        {"AdditionalContactEmailAddresses": []},
        {"AdditionalContactEmailAddresses": ["a@b.co"] * 5},
        {"AdditionalContactEmailAddresses": ["nobody-at-all"]},
        {"AdditionalContactEmailAddresses": ["a@b.c"]},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_wrong_details_are_a_bad_request_and_change_nothing(ses: Any, wrong: dict[str, Any]) -> None:
    answer = call("POST", "/v2/email/account/details", {**DETAILS, **wrong})
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert "Details" not in account(ses)


def test_vdm_shows_its_dashboard_and_guardian_while_it_is_on(ses: Any) -> None:
    on = {
        "VdmEnabled": "ENABLED",
        "DashboardAttributes": {"EngagementMetrics": "ENABLED"},
        "GuardianAttributes": {"OptimizedSharedDelivery": "DISABLED"},
    }
    ses.put_account_vdm_attributes(VdmAttributes=on)
    assert account(ses)["VdmAttributes"] == on
    ses.put_account_vdm_attributes(VdmAttributes={"VdmEnabled": "ENABLED"})
    assert account(ses)["VdmAttributes"] == {
        "VdmEnabled": "ENABLED",
        "DashboardAttributes": {"EngagementMetrics": "DISABLED"},
        "GuardianAttributes": {"OptimizedSharedDelivery": "DISABLED"},
    }
    ses.put_account_vdm_attributes(VdmAttributes={**on, "VdmEnabled": "DISABLED"})
    assert account(ses)["VdmAttributes"] == {"VdmEnabled": "DISABLED"}


@pytest.mark.fidelity(
    operation="GetAccount",
    case="an untouched Region",
    answer="no VdmAttributes",
    kind="recorded",
    source="floci #2265",
    date="2026-10",
)
def test_an_untouched_region_shows_no_vdm_pricing_or_delivery_attributes(ses: Any) -> None:
    assert {"VdmAttributes", "PricingAttributes", "DeliveryAttributes", "Details"} & account(ses).keys() == set()


@of_model_with("PutAccountPricingAttributes")
def test_the_pricing_plan_and_the_delivery_mode_are_shown_as_they_were_put(ses: Any) -> None:
    ses.put_account_pricing_attributes(Plan="PRO")
    ses.put_account_delivery_attributes(SharedPoolDeliveryMode="REGIONAL")
    assert account(ses)["PricingAttributes"] == {"CurrentPlan": "PRO"}
    assert account(ses)["DeliveryAttributes"] == {"SharedPoolDeliveryMode": "REGIONAL"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"VdmAttributes": {}},
        {"VdmAttributes": {"VdmEnabled": "ON"}},
        {"VdmAttributes": {"VdmEnabled": "ENABLED", "DashboardAttributes": {"EngagementMetrics": "ON"}}},
    ],
)
def test_wrong_vdm_attributes_are_a_bad_request(ses: Any, body: Any) -> None:
    answer = call("PUT", "/v2/email/account/vdm", body)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert "VdmAttributes" not in account(ses)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "account/sending", {"SendingEnabled": "no"}),
        ("PUT", "account/suppression", {"SuppressedReasons": "BOUNCE"}),
        ("PUT", "account/suppression", {"SuppressedReasons": [None]}),
        ("POST", "account/details", {**DETAILS, "MailType": 1}),
        ("PUT", "account/vdm", {"VdmAttributes": "ENABLED"}),
    ],
)
def test_settings_of_the_wrong_type_are_a_serialization_exception(ses: Any, method: str, path: str, body: Any) -> None:
    before = account(ses)
    answer = call(method, f"/v2/email/{path}", body)
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert account(ses) == before


def test_the_settings_of_one_region_are_not_those_of_another(ses: Any) -> None:
    ses.put_account_sending_attributes(SendingEnabled=False)
    ses.put_account_suppression_attributes(SuppressedReasons=[])
    ses.put_account_details(**DETAILS)
    other = account(ses_client("eu-west-1"))
    assert other["SendingEnabled"] is True
    assert other["SuppressionAttributes"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
    assert "Details" not in other


def test_a_reset_of_moto_forgets_the_settings_and_the_suppression_list(ses: Any) -> None:
    import requests

    ses.put_account_sending_attributes(SendingEnabled=False)
    ses.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    requests.post("http://motoapi.amazonaws.com/moto-api/reset", timeout=30)
    assert account(ses)["SendingEnabled"] is True
    assert ses.list_suppressed_destinations()["SuppressedDestinationSummaries"] == []


def test_a_clock_that_is_frozen_beyond_the_end_of_simulated_time_is_an_error_that_says_so(ses: Any) -> None:
    with time_machine.travel(datetime(9999, 12, 31, tzinfo=timezone.utc), tick=False):
        v1 = boto3.client("ses", "us-east-1")
        answers = [refusal(call) for call in (ses.get_account, ses.list_contact_lists)]
        with pytest.raises(v1.exceptions.ClientError, match="Simulated time ends in December 9999"):
            v1.get_send_quota()
    assert [answer.status for answer in answers] == [400, 400]
    assert all("Simulated time ends in December 9999" in answer.message for answer in answers)
    assert ses.get_account()["SendingEnabled"]
