"""What became of a message, recipient by recipient, as GetMessageInsights and the exports of it tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, Delivery, MessageStatus
from moto_ses_managed.simulation.reasons import Reason


class InsightsEvent(NamedTuple):
    """One event of a message to one recipient. ``at`` is None where the simulation does not keep when it was."""

    type: str
    at: datetime | None
    bounce_type: str | None = None
    bounce_sub_type: str | None = None

    @property
    def delivery_event(self) -> str:
        """The event as the filters of an export name it."""
        return f"{self.bounce_type}_BOUNCE" if self.bounce_type is not None else self.type

    def shown(self) -> dict[str, Any]:
        """The model's InsightsEvent."""
        event: dict[str, Any] = {"Type": self.type}
        if self.at is not None:
            event["Timestamp"] = self.at
        if self.bounce_type is not None:
            event["Details"] = {"Bounce": {"BounceType": self.bounce_type, "BounceSubType": self.bounce_sub_type}}
        if self.type == "COMPLAINT":
            event["Details"] = {"Complaint": {"ComplaintFeedbackType": "abuse"}}
        return event


_BOUNCES = {
    Reason.RECIPIENT: ("PERMANENT", "General"),
    Reason.SUPPRESSED: ("PERMANENT", "OnAccountSuppressionList"),
    Reason.UNSUBSCRIBED: ("PERMANENT", "UnsubscribedRecipient"),
    Reason.BLOCKLISTED_IP: ("TRANSIENT", "General"),
    Reason.EXPIRED: ("TRANSIENT", "General"),
}


def events_of(message: AcceptedMessage, delivery: Delivery) -> list[InsightsEvent]:
    """The events of the message to one of its recipients, in order."""
    return [InsightsEvent("SEND", message.accepted_at), *_after_acceptance(message, delivery)]


def refused_event(mail: SentMail) -> InsightsEvent:
    """The event of a message that went nowhere: it could not be filled in, or had a virus."""
    kind = mail.refused_as.value if mail.refused_as is not None else "REJECT"
    return InsightsEvent(kind, mail.sent_at)


def subject_of(mail: SentMail) -> str | None:
    """The message's subject, None where it has none, or none that the model takes."""
    subject = next((value for name, value in mail.headers if name.lower() == "subject"), "")
    return subject[:998] or None


def _after_acceptance(message: AcceptedMessage, delivery: Delivery) -> Iterator[InsightsEvent]:
    if delivery.status is MessageStatus.QUEUED:
        yield InsightsEvent("DELIVERY_DELAY", None)
    elif delivery.status in {MessageStatus.DELIVERED, MessageStatus.COMPLAINED}:
        yield InsightsEvent("DELIVERY", delivery.delivered_at)
        if delivery.status is MessageStatus.COMPLAINED:
            yield InsightsEvent("COMPLAINT", delivery.delivered_at)
    else:
        bounce_type, sub_type = _BOUNCES.get(delivery.reason, ("UNDETERMINED", "Undetermined"))
        untried = delivery.status is MessageStatus.SUPPRESSED
        yield InsightsEvent("BOUNCE", message.accepted_at if untried else None, bounce_type, sub_type)
