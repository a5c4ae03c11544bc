"""Publishing to moto's SNS, which is only loaded once a topic is to be told something."""

from __future__ import annotations

from .undelivered import lost_where_gone

VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing."
"""What SES tells a topic that becomes an event destination (seen live): text, which readers of the topic must bear."""


def publish(topic_arn: str, message: str, subject: str | None = None) -> None:
    """Publish to the topic, or to nobody where it does not exist."""
    from moto.sns.models import sns_backends

    region, account = topic_arn.split(":")[3:5]
    with lost_where_gone(topic_arn):
        # Without attributes moto's oldest versions stumble over subscriptions with raw delivery.
        sns_backends[account][region].publish(message, topic_arn, subject=subject, message_attributes={})
