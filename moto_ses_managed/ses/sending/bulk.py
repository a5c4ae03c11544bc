"""Bulk requests, and the result of each entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from moto.ses.exceptions import InvalidParameterValue, SesError

from ..account.quota import DailyQuotaExceeded
from ..mail.build import Template, from_template
from ..mail.headers import Headers
from ..mail.message import Api, Destination, OutgoingEmail, Sender, Tags
from ..mail.sent_mail import SendOperation
from ..templates.store import data_from

MAX_ENTRIES = 50
"""The most destinations of a request [AWS: "divide your recipient list into groups of 50 or fewer"]."""


class BulkStatus(Enum):
    """The status of an entry, with the names of v2."""

    SUCCESS = auto()
    MESSAGE_REJECTED = auto()
    MAIL_FROM_DOMAIN_NOT_VERIFIED = auto()
    ACCOUNT_THROTTLED = auto()
    ACCOUNT_DAILY_QUOTA_EXCEEDED = auto()
    ACCOUNT_SENDING_PAUSED = auto()
    CONFIGURATION_SET_SENDING_PAUSED = auto()
    INVALID_PARAMETER = auto()
    FAILED = auto()


_BY_CODE = {
    "MessageRejected": BulkStatus.MESSAGE_REJECTED,
    "MailFromDomainNotVerifiedException": BulkStatus.MAIL_FROM_DOMAIN_NOT_VERIFIED,
    "Throttling": BulkStatus.ACCOUNT_THROTTLED,
    "AccountSendingPausedException": BulkStatus.ACCOUNT_SENDING_PAUSED,
    "ConfigurationSetSendingPausedException": BulkStatus.CONFIGURATION_SET_SENDING_PAUSED,
    "InvalidParameterValue": BulkStatus.INVALID_PARAMETER,
    "InvalidRenderingParameter": BulkStatus.INVALID_PARAMETER,
}


_OPERATIONS = {Api.V1: SendOperation.SEND_BULK_TEMPLATED_EMAIL, Api.V2: SendOperation.SEND_BULK_EMAIL}


@dataclass(frozen=True)
class BulkResult:
    """The result of an entry: ``message_id`` if it was accepted, else ``error``."""

    status: BulkStatus
    message_id: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class BulkRequest:
    """The defaults that all entries of a request share."""

    api: Api
    sender: Sender
    template: Template
    tags: Tags

    def entry(self, destination: Destination, data: str | None, tags: Tags, headers: Headers = ()) -> OutgoingEmail:
        """The message of an entry. Its attributes, tags and headers take precedence over the defaults.

        Raises InvalidRenderingParameter or InvalidParameterValue.
        """
        replaced = {name.lower() for name, _ in headers}
        kept_headers = tuple(header for header in self.template.headers if header[0].lower() not in replaced)
        template = replace(
            self.template,
            data=self.template.data | data_from(data or "{}"),
            headers=(*kept_headers, *headers),
        )
        kept = tuple(tag for tag in self.tags if tag[0] not in dict(tags))
        outgoing = from_template(self.api, self.sender, destination, template, (*kept, *tags))
        return replace(outgoing, operation=_OPERATIONS[self.api])


def attempt(send: Callable[[], str]) -> BulkResult:
    """Send one entry. An error becomes its result, and does not affect the other entries."""
    try:
        return BulkResult(BulkStatus.SUCCESS, message_id=send())
    except DailyQuotaExceeded as error:  # for single messages, this is a Throttling like that of the rate
        return BulkResult(BulkStatus.ACCOUNT_DAILY_QUOTA_EXCEEDED, error=error.message)
    except SesError as error:
        return BulkResult(_BY_CODE.get(error.code, BulkStatus.FAILED), error=error.message)


def check_entry_count(count: int) -> None:
    """Raise InvalidParameterValue if a request does not have 1 to 50 entries."""
    if not 1 <= count <= MAX_ENTRIES:
        raise InvalidParameterValue(f"A bulk request has 1 to {MAX_ENTRIES} destinations: {count} were given.")
