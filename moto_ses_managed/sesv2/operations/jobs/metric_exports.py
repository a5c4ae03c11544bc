"""The rows of an export of metrics: one for each day, metric and combination of the dimensions that were asked for."""

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
"""Combinations of dimensions that one export has (our choice: AWS names 10 values a dimension)."""

_FIELDS = {"EMAIL_IDENTITY": "identity", "CONFIGURATION_SET": "configuration_set", "TENANT_NAME": "tenant"}
"""What a daily count has of the other dimensions."""

_ALL = "*"
"""What stands in a dimension for each of its values [AWS: ExportDimensions]."""


def metric_rows(backend: ManagedSESBackend, source: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A VOLUME counts messages, a RATE is their part of those sent; a day without any has no row."""
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
    """Raise BadRequest for more combinations than one export has."""
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
    """The values of a dimension: all that mail was counted for, where the request asks for each."""
    if values != [_ALL]:
        return values
    if dimension == "ISP":
        return list(ISPS)
    seen = {getattr(key, _FIELDS[dimension]) for key, _ in backend.region.statistics.days}
    return sorted(value for value in seen if value is not None)
