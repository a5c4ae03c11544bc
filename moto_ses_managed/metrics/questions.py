"""Queries to CloudWatch about managed pools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from moto_ses_managed.simulation.views.series import PoolMetric, Reading

NAMESPACE = "AWS/SES"
POOL_DIMENSION = "DedicatedIpPool"
ISP_DIMENSION = "ISP"
"""Our choice: the documentation names only the metrics."""

METRIC_NAMES: dict[PoolMetric, str] = {
    PoolMetric.SEND: "Send",
    PoolMetric.DEDICATED_PERCENTAGE: "ApproximateDedicatedSendingPercentage",
    PoolMetric.SENT_LAST_24_HOURS: "SentLast24Hours",
    PoolMetric.AVAILABLE_24_HOUR_SEND: "Available24HourSend",
}
"""[AWS: "Monitoring and managing managed IP pools"]."""

STATISTICS: dict[str, Callable[[Reading], float]] = {
    "SampleCount": lambda reading: reading.samples,
    "Average": lambda reading: reading.total / reading.samples,
    "Sum": lambda reading: reading.total,
    "Minimum": lambda reading: reading.least,
    "Maximum": lambda reading: reading.greatest,
}
"""[AWS: Statistic]"""

_METRICS = {name: metric for metric, name in METRIC_NAMES.items()}


@dataclass(frozen=True)
class Series:
    """One metric of one pool, for one ISP if the metric is by ISP."""

    metric: PoolMetric
    pool: str
    isp: str | None

    @property
    def unit(self) -> str:
        """The unit of its data."""
        return "Percent" if self.metric is PoolMetric.DEDICATED_PERCENTAGE else "Count"

    @property
    def dimensions(self) -> list[dict[str, str]]:
        """In CloudWatch's form, in a fixed order, by which moto compares them."""
        pool = {"Name": POOL_DIMENSION, "Value": self.pool}
        return [pool] if self.isp is None else [pool, {"Name": ISP_DIMENSION, "Value": self.isp}]


@dataclass(frozen=True)
class Question:
    """A query for one series from ``start`` up to but not including ``end``, aggregated by ``period`` from the start.

    ``kept`` says whether CloudWatch keeps data of that age for that period.
    """

    series: Series
    start: datetime
    end: datetime
    period: timedelta
    kept: bool = True


_present: ContextVar[tuple[Question, ...] | None] = ContextVar("moto_ses_managed_questions", default=None)


def present_questions() -> tuple[Question, ...] | None:
    """The current queries about pools; None while moto lists the metrics."""
    return _present.get()


@contextmanager
def asked(*questions: Question) -> Iterator[None]:
    """Make these the current queries within the block."""
    token = _present.set(questions)
    try:
        yield
    finally:
        _present.reset(token)


def series_named(namespace: str, metric_name: str, dimensions: Sequence[Mapping[str, str]]) -> Series | None:
    """The series of a query; None if it is not about pools."""
    metric = _METRICS.get(metric_name)
    if namespace != NAMESPACE or metric is None:
        return None
    values = {dimension["Name"]: dimension["Value"] for dimension in dimensions}
    expected = {POOL_DIMENSION, ISP_DIMENSION} if metric.by_isp else {POOL_DIMENSION}
    return Series(metric, values[POOL_DIMENSION], values.get(ISP_DIMENSION)) if set(values) == expected else None


def series_of(query: Mapping[str, Any]) -> Series | None:
    """The series of a GetMetricData query; None if it is not about pools."""
    if "MetricStat" not in query:
        return None
    metric = query["MetricStat"]["Metric"]
    return series_named(metric["Namespace"], metric["MetricName"], metric.get("Dimensions", ()))
