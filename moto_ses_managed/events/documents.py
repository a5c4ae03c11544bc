"""Event documents in the form of SES [AWS: "Contents of event data that Amazon SES publishes to Amazon SNS"].

All times are those of the event. IDs derive from the message and the event, so a repeated simulation repeats them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from moto_ses_managed.ses.contact_lists.events import SubscriptionEvent, Subscriptions
from moto_ses_managed.ses.contact_lists.model import SubscriptionStatus
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_events import BounceReason, DelayReason, MailEvent, MailEventKind

from .mail_object import mail_object, outgoing_ip, timestamp

EVENT_TYPES: dict[MailEventKind, str] = {
    MailEventKind.SEND: "Send",
    MailEventKind.REJECT: "Reject",
    MailEventKind.DELIVERY: "Delivery",
    MailEventKind.DELIVERY_DELAY: "DeliveryDelay",
    MailEventKind.BOUNCE: "Bounce",
    MailEventKind.COMPLAINT: "Complaint",
    MailEventKind.RENDERING_FAILURE: "Rendering Failure",
    MailEventKind.SUBSCRIPTION: "Subscription",
}

REMOTE_MTA_IP = "203.0.113.1"
"""The recipient's mail server (our choice: RFC 5737)."""

SMTP_RESPONSE = "250 2.6.0 Message received"
"""The reply of that server when it accepts mail [AWS: the example of a Delivery record]."""

_SES_ITSELF = "amazonses.com"
"""The MTA that SES names if the message never left SES (seen live)."""

_ON_GLOBAL_LIST = (
    "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid "
    "address. For more information about how to remove an address from the suppression list, see the Amazon SES "
    "Developer Guide: http://docs.aws.amazon.com/ses/latest/DeveloperGuide/remove-from-suppressionlist.html "
)
_ON_ACCOUNT_LIST = (
    "Amazon SES did not send the message to this address because it is on the suppression list for your account. For "
    "more information about removing addresses from the suppression list, see the Amazon SES Developer Guide at "
    "https://docs.aws.amazon.com/ses/latest/DeveloperGuide/sending-email-suppression-list.html"
)
# Both texts are SES's own (seen live).
_ON_TENANT_LIST = (
    "Amazon SES did not send the message to this address because it is on the suppression list for your tenant."
)
# [AWS: "Identifying tenant suppression bounces"].
_UNSUBSCRIBED = (
    "Amazon SES did not send the message to this address because the recipient has unsubscribed from the contact list "
    "or the topic that the message belongs to."
)
# The Bounce event is documented; its text is our choice.


@dataclass(frozen=True)
class _Bounce:
    """The form of a bounce. Without a ``status`` there was no delivery status notification."""

    bounce_type: str
    bounce_sub_type: str
    status: str = ""
    diagnostic: str = ""


_UNDETERMINED = _Bounce("Undetermined", "Undetermined")
_SUPPRESSED_BY_TENANT = _Bounce("Permanent", "OnTenantSuppressionList", "5.1.1", _ON_TENANT_LIST)

_BOUNCES: dict[BounceReason, _Bounce] = {
    BounceReason.EXPIRED: _Bounce(
        "Transient", "General", "4.4.7", "smtp; 550 4.4.7 Message expired: unable to deliver in {minutes} minutes."
    ),
    BounceReason.BLOCKLISTED_IP: _Bounce(
        "Transient",
        "General",
        "5.7.1",
        "smtp; 550 5.7.1 Client host [{ip}] is blocked by a blocklist",
    ),
    BounceReason.NO_SUCH_RECIPIENT: _Bounce("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown"),
    BounceReason.SUPPRESSED: _Bounce("Permanent", "Suppressed", "5.1.1", _ON_GLOBAL_LIST),
    BounceReason.ON_SUPPRESSION_LIST: _Bounce("Permanent", "OnAccountSuppressionList", "5.1.1", _ON_ACCOUNT_LIST),
    BounceReason.UNSUBSCRIBED: _Bounce("Permanent", "UnsubscribedRecipient", "5.1.1", _UNSUBSCRIBED),
    # An automatic answer is not a notification (seen live).
    BounceReason.OUT_OF_OFFICE: _Bounce("Transient", "General"),
}


