"""Importing the rows of a file into a contact list or the suppression list."""

from __future__ import annotations

from datetime import datetime

from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError

from ..account.suppression import SuppressionList, SuppressionReason, check_suppressible
from ..contact_lists.model import Contact, ContactList, SubscriptionStatus
from ..contact_lists.store import check_contact_address
from .files import Record, read_records
from .model import ImportAction, ImportJob, JobStatus


def run(job: ImportJob, data: bytes, suppression_list: SuppressionList, contacts: ContactList | None) -> None:
    """Import the rows of a file into the contact list, or into the suppression list if ``contacts`` is None.

    An invalid row is counted as failed, and the import continues. If the file cannot be read, the job fails.
    """
    try:
        records = list(read_records(data, job.data_format))
    except ValueError as error:
        job.status, job.error = JobStatus.FAILED, f"The file can't be read: {error}"
        return
    for record in records:
        job.processed += 1
        try:
            _check_readable(record)
            if contacts is None:
                _suppress(job.action, record, suppression_list, job.created_at)
            else:
                _put_contact(job.action, record, contacts, job.created_at)
        except (InvalidValueError, NotFoundError, ValueError) as error:
            job.failed += 1
            job.error = job.error or str(error)
    job.status = JobStatus.COMPLETED


def _check_readable(record: Record) -> None:
    if record.fault is not None:
        raise InvalidValueError(record.fault)


def _suppress(action: ImportAction, record: Record, suppression_list: SuppressionList, now: datetime) -> None:
    check_suppressible(record.address)
    if action is ImportAction.PUT:
        suppression_list.put(record.address, SuppressionReason(record.reason), now)
        return
    entry = suppression_list.find(record.address)
    if entry is None:
        raise InvalidValueError(f"{record.address} is not on the suppression list.")
    suppression_list.remove(entry)


def _put_contact(action: ImportAction, record: Record, contacts: ContactList, now: datetime) -> None:
    """Add, replace or delete a contact. A replaced contact loses data that is not in the row (seen live)."""
    check_contact_address(record.address)
    if action is ImportAction.DELETE:
        contacts.remove(record.address)
        return
    preferences = {topic: SubscriptionStatus(status) for topic, status in record.preferences}
    contacts.put(Contact(record.address, now, now, preferences, record.unsubscribe_all, record.attributes))
