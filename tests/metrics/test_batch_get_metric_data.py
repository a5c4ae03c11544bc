"""BatchGetMetricData: the daily figures of the Virtual Deliverability Manager."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.session import get_session

from moto_ses_managed import SendingPolicy, SesManaged
from tests.metrics.sending import START, send
from tests.support.refusals import refusal

TODAY = START.replace(hour=0, minute=0, second=0)
DAY = timedelta(days=1)


def query(metric: str, start: Any = TODAY, end: Any = TODAY + DAY, **dimensions: str) -> dict[str, Any]:
    named = {"Dimensions": dimensions} if dimensions else {}
    return {"Id": "q", "Namespace": "VDM", "Metric": metric, "StartDate": start, "EndDate": end, **named}


def figures(ses: Any, *asked: Any, **dimensions: str) -> dict[datetime, int]:
    """One query's values by day."""
    reply = ses.batch_get_metric_data(Queries=[query(*asked, **dimensions)])
    assert reply["Errors"] == []
    [result] = reply["Results"]
    assert result["Id"] == "q"
    days = [at.astimezone(timezone.utc) for at in result["Timestamps"]]
    assert days == sorted(days)
    return dict(zip(days, result["Values"], strict=True))


def test_mail_is_counted_by_the_utc_day_and_filtered_by_each_dimension(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="ann@example.com")
    send(ses, "bob@gmail.com")
    send(ses, "bob@yahoo.com", configuration_set=None)
    send(ses, "bob@hotmail.com", source="Ann <ann@example.com>")
    hooks.advance(hours=16, minutes=39)
    send(ses, "bob@gmail.com")
    hooks.advance(minutes=1)
    send(ses, "bob@gmail.com")
    week = (TODAY - DAY, TODAY + 6 * DAY)
    assert figures(ses, "SEND", *week) == figures(ses, "DELIVERY", *week) == {TODAY: 4, TODAY + DAY: 1}
    assert figures(ses, "SEND", *week, ISP="Gmail") == {TODAY: 2, TODAY + DAY: 1}
    assert figures(ses, "SEND", *week, CONFIGURATION_SET="set") == {TODAY: 3, TODAY + DAY: 1}
    assert figures(ses, "SEND", *week, EMAIL_IDENTITY="ann@example.com") == {TODAY: 1}
    assert figures(ses, "SEND", *week, EMAIL_IDENTITY="example.com") == {TODAY: 3, TODAY + DAY: 1}
    assert figures(ses, "SEND", *week, EMAIL_IDENTITY="example.com", CONFIGURATION_SET="set", ISP="Gmail") == {
        TODAY: 2,
        TODAY + DAY: 1,
    }
    for nothing in ({"ISP": "Hotmail"}, {"CONFIGURATION_SET": "other"}, {"EMAIL_IDENTITY": "bob@example.com"}):
        assert figures(ses, "SEND", *week, **nothing) == {}


