"""The list of messages, and the page of one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from moto_ses_managed.control.handlers import get_message
from moto_ses_managed.control.records import MessageDetails
from moto_ses_managed.events.documents import EVENT_TYPES
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.mail_events import Circumstances, MailEvent
from moto_ses_managed.simulation.mail.messages import Message, MessageStatus, Route
from moto_ses_managed.simulation.reasons import Reason

PAGE = 50
"""Messages per page (our choice)."""

MOST_SEARCHED = 2_000
"""The newest messages that a text search reads (our choice: each is parsed from its MIME)."""

CHOICES: dict[str, tuple[str, ...]] = {
    "Isp": ISPS,
    "Route": tuple(route.value for route in Route),
    "Status": tuple(status.value for status in MessageStatus),
    "Reason": tuple(reason.value for reason in Reason),
}
"""The filters that have a fixed set of values."""


@dataclass(frozen=True)
class MessageFilter:
    """The filter of the list. An empty text matches everything.

    ISP, route, status and reason match if any delivery has them. ``text`` is searched for in sender, recipients,
    subject and ID, ignoring case.
    """

    pool: str = ""
    configuration_set: str = ""
    isp: str = ""
    route: str = ""
    status: str = ""
    reason: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MessageFilter:
        """From the query of the page. Raises InvalidValueError for an unknown value."""
        for name, allowed in CHOICES.items():
            value = query.get(name, "")
            if value and value not in allowed:
                raise InvalidValueError(f"{name} must be one of {', '.join(allowed)}: {value[:64]!r} was given.")
        return cls(
            pool=query.get("PoolName", ""),
            configuration_set=query.get("ConfigurationSetName", ""),
            isp=query.get("Isp", ""),
            route=query.get("Route", ""),
            status=query.get("Status", ""),
            reason=query.get("Reason", ""),
            text=query.get("Text", "").strip(),
        )

    @property
    def query(self) -> dict[str, str]:
        """The filter as a query."""
        names = {
            "PoolName": self.pool,
            "ConfigurationSetName": self.configuration_set,
            "Isp": self.isp,
            "Route": self.route,
            "Status": self.status,
            "Reason": self.reason,
            "Text": self.text,
        }
        return {name: value for name, value in names.items() if value}

    def takes(self, message: Message) -> bool:
        """Whether the message matches everything but ``text``."""
        if self.pool and message.pool != self.pool:
            return False
        if self.configuration_set and message.configuration_set != self.configuration_set:
            return False
        return not (self.isp or self.route or self.status or self.reason) or any(
            (not self.isp or delivery.isp == self.isp)
            and (not self.route or delivery.route == self.route)
            and (not self.status or delivery.status == self.status)
            and (not self.reason or delivery.reason == self.reason)
            for delivery in message.deliveries
        )


@dataclass(frozen=True)
class MessageRow:
    """A message in the list; ``number`` counts all messages that the Region ever accepted."""

    number: int
    message: Message
    subject: str

    @property
    def more_recipients(self) -> int:
        """The number of recipients besides the first."""
        return len(self.message.recipients) - 1


@dataclass(frozen=True)
class MessageList:
    """A page of messages, newest first.

    ``older`` is the number before which the next page starts, None on the last page. ``searched_all`` says whether the
    text of every message was searched.
    """

    rows: list[MessageRow]
    older: int | None
    kept: int
    accepted: int
    searched_all: bool


def listed(ses: ManagedSESBackend, wanted: MessageFilter, before: int | None) -> MessageList:
    """The newest ``PAGE`` matching messages with a number below ``before``."""
    with ses.step(reads=True):
        stored = ses.region.messages
        kept, accepted = len(stored), stored.accepted
        positions = range(len(stored) - 1, -1, -1)
        candidates: list[tuple[int, Message, SentMail | None]] = []
        most = MOST_SEARCHED if wanted.text else PAGE + 1
        for position in positions:
            number = stored.number_at(position)
            if before is not None and number >= before:
                continue
            message = stored[position].snapshot()
            if wanted.takes(message):
                candidates.append((number, message, ses.mail.get(message.message_id)))
                if len(candidates) == most:
                    break
    # Mail does not change, so its text is read without the lock of the Region.
    rows: list[MessageRow] = []
    for number, message, mail in candidates:
        row = MessageRow(number, message, _subject(mail))
        if _has_text(row, wanted.text):
            rows.append(row)
            if len(rows) > PAGE:
                break
    older = rows[PAGE - 1].number if len(rows) > PAGE else None
    return MessageList(rows[:PAGE], older, kept, accepted, older is not None or len(candidates) < most)


def before_number(query: Mapping[str, str]) -> int | None:
    """The number before which the page starts. Raises InvalidValueError."""
    text = query.get("Before", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InvalidValueError(f"Before must be the number of a message: {text[:64]!r} was given.")
    return int(text)


@dataclass(frozen=True)
class MessageView:
    """Everything about one message."""

    details: MessageDetails
    chose_set: str
    chose_pool: str
    happened: Sequence[Happening]


@dataclass(frozen=True)
class Happening:
    """One event of a message."""

    at: datetime
    kind: str
    recipients: tuple[str, ...]
    detail: str


def message_view(ses: ManagedSESBackend, message_id: str) -> MessageView:
    """One message. Raises NotFoundError."""
    with ses.step(reads=True):
        details = get_message(ses, message_id)
        mail = ses.mail.get(message_id)
        events = [event for _, event in ses.event_log.of({message_id} & ses.mail.keys())]
        return MessageView(
            details=details,
            chose_set=_chose_set(details, mail),
            chose_pool=_chose_pool(ses, details),
            happened=[_happening(event) for event in events],
        )


def _happening(event: MailEvent) -> Happening:
    return Happening(event.at, EVENT_TYPES[event.kind], tuple(event.recipients), _detail(event.circumstances))


def _detail(circumstances: Circumstances) -> str:
    parts = []
    if circumstances.ip:
        parts.append(f"through {circumstances.ip}")
    if circumstances.bounce is not None:
        parts.append(circumstances.bounce.name.replace("_", " ").capitalize())
    if circumstances.detail:
        parts.append(circumstances.detail)
    return ", ".join(parts)


def _chose_set(details: MessageDetails, mail: SentMail | None) -> str:
    if details.configuration_set is None:
        return "Neither the request nor the sending identity names a configuration set."
    identity = mail.origin.identity if mail is not None else None
    if mail is not None and mail.origin.set_is_default:
        return f"The request names none: {details.configuration_set} is the default of the identity {identity}."
    return f"The request names {details.configuration_set}."


def _chose_pool(ses: ManagedSESBackend, details: MessageDetails) -> str:
    if details.pool is None:
        if details.configuration_set is None:
            return "No configuration set, and no standard IP outside of a pool: SES's shared pool."
        return f"The set {details.configuration_set} named no dedicated IP pool: SES's shared pool."
    if details.pool == "ses-default-dedicated-pool":
        return "No pool was named, and the account has standard IPs in no pool: they are the default dedicated pool."
    configuration_set = ses.config_sets.get(details.configuration_set or "")
    now = "" if configuration_set is not None and configuration_set.sending_pool == details.pool else ", at that time"
    return f"The set {details.configuration_set} sends through {details.pool}{now}."


def _subject(mail: SentMail | None) -> str:
    if mail is None:
        return ""
    return next((value for name, value in mail.headers if name.lower() == "subject"), "")


def _has_text(row: MessageRow, text: str) -> bool:
    if not text:
        return True
    message = row.message
    places = (message.source, *message.recipients, row.subject, message.message_id)
    return any(text.lower() in place.lower() for place in places)