@dataclass(frozen=True)
class _Delay:
    """The form of a delay."""

    delay_type: str
    status: str
    diagnostic: str


_DELAYS: dict[DelayReason, _Delay] = {
    # SES "has deemed it appropriate to internally defer the message" [AWS: delayType, SendingDeferral].
    DelayReason.CAPACITY: _Delay(
        "SendingDeferral", "4.4.5", "smtp; 421 4.4.5 Message deferred: the dedicated IPs have no capacity left"
    ),
    DelayReason.RECIPIENT: _Delay("RecipientServerError", "4.3.0", "smtp; 451 4.3.0 Temporary server error"),
}


def event_document(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> dict[str, Any]:
    """The document of ``event`` for SNS and Firehose, and the ``detail`` for EventBridge."""
    name, written = event_object(backend, mail, event)
    return {"eventType": EVENT_TYPES[event.kind], "mail": mail_object(backend, mail, event), name: written}


def event_object(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> tuple[str, dict[str, Any]]:
    """The part of the document about the event itself, with its name in the document."""
    name, write = _EVENT_OBJECTS[event.kind]
    return name, write(backend, mail, event)


def _send(_backend: ManagedSESBackend, _mail: SentMail, _event: MailEvent) -> dict[str, Any]:
    return {}


def _reject(_backend: ManagedSESBackend, _mail: SentMail, event: MailEvent) -> dict[str, Any]:
    # "The only possible value is Bad content" [AWS: Reject object].
    return {"reason": event.circumstances.detail or "Bad content"}


def _delivery(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> dict[str, Any]:
    return {
        "timestamp": timestamp(event.at),
        "processingTimeMillis": round((event.at - mail.sent_at).total_seconds() * 1000),
        "recipients": list(event.recipients),
        "smtpResponse": SMTP_RESPONSE,
        "remoteMtaIp": REMOTE_MTA_IP,
        "reportingMTA": _mta(backend, event),
    }


def _delivery_delay(_backend: ManagedSESBackend, _mail: SentMail, event: MailEvent) -> dict[str, Any]:
    """A DeliveryDelay. The statuses (RFC 3463) and their texts are our choice."""
    form = _DELAYS[event.circumstances.delay]
    delay: dict[str, Any] = {
        "timestamp": timestamp(event.at),
        "delayType": form.delay_type,
        "delayedRecipients": [
            {
                "emailAddress": recipient,
                "status": form.status,
                "diagnosticCode": form.diagnostic,
            }
            for recipient in event.recipients
        ],
        "reportingMTA": _SES_ITSELF,
    }
    expires_at = event.circumstances.expires_at
    if expires_at is not None:
        delay["expirationTime"] = timestamp(expires_at)
    return delay


def _bounce(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> dict[str, Any]:
    reason = event.circumstances.bounce
    form = _BOUNCES[reason] if reason is not None else _UNDETERMINED
    if reason is BounceReason.ON_SUPPRESSION_LIST and mail.is_suppressed_by_tenant:
        form = _SUPPRESSED_BY_TENANT
    bounce: dict[str, Any] = {
        "feedbackId": _feedback_id(event),
        "bounceType": form.bounce_type,
        "bounceSubType": form.bounce_sub_type,
        "bouncedRecipients": [_bounced(recipient, form, mail, event) for recipient in event.recipients],
        "timestamp": timestamp(event.at),
    }
    if reason is BounceReason.EXPIRED and _has_own_time_limit(backend, mail):
        bounce["bounceSubType"] = "CustomTimeoutExceeded"
    if not form.status:
        return bounce
    if reason is BounceReason.NO_SUCH_RECIPIENT:
        bounce["remoteMtaIp"] = REMOTE_MTA_IP
    bounce["reportingMTA"] = f"dns; {_mta(backend, event)}"
    return bounce


def _bounced(recipient: str, form: _Bounce, mail: SentMail, event: MailEvent) -> dict[str, str]:
    if not form.status:
        return {"emailAddress": recipient}
    minutes = int((event.at - mail.sent_at).total_seconds() // 60)
    return {
        "emailAddress": recipient,
        "action": "failed",
        "status": form.status,
        "diagnosticCode": form.diagnostic.format(minutes=minutes, ip=event.circumstances.ip),
    }


def _has_own_time_limit(backend: ManagedSESBackend, mail: SentMail) -> bool:
    """Whether the sender set the delivery timeout.

    [AWS: bounceSubType CustomTimeoutExceeded, "within the time specified by the email sender"]
    """
    configuration_set = backend.config_sets.get(mail.configuration_set or "")
    return configuration_set is not None and configuration_set.max_wait is not None


def _complaint(_backend: ManagedSESBackend, _mail: SentMail, event: MailEvent) -> dict[str, Any]:
    return {
        "feedbackId": _feedback_id(event),
        "complaintSubType": "OnAccountSuppressionList" if event.circumstances.suppressed else None,
        "complainedRecipients": [{"emailAddress": recipient} for recipient in event.recipients],
        "timestamp": timestamp(event.at),
        "userAgent": "Amazon SES Mailbox Simulator",
        "complaintFeedbackType": "abuse",
        "arrivalDate": timestamp(event.at),
    }


def _failure(_backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> dict[str, Any]:
    return {"errorMessage": event.circumstances.detail, "templateName": mail.template or ""}


_SUBSCRIPTION_STATUSES = {SubscriptionStatus.OPT_IN: "OptIn", SubscriptionStatus.OPT_OUT: "OptOut"}


def _subscription(_backend: ManagedSESBackend, _mail: SentMail, event: MailEvent) -> dict[str, Any]:
    if not isinstance(event, SubscriptionEvent):
        raise TypeError(f"{event} says nothing of a contact.")
    return {
        "contactList": event.contact_list,
        "timestamp": timestamp(event.at),
        "source": event.source.value,
        "newTopicPreferences": _topic_preferences(event.after),
        "oldTopicPreferences": _topic_preferences(event.before),
    }


def _topic_preferences(subscriptions: Subscriptions) -> dict[str, Any]:
    statuses = [
        {"topicName": topic, "subscriptionStatus": _SUBSCRIPTION_STATUSES[status]}
        for topic, status in subscriptions.topics
    ]
    return {"unsubscribeAll": subscriptions.unsubscribed_from_all, "topicSubscriptionStatus": statuses}


def _mta(backend: ManagedSESBackend, event: MailEvent) -> str:
    """The SES mail server of the IP that sent the mail, with a name in the form of SES (seen live)."""
    ip = outgoing_ip(event)
    if ip is None:
        return _SES_ITSELF
    third, fourth = ip.split(".")[2:]
    region = "" if backend.region_name == "us-east-1" else f"{backend.region_name}."
    return f"a{third}-{fourth}.smtp-out.{region}amazonses.com"


def _feedback_id(event: MailEvent) -> str:
    recipients = ",".join(event.recipients)
    unique = uuid5(NAMESPACE_URL, f"{event.message_id}/{event.kind.value}/{timestamp(event.at)}/{recipients}")
    return f"{round(event.at.timestamp() * 1000):016x}-{unique}-000000"


_EVENT_OBJECTS: dict[MailEventKind, tuple[str, Callable[[ManagedSESBackend, SentMail, MailEvent], dict[str, Any]]]] = {
    MailEventKind.SEND: ("send", _send),
    MailEventKind.REJECT: ("reject", _reject),
    MailEventKind.DELIVERY: ("delivery", _delivery),
    MailEventKind.DELIVERY_DELAY: ("deliveryDelay", _delivery_delay),
    MailEventKind.BOUNCE: ("bounce", _bounce),
    MailEventKind.COMPLAINT: ("complaint", _complaint),
    MailEventKind.RENDERING_FAILURE: ("failure", _failure),
    MailEventKind.SUBSCRIPTION: ("subscription", _subscription),
}
