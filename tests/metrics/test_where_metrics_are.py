"""Which pools, accounts and Regions have metrics, what ListMetrics names, and what alarms make of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from moto.cloudwatch.models import CloudWatchBackend, cloudwatch_backends
from moto.ses.models import ses_backends
from moto.sesv2.models import sesv2_backends

from moto_ses_managed import SendingPolicy, SesManaged, activate, deactivate
from moto_ses_managed.metrics.provider import PoolDatum
from tests.metrics.reading import DAY, Reader, dimensions, listed
from tests.metrics.sending import START, send
from tests.support.clients import ACCOUNT, REGION, ses_client

SOON = timedelta(minutes=1)


@pytest.fixture
def active_afterwards() -> Iterator[None]:
    yield
    activate()


@pytest.mark.fidelity(
    operation="CloudWatch (10)",
    case="metrics of a managed pool",
    answer="Send, ApproximateDedicatedSendingPercentage, SentLast24Hours, Available24HourSend",
    kind="documented",
    source="Monitoring and managing managed IP pools",
)
def test_each_metric_is_listed_once_for_each_pool_and_isp(hooks: SesManaged, cloudwatch: Any, ses: Any) -> None:
    assert listed(cloudwatch) == []
    hooks.send_traffic("marketing", {"Gmail": 240, "AT&T": 24}, days=5)
    pool = {"DedicatedIpPool": "marketing"}
    everything = [
        ("Send", pool),
        ("ApproximateDedicatedSendingPercentage", pool),
        ("SentLast24Hours", pool | {"ISP": "Gmail"}),
        ("SentLast24Hours", pool | {"ISP": "AT&T"}),
        ("Available24HourSend", pool | {"ISP": "Gmail"}),
        ("Available24HourSend", pool | {"ISP": "AT&T"}),
    ]
    assert listed(cloudwatch) == everything
    assert listed(cloudwatch, MetricName="Send") == everything[:1]
    assert listed(cloudwatch, Dimensions=[{"Name": "ISP"}]) == everything[2:]
    assert listed(cloudwatch, Dimensions=[{"Name": "ISP", "Value": "AT&T"}]) == [everything[3], everything[5]]
    assert listed(cloudwatch, Namespace="AWS/S3") == []


def test_a_metric_without_data_for_two_weeks_is_listed_no_more(hooks: SesManaged, cloudwatch: Any, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    hooks.advance(days=13, hours=22)
    assert "Send" in {name for name, _ in listed(cloudwatch)}
    hooks.advance(hours=3)
    assert {name for name, _ in listed(cloudwatch)} == {"SentLast24Hours", "Available24HourSend"}


def test_fifty_pools_of_eleven_isps_are_listed_page_by_page(hooks: SesManaged, cloudwatch: Any, ses: Any) -> None:
    names = ["marketing", *(f"pool-{number}" for number in range(49))]
    for name in names[1:]:
        ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    isps = ["Gmail", "Yahoo", "AOL", "Outlook", "iCloud", "Comcast", "AT&T", "Cox", "GMX", "Orange", "Other"]
    hooks.send_plan({name: dict.fromkeys(isps, 24) for name in names})
    listed_metrics = listed(cloudwatch)
    assert len(listed_metrics) == 50 * (2 + 2 * 11)
    assert len({(name, *sorted(named.items())) for name, named in listed_metrics}) == len(listed_metrics)


def test_a_deleted_pools_past_stays_and_a_new_pool_of_its_name_goes_on_from_it(
    hooks: SesManaged, reader: Reader, ses: Any, cloudwatch: Any
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    send(ses, "ann@gmail.com")
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    hooks.advance(hours=5)
    assert reader.total(hooks.now) == 241
    assert reader.points("SentLast24Hours", hooks.now - timedelta(hours=4), hooks.now, isp="Gmail") == []
    hooks.advance(days=20)
    assert reader.values("Send", "Sum", START, hooks.now, 30 * DAY) == [241]
    assert listed(cloudwatch) == []
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.send_traffic("marketing", {"Gmail": 24})
    assert reader.values("Send", "Sum", START, hooks.now, 30 * DAY) == [265]
    assert reader.total(hooks.now) == hooks.pool("marketing").sent_last_7_days == 24
    assert [point["Maximum"] for point in reader.points("SentLast24Hours", START, hooks.now, 30 * DAY, "Gmail")] == [
        240
    ]


def test_what_waited_in_a_deleted_pool_is_counted_as_it_leaves(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.policy = SendingPolicy(
        first_ip_days=1, early_phase_end=0, cold_capacity=100, full_rates={"Gmail": 100}, scale_out_days=30
    )
    hooks.send_traffic("marketing", {"Gmail": 240})
    hooks.send_traffic("marketing", {"Gmail": 240})
    waited = hooks.pool("marketing").by_isp["Gmail"].queued
    assert waited > 0
    left_before = reader.total(hooks.now)
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    assert reader.total(hooks.now + SOON) == left_before + waited


def test_a_past_of_more_than_455_days_is_forgotten_with_the_next_pool(
    hooks: SesManaged, reader: Reader, ses: Any
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    ses.create_dedicated_ip_pool(PoolName="other")
    hooks.advance(days=454)
    ses.delete_dedicated_ip_pool(PoolName="other")
    assert reader.values("Send", "Sum", START, hooks.now, 500 * DAY) == [240]
    hooks.advance(days=2)
    ses.create_dedicated_ip_pool(PoolName="other")
    ses.delete_dedicated_ip_pool(PoolName="other")
    assert reader.values("Send", "Sum", START, hooks.now, 500 * DAY) == []


def test_a_standard_pool_has_metrics_from_its_conversion_on(hooks: SesManaged, cloudwatch: Any, ses: Any) -> None:
    reader = Reader(cloudwatch, "leased")
    ses.create_dedicated_ip_pool(PoolName="leased", ScalingMode="STANDARD")
    hooks.lease_standard_ips(2, "leased")
    hooks.send_traffic("leased", {"Gmail": 240}, days=3)
    assert listed(cloudwatch) == []
    assert reader.points("Send", START, hooks.now) == []
    converted_at = hooks.now
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="leased", ScalingMode="MANAGED")
    assert reader.latest("SentLast24Hours", hooks.now + SOON, "Gmail") == 240
    capacity = hooks.pool("leased").by_isp["Gmail"].capacity_24_hours
    assert reader.latest("Available24HourSend", hooks.now + SOON, "Gmail") == capacity
    hooks.send_traffic("leased", {"Gmail": 480}, days=2)
    assert reader.values("Send", "Sum", START, hooks.now) == [480, 480]
    assert reader.points("Send", START, hooks.now)[0]["Timestamp"] == converted_at.replace(second=0)
    # Its IPs came with a past of mail, and Yahoo had none of it.
    assert {named["ISP"] for name, named in listed(cloudwatch) if name == "Available24HourSend"} == {"Gmail"}


def test_each_region_shows_its_own_pools(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    frankfurt, elsewhere = "eu-central-1", SesManaged(region="eu-central-1")
    ses_client(frankfurt).create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.send_traffic("marketing", {"Gmail": 240})
    elsewhere.send_traffic("marketing", {"Yahoo": 48}, days=2)
    there = Reader(boto3.client("cloudwatch", frankfurt))
    assert reader.total(hooks.now) == 240
    assert there.total(elsewhere.now) == 96
    assert {named.get("ISP") for _, named in listed(there.client)} == {None, "Yahoo"}


def test_asking_cloudwatch_makes_no_ses_where_there_was_none(clock: Any) -> None:
    client = boto3.client("cloudwatch", "eu-west-3")
    assert listed(client) == []
    assert Reader(client).points("Send", START, START + timedelta(days=1)) == []
    assert Reader(client).data("Send", "Sum", START, START + timedelta(days=1), DAY) == []
    assert "eu-west-3" not in dict(ses_backends.get(ACCOUNT) or {})
    assert "eu-west-3" not in dict(sesv2_backends.get(ACCOUNT) or {})


def test_an_answer_leaves_nothing_behind_in_moto(hooks: SesManaged, reader: Reader, ses: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240}, days=5)
    stored = list(cloudwatch_backends[ACCOUNT][REGION].metric_data)
    reader.values("Send", "Sum", START, hooks.now)
    listed(reader.client)
    assert cloudwatch_backends[ACCOUNT][REGION].metric_data == stored == []
    assert PoolDatum.instances_tracked == []  # type: ignore[attr-defined]


def test_the_customers_own_metrics_are_as_moto_has_them(hooks: SesManaged, cloudwatch: Any) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    for value in (3, 4):
        cloudwatch.put_metric_data(
            Namespace="AWS/SES",
            MetricData=[{"MetricName": "Send", "Value": value, "Timestamp": hooks.now, "Dimensions": []}],
        )
    cloudwatch.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "Send", "Value": 5, "Timestamp": START}])

    def total(namespace: str) -> list[float]:
        reply = cloudwatch.get_metric_statistics(
            Namespace=namespace,
            MetricName="Send",
            StartTime=START - timedelta(hours=1),
            EndTime=hooks.now + timedelta(hours=1),
            Period=10 * DAY,
            Statistics=["Sum"],
        )
        return [point["Sum"] for point in reply["Datapoints"]]

    assert (total("AWS/SES"), total("shop")) == ([7.0], [5.0])
    assert listed(cloudwatch, Namespace="shop") == [("Send", {})]


def test_after_deactivate_nothing_of_it_is_in_cloudwatch_and_the_rest_is(
    hooks: SesManaged, reader: Reader, cloudwatch: Any, active_afterwards: None
) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    end = hooks.now
    cloudwatch.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "Orders", "Value": 5}])
    cloudwatch.put_metric_alarm(
        AlarmName="kept", EvaluationPeriods=1, ComparisonOperator="LessThanThreshold", Threshold=1, MetricName="Orders"
    )
    deactivate()
    assert cloudwatch_backends.backend is CloudWatchBackend
    assert type(cloudwatch_backends[ACCOUNT][REGION]) is CloudWatchBackend
    assert listed(cloudwatch) == []
    assert reader.points("Send", START, end) == []
    assert reader.data("Send", "Sum", START, end) == []
    assert listed(cloudwatch, Namespace="shop") == [("Orders", {})]
    activate()
    assert listed(cloudwatch, Namespace="shop") == [("Orders", {})]
    assert [alarm["AlarmName"] for alarm in cloudwatch.describe_alarms()["MetricAlarms"]] == ["kept"]
    hooks.send_traffic("marketing", {"Gmail": 24})
    assert Reader(cloudwatch).total(hooks.now) == 24


def test_an_alarm_keeps_its_state_until_set_alarm_state_as_moto_evaluates_none(
    hooks: SesManaged, reader: Reader, cloudwatch: Any
) -> None:
    """If this fails, moto has learned to evaluate alarms: then the alarm must be ALARM at the first assertion."""
    cloudwatch.put_metric_alarm(
        AlarmName="mail-goes-shared",
        Namespace="AWS/SES",
        MetricName="ApproximateDedicatedSendingPercentage",
        Dimensions=dimensions("marketing"),
        Statistic="Average",
        Period=DAY,
        EvaluationPeriods=1,
        Threshold=50,
        ComparisonOperator="LessThanThreshold",
    )

    def state() -> str:
        [alarm] = cloudwatch.describe_alarms(AlarmNames=["mail-goes-shared"])["MetricAlarms"]
        return str(alarm["StateValue"])

    hooks.send_traffic("marketing", {"Gmail": 5_000})
    day = hooks.now - timedelta(days=1)
    assert reader.values("ApproximateDedicatedSendingPercentage", "Average", day, hooks.now) == [0]
    assert state() == "OK"
    cloudwatch.set_alarm_state(AlarmName="mail-goes-shared", StateValue="ALARM", StateReason="tested")
    assert state() == "ALARM"
    [described_alarm] = cloudwatch.describe_alarms_for_metric(
        Namespace="AWS/SES", MetricName="ApproximateDedicatedSendingPercentage", Dimensions=dimensions("marketing")
    )["MetricAlarms"]
    assert described_alarm["AlarmName"] == "mail-goes-shared"
