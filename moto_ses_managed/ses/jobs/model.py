"""Import and export jobs. Jobs complete when they are created (our choice: nothing runs in the background)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from moto_ses_managed.simulation.errors import Kind, NotFoundError


class JobStatus(Enum):
    """The status of a job, as the API names it."""

    CREATED = "CREATED"
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class DataFormat(Enum):
    """The format of a job's file: CSV, or JSON with one object per line."""

    CSV = "CSV"
    JSON = "JSON"


class ImportAction(Enum):
    """Whether an import adds or deletes the addresses in its file."""

    PUT = "PUT"
    DELETE = "DELETE"


@dataclass(eq=False)
class ImportJob:
    """An import job. ``contact_list`` is the name of the list to import into; None for the suppression list."""

    job_id: str
    created_at: datetime
    s3_url: str
    data_format: DataFormat
    action: ImportAction
    contact_list: str | None
    status: JobStatus = JobStatus.CREATED
    completed_at: datetime | None = None
    processed: int = 0
    failed: int = 0
    error: str | None = None


@dataclass(eq=False)
class ExportJob:
    """An export job. ``source`` is the data source in the request, and ``url`` the URL of the file."""

    job_id: str
    created_at: datetime
    data_format: DataFormat
    source: Mapping[str, Any]
    status: JobStatus = JobStatus.PROCESSING
    completed_at: datetime | None = None
    url: str | None = None
    processed: int = 0
    exported: int = 0
    error: str | None = None

    @property
    def source_type(self) -> str:
        return "METRICS_DATA" if "MetricsDataSource" in self.source else "MESSAGE_INSIGHTS"


@dataclass
class Jobs:
    """The jobs of an account in a Region by ID, oldest first."""

    imports: dict[str, ImportJob] = field(default_factory=dict)
    exports: dict[str, ExportJob] = field(default_factory=dict)

    def import_job(self, job_id: str) -> ImportJob:
        """The import job with this ID. Raises NotFoundError."""
        job = self.imports.get(job_id)
        if job is None:
            raise NotFoundError(Kind.JOB, job_id, f"Import job {job_id} does not exist.")
        return job
