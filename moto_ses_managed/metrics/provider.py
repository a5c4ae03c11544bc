"""The metrics of managed pools, computed when moto's CloudWatch requests them.

moto requests every data point from a provider, whatever the query, and then selects what it needs. A year of fifty
pools has millions of them, so the provider looks at the query first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from moto.cloudwatch.models import MetricAggregatedDatum, MetricDatumBase
from moto.core.common_models import CloudWatchMetricProvider
from moto.ses.models import ses_backends

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.clock import HOUR, MINUTE
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.time_units import minute_of
from moto_ses_managed.simulation.views.sending_statistics import hours_between
from moto_ses_managed.simulation.views.series import PoolMetric, Reading, readings
from moto_ses_managed.simulation.volumes.pool_record import PoolRecord

from .questions import METRIC_NAMES, NAMESPACE, Question, Series, present_questions

LISTED = timedelta(days=14)
"""How long ListMetrics lists a metric without new data [AWS: ListMetrics, "past two weeks"]."""


class PoolDatum(MetricAggregatedDatum):
    """moto's statistic set. moto tracks all instances of its models until a reset; these are used once."""

    def __new__(cls, *_args: Any, **_kwargs: Any) -> PoolDatum:
        return object.__new__(cls)


class PoolMetrics(CloudWatchMetricProvider):
    """The metrics of managed pools. moto finds this class by its base class."""

    @staticmethod
    def get_cloudwatch_metrics(account_id: str, region: str) -> list[MetricDatumBase]:
        """The data of the current query; without one, the latest data point of each listed metric."""
        backend = managed_backend(account_id, region)
        if backend is None:
            return []
        questions = present_questions()
        with backend.step(reads=True):
            if questions is None:
                return list(_listed(backend.region))
            return [
                _datum(question.series, at, reading)
                for question in questions
                for at, reading in answer(backend.region, question)
            ]


def managed_backend(account_id: str, region: str) -> ManagedSESBackend | None:
    """The SES backend of an account in a Region; None if it was never used. It is not created by this call."""
    account = ses_backends.get(account_id)
    backend = account.get(region) if account is not None else None
    return backend if isinstance(backend, ManagedSESBackend) else None


def answer(region: Region, question: Question) -> list[tuple[datetime, Reading]]:
    """One reading for each period that has any, dated by the period's begin, oldest first."""
    if not question.kept:
        return []
    hours = hours_between(region.clock, question.start, question.end)
    periods: dict[int, Reading] = {}
    for record in region.pool_records():
        if record.name != question.series.pool:
            continue
        for at, reading in _dated_readings(region, record, question.series, hours):
            if question.start <= at < question.end:
                number = (at - question.start) // question.period
                periods[number] = reading.combined(periods[number]) if number in periods else reading
    return [(question.start + number * question.period, periods[number]) for number in sorted(periods)]


def _listed(region: Region) -> Iterator[PoolDatum]:
    """The latest data point of each metric, and only one: moto would list each of several as a metric."""
    now = region.clock.now
    hours = hours_between(region.clock, now - LISTED, now + HOUR)
    latest: dict[Series, tuple[datetime, Reading]] = {}
    for record in region.pool_records():
        for metric in PoolMetric:
            for isp in record.volumes.by_isp if metric.by_isp else (None,):
                series = Series(metric, record.name, isp)
                latest.update(
                    (series, latest_reading) for latest_reading in _dated_readings(region, record, series, hours)
                )
    for series, (at, reading) in latest.items():
        yield _datum(series, at, reading)


def _dated_readings(
    region: Region, record: PoolRecord, series: Series, hours: range
) -> Iterator[tuple[datetime, Reading]]:
    """Readings with their times, which CloudWatch stores to the minute."""
    minute = minute_of(region.catch_up())
    for reading in readings(record, series.metric, series.isp, hours, minute):
        yield region.clock.time_of(reading.minute * MINUTE).replace(second=0, microsecond=0), reading


def _datum(series: Series, at: datetime, reading: Reading) -> PoolDatum:
    return PoolDatum(
        NAMESPACE,
        METRIC_NAMES[series.metric],
        min_stat=reading.least,
        max_stat=reading.greatest,
        sample_count=reading.samples,
        sum_stat=reading.total,
        dimensions=series.dimensions,
        # moto stores naive times in UTC.
        timestamp=at.replace(tzinfo=None),
        unit=series.unit,
    )
