"""Metrics as a test reads them: through a CloudWatch client, by the name of the metric, the pool and the ISP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

DAY = 86_400
NAMESPACE = "AWS/SES"


def dimensions(pool: str, isp: str | None = None) -> list[dict[str, str]]:
    named = {"DedicatedIpPool": pool} | ({"ISP": isp} if isp is not None else {})
    return [{"Name": name, "Value": value} for name, value in named.items()]


@dataclass(frozen=True)
class Reader:
    """What one CloudWatch client sees of one pool."""

    client: Any
    pool: str = "marketing"

    def points(
        self, metric: str, start: datetime, end: datetime, period: int = DAY, isp: str | None = None
    ) -> list[dict[str, Any]]:
        """GetMetricStatistics with all statistics, by time."""
        reply = self.client.get_metric_statistics(
            Namespace=NAMESPACE,
            MetricName=metric,
            Dimensions=dimensions(self.pool, isp),
            StartTime=start,
            EndTime=end,
            Period=period,
            Statistics=["SampleCount", "Sum", "Average", "Minimum", "Maximum"],
        )
        assert reply["Label"] == metric
        return sorted(reply["Datapoints"], key=lambda point: point["Timestamp"])

    def values(
        self, metric: str, statistic: str, start: datetime, end: datetime, period: int = DAY, isp: str | None = None
    ) -> list[float]:
        """One statistic, read through both APIs, which must agree."""
        points = self.points(metric, start, end, period, isp)
        data = self.data(metric, statistic, start, end, period, isp)
        assert data == [(utc(point["Timestamp"]), point[statistic]) for point in points]
        return [value for _, value in data]

    def data(
        self, metric: str, statistic: str, start: datetime, end: datetime, period: int = DAY, isp: str | None = None
    ) -> list[tuple[datetime, float]]:
        """GetMetricData of one series, by time."""
        named = {"Namespace": NAMESPACE, "MetricName": metric, "Dimensions": dimensions(self.pool, isp)}
        [result] = self.client.get_metric_data(
            MetricDataQueries=[{"Id": "q", "MetricStat": {"Metric": named, "Period": period, "Stat": statistic}}],
            StartTime=start,
            EndTime=end,
            ScanBy="TimestampAscending",
        )["MetricDataResults"]
        return [(utc(at), value) for at, value in zip(result["Timestamps"], result["Values"], strict=True)]

    def total(self, now: datetime, days: int = 7) -> float:
        """The sends of the last days."""
        return sum(self.values("Send", "Sum", now - timedelta(days=days), now))

    def latest(self, metric: str, now: datetime, isp: str | None = None) -> float:
        """The newest value of the last hour."""
        hour_ago = now - timedelta(hours=1)
        # After 15 days there is nothing by the minute any more.
        points = self.data(metric, "Maximum", hour_ago, now, 60, isp) or self.data(
            metric, "Maximum", hour_ago, now, 300, isp
        )
        return points[-1][1]


def utc(at: datetime) -> datetime:
    return at.astimezone(timezone.utc)


def listed(client: Any, **filters: Any) -> list[tuple[str, dict[str, str]]]:
    """ListMetrics of SES: names and dimensions."""
    pages = client.get_paginator("list_metrics").paginate(**{"Namespace": NAMESPACE, **filters})
    return [
        (metric["MetricName"], {dimension["Name"]: dimension["Value"] for dimension in metric["Dimensions"]})
        for page in pages
        for metric in page["Metrics"]
    ]
