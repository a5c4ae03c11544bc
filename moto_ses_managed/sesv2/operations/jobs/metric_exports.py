"""The rows of an export of metrics: one for each day, metric and combination of the dimensions that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.isp import ISPS

from ..metrics import metric_days

METRIC_COLUMNS = ("Date", "Metric", "Aggregation", "EMAIL_IDENTITY", "CONFIGURATION_SET", "ISP", "TENANT_NAME", "Value")

_ALL = "*"
"""What stands in a dimension for each of its values [AWS: ExportDimensions]."""


def metric_rows(backend: ManagedSESBackend, source: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A VOLUME counts messages, a RATE is their part of those sent; a day without any has no row."""
    first, last = source["StartDate"].date(), (source["EndDate"] - timedelta.resolution).date()
    dimensions = {name: _values(backend, name, values) for name, values in source["Dimensions"].items()}
    for combination in product(*dimensions.values()):
        chosen = dict(zip(dimensions, combination, strict=True))
        if "TENANT_NAME" in chosen:
            continue  # nothing is counted by tenant
        for metric in source["Metrics"]:
            name, aggregation = metric.get("Name", "SEND"), metric.get("Aggregation", "VOLUME")
            sent = metric_days(backend.region, "SEND", chosen, first, last)
            for day, messages in sorted(metric_days(backend.region, name, chosen, first, last).items()):
                value: float = messages
                if aggregation == "RATE":
                    value = messages / sent[day] if sent[day] else 0.0
                row = {"Date": day.isoformat(), "Metric": name, "Aggregation": aggregation, "Value": value}
                yield dict.fromkeys(METRIC_COLUMNS, "") | row | chosen


def _values(backend: ManagedSESBackend, dimension: str, values: list[str]) -> list[str]:
    if values != [_ALL]:
        return values
    known: Mapping[str, list[str]] = {
        "EMAIL_IDENTITY": list(backend.email_identities),
        "CONFIGURATION_SET": list(backend.config_sets),
        "ISP": list(ISPS),
    }
    return known.get(dimension, [])
