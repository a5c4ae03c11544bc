"""Why a delivery ended as it did at its recipient, in one sentence for the developer who wonders."""

from __future__ import annotations

from datetime import datetime, timedelta

from .messages import Delivery


def returned(delivery: Delivery) -> str:
    """A permanent bounce."""
    return f"The server of {delivery.recipient} returned the message for good: no such recipient."


def complained(delivery: Delivery) -> str:
    """A complaint."""
    return f"The message was delivered, and {delivery.recipient} marked it as spam."


def blocklisted(isp: str, ip: str) -> str:
    """A bounce that is the IP's fault."""
    return f"{isp} uses a blocklist that {ip} is on: what comes from this IP bounces there until the IP is delisted."


def refused(delivery: Delivery, deadline: datetime) -> str:
    """A recipient's server that does not take the message for now."""
    return (
        f"The server of {delivery.recipient} does not take the message for now: it is tried again until "
        f"{time_text(deadline)}, and expires then."
    )


def expired(delivery: Delivery, waited: timedelta) -> str:
    """A transient bounce."""
    return (
        f"The server of {delivery.recipient} did not take the message in {duration_text(waited)}, which was as long as "
        f"it was to be tried (MaxDeliverySeconds)."
    )


def suppressed(delivery: Delivery) -> str:
    """An address on the account's list."""
    return f"{delivery.recipient} is on the account's suppression list: SES did not try to send to it."


def suppressed_globally(delivery: Delivery) -> str:
    """An address on SES's own list."""
    return f"{delivery.recipient} is on SES's global suppression list: SES did not try to send to it."


def unsubscribed(delivery: Delivery) -> str:
    """A contact that wants no mail."""
    return f"{delivery.recipient} has unsubscribed from the contact list or the topic: SES did not try to send to it."


def time_text(at: datetime) -> str:
    """``14:05 UTC on 8 December``."""
    return f"{at:%H:%M} UTC on {at.day} {at:%B}"


def duration_text(duration: timedelta) -> str:
    """``14 hours``, ``5 minutes``: the largest unit that tells it whole."""
    minutes = round(duration / timedelta(minutes=1))
    if minutes and minutes % 60 == 0:
        return count_text(minutes // 60, "hour")
    return count_text(minutes, "minute")


def count_text(count: int, thing: str) -> str:
    """``1 hour``, ``2 hours``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
