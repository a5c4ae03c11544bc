"""moto's CloudWatch backend with the metrics of managed pools."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from moto.cloudwatch.exceptions import InvalidParameterCombination, InvalidParameterValue, ValidationError
from moto.cloudwatch.models import CloudWatchBackend, Statistics

if TYPE_CHECKING:
    from moto_ses_managed.simulation.views.series import Reading

    from .questions import Question, Series

# "Start time less than 15 days ago - Round down to the nearest whole minute" and so on [AWS: GetMetricStatistics]; the
# period must be a multiple of the same "or no data points in that time range is returned" [AWS: MetricStat].
_RESOLUTIONS = (
    (timedelta(days=15), timedelta(minutes=1)),
    (timedelta(days=63), timedelta(minutes=5)),
    (timedelta.max, timedelta(hours=1)),
)

_HIGH_RESOLUTION_PERIODS = {1, 5, 10, 20, 30}
"""The allowed periods that are not a multiple of 60 [AWS: MetricStat]."""

_ANY_PERIOD = timedelta(hours=3)
"""The greatest age of a start time for which any period returns data [AWS: MetricStat]."""

_MOST_DATAPOINTS = 1_440
"""[AWS: GetMetricStatistics]"""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class ManagedCloudWatchBackend(CloudWatchBackend):
    """moto's CloudWatch, which passes each query about managed pools on to the provider.

    The queries follow CloudWatch's rules: a metric has exactly the dimensions it was published with, a start time is
    rounded down, and periods begin at the start time.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        # Imported on the first use of CloudWatch, which most tests do not need. moto then finds the provider by its
        # base class.
        from . import provider as provider

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
        from .questions import STATISTICS, asked, series_named

        series = series_named(namespace, metric_name, dimensions)
        if series is None:
            with asked():
                return super().get_metric_statistics(
                    namespace, metric_name, start_time, end_time, period, stats, dimensions, unit
                )
        _check_period(period)
        if not stats:
            raise InvalidParameterValue(
                f"ExtendedStatistics of {metric_name} are not simulated: give Statistics, of {', '.join(STATISTICS)}."
            )
        _check_datapoints(start_time, end_time, period)
        start_time = self._rounded(start_time, end_time)
        with asked(self._question(series, start_time, end_time, period)):
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
        from .questions import asked, series_of

        own = {number: series for number, query in enumerate(queries) if (series := series_of(query)) is not None}
        for number in own:
            _check_query(queries[number])
        if own:
            start_time = self._rounded(start_time, end_time)
        others = [query for number, query in enumerate(queries) if number not in own]
        with asked():
            results = super().get_metric_data(others, start_time, end_time, scan_by)
        if not own:
            return results
        # moto would walk all data for each possible period: over a year that takes minutes.
        for number, series in own.items():
            query = queries[number]
            metric_result = self._result(
                query, series, start_time, end_time, newest_first=scan_by == "TimestampDescending"
            )
            results += [metric_result] if query.get("ReturnData", True) else []
            _tell_expressions(others, results, metric_result)
        order = [query["Id"] for query in queries]
        return sorted(results, key=lambda result: order.index(result["id"]))

    def _result(
        self, query: dict[str, Any], series: Series, start: datetime, end: datetime, *, newest_first: bool
    ) -> dict[str, Any]:
        """The result of one query about a pool, in moto's form."""
        from .provider import answer, managed_backend
        from .questions import STATISTICS

        metric, statistic = query["MetricStat"], query["MetricStat"]["Stat"]
        backend = managed_backend(self.account_id, self.region_name)
        readings: list[tuple[datetime, Reading]] = []
        if backend is not None and metric.get("Unit") in {None, series.unit}:
            with backend.step(reads=True):
                readings = answer(backend.region, self._question(series, start, end, metric["Period"]))
        if newest_first:
            readings.reverse()
        return {
            "id": query["Id"],
            "label": query.get("Label") or f"{metric['Metric']['MetricName']} {statistic}",
            "values": [STATISTICS[statistic](reading) for _, reading in readings],
            # moto stores naive times in UTC.
            "timestamps": [at.replace(tzinfo=None) for at, _ in readings],
            "status_code": "Complete",
        }

    def _question(self, series: Series, start: datetime, end: datetime, period: int) -> Question:
        from .questions import Question

        start, end = (_aware(at).replace(microsecond=0) for at in (start, end))
        age = self._age(start)
        kept = age < _ANY_PERIOD or timedelta(seconds=period) % _resolution(age) == timedelta(0)
        return Question(series, start, end, timedelta(seconds=period), kept=kept)

    def _rounded(self, start: datetime, end: datetime) -> datetime:
        if start >= end:
            return start
        return start - (_aware(start) - _EPOCH) % _resolution(self._age(_aware(start)))

    def _age(self, at: datetime) -> timedelta:
        from .provider import managed_backend

        backend = managed_backend(self.account_id, self.region_name)
        return backend.region.clock.now - at if backend is not None else timedelta(0)


def _resolution(age: timedelta) -> timedelta:
    """The resolution in which CloudWatch keeps data of this age."""
    return next(resolution for limit, resolution in _RESOLUTIONS if age < limit)


def _tell_expressions(
    queries: list[dict[str, Any]], results: list[dict[str, Any]], metric_result: dict[str, Any]
) -> None:
    """Fill the results of expressions that are the Id of a query; moto supports no other expressions."""
    naming = {query["Id"] for query in queries if query.get("Expression") == metric_result["id"]}
    for result in results:
        if result["id"] in naming:
            result.update(values=metric_result["values"], timestamps=metric_result["timestamps"])


def _check_query(query: dict[str, Any]) -> None:
    """Raise CloudWatch's error for a query about a pool that is invalid or not simulated."""
    from .questions import STATISTICS

    _check_period(query["MetricStat"]["Period"])
    statistic = query["MetricStat"]["Stat"]
    if statistic not in STATISTICS:
        raise ValidationError(
            f"The Stat of the query {query['Id']!r} must be one of {', '.join(STATISTICS)}: "
            f"{statistic!r} was given, and extended statistics are not simulated."
        )


def _check_period(period: int | None) -> None:
    """Raise CloudWatch's error for an invalid period, with which moto would never finish."""
    if not period or period < 0 or (period % 60 and period not in _HIGH_RESOLUTION_PERIODS):
        raise InvalidParameterValue(f"The parameter Period must be a multiple of 60: {period} was given.")


def _check_datapoints(start: datetime, end: datetime, period: int) -> None:
    datapoints = -((start - end) // timedelta(seconds=period))
    if datapoints > _MOST_DATAPOINTS:
        raise InvalidParameterCombination(
            f"You have requested up to {datapoints:,} datapoints, which exceeds the limit of {_MOST_DATAPOINTS:,}. "
            "You may reduce the datapoints requested by increasing Period, or decreasing the time range."
        )


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=at.tzinfo or timezone.utc).astimezone(timezone.utc)
