"""The operations of SES v2 on import jobs."""

from __future__ import annotations

from functools import partial

from moto_ses_managed.ses.contact_lists.model import ContactList
from moto_ses_managed.ses.ids import new_job_id
from moto_ses_managed.ses.jobs import imports
from moto_ses_managed.ses.jobs.model import DataFormat, ImportAction, ImportJob, JobStatus
from moto_ses_managed.ses.jobs.s3 import NoFileError, read_file
from moto_ses_managed.ses.models import ManagedSESBackend

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

_DESTINATIONS = ("SuppressionListDestination", "ContactListDestination")


class ImportOperations(OperationsBase):
    """Operations on import jobs.

    A job is complete when CreateImportJob returns. If its file cannot be read, the job fails, not the call. The file is
    read after the Region's lock is released, because S3 is another service and can be slow.
    """

    @operation
    def create_import_job(self) -> Parameters:
        destination, source = self._parameters["ImportDestination"], self._parameters["ImportDataSource"]
        kinds = [kind for kind in _DESTINATIONS if kind in destination]
        if len(kinds) != 1:
            raise BadRequest(f"ImportDestination must have exactly one of {', '.join(_DESTINATIONS)}.")
        contacts = self._contact_list(destination)
        member = destination[kinds[0]]
        action = member.get("SuppressionListImportAction") or member["ContactListImportAction"]
        job = ImportJob(
            job_id=new_job_id(),
            created_at=self._now,
            s3_url=source["S3Url"],
            data_format=DataFormat(source["DataFormat"]),
            action=ImportAction(action),
            contact_list=contacts.name if contacts is not None else None,
        )
        self._ses_backend.jobs.imports[job.job_id] = job
        self._ses_backend.outbox.put(partial(_run, self._ses_backend, job))
        return {"JobId": job.job_id}

    @operation
    def get_import_job(self) -> Parameters:
        job = self._ses_backend.jobs.import_job(self._parameters["JobId"])
        description = _summary(job) | {
            "ImportDataSource": {"S3Url": job.s3_url, "DataFormat": job.data_format.value},
        }
        if job.completed_at is not None:
            description["CompletedTimestamp"] = job.completed_at
        if job.error is not None:
            description["FailureInfo"] = {"ErrorMessage": job.error}
        return description

    @operation
    def list_import_jobs(self) -> Parameters:
        wanted = self._parameters.get("ImportDestinationType")
        jobs = [job for job in self._ses_backend.jobs.imports.values() if wanted in {None, _destination_type(job)}]
        places = {job.job_id: place for place, job in enumerate(self._ses_backend.jobs.imports.values())}
        return self._page("ImportJobs", jobs, key=lambda job: places[job.job_id], show=_summary)

    def _contact_list(self, destination: Parameters) -> ContactList | None:
        """The contact list to import into; None for the suppression list.

        Raises BadRequest for an unknown list. SES raises NotFoundException (seen live), which the model does not
        declare for the operation.
        """
        member = destination.get("ContactListDestination")
        if member is None:
            return None
        contact_list = self._ses_backend.contact_lists.lists.get(member["ContactListName"])
        if contact_list is None:
            raise BadRequest(f"ContactList <{member['ContactListName']}> doesn't exist")
        return contact_list


def _run(backend: ManagedSESBackend, job: ImportJob) -> None:
    """Read the file of a job, and import its rows."""
    data, fault = b"", None
    try:
        data = read_file(backend.account_id, backend.partition, job.s3_url)
    except NoFileError as error:
        fault = str(error)
    with backend.step():
        job.completed_at = backend.region.clock.now
        contacts = backend.contact_lists.lists.get(job.contact_list) if job.contact_list is not None else None
        if job.contact_list is not None and contacts is None:
            fault = f"ContactList <{job.contact_list}> doesn't exist"  # deleted in the meantime
        if fault is None:
            imports.run(job, data, backend.suppression_list, contacts)
        else:
            job.status, job.error = JobStatus.FAILED, fault


def _destination_type(job: ImportJob) -> str:
    return "SUPPRESSION_LIST" if job.contact_list is None else "CONTACT_LIST"


def _summary(job: ImportJob) -> Parameters:
    if job.contact_list is None:
        destination = {"SuppressionListDestination": {"SuppressionListImportAction": job.action.value}}
    else:
        destination = {
            "ContactListDestination": {
                "ContactListName": job.contact_list,
                "ContactListImportAction": job.action.value,
            }
        }
    return {
        "JobId": job.job_id,
        "ImportDestination": destination,
        "JobStatus": job.status.value,
        "CreatedTimestamp": job.created_at,
        "ProcessedRecordsCount": job.processed,
        "FailedRecordsCount": job.failed,
    }
