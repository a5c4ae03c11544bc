"""Publishing to topics of moto's SNS, which delivers to each subscriber."""

from __future__ import annotations

import json
from logging import getLogger

from moto_ses_managed.moto_compat import publish_to_topic

from .undelivered import lost_where_unreachable

_log = getLogger(__name__)

VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing."
"""SES's message to a topic that becomes an event destination (seen live). It is plain text, not JSON."""


def subscribed(topic_arn: str, notification_type: str, identity: str) -> str:
    """SES's message, in JSON, to a new topic for the notifications of an identity (seen live)."""
    words = (
        f"You have successfully subscribed your Amazon SNS topic '{topic_arn}' to receive '{notification_type}' "
        f"notifications from Amazon SES for identity '{identity}'."
    )
    return json.dumps({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": words})


def publish(topic_arn: str, message: str, subject: str | None = None) -> None:
    """Publish to a topic, if it exists.

    If one subscriber cannot be reached, the others still get the message. Never raises. Call this without the Region's
    lock, because a subscriber can call SES.
    """
    with lost_where_unreachable(topic_arn):
        subscribers = publish_to_topic(topic_arn, message, subject)
        if subscribers is None:
            _log.warning("What SES published to %s is lost: there is no such topic.", topic_arn)
            return
        for subscriber in subscribers:
            with lost_where_unreachable(f"{subscriber.endpoint} of {topic_arn}"):
                subscriber.deliver()
