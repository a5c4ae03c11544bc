"""SES v2's BatchGetMetricData: daily metrics of the Virtual Deliverability Manager (VDM)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.mail_statistics import Outcome
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.views.sending_statistics import Selection, daily

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from .base import OperationsBase, operation

LONGEST_RANGE = timedelta(days=60)
"""The longest time from StartDate to EndDate [AWS: "Virtual Deliverability Manager dashboard", for the same data]."""

_WITHOUT_FEEDBACK_LOOP = frozenset({"Gmail"})
"""ISPs that do not report complaints to SES [AWS: "Gmail doesn't provide complaint data to Amazon SES"]."""

_OUTCOMES: dict[str, Outcome] = {
    "SEND": Outcome.SENT,
    "DELIVERY": Outcome.DELIVERED,
    "TRANSIENT_BOUNCE": Outcome.TRANSIENT_BOUNCE,
    "PERMANENT_BOUNCE": Outcome.PERMANENT_BOUNCE,
    "COMPLAINT": Outcome.COMPLAINT,
}

_DIMENSIONS = ("ISP", "EMAIL_IDENTITY", "CONFIGURATION_SET", "TENANT_NAME")
"""The dimensions, in the order of Selection's fields."""

_DELIVERY_COMPLAINT = "DELIVERY_COMPLAINT"

# The simulation has no opens or clicks, and adds no tracking to messages.
_NEVER = frozenset({"OPEN", "CLICK", "DELIVERY_OPEN", "DELIVERY_CLICK"})


class MetricsOperations(OperationsBase):
    """Daily metrics of messages to a single recipient outside the mailbox simulator [AWS: BatchGetMetricDataQuery].

    An event counts on the UTC day on which it happened. Days without events are omitted. PERMANENT_BOUNCE and COMPLAINT
    have data only if a test sets these outcomes for recipients.

    AWS does not document the following (our choices):

    - VDM does not have to be enabled.
    - Bulk traffic has one recipient per message, but no identity, configuration set or tenant. It counts only if the
      query names none of them.
    """

    @operation
    def batch_get_metric_data(self) -> Parameters:
        queries = self._parameters["Queries"]
        _check(queries)
        results, errors = [], []
        for query in queries:
            tenant = query.get("Dimensions", {}).get("TENANT_NAME")
            if tenant is not None and tenant not in self._ses_backend.tenants.by_name:
                message = f"Tenant {tenant} does not exist."
                errors.append({"Id": query["Id"], "Code": "ACCESS_DENIED", "Message": message})
            else:
                results.append(_result(self._ses_backend.region, query))
        return {"Results": results, "Errors": errors}


def _result(region: Region, query: Parameters) -> Parameters:
    first = query["StartDate"].date()
    # The range excludes its end: an EndDate at midnight ends the range on the day before.
    last = (query["EndDate"] - timedelta.resolution).date()
    days = sorted(_days(region, query, first, last).items())
    return {
        "Id": query["Id"],
        "Timestamps": [datetime.combine(day, time(), timezone.utc) for day, _ in days],
        "Values": [messages for _, messages in days],
    }


def _days(region: Region, query: Parameters, first: date, last: date) -> Counter[date]:
    return metric_days(region, query["Metric"], query.get("Dimensions", {}), first, last)


def metric_days(region: Region, metric: str, dimensions: Mapping[str, str], first: date, last: date) -> Counter[date]:
    """The number of messages that a metric counts on each UTC day, for the given dimensions."""
    if metric in _NEVER:
        return Counter()
    selection = Selection(*(dimensions.get(name) for name in _DIMENSIONS))
    if metric != _DELIVERY_COMPLAINT:
        return daily(region, _OUTCOMES[metric], selection, first, last)
    days: Counter[date] = Counter()
    for name in (name for name in ISPS if name not in _WITHOUT_FEEDBACK_LOOP and selection.isp in {None, name}):
        days += daily(region, Outcome.DELIVERED, replace(selection, isp=name), first, last)
    return days


def _check(queries: list[Any]) -> None:
    """Raise BadRequest for queries with the same Id, or with an invalid time range."""
    repeated = [identifier for identifier, times in Counter(query["Id"] for query in queries).items() if times > 1]
    if repeated:
        raise BadRequest(f"The Id {repeated[0]!r} is of more than one query: each one's must be its own.")
    for query in queries:
        start, end = query["StartDate"], query["EndDate"]
        if start >= end:
            raise BadRequest(
                f"The StartDate of the query {query['Id']!r} must be before its EndDate: {start} and {end} were given."
            )
        if end - start > LONGEST_RANGE:
            raise BadRequest(
                f"The query {query['Id']!r} asks for more than {LONGEST_RANGE.days} days: {start} to {end} was given."
            )
