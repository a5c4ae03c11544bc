"""What CloudWatch is asked about managed pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from moto_ses_managed.simulation.series import PoolMetric

NAMESPACE = "AWS/SES"
POOL_DIMENSION = "DedicatedIpPool"
ISP_DIMENSION = "ISP"
"""Our choice: the documentation names the metrics alone."""

METRIC_NAMES: dict[PoolMetric, str] = {
    PoolMetric.SEND: "Send",
    PoolMetric.DEDICATED_PERCENTAGE: "ApproximateDedicatedSendingPercentage",
    PoolMetric.SENT_LAST_24_HOURS: "SentLast24Hours",
    PoolMetric.AVAILABLE_24_HOUR_SEND: "Available24HourSend",
}
"""[AWS: "Monitoring and managing managed IP pools"]."""

_METRICS = {name: metric for metric, name in METRIC_NAMES.items()}


@dataclass(frozen=True)
class Series:
    """One metric of one pool, at one ISP where it is measured by ISP."""

    metric: PoolMetric
    pool: str
    isp: str | None

    @property
    def dimensions(self) -> list[dict[str, str]]:
        """As CloudWatch has them, in the one order in which moto finds them again."""
        pool = {"Name": POOL_DIMENSION, "Value": self.pool}
        return [pool] if self.isp is None else [pool, {"Name": ISP_DIMENSION, "Value": self.isp}]


@dataclass(frozen=True)
class Question:
    """What is asked for: series, over a span of time without its end; ``period`` where each one's data is summed up."""

    series: frozenset[Series]
    start: datetime
    end: datetime
    period: timedelta | None = None


_present: ContextVar[Question | None] = ContextVar("moto_ses_managed_question", default=None)


def present_question() -> Question | None:
    """What moto's CloudWatch is being asked just now, None where it wants to know which metrics there are."""
    return _present.get()


@contextmanager
def asked(question: Question) -> Iterator[None]:
    """Have the provider answer this question within the block."""
    token = _present.set(question)
    try:
        yield
    finally:
        _present.reset(token)


def series_named(namespace: str, metric_name: str, dimensions: Sequence[Mapping[str, str]]) -> Series | None:
    """The series that a question names, None where it is about something else."""
    metric = _METRICS.get(metric_name)
    if namespace != NAMESPACE or metric is None:
        return None
    values = {dimension["Name"]: dimension["Value"] for dimension in dimensions}
    expected = {POOL_DIMENSION, ISP_DIMENSION} if metric.by_isp else {POOL_DIMENSION}
    return Series(metric, values[POOL_DIMENSION], values.get(ISP_DIMENSION)) if set(values) == expected else None


def series_of(query: Mapping[str, Any]) -> Series | None:
    """The series that a query of GetMetricData is about, None where that is something else."""
    if "MetricStat" not in query:
        return None
    metric = query["MetricStat"]["Metric"]
    return series_named(metric["Namespace"], metric["MetricName"], metric.get("Dimensions", ()))


def in_order(query: dict[str, Any], series: Series | None) -> dict[str, Any]:
    """The query with its dimensions in the series' order: CloudWatch knows none, and moto compares them by it."""
    if series is None:
        return query
    metric = query["MetricStat"]["Metric"] | {"Dimensions": series.dimensions}
    return query | {"MetricStat": query["MetricStat"] | {"Metric": metric}}
