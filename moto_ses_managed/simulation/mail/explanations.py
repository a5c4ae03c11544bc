"""Sentences that explain the outcome of a delivery to users."""

from __future__ import annotations

from datetime import datetime, timedelta

from .messages import Delivery


def returned(delivery: Delivery) -> str:
    """A permanent bounce."""
    return f"The mail server of {delivery.recipient} rejected the message permanently: the recipient does not exist."


def complained(delivery: Delivery) -> str:
    """A complaint."""
    return f"The message was delivered, and {delivery.recipient} marked it as spam."


def blocklisted(isp: str, ip: str) -> str:
    """A bounce because the IP is on a blocklist."""
    return f"{isp} uses a blocklist that {ip} is on: mail from this IP bounces there until it is delisted."


def refused(delivery: Delivery, deadline: datetime) -> str:
    """A temporary rejection by the recipient's server."""
    return (
        f"The mail server of {delivery.recipient} rejected the message temporarily: SES retries until "
        f"{time_text(deadline)}, then the message expires."
    )


def expired(delivery: Delivery, waited: timedelta) -> str:
    """A transient bounce after the deadline."""
    return (
        f"The mail server of {delivery.recipient} did not accept the message within {duration_text(waited)}, the time "
        f"that SES retries (MaxDeliverySeconds)."
    )


def suppressed(delivery: Delivery) -> str:
    """An address on the account's suppression list."""
    return f"{delivery.recipient} is on the account's suppression list: SES did not try to send to it."


def suppressed_globally(delivery: Delivery) -> str:
    """An address on SES's global suppression list."""
    return f"{delivery.recipient} is on SES's global suppression list: SES did not try to send to it."


def unsubscribed(delivery: Delivery) -> str:
    """A contact that has unsubscribed."""
    return f"{delivery.recipient} has unsubscribed from the contact list or the topic: SES did not try to send to it."


def time_text(at: datetime) -> str:
    """``14:05 UTC on 8 December``."""
    return f"{at:%H:%M} UTC on {at.day} {at:%B}"


def duration_text(duration: timedelta) -> str:
    """``14 hours`` or ``5 minutes``: in hours if they are whole, else in minutes."""
    minutes = round(duration / timedelta(minutes=1))
    if minutes and minutes % 60 == 0:
        return count_text(minutes // 60, "hour")
    return count_text(minutes, "minute")


def count_text(count: int, thing: str) -> str:
    """``1 hour``, ``2 hours``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
