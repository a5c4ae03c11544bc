"""Requests and replies of the control API, except the snapshots of the simulation."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Annotated, Any

from moto_ses_managed.simulation.clock import DAY, HOUR, HOURS_A_DAY, LONGEST_ADVANCE, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail import messages
from moto_ses_managed.simulation.mail.mail_content import MailAttachment, MailContent, MessageHeaders
from moto_ses_managed.simulation.mail.recipients import RecipientOutcome
from moto_ses_managed.simulation.pools.account_pools import MAX_LEASE
from moto_ses_managed.simulation.traffic import MOST_A_DAY
from moto_ses_managed.version import __version__
from moto_ses_managed.wire.pagination import LARGEST_PAGE

from .snapshots import Message, Pool

Days = Annotated[int, {"minimum": 1, "maximum": LONGEST_ADVANCE.days}]
HoursOfDay = Annotated[int, {"minimum": 1, "maximum": HOURS_A_DAY}]
IspName = Annotated[str, {"enum": list(ISPS), "title": "ISP"}]
PerDay = Mapping[IspName, Annotated[int, {"minimum": 0, "maximum": MOST_A_DAY}]]


@dataclass(frozen=True)
class Advance:
    """How far to move the simulated time: the sum of the three, at most 3,650 days."""

    days: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / DAY}] = 0
    hours: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / HOUR}] = 0
    minutes: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / MINUTE}] = 0


@dataclass(frozen=True)
class Traffic:
    """Messages a day by ISP through one pool, for a number of days, spread over the first hours of each day."""

    pool_name: str
    per_day: PerDay
    days: Days = 1
    hours: HoursOfDay = HOURS_A_DAY


@dataclass(frozen=True)
class PlannedTraffic:
    """Messages a day by pool and ISP, for a number of days, spread over the first hours of each day."""

    plan: Mapping[str, PerDay]
    days: Days = 1
    hours: HoursOfDay = HOURS_A_DAY


@dataclass(frozen=True)
class WarmUp:
    """A managed pool, and the messages a day by ISP that it is warmed up for."""

    pool_name: str
    per_day: PerDay


@dataclass(frozen=True)
class Lease:
    """A number of standard IPs, and the standard pool that they are assigned to; null means no pool."""

    count: Annotated[int, {"minimum": 1, "maximum": MAX_LEASE}]
    pool_name: str | None = None


@dataclass(frozen=True)
class Recipient:
    """The outcome of mail to an address, or to every address of a domain."""

    recipient: Annotated[str, {"minLength": 1, "maxLength": 320}]
    outcome: Annotated[str, {"enum": [outcome.value for outcome in RecipientOutcome], "title": "outcome"}]


@dataclass(frozen=True)
class Blocklisting:
    """A dedicated IP to put on a blocklist, and the ISPs that use the blocklist; null means all."""

    ip: str
    isps: tuple[IspName, ...] | None = None


@dataclass(frozen=True)
class Delisting:
    """A dedicated IP to take off every blocklist."""

    ip: str


@dataclass(frozen=True)
class Verification:
    """An email identity to verify: an address or a domain."""

    identity: Annotated[str, {"minLength": 1, "maxLength": 320}]


@dataclass(frozen=True)
class Failure:
    """An operation of SES v1 or v2, an error of that operation, and the number of calls to refuse with it."""

    operation: str
    error: str
    times: Annotated[int, {"minimum": 1, "maximum": 100_000}] = 1


@dataclass(frozen=True)
class Nothing:
    """An empty body, which is optional."""


@dataclass(frozen=True)
class Paging:
    """A page of a list. A size of 0 means the default; the token comes from the previous page."""

    page_size: Annotated[int, {"minimum": 0, "maximum": LARGEST_PAGE}] = 0
    next_token: str | None = None


@dataclass(frozen=True)
class Now:
    """The simulated time."""

    now: datetime


@dataclass(frozen=True)
class Leased:
    """The addresses of the leased IPs."""

    ips: tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """Pools, oldest first."""

    pools: tuple[Pool, ...]


@dataclass(frozen=True)
class MessagePage:
    """Messages in the order in which they were accepted, and the token of the next page, null on the last page."""

    messages: tuple[Message, ...]
    next_token: str | None


@dataclass(frozen=True)
class Header:
    """One header field of a message, decoded."""

    name: str
    value: str


@dataclass(frozen=True)
class Attachment:
    """A file attached to a message; its content is in Base64."""

    filename: str | None
    content_type: str
    content: Annotated[str, {"contentEncoding": "base64"}]


@dataclass(frozen=True)
class MessageDetails(messages.Message):
    """A message with its content and its events."""

    subject: str = ""
    text: str | None = None
    html: str | None = None
    headers: tuple[Header, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    events: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, message: Message, events: list[dict[str, Any]]) -> MessageDetails:
        values = {known.name: getattr(message, known.name) for known in fields(messages.Message)}
        attachments = [(file.filename, file.content_type, b64encode(file.content)) for file in message.attachments]
        return cls(
            **values,
            subject=message.subject,
            text=message.text,
            html=message.html,
            headers=tuple(Header(name, value) for name, value in message.headers.fields),
            tags=dict(message.tags),
            attachments=tuple(Attachment(name, kind, content.decode()) for name, kind, content in attachments),
            events=tuple(events),
        )

    def content(self, raw: bytes) -> MailContent:
        """The content of the message; ``raw`` is the message in MIME."""
        return MailContent(
            self.subject,
            self.text,
            self.html,
            MessageHeaders(tuple((header.name, header.value) for header in self.headers)),
            self.tags,
            tuple(
                MailAttachment(file.filename, file.content_type, b64decode(file.content)) for file in self.attachments
            ),
            raw,
        )


@dataclass(frozen=True)
class EventPage:
    """Events as SES publishes them, in order, and the token of the next page, null on the last page."""

    events: tuple[dict[str, Any], ...]
    next_token: str | None


@dataclass(frozen=True)
class UsedRegion:
    """An account and a Region whose SES was used."""

    account_id: str
    """The account's twelve digits."""

    region: str
    """The AWS Region, such as ``us-east-1``."""

    pools: int
    """The number of its dedicated IP pools."""


@dataclass(frozen=True)
class UsedRegions:
    """The accounts and Regions that were used, sorted."""

    regions: tuple[UsedRegion, ...]


@dataclass(frozen=True)
class Health:
    """The status and the version of the server."""

    status: str = "OK"
    version: str = __version__
