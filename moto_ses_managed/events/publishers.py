"""Publishing of events to moto's SNS, EventBridge, Firehose and CloudWatch.

Each service is loaded when a destination first needs it. If a target cannot be reached, the event is lost, as in AWS.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timezone
from typing import Any

from moto_ses_managed import moto_compat
from moto_ses_managed.ses.configuration_sets import topics
from moto_ses_managed.ses.configuration_sets.event_destinations import (
    CloudWatchTarget,
    Dimension,
    DimensionSource,
    EventBridgeTarget,
    FirehoseTarget,
    SnsTarget,
    Target,
)
from moto_ses_managed.ses.configuration_sets.undelivered import lost_where_unreachable
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind

from .headers import header

SNS_SUBJECT = "Amazon SES Email Event Notification"
"""The subject of messages that SES publishes to a topic (seen live)."""

DETAIL_TYPES: dict[MailEventKind, str] = {
    MailEventKind.SEND: "Email Sent",
    MailEventKind.REJECT: "Email Rejected",
    MailEventKind.DELIVERY: "Email Delivered",
    MailEventKind.DELIVERY_DELAY: "Email Delivery Delayed",
    MailEventKind.BOUNCE: "Email Bounced",
    MailEventKind.COMPLAINT: "Email Complaint Received",
    MailEventKind.RENDERING_FAILURE: "Email Rendering Failed",
    MailEventKind.SUBSCRIPTION: "Email Subscribed",
}
"""EventBridge's names of the events [AWS: EventBridge Events Reference, "Amazon SES service events"]."""

METRICS: dict[MailEventKind, str] = {
    MailEventKind.SEND: "Send",
    MailEventKind.REJECT: "Reject",
    MailEventKind.DELIVERY: "Delivery",
    MailEventKind.DELIVERY_DELAY: "DeliveryDelay",
    MailEventKind.BOUNCE: "Bounce",
    MailEventKind.COMPLAINT: "Complaint",
    MailEventKind.RENDERING_FAILURE: "RenderingFailure",
    MailEventKind.SUBSCRIPTION: "Subscription",
}
"""CloudWatch's names of the events [AWS: "Retrieving Amazon SES event data from CloudWatch"]."""

METRICS_NAMESPACE = "AWS/SES"


@dataclass(frozen=True)
class Publication:
    """One event for one target, with everything that any target needs."""

    target: Target
    account: str
    region: str
    event: MailEvent
    mail: SentMail
    document: dict[str, Any]

    def deliver(self) -> None:
        """Publish the event. Nothing is published to Pinpoint, as moto's Pinpoint accepts no events."""
        target = self.target
        if isinstance(target, SnsTarget):
            topics.publish(target.topic_arn, json.dumps(self.document), SNS_SUBJECT)
        elif isinstance(target, EventBridgeTarget):
            _to_event_bus(self, target)
        elif isinstance(target, FirehoseTarget):
            _to_stream(self, target)
        elif isinstance(target, CloudWatchTarget):
            _to_metrics(self, target)


def _to_event_bus(publication: Publication, target: EventBridgeTarget) -> None:
    event = publication.event
    entry = {
        "Source": "aws.ses",
        "DetailType": DETAIL_TYPES[event.kind],
        "Detail": json.dumps(publication.document),
        "EventBusName": target.event_bus_arn,
        "Time": event.at.timestamp(),
        "Resources": [],
    }
    with lost_where_unreachable(target.event_bus_arn):
        moto_compat.put_event(publication.account, publication.region, entry)


def _to_stream(publication: Publication, target: FirehoseTarget) -> None:
    # "SES follows each JSON record with a newline character" [AWS: "Contents of event data ... to Firehose"].
    record = f"{json.dumps(publication.document)}\n".encode()
    name = target.delivery_stream_arn.rpartition("/")[2]
    with lost_where_unreachable(target.delivery_stream_arn):
        moto_compat.put_record(publication.account, publication.region, name, record)


def _to_metrics(publication: Publication, target: CloudWatchTarget) -> None:
    """Put one datum per event: the number of its recipients (our choice).

    So sums are right however the recipients of a message are spread over events.
    """
    event = publication.event
    datum = {
        "MetricName": METRICS[event.kind],
        "Dimensions": [
            {"Name": dimension.name, "Value": _dimension_value(dimension, publication)}
            for dimension in target.dimensions
        ],
        # moto stores naive times in UTC.
        "Timestamp": event.at.astimezone(timezone.utc).replace(tzinfo=None),
        "Value": max(len(event.recipients), 1),
        "Unit": "Count",
    }
    moto_compat.put_metric(publication.account, publication.region, METRICS_NAMESPACE, datum)


def _dimension_value(dimension: Dimension, publication: Publication) -> str:
    """The value of the dimension for this message, or its default value.

    No event here has a link, so a link tag never has a value.
    """
    value: str | None = None
    if dimension.source is DimensionSource.MESSAGE_TAG:
        value = next(iter(publication.document["mail"]["tags"].get(dimension.name, ())), None)
    elif dimension.source is DimensionSource.EMAIL_HEADER:
        value = header(publication.mail, dimension.name)
    return (value or "").strip() or dimension.default
