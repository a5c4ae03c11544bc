"""The rows of an export of metrics: one for each day, metric and combination of the requested dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from math import prod
from typing import Any

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.isp import ISPS

from ...wire.errors import BadRequest
from ..metrics import metric_days

METRIC_COLUMNS = ("Date", "Metric", "Aggregation", "EMAIL_IDENTITY", "CONFIGURATION_SET", "ISP", "TENANT_NAME", "Value")

MAX_COMBINATIONS = 1_000
"""The most combinations of dimension values in one export (our choice: AWS documents 10 values per dimension)."""

_FIELDS = {"EMAIL_IDENTITY": "identity", "CONFIGURATION_SET": "configuration_set", "TENANT_NAME": "tenant"}
"""The fields of a daily count's key for the dimensions other than ISP."""

_ALL = "*"
"""The value that selects all values of a dimension [AWS: ExportDimensions]."""


def metric_rows(backend: ManagedSESBackend, source: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of an export. A day without messages has no row.

    A VOLUME is a number of messages. A RATE is that number divided by the number of messages sent on the same day; it
    is 0 if none were sent.
    """
    first, last = source["StartDate"].date(), (source["EndDate"] - timedelta.resolution).date()
    for chosen in _combinations(backend, source["Dimensions"]):
        sent = metric_days(backend.region, "SEND", chosen, first, last)
        for metric in source["Metrics"]:
            name, aggregation = metric.get("Name", "SEND"), metric.get("Aggregation", "VOLUME")
            for day, messages in sorted(metric_days(backend.region, name, chosen, first, last).items()):
                value: float = messages
                if aggregation == "RATE":
                    value = messages / sent[day] if sent[day] else 0.0
                row = {"Date": day.isoformat(), "Metric": name, "Aggregation": aggregation, "Value": value}
                yield dict.fromkeys(METRIC_COLUMNS, "") | row | chosen


def check_dimensions(backend: ManagedSESBackend, dimensions: Mapping[str, list[str]]) -> None:
    """Raise BadRequest if the dimensions have too many combinations for one export."""
    combinations = prod(len(_values(backend, name, values)) for name, values in dimensions.items())
    if combinations > MAX_COMBINATIONS:
        raise BadRequest(
            f"The dimensions have {combinations:,} combinations: an export has at most {MAX_COMBINATIONS:,}."
        )


def _combinations(backend: ManagedSESBackend, dimensions: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    values = [_values(backend, name, values) for name, values in dimensions.items()]
    for combination in product(*values):
        yield dict(zip(dimensions, combination, strict=True))


def _values(backend: ManagedSESBackend, dimension: str, values: list[str]) -> list[str]:
    """The values of a dimension. ``*`` stands for every ISP, or for every other value that the statistics have."""
    if values != [_ALL]:
        return values
    if dimension == "ISP":
        return list(ISPS)
    seen = {getattr(key, _FIELDS[dimension]) for key, _ in backend.region.statistics.days}
    return sorted(value for value in seen if value is not None)
