"""What event publishing tells of a contact who has changed what it wants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from moto_ses_managed.simulation.mail.mail_events import MailEvent

from .model import Contact, SubscriptionStatus


class SubscriptionSource(Enum):
    """By what a contact unsubscribed, in the words of events."""

    HEADER = "UnsubscribeHeader"
    """A mail client, by the List-Unsubscribe headers [AWS: the example of a Subscription record]."""

    PAGE = "UnsubscribePage"
    """The page that the link leads to (our choice of the word)."""


@dataclass(frozen=True)
class Subscriptions:
    """What a contact wants at a time: nothing at all, or as it said of each topic."""

    unsubscribed_from_all: bool = False
    topics: tuple[tuple[str, SubscriptionStatus], ...] = ()

    @classmethod
    def of(cls, contact: Contact) -> Subscriptions:
        """What a contact wants now."""
        return cls(contact.unsubscribed_from_all, tuple(contact.preferences.items()))


@dataclass(frozen=True, slots=True)
class SubscriptionEvent(MailEvent):
    """A contact unsubscribed by the link of a message."""

    contact_list: str = ""
    source: SubscriptionSource = SubscriptionSource.HEADER
    before: Subscriptions = Subscriptions()
    after: Subscriptions = Subscriptions()
