"""The account's suppression list over the wire."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.session import get_session

from moto_ses_managed import SesManaged
from tests.sesv2.raw_requests import call
from tests.support.clients import ses_client
from tests.support.refusals import Refusal, refusal

ADDRESSES = "/v2/email/suppression/addresses"


def listed(ses: Any, **wanted: Any) -> list[str]:
    summaries = ses.list_suppressed_destinations(**wanted)["SuppressedDestinationSummaries"]
    return [summary["EmailAddress"] for summary in summaries]


def entry(ses: Any, address: str) -> dict[str, Any]:
    suppressed_destination: dict[str, Any] = ses.get_suppressed_destination(EmailAddress=address)[
        "SuppressedDestination"
    ]
    return suppressed_destination


def test_an_address_is_put_shown_listed_and_deleted(ses: Any, hooks: SesManaged) -> None:
    before = hooks.now
    ses.put_suppressed_destination(EmailAddress="ann@gmail.com", Reason="COMPLAINT")
    suppressed = entry(ses, "ann@gmail.com")
    assert (suppressed["EmailAddress"], suppressed["Reason"]) == ("ann@gmail.com", "COMPLAINT")
    assert before - timedelta(seconds=1) <= suppressed["LastUpdateTime"] <= hooks.now
    assert "Attributes" not in suppressed
    assert ses.list_suppressed_destinations()["SuppressedDestinationSummaries"] == [suppressed]
    ses.delete_suppressed_destination(EmailAddress="ann@gmail.com")
    assert listed(ses) == []


@pytest.mark.parametrize("operation", ["get_suppressed_destination", "delete_suppressed_destination"])
def test_an_address_that_is_not_on_the_list_is_not_found(ses: Any, operation: str) -> None:
    assert refusal(getattr(ses, operation), EmailAddress="ann@gmail.com") == Refusal(
        404, "NotFoundException", "Email address ann@gmail.com does not exist on your suppression list."
    )


def test_an_address_that_is_put_again_takes_the_new_reason_and_time(ses: Any, hooks: SesManaged) -> None:
    ses.put_suppressed_destination(EmailAddress="ann@gmail.com", Reason="BOUNCE")
    first = entry(ses, "ann@gmail.com")
    hooks.advance(days=3)
    ses.put_suppressed_destination(EmailAddress="ann@gmail.com", Reason="COMPLAINT")
    second = entry(ses, "ann@gmail.com")
    assert (first["Reason"], second["Reason"]) == ("BOUNCE", "COMPLAINT")
    assert second["LastUpdateTime"] - first["LastUpdateTime"] >= timedelta(days=3)
    assert listed(ses) == ["ann@gmail.com"]


def test_case_matters_before_the_at_sign_and_not_after_it(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="Ann@Example.COM", Reason="BOUNCE")
    ses.put_suppressed_destination(EmailAddress="ann@example.com", Reason="COMPLAINT")
    assert listed(ses) == ["Ann@example.com", "ann@example.com"]
    assert entry(ses, "Ann@EXAMPLE.com")["Reason"] == "BOUNCE"
    assert refusal(ses.get_suppressed_destination, EmailAddress="ANN@example.com").status == 404
    ses.delete_suppressed_destination(EmailAddress="Ann@example.com")
    assert listed(ses) == ["ann@example.com"]


def test_the_list_is_filtered_by_reason(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    ses.put_suppressed_destination(EmailAddress="b@x.example", Reason="COMPLAINT")
    assert listed(ses, Reasons=["BOUNCE"]) == ["a@x.example"]
    assert listed(ses, Reasons=["COMPLAINT"]) == ["b@x.example"]
    assert listed(ses, Reasons=["COMPLAINT", "BOUNCE"]) == ["a@x.example", "b@x.example"]


def test_the_list_is_filtered_by_the_time_of_the_simulated_clock_both_ends_taken_in(
    ses: Any, hooks: SesManaged
) -> None:
    times = []
    for name in ("a", "b", "c"):
        ses.put_suppressed_destination(EmailAddress=f"{name}@x.example", Reason="BOUNCE")
        times.append(entry(ses, f"{name}@x.example")["LastUpdateTime"])
        hooks.advance(days=1)
    moment = timedelta(seconds=1)
    assert listed(ses, StartDate=times[1]) == ["b@x.example", "c@x.example"]
    assert listed(ses, StartDate=times[1] + moment) == ["c@x.example"]
    assert listed(ses, EndDate=times[1]) == ["a@x.example", "b@x.example"]
    assert listed(ses, EndDate=times[1] - moment) == ["a@x.example"]
    assert listed(ses, StartDate=times[1], EndDate=times[1]) == ["b@x.example"]
    assert listed(ses, StartDate=times[2], EndDate=times[0]) == []


def test_the_list_comes_in_pages(ses: Any) -> None:
    names = [f"{number}@x.example" for number in range(5)]
    for name in names:
        ses.put_suppressed_destination(EmailAddress=name, Reason="BOUNCE")
    first = ses.list_suppressed_destinations(PageSize=2)
    assert [destination["EmailAddress"] for destination in first["SuppressedDestinationSummaries"]] == names[:2]
    ses.delete_suppressed_destination(EmailAddress=names[1])
    second = ses.list_suppressed_destinations(PageSize=2, NextToken=first["NextToken"])
    assert [destination["EmailAddress"] for destination in second["SuppressedDestinationSummaries"]] == names[2:4]
    third = ses.list_suppressed_destinations(PageSize=2, NextToken=second["NextToken"])
    assert [destination["EmailAddress"] for destination in third["SuppressedDestinationSummaries"]] == names[4:]
    assert "NextToken" not in third


def test_a_token_from_elsewhere_is_an_invalid_next_token(ses: Any) -> None:
    for name in ("a", "b"):
        ses.create_configuration_set(ConfigurationSetName=name)
    foreign = ses.list_configuration_sets(PageSize=1)["NextToken"]
    for token in (foreign, "nonsense"):
        answer = refusal(ses.list_suppressed_destinations, NextToken=token)
        assert (answer.status, answer.code) == (400, "InvalidNextTokenException")


@pytest.mark.parametrize(("size", "status"), [(0, 400), (1, 200), (1000, 200), (1001, 400), (-1, 400)])
def test_a_page_has_up_to_1000_addresses(ses: Any, size: int, status: int) -> None:
    assert call("GET", f"{ADDRESSES}?PageSize={size}").status == status


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "nobody",
        "@example.com",
        "a@",
        "a b@example.com",
        "a@b..c",
        "Ann <ann@example.com>",
        "x" * 311 + "@b.example",
    ],
)
def test_what_is_no_bare_address_is_a_bad_request_and_not_put(ses: Any, address: str) -> None:
    answer = refusal(ses.put_suppressed_destination, EmailAddress=address, Reason="BOUNCE")
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert listed(ses) == []


@pytest.mark.parametrize("address", ["bounce@simulator.amazonses.com", "complaint+label@Simulator.amazonses.com"])
def test_the_mailbox_simulators_addresses_cannot_be_put(ses: Any, address: str) -> None:
    answer = refusal(ses.put_suppressed_destination, EmailAddress=address, Reason="BOUNCE")
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert "mailbox simulator" in answer.message
    assert listed(ses) == []


@pytest.mark.parametrize(
    "address",
    [
        "ann+tag@gmail.com",
        "o'neil@x.example",
        "a%b@x.example",
        "ü@x.example",
        "a/b@x.example",
        "x" * 310 + "@b.example",
    ],
)
def test_addresses_with_odd_characters_are_kept(ses: Any, address: str) -> None:
    ses.put_suppressed_destination(EmailAddress=address, Reason="BOUNCE")
    assert listed(ses) == [address]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Reason=SPAM", "BadRequestException"),
        ("StartDate=yesterday", "SerializationException"),
        ("EndDate=", "SerializationException"),
        ("StartDate=1e400", "SerializationException"),
        ("StartDate=nan", "SerializationException"),
        ("StartDate=0001-01-01T00:00:00%2B23:59", "SerializationException"),
        ("PageSize=x", "SerializationException"),
    ],
)
def test_a_query_of_the_wrong_type_is_a_4xx(hooks: SesManaged, query: str, code: str) -> None:
    answer = call("GET", f"{ADDRESSES}?{query}")
    assert (answer.status, answer.code) == (400, code)


@pytest.mark.parametrize(
    ("body", "member"),
    [({}, "emailAddress"), ({"EmailAddress": "a@x.example"}, "reason"), ({"Reason": "BOUNCE"}, "emailAddress")],
)
def test_a_missing_member_is_named(ses: Any, body: dict[str, str], member: str) -> None:
    answer = call("PUT", ADDRESSES, body)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert member in answer.message
    assert listed(ses) == []


@pytest.mark.parametrize("date", ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456Z", "2026-01-01", "1767225600"])
def test_a_date_is_taken_as_sdks_write_it(hooks: SesManaged, date: str) -> None:
    assert call("GET", f"{ADDRESSES}?StartDate={date}").status == 200


def test_dates_are_compared_in_utc_whatever_their_offset(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    last_update = entry(ses, "a@x.example")["LastUpdateTime"]
    later = last_update.astimezone(timezone(timedelta(hours=9))) + timedelta(seconds=1)
    assert isinstance(later, datetime)
    assert listed(ses, StartDate=later) == []
    assert listed(ses, EndDate=later) == ["a@x.example"]


@pytest.mark.skipif(
    "TenantName" not in get_session().get_service_model("sesv2").shape_for("GetSuppressedDestinationRequest").members,
    reason="this botocore has no tenants",
)
def test_a_tenant_does_not_exist(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    address = {"EmailAddress": "a@x.example", "TenantName": "t"}
    unknown = Refusal(404, "NotFoundException", "The requested tenant <t> does not exist.")
    assert refusal(ses.put_suppressed_destination, Reason="COMPLAINT", **address) == unknown
    assert refusal(ses.get_suppressed_destination, **address) == unknown
    assert refusal(ses.delete_suppressed_destination, **address) == unknown
    assert refusal(ses.list_suppressed_destinations, TenantName="t") == unknown
    assert entry(ses, "a@x.example")["Reason"] == "BOUNCE"


def test_regions_have_lists_of_their_own(ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="a@x.example", Reason="BOUNCE")
    assert listed(ses_client("eu-west-1")) == []
