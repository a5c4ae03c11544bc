"""The events of a message by recipient, for GetMessageInsights and for exports of message insights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.mail.mail_events import BounceReason, MailEvent, MailEventKind


class InsightsEvent(NamedTuple):
    """An event of a message to one recipient. Only bounces have ``bounce_type`` and ``bounce_sub_type``."""

    type: str
    at: datetime
    bounce_type: str | None = None
    bounce_sub_type: str | None = None

    @property
    def delivery_event(self) -> str:
        """The name of the event in the filters of an export."""
        return f"{self.bounce_type}_BOUNCE" if self.bounce_type is not None else self.type

    def to_member(self) -> dict[str, Any]:
        """The model's InsightsEvent."""
        event: dict[str, Any] = {"Type": self.type, "Timestamp": self.at}
        if self.bounce_type is not None:
            event["Details"] = {"Bounce": {"BounceType": self.bounce_type, "BounceSubType": self.bounce_sub_type}}
        if self.type == MailEventKind.COMPLAINT.value:
            event["Details"] = {"Complaint": {"ComplaintFeedbackType": "abuse"}}
        return event


_BOUNCES = {
    BounceReason.EXPIRED: ("TRANSIENT", "General"),
    BounceReason.BLOCKLISTED_IP: ("TRANSIENT", "General"),
    BounceReason.OUT_OF_OFFICE: ("TRANSIENT", "General"),
    BounceReason.NO_SUCH_RECIPIENT: ("PERMANENT", "General"),
    BounceReason.SUPPRESSED: ("PERMANENT", "Suppressed"),
    BounceReason.ON_SUPPRESSION_LIST: ("PERMANENT", "OnAccountSuppressionList"),
    BounceReason.UNSUBSCRIBED: ("PERMANENT", "UnsubscribedRecipient"),
}
_UNDETERMINED = ("UNDETERMINED", "Undetermined")


def events_by_recipient(mail: SentMail, events: Iterable[MailEvent]) -> dict[str, list[InsightsEvent]]:
    """The events of one message, in order, for each of its recipients."""
    by_recipient: defaultdict[str, list[InsightsEvent]] = defaultdict(list)
    for event in events:
        for recipient in event.recipients:
            by_recipient[recipient].append(_insights_event(mail, event))
    return by_recipient


def subject_of(mail: SentMail) -> str | None:
    """The subject of a message, cut to the longest that the model allows; None if it has no subject."""
    subject = next((value for name, value in mail.headers if name.lower() == "subject"), "")
    return subject[:998] or None


def _insights_event(mail: SentMail, event: MailEvent) -> InsightsEvent:
    if event.kind is not MailEventKind.BOUNCE:
        return InsightsEvent(event.kind.value, event.at)
    reason = event.circumstances.bounce
    bounce_type, sub_type = _BOUNCES[reason] if reason is not None else _UNDETERMINED
    if reason is BounceReason.ON_SUPPRESSION_LIST and mail.is_suppressed_by_tenant:
        sub_type = "OnTenantSuppressionList"
    return InsightsEvent(event.kind.value, event.at, bounce_type, sub_type)