def test_a_range_begins_with_the_day_of_its_start_and_ends_before_its_end(ses: Any, hooks: SesManaged) -> None:
    for _ in range(3):
        send(ses, "bob@gmail.com")
        hooks.advance(days=1)
    days = [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert list(figures(ses, "SEND", TODAY, TODAY + 3 * DAY)) == days
    assert list(figures(ses, "SEND", TODAY + DAY, TODAY + 2 * DAY)) == days[1:2]
    assert list(figures(ses, "SEND", START + DAY, START + 2 * DAY)) == days[1:]


def test_what_the_model_excludes_is_not_counted(ses: Any) -> None:
    for name in ("success", "bounce", "complaint", "suppressionlist"):
        send(ses, f"{name}@simulator.amazonses.com")
    send(ses, "ann@gmail.com", "bob@gmail.com")
    for metric in ("SEND", "DELIVERY", "PERMANENT_BOUNCE", "TRANSIENT_BOUNCE", "COMPLAINT"):
        assert figures(ses, metric) == {}


def test_mail_given_up_is_a_transient_bounce_of_the_day_it_was_given_up(ses: Any, hooks: SesManaged) -> None:
    ses.put_configuration_set_delivery_options(
        ConfigurationSetName="set", SendingPoolName="marketing", MaxDeliverySeconds=3_000
    )
    hooks.recipient("bob@gmail.com", "SOFT_BOUNCE")
    hooks.advance(hours=16, minutes=10)
    send(ses, "ann@gmail.com")
    send(ses, "bob@gmail.com")
    assert hooks.now.day == TODAY.day
    assert [message.status.value for message in hooks.messages] == ["DELIVERED", "QUEUED"]
    hooks.advance(hours=1)
    assert [message.status.value for message in hooks.messages] == ["DELIVERED", "BOUNCED"]
    week = (TODAY, TODAY + 7 * DAY)
    assert figures(ses, "SEND", *week, CONFIGURATION_SET="set") == {TODAY: 2}
    assert figures(ses, "DELIVERY", *week, CONFIGURATION_SET="set") == {TODAY: 1}
    assert figures(ses, "TRANSIENT_BOUNCE", *week, CONFIGURATION_SET="set") == {TODAY + DAY: 1}


def test_traffic_in_bulk_counts_for_the_account_and_the_isp_and_for_no_sender(ses: Any, hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(
        first_ip_days=1, early_phase_end=0, cold_capacity=100, full_rates={"Gmail": 100}, scale_out_days=30
    )
    send(ses, "bob@gmail.com")
    pool = hooks.send_traffic("marketing", {"Gmail": 720, "Yahoo": 24}, days=4)
    span = (TODAY, TODAY + 10 * DAY)
    gmail = pool.by_isp["Gmail"]
    assert gmail.dedicated > 0
    assert gmail.bounced == 0
    assert sum(figures(ses, "SEND", *span).values()) == 4 * (720 + 24) + 1
    assert sum(figures(ses, "SEND", *span, ISP="Gmail").values()) == 4 * 720 + 1
    assert sum(figures(ses, "DELIVERY", *span, ISP="Gmail").values()) == gmail.dedicated + gmail.shared
    assert figures(ses, "TRANSIENT_BOUNCE", *span) == {}
    assert figures(ses, "SEND", *span, CONFIGURATION_SET="set") == {TODAY: 1}
    assert figures(ses, "SEND", *span, EMAIL_IDENTITY="example.com") == {TODAY: 1}
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    assert sum(figures(ses, "SEND", *span).values()) == 4 * (720 + 24) + 1


def test_deliveries_that_could_be_complained_of_leave_out_gmail(ses: Any, hooks: SesManaged) -> None:
    send(ses, "bob@gmail.com")
    send(ses, "bob@yahoo.com")
    hooks.send_traffic("marketing", {"Gmail": 10, "Cox": 24})
    span = (TODAY, TODAY + 3 * DAY)
    assert sum(figures(ses, "DELIVERY_COMPLAINT", *span).values()) == 25
    assert figures(ses, "DELIVERY_COMPLAINT", *span, ISP="Gmail") == {}
    assert figures(ses, "DELIVERY_COMPLAINT", *span, ISP="Yahoo") == {TODAY: 1}


@pytest.mark.parametrize("metric", ["OPEN", "CLICK", "DELIVERY_OPEN", "DELIVERY_CLICK"])
def test_nobody_opens_or_clicks(ses: Any, metric: str) -> None:
    send(ses, "bob@gmail.com")
    assert figures(ses, metric) == {}


@pytest.mark.skipif(
    "TENANT_NAME" not in get_session().get_service_model("sesv2").shape_for("MetricDimensionName").enum,
    reason="this botocore has no tenants",
)
def test_each_query_of_a_batch_has_its_own_result_or_error(ses: Any) -> None:
    send(ses, "bob@gmail.com")
    queries = [
        query("SEND") | {"Id": "one"},
        query("SEND", TENANT_NAME="somebody") | {"Id": "two"},
        query("DELIVERY", ISP="Yahoo") | {"Id": "three"},
    ]
    reply = ses.batch_get_metric_data(Queries=queries)
    assert [(result["Id"], result["Values"]) for result in reply["Results"]] == [("one", [1]), ("three", [])]
    assert reply["Errors"] == [{"Id": "two", "Code": "ACCESS_DENIED", "Message": "Tenant somebody does not exist."}]


def test_sixty_days_and_ten_queries_are_taken(ses: Any) -> None:
    queries = [query("SEND", TODAY - 60 * DAY, TODAY) | {"Id": str(number)} for number in range(10)]
    assert len(ses.batch_get_metric_data(Queries=queries)["Results"]) == 10


@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ([], "greater than or equal to 1"),
        ([query("SEND") | {"Id": str(number)} for number in range(11)], "less than or equal to 10"),
        ([query("SEND", TODAY - 61 * DAY, TODAY)], "asks for more than 60 days"),
        ([query("SEND", TODAY, TODAY)], "must be before its EndDate"),
        ([query("SEND", TODAY + DAY, TODAY)], "must be before its EndDate"),
        ([query("SEND"), query("CLICK")], "'q' is of more than one query"),
        ([query("SENT")], "enum value set"),
        ([query("SEND") | {"Namespace": "SES"}], "enum value set"),
        ([query("SEND", COUNTRY="x")], "enum value set"),
        ([query("SEND") | {"Id": "x" * 256}], "less than or equal to 255"),
        (
            [query("SEND", datetime(1, 1, 1, tzinfo=timezone.utc), datetime(9999, 12, 31, tzinfo=timezone.utc))],
            "asks for more than 60 days",
        ),
    ],
)
def test_a_batch_that_is_none_is_refused(clock: Any, queries: list[dict[str, Any]], words: str) -> None:
    from botocore.config import Config

    from tests.support.clients import ses_client

    client = ses_client(config=Config(parameter_validation=False))
    refused = refusal(client.batch_get_metric_data, Queries=queries)
    assert (refused.status, refused.code) == (400, "BadRequestException")
    assert words in refused.message
