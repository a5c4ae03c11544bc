"""The operations of SES v2 on import jobs."""

from __future__ import annotations

from moto_ses_managed.ses.contact_lists.model import ContactList
from moto_ses_managed.ses.ids import new_job_id
from moto_ses_managed.ses.jobs import imports
from moto_ses_managed.ses.jobs.model import DataFormat, ImportAction, ImportJob, JobStatus
from moto_ses_managed.ses.jobs.s3 import NoFileError, read_file

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

_DESTINATIONS = ("SuppressionListDestination", "ContactListDestination")


class ImportOperations(OperationsBase):
    """A job is done when its creation is answered; what can't be read fails the job, not the call."""

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
        self._core.jobs.imports[job.job_id] = job
        self._run(job, contacts)
        return {"JobId": job.job_id}

    @operation
    def get_import_job(self) -> Parameters:
        job = self._core.jobs.import_job(self._parameters["JobId"])
        shown = _summary(job) | {
            "ImportDataSource": {"S3Url": job.s3_url, "DataFormat": job.data_format.value},
        }
        if job.completed_at is not None:
            shown["CompletedTimestamp"] = job.completed_at
        if job.error is not None:
            shown["FailureInfo"] = {"ErrorMessage": job.error}
        return shown

    @operation
    def list_import_jobs(self) -> Parameters:
        wanted = self._parameters.get("ImportDestinationType")
        jobs = [job for job in self._core.jobs.imports.values() if wanted in {None, _destination_type(job)}]
        places = {job.job_id: place for place, job in enumerate(self._core.jobs.imports.values())}
        return self._page("ImportJobs", jobs, key=lambda job: places[job.job_id], show=_summary)

    def _contact_list(self, destination: Parameters) -> ContactList | None:
        """The list to import into, None for the suppression list.

        SES was seen to answer a missing list with NotFoundException, which the operation's model does not declare.
        """
        member = destination.get("ContactListDestination")
        if member is None:
            return None
        found = self._core.contact_lists.lists.get(member["ContactListName"])
        if found is None:
            raise BadRequest(f"ContactList <{member['ContactListName']}> doesn't exist")
        return found

    def _run(self, job: ImportJob, contacts: ContactList | None) -> None:
        job.completed_at = self._now
        try:
            data = read_file(self._core.account_id, self._core.partition, job.s3_url)
        except NoFileError as error:
            job.status, job.error = JobStatus.FAILED, str(error)
            return
        imports.run(job, data, self._core.suppression_list, contacts)


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
