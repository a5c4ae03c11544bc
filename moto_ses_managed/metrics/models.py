"""moto's CloudWatch backend, with managed pools among what it has metrics of."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from moto.cloudwatch.exceptions import InvalidParameterValue
from moto.cloudwatch.models import CloudWatchBackend, Statistics

from .provider import managed_backend
from .questions import Question, asked, in_order, series_named, series_of

# "Start time less than 15 days ago - Round down to the nearest whole minute" and so on [AWS: GetMetricStatistics].
_ROUNDING = (
    (timedelta(days=15), timedelta(minutes=1)),
    (timedelta(days=63), timedelta(minutes=5)),
    (timedelta.max, timedelta(hours=1)),
)

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class ManagedCloudWatchBackend(CloudWatchBackend):
    """moto's CloudWatch, which lets the provider know what it is asked for.

    Questions about managed pools are put as CloudWatch takes them: a metric has exactly the dimensions it was published
    with, a start is rounded down, and periods begin at the start.
    """

    @classmethod
    def adopt(cls, plain: CloudWatchBackend) -> ManagedCloudWatchBackend:
        """Go on from where moto's own stands."""
        managed = cls(plain.region_name, plain.account_id)
        managed.__dict__.update(plain.__dict__)
        return managed

    def as_plain(self) -> CloudWatchBackend:
        """moto's own, which goes on from here."""
        plain = CloudWatchBackend(self.region_name, self.account_id)
        plain.__dict__.update(self.__dict__)
        return plain

    def get_metric_statistics(  # noqa: PLR0913, PLR0917  (moto's signature)
        self,
        namespace: str,
        metric_name: str,
        start_time: datetime,
        end_time: datetime,
        period: int,
        stats: list[str],
        dimensions: list[dict[str, str]],
        unit: str | None = None,
    ) -> list[Statistics]:
        series = series_named(namespace, metric_name, dimensions)
        if series is not None:
            _check_period(period)
            start_time = self._rounded(start_time, end_time)
        question = Question(
            frozenset({series} if series is not None else ()),
            _aware(start_time),
            _aware(end_time),
            timedelta(seconds=period) if series is not None else None,
        )
        with asked(question):
            return super().get_metric_statistics(
                namespace, metric_name, start_time, end_time, period, stats, dimensions, unit
            )

    def get_metric_data(
        self,
        queries: list[dict[str, Any]],
        start_time: datetime,
        end_time: datetime,
        scan_by: str = "TimestampAscending",
    ) -> list[dict[str, Any]]:
        series = {number: found for number, query in enumerate(queries) if (found := series_of(query)) is not None}
        if series:
            start_time = self._rounded(start_time, end_time)
        for number in series:
            _check_period(queries[number]["MetricStat"]["Period"])
        queries = [in_order(query, series.get(number)) for number, query in enumerate(queries)]
        with asked(Question(frozenset(series.values()), _aware(start_time), _aware(end_time))):
            return super().get_metric_data(queries, start_time, end_time, scan_by)

    def _rounded(self, start: datetime, end: datetime) -> datetime:
        backend = managed_backend(self.account_id, self.region_name)
        if backend is None or start >= end:
            return start
        age = backend.region.clock.now - _aware(start)
        step = next(step for limit, step in _ROUNDING if age < limit)
        return start - (_aware(start) - _EPOCH) % step


def _check_period(period: int | None) -> None:
    """Raise what CloudWatch raises for a period that is none; moto would never come to an end of it."""
    if not period or period < 0:
        raise InvalidParameterValue(f"The parameter Period must be a multiple of 60: {period} was given.")


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=at.tzinfo or timezone.utc).astimezone(timezone.utc)
