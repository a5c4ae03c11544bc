"""Subscription events: a contact has changed its preferences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from moto_ses_managed.simulation.mail.mail_events import MailEvent

from .model import Contact, SubscriptionStatus


class SubscriptionSource(Enum):
    """The way in which a contact unsubscribed, as events name it."""

    HEADER = "UnsubscribeHeader"
    """A mail client that used the List-Unsubscribe headers [AWS: the example of a Subscription record]."""

    PAGE = "UnsubscribePage"
    """The page behind the link (the value is our choice)."""


@dataclass(frozen=True)
class Subscriptions:
    """The preferences of a contact: unsubscribed from everything, or a choice for each topic."""

    unsubscribed_from_all: bool = False
    topics: tuple[tuple[str, SubscriptionStatus], ...] = ()

    @classmethod
    def of(cls, contact: Contact) -> Subscriptions:
        """The current preferences of a contact."""
        return cls(contact.unsubscribed_from_all, tuple(contact.preferences.items()))


@dataclass(frozen=True, slots=True)
class SubscriptionEvent(MailEvent):
    """A contact has unsubscribed through a message."""

    contact_list: str = ""
    source: SubscriptionSource = SubscriptionSource.HEADER
    before: Subscriptions = Subscriptions()
    after: Subscriptions = Subscriptions()
