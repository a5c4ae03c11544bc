"""What CloudWatch shows of a managed pool is what the hooks show of it, at each moment of its life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SendingPolicy, SesManaged
from tests.metrics.reading import DAY, Reader, dimensions
from tests.metrics.sending import START, send
from tests.support.clients import ses_client

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


def live(hooks: SesManaged, days: int = 20) -> None:
    """Days whose traffic differs, deferred mail and a growing pool among them."""
    hooks.policy = SendingPolicy(full_rates={"Gmail": 2_000}, early_phase_end=0.05)
    for day in range(days):
        hooks.send_traffic("marketing", {"Gmail": 900 + 400 * (day % 7), "Yahoo": 120 * (day % 3)})


def test_the_sends_of_a_day_are_those_of_its_row_and_of_the_card(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    live(hooks)
    pool = hooks.pool("marketing")
    sent = [day.dedicated + day.shared for day in pool.history]
    assert sum(day.deferred for day in pool.history) > 0
    assert len(pool.ips) > 1
    assert reader.values("Send", "Sum", START, hooks.now) == sent
    assert reader.total(hooks.now) == pool.sent_last_7_days > 0


def test_the_percentage_over_a_time_is_what_left_dedicated_of_all_that_left(
    hooks: SesManaged, reader: Reader, ses: Any
) -> None:
    live(hooks, days=9)
    pool = hooks.pool("marketing")
    by_day = [100 * day.dedicated / (day.dedicated + day.shared) for day in pool.history]
    name = "ApproximateDedicatedSendingPercentage"
    assert reader.values(name, "Average", START, hooks.now) == pytest.approx(by_day)
    [week] = reader.points(name, hooks.now - WEEK, hooks.now, 7 * DAY)
    assert 0 < pool.dedicated_percentage_7_days < 100
    assert week["Average"] == pytest.approx(pool.dedicated_percentage_7_days)
    assert week["Minimum"] <= week["Average"] <= week["Maximum"] <= 100
    assert week["SampleCount"] == pool.sent_last_7_days
    assert week["Unit"] == "Percent"


def test_sends_and_capacity_by_isp_were_in_the_past_what_the_hooks_showed_then(
    hooks: SesManaged, reader: Reader, ses: Any
) -> None:
    seen = []
    hooks.policy = SendingPolicy(full_rates={"Gmail": 2_000})
    for day in range(24):
        hooks.send_traffic("marketing", {"Gmail": 1_500 if day < 12 else 60, "Yahoo": 20 + 100 * (day % 3)})
        seen.append((hooks.now, hooks.pool("marketing").by_isp))
    for isp in ("Gmail", "Yahoo"):
        measured = [
            (reader.latest("SentLast24Hours", at, isp), reader.latest("Available24HourSend", at + HOUR, isp))
            for at, _ in seen[:-1]
        ]
        assert measured == [(by_isp[isp].sent_last_24_hours, by_isp[isp].capacity_24_hours) for _, by_isp in seen[:-1]]
    capacities = [by_isp["Gmail"].capacity_24_hours for _, by_isp in seen]
    assert len(set(capacities)) > 6, "a capacity that hardly changes shows little"
    now, by_isp = seen[-1]
    soon = now + timedelta(minutes=1)
    assert reader.latest("SentLast24Hours", soon, "Gmail") == by_isp["Gmail"].sent_last_24_hours
    assert reader.latest("Available24HourSend", soon, "Gmail") == by_isp["Gmail"].capacity_24_hours


def test_a_gauge_has_one_sample_an_hour_and_its_extremes(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    hooks.advance(days=2)
    points = reader.points("SentLast24Hours", START, hooks.now, isp="Gmail")
    assert [(point["Minimum"], point["Maximum"], point["SampleCount"]) for point in points] == [
        (10, 240, 24),
        (240, 240, 24),
        (0, 230, 24),
        (0, 0, 24),
    ]
    assert points[0]["Average"] == sum(range(10, 241, 10)) / 24
    assert {point["Unit"] for point in points} == {"Count"}


def test_periods_without_mail_have_no_datapoint_and_begin_at_the_start_asked_for(
    hooks: SesManaged, reader: Reader, ses: Any
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    hooks.advance(days=3)
    hooks.send_traffic("marketing", {"Gmail": 48})
    start = START.replace(second=0) - timedelta(hours=3)
    points = reader.points("Send", start, hooks.now)
    assert [(point["Timestamp"], point["Sum"]) for point in points] == [
        (start, 210.0),
        (start + timedelta(days=1), 30.0),
        (start + timedelta(days=4), 42.0),
        (start + timedelta(days=5), 6.0),
    ]
    assert reader.values("Send", "Sum", start, hooks.now) == [210, 30, 42, 6]
    assert [point["Sum"] for point in reader.points("Send", START, START + 2 * HOUR, 3600)] == [10, 10]


def test_the_start_is_part_of_the_time_and_the_end_is_not(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    [(at, _), *_] = reader.data("Send", "Sum", START, START + HOUR, 60)
    assert at == START.replace(second=0) + timedelta(minutes=59), "an hour's sends are dated at its last minute"
    assert reader.values("Send", "Sum", at, at + timedelta(minutes=1), 60) == [10]
    assert reader.values("Send", "Sum", at - timedelta(minutes=1), at, 60) == []


@pytest.mark.parametrize(
    ("age", "rounded_to"), [(timedelta(days=1), 60), (timedelta(days=20), 300), (timedelta(days=80), 3600)]
)
def test_a_start_is_rounded_down_the_further_the_older_it_is(
    hooks: SesManaged, reader: Reader, ses: Any, age: timedelta, rounded_to: int
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 2_400}, days=81)
    start = hooks.now - age
    first = reader.points("Send", start, start + timedelta(days=1), 3600)[0]["Timestamp"]
    assert first.timestamp() == start.timestamp() // rounded_to * rounded_to
    assert reader.data("Send", "Sum", start, start + timedelta(days=1), 3600)[0][0] == first


def test_a_message_is_shown_as_soon_as_it_left(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.advance(minutes=90)
    send(ses, "ann@gmail.com")
    send(ses, "ann@gmail.com", "bob@gmail.com", "joe@yahoo.com")
    soon = hooks.now + timedelta(minutes=1)
    assert reader.total(soon) == hooks.pool("marketing").sent_last_7_days == 4
    assert reader.latest("SentLast24Hours", soon, "Gmail") == 3
    assert reader.latest("SentLast24Hours", soon, "Yahoo") == 1
    assert reader.latest("ApproximateDedicatedSendingPercentage", soon) == 0
    hooks.advance(hours=3)
    assert reader.total(hooks.now) == 4
    assert reader.latest("SentLast24Hours", hooks.now, "Gmail") == 3
    hooks.advance(days=1)
    assert reader.latest("SentLast24Hours", hooks.now, "Gmail") == 0


def test_a_change_of_policy_shows_from_its_hour_on(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 400}, days=4)
    hooks.advance(hours=5)
    before = hooks.pool("marketing").by_isp["Gmail"].capacity_24_hours
    hooks.policy = SendingPolicy(cold_capacity=1_700)
    hooks.advance(hours=3)
    capacities = reader.values("Available24HourSend", "Maximum", hooks.now - 8 * HOUR, hooks.now, 3600, "Gmail")
    assert capacities == [before] * 5 + [1_700] * 3


def test_a_metric_years_ahead_is_dated_by_the_simulated_clock(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.advance(days=3650)
    hooks.advance(days=3650)
    assert hooks.now.year == 2046
    pool = hooks.send_traffic("marketing", {"Gmail": 1_000}, days=10)
    assert reader.values("Send", "Sum", hooks.now - WEEK, hooks.now) == [1_000] * 7
    assert reader.latest("Available24HourSend", hooks.now + timedelta(minutes=1), "Gmail") == (
        pool.by_isp["Gmail"].capacity_24_hours
    )
    assert reader.values("Send", "Sum", START, START + timedelta(days=365)) == []


def test_the_clock_of_the_hooks_and_that_of_the_machine_lead_to_the_same_metrics(
    hooks: SesManaged, reader: Reader, clock: Any
) -> None:
    def life(move: Callable[[timedelta], object]) -> Any:
        hooks.reset()
        ses_client().create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
        hooks.send_traffic("marketing", {"Gmail": 1_000}, days=6)
        for step in (HOUR * 5, timedelta(days=3), timedelta(minutes=20)):
            move(step)
        return [
            reader.points(name, START, hooks.now, 3600, isp)
            for name, isp in (("Send", None), ("SentLast24Hours", "Gmail"), ("Available24HourSend", "Gmail"))
        ]

    points = life(lambda step: hooks.advance(minutes=step / timedelta(minutes=1)))
    assert points == life(clock.shift)
    assert [len(series) for series in points] == [6 * 24, 9 * 24 + 6, 9 * 24 + 6]


@pytest.mark.fidelity(
    operation="CloudWatch (10)",
    case="namespace and dimensions",
    answer="AWS/SES, DedicatedIpPool and ISP",
    kind="our choice",
)
def test_a_series_has_exactly_its_dimensions_in_any_order(hooks: SesManaged, cloudwatch: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    span = {"StartTime": START, "EndTime": hooks.now}

    def datapoints(name: str, named: list[dict[str, str]]) -> tuple[int, int]:
        statistics = cloudwatch.get_metric_statistics(
            Namespace="AWS/SES", MetricName=name, Dimensions=named, Period=DAY, Statistics=["Sum"], **span
        )
        metric = {"Namespace": "AWS/SES", "MetricName": name, "Dimensions": named}
        query = {"Id": "q", "MetricStat": {"Metric": metric, "Period": DAY, "Stat": "Sum"}}
        [result] = cloudwatch.get_metric_data(MetricDataQueries=[query], **span)["MetricDataResults"]
        return len(statistics["Datapoints"]), len(result["Values"])

    both = dimensions("marketing", "Gmail")
    assert datapoints("SentLast24Hours", both) == datapoints("SentLast24Hours", both[::-1]) == (1, 1)
    assert datapoints("Send", both[:1]) == (1, 1)
    for name, named in (
        ("Send", both),
        ("Send", []),
        ("SentLast24Hours", both[:1]),
        ("SentLast24Hours", []),
        ("SentLast24Hours", dimensions("marketing", "Hotmail")),
        ("Send", dimensions("others")),
        ("Delivery", both[:1]),
    ):
        assert datapoints(name, named) == (0, 0), (name, named)


def test_several_series_of_one_request_are_kept_apart(hooks: SesManaged, cloudwatch: Any, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="receipts", ScalingMode="MANAGED")
    hooks.send_plan({"marketing": {"Gmail": 240, "Cox": 24}, "receipts": {"Gmail": 48}})
    wanted = {
        "a": ("Send", dimensions("marketing"), 264),
        "b": ("Send", dimensions("receipts"), 48),
        "c": ("SentLast24Hours", dimensions("marketing", "Cox"), sum(range(25))),
        "d": ("Send", dimensions("marketing"), 264),
    }
    reply = cloudwatch.get_metric_data(
        MetricDataQueries=[
            {
                "Id": key,
                "MetricStat": {
                    "Metric": {"Namespace": "AWS/SES", "MetricName": name, "Dimensions": named},
                    "Period": DAY,
                    "Stat": "Sum",
                },
            }
            for key, (name, named, _) in wanted.items()
        ],
        StartTime=START,
        EndTime=hooks.now,
    )
    values_by_id = {result["Id"]: result["Values"] for result in reply["MetricDataResults"]}
    assert values_by_id == {key: [value] for key, (_, _, value) in wanted.items()}


def test_a_unit_that_a_metric_has_not_finds_nothing(hooks: SesManaged, cloudwatch: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})

    def datapoints(unit: str) -> int:
        reply = cloudwatch.get_metric_statistics(
            Namespace="AWS/SES",
            MetricName="Send",
            Dimensions=dimensions("marketing"),
            StartTime=START,
            EndTime=hooks.now,
            Period=DAY,
            Statistics=["Sum"],
            Unit=unit,
        )
        return len(reply["Datapoints"])

    assert (datapoints("Count"), datapoints("Percent")) == (1, 0)


def test_a_period_or_a_span_that_is_none_is_refused(hooks: SesManaged, ses: Any) -> None:
    import boto3
    from botocore.config import Config

    client = boto3.client("cloudwatch", "us-east-1", config=Config(parameter_validation=False))
    hooks.send_traffic("marketing", {"Gmail": 240})
    reader = Reader(client)
    for ask in (reader.points, lambda *asked: reader.data(asked[0], "Sum", *asked[1:])):
        for period in (0, -60, 61, 90):
            with pytest.raises(ClientError, match=f"Period must be a multiple of 60: {period} was given"):
                ask("Send", START, hooks.now, period)
    with pytest.raises(ClientError, match="StartTime must be less than"):
        reader.points("Send", hooks.now, hooks.now)


@pytest.mark.parametrize(
    ("age", "period", "kept"),
    [
        (timedelta(hours=2), 30, True),
        (timedelta(hours=4), 30, False),
        (timedelta(days=14), 60, True),
        (timedelta(days=16), 60, False),
        (timedelta(days=16), 300, True),
        (timedelta(days=62), 600, True),
        (timedelta(days=64), 600, False),
        (timedelta(days=64), 3600, True),
    ],
)
def test_the_older_the_start_the_longer_the_period_that_finds_data(
    hooks: SesManaged, reader: Reader, ses: Any, age: timedelta, period: int, kept: bool
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240}, days=70)
    start = hooks.now - age
    assert set(reader.values("Send", "Sum", start, start + 2 * HOUR, period)) == ({10} if kept else set())


def test_no_more_than_1440_datapoints_of_statistics_are_given(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    day_ago = hooks.now - timedelta(days=1)
    assert len(reader.points("Send", day_ago, hooks.now, 60)) == 24
    with pytest.raises(
        ClientError, match="requested up to 1,441 datapoints, which exceeds the limit of 1,440"
    ) as refused:
        reader.points("Send", day_ago - timedelta(seconds=1), hooks.now, 60)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterCombination"


def test_a_span_of_centuries_is_answered_as_its_data_are(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    """If the cost is that of the periods that there might be, and not of the data, this takes minutes."""
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    begin, end = datetime(1, 1, 1), datetime(9999, 1, 1)
    assert sum(value for _, value in reader.data("Send", "Sum", begin, end, 3600)) == 480


def test_a_statistic_that_is_not_simulated_is_refused_by_name(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    for statistic in ("p90", "IQM", "sum"):
        with pytest.raises(ClientError, match=f"one of SampleCount.*'{statistic}' was given"):
            reader.data("Send", statistic, START, hooks.now)
    with pytest.raises(ClientError, match="ExtendedStatistics of Send are not simulated"):
        reader.client.get_metric_statistics(
            Namespace="AWS/SES",
            MetricName="Send",
            Dimensions=dimensions("marketing"),
            StartTime=START,
            EndTime=hooks.now,
            Period=DAY,
            ExtendedStatistics=["p90"],
        )


def test_queries_about_pools_others_and_expressions_are_answered_together_in_their_order(
    hooks: SesManaged, cloudwatch: Any, ses: Any
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    cloudwatch.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "Orders", "Value": 5, "Timestamp": START}])

    def query(key: str, namespace: str, name: str, named: list[dict[str, str]], **more: Any) -> dict[str, Any]:
        metric = {"Namespace": namespace, "MetricName": name, "Dimensions": named}
        return {"Id": key, "MetricStat": {"Metric": metric, "Period": DAY, "Stat": "Sum", **more}}

    pool = dimensions("marketing")
    results = cloudwatch.get_metric_data(
        MetricDataQueries=[
            {"Id": "e", "Expression": "hidden", "Label": "all mail"},
            query("orders", "shop", "Orders", []),
            query("hidden", "AWS/SES", "Send", pool) | {"ReturnData": False},
            query("shown", "AWS/SES", "Send", pool, Unit="Count"),
            query("wrong", "AWS/SES", "Send", pool, Unit="Percent"),
        ],
        StartTime=START,
        EndTime=hooks.now,
        ScanBy="TimestampDescending",
    )["MetricDataResults"]
    assert [(result["Id"], result["Label"], result["Values"]) for result in results] == [
        ("e", "all mail", [240, 240]),
        ("orders", "Orders Sum", [5]),
        ("shown", "Send Sum", [240, 240]),
        ("wrong", "Send Sum", []),
    ]
    for result in (results[0], results[2]):
        assert result["Timestamps"] == sorted(result["Timestamps"], reverse=True)
        assert len(result["Timestamps"]) == 2


def test_each_reading_lets_the_region_catch_up_first(hooks: SesManaged, reader: Reader, ses: Any, clock: Any) -> None:
    hooks.policy = SendingPolicy(
        first_ip_days=1, early_phase_end=0, cold_capacity=100, full_rates={"Gmail": 100}, largest_pool=1
    )
    hooks.send_traffic("marketing", {"Gmail": 240})
    hooks.advance(hours=1)
    hooks.recipient("ann@gmail.com", "SOFT_BOUNCE")
    send(ses, "ann@gmail.com")
    assert hooks.pool("marketing").by_isp["Gmail"].queued == 1
    hooks.recipient("ann@gmail.com", "DELIVER")
    clock.shift(timedelta(days=2))
    now: datetime = START + timedelta(days=3, hours=1)
    assert reader.total(now) == 240 + 1
