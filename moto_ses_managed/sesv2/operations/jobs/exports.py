"""The operations of SES v2 on export jobs, which write metrics and message insights to files in moto's S3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from moto_ses_managed.ses.ids import new_job_id
from moto_ses_managed.ses.jobs.files import write_rows
from moto_ses_managed.ses.jobs.model import DataFormat, ExportJob, JobStatus
from moto_ses_managed.ses.jobs.s3 import NoFileError, write_file
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.isp import isp_of
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation
from ..deliverability.message_insights import events_by_recipient, subject_of
from .metric_exports import METRIC_COLUMNS, check_dimensions, metric_rows

_SOURCES = ("MetricsDataSource", "MessageInsightsDataSource")
_COLUMNS = (
    "Timestamp",
    "MessageId",
    "FromEmailAddress",
    "Destination",
    "Subject",
    "Isp",
    "LastDeliveryEvent",
    "LastDeliveryEventTimestamp",
)
_MAX_RESULTS = 10_000
"""The most rows in an export of message insights [AWS: MaxResults]."""


class ExportOperations(OperationsBase):
    """Operations on export jobs.

    A job is complete when CreateExportJob returns, so there is rarely a job to cancel. The file is written after the
    Region's lock is released, because S3 is another service and can be slow.
    """

    @operation
    def create_export_job(self) -> Parameters:
        source, destination = self._parameters["ExportDataSource"], self._parameters["ExportDestination"]
        if len([kind for kind in _SOURCES if kind in source]) != 1:
            raise BadRequest("One data source must be provided")
        if "S3Url" in destination:
            raise BadRequest("Providing a custom S3 URL is not supported")
        _check_range(source)
        if "MetricsDataSource" in source:
            check_dimensions(self._ses_backend, source["MetricsDataSource"]["Dimensions"])
        job = ExportJob(new_job_id(), self._now, DataFormat(destination["DataFormat"]), source)
        self._ses_backend.jobs.exports[job.job_id] = job
        self._run(job)
        return {"JobId": job.job_id}

    @operation
    def get_export_job(self) -> Parameters:
        job = self._job()
        destination = {"DataFormat": job.data_format.value} | ({"S3Url": job.url} if job.url is not None else {})
        description = _summary(job) | {
            "ExportDestination": destination,
            "ExportDataSource": job.source,
            "Statistics": {"ProcessedRecordsCount": job.processed, "ExportedRecordsCount": job.exported},
        }
        return description | ({"FailureInfo": {"ErrorMessage": job.error}} if job.error is not None else {})

    @operation
    def list_export_jobs(self) -> Parameters:
        """List the jobs, newest first (seen live)."""
        kind, status = self._parameters.get("ExportSourceType"), self._parameters.get("JobStatus")
        places = {job_id: -place for place, job_id in enumerate(self._ses_backend.jobs.exports)}
        jobs = [
            job
            for job in reversed(self._ses_backend.jobs.exports.values())
            if kind in {None, job.source_type} and status in {None, job.status.value}
        ]
        return self._page("ExportJobs", jobs, key=lambda job: places[job.job_id], show=_summary)

    @operation
    def cancel_export_job(self) -> None:
        job = self._job()
        if job.status is not JobStatus.PROCESSING:
            raise BadRequest(f"Cannot cancel an export job that has a <{job.status.value}> status.")
        job.status = JobStatus.CANCELLED

    def _job(self) -> ExportJob:
        job = self._ses_backend.jobs.exports.get(self._parameters["JobId"])
        if job is None:
            raise BadRequest("Invalid JobId")
        return job

    def _run(self, job: ExportJob) -> None:
        if "MetricsDataSource" in job.source:
            rows, columns = list(metric_rows(self._ses_backend, job.source["MetricsDataSource"])), METRIC_COLUMNS
            job.processed = len(rows)
        else:
            source = job.source["MessageInsightsDataSource"]
            everything = list(self._insights(source["StartDate"], source["EndDate"]))
            job.processed = len(everything)
            most, columns = source.get("MaxResults", _MAX_RESULTS), _COLUMNS
            rows = [row for tenant, row in everything if _is_selected(row | {"TenantName": tenant}, source)][:most]
        job.exported = len(rows)
        self._ses_backend.outbox.put(
            partial(_write, self._ses_backend, job, write_rows(rows, columns, job.data_format))
        )

    def _insights(self, start: datetime, end: datetime) -> Iterator[tuple[str | None, Parameters]]:
        """The tenant and the row of each recipient, for messages sent from ``start`` to ``end`` (inclusive)."""
        kept = {name: mail for name, mail in self._ses_backend.mail.items() if start <= mail.sent_at <= end}
        events: dict[str, list[MailEvent]] = {name: [] for name in kept}
        for _, event in self._ses_backend.event_log.of(kept):
            events[event.message_id].append(event)
        for name, mail in kept.items():
            deliveries = [event for event in events[name] if event.kind is not MailEventKind.SUBSCRIPTION]
            for recipient, happened in events_by_recipient(mail, deliveries).items():
                yield (
                    mail.origin.tenant,
                    {
                        "Timestamp": mail.sent_at.isoformat(),
                        "MessageId": name,
                        "FromEmailAddress": mail.source,
                        "Destination": recipient,
                        "Subject": subject_of(mail) or "",
                        "Isp": isp_of(recipient),
                        "LastDeliveryEvent": happened[-1].delivery_event,
                        "LastDeliveryEventTimestamp": happened[-1].at.isoformat(),
                    },
                )


def _write(backend: ManagedSESBackend, job: ExportJob, data: bytes) -> None:
    """Write the file of a job to S3, and set the status of the job."""
    extension = job.data_format.value.lower()
    key = f"{job.source_type.lower()}/{job.created_at:%Y%m%d_%H%M%S}_{job.job_id}.{extension}"
    url, fault = None, None
    try:
        url = write_file(backend.account_id, backend.partition, backend.region_name, key, data)
    except NoFileError as error:
        fault = str(error)
    with backend.step():
        if job.status is JobStatus.PROCESSING:
            job.status = JobStatus.FAILED if url is None else JobStatus.COMPLETED
            job.url, job.error, job.completed_at = url, fault, backend.region.clock.now


def _check_range(source: Parameters) -> None:
    member = next(source[kind] for kind in _SOURCES if kind in source)
    start, end = member["StartDate"], member["EndDate"]
    if start >= end:
        raise BadRequest("Invalid date range")
    if "MetricsDataSource" in source and any(at % timedelta(days=1) for at in (_of_day(start), _of_day(end))):
        raise BadRequest(
            "To get daily aggregated data you must not specify partial-day timestamps. Please make your interval go "
            "from midnight to midnight UTC."
        )


def _of_day(at: datetime) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)


def _is_selected(row: Parameters, source: Parameters) -> bool:
    """Whether a row matches all Include filters and no Exclude filter. Filters match any part of a subject."""
    included = all(_fits(row, name, values) for name, values in source.get("Include", {}).items())
    return included and not any(
        _fits(row, name, values) for name, values in source.get("Exclude", {}).items() if values
    )


def _fits(row: Parameters, name: str, values: list[str]) -> bool:
    if name == "LastEngagementEvent":
        return not values  # the simulation has no opens or clicks
    text = str(row[name])
    if name == "Subject":
        return any(value in text for value in values)
    return not values or text in values


def _summary(job: ExportJob) -> Parameters:
    summary: Parameters = {
        "JobId": job.job_id,
        "ExportSourceType": job.source_type,
        "JobStatus": job.status.value,
        "CreatedTimestamp": job.created_at,
    }
    return summary | ({"CompletedTimestamp": job.completed_at} if job.completed_at is not None else {})
