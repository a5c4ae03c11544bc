"""A contact list, its topics and its contacts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from moto_ses_managed.simulation.errors import AlreadyExistsError, InvalidValueError, Kind, NotFoundError

from ..sorted_dict import SortedDict


class SubscriptionStatus(Enum):
    """Whether a contact subscribes to a topic, as the API names it."""

    OPT_IN = "OPT_IN"
    OPT_OUT = "OPT_OUT"


@dataclass(frozen=True)
class Topic:
    """A topic of a list. ``default`` is the status of contacts without a choice for it."""

    name: str
    display_name: str
    default: SubscriptionStatus
    description: str | None = None


Preferences = dict[str, SubscriptionStatus]
"""The choices of a contact, by topic name."""


@dataclass(eq=False)
class Contact:
    """A contact of a list. Contacts are replaced, never changed. ``attributes`` is text from the customer."""

    address: str
    created_at: datetime
    updated_at: datetime
    preferences: Preferences = field(default_factory=dict)
    unsubscribed_from_all: bool = False
    attributes: str | None = None


@dataclass(frozen=True)
class ContactFilter:
    """The filter of ListContacts.

    Without a ``topic``, the filter uses the status for the whole list. ``use_default`` applies the topic's default to
    contacts without a choice for it.
    """

    status: SubscriptionStatus | None = None
    topic: str | None = None
    use_default: bool = False


@dataclass
class ContactList:
    """A contact list. Its contacts are stored by ``contact_key``."""

    name: str
    created_at: datetime
    updated_at: datetime
    topics: tuple[Topic, ...] = ()
    description: str | None = None
    contacts: SortedDict[str, Contact] = field(default_factory=SortedDict)

    def topic(self, name: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.name == name), None)

    def check_topics(self, names: list[str]) -> None:
        """Raise InvalidValueError for an unknown topic."""
        for name in names:
            if self.topic(name) is None:
                raise InvalidValueError(f"List: {self.name} doesn't contain Topic: {name}")

    def contact(self, address: str) -> Contact:
        """The contact with this address. Raises NotFoundError."""
        contact = self.contacts.get(contact_key(address))
        if contact is None:
            raise NotFoundError(Kind.CONTACT, address, f"{address} doesn't exist in List.")
        return contact

    def add(self, contact: Contact) -> None:
        """Add a contact. Raises AlreadyExistsError, or InvalidValueError for an unknown topic."""
        self.check_topics(list(contact.preferences))
        if contact_key(contact.address) in self.contacts:
            raise AlreadyExistsError(Kind.CONTACT, contact.address)
        self.contacts[contact_key(contact.address)] = contact

    def put(self, contact: Contact) -> None:
        """Add a contact, or replace the one with its address. Raises InvalidValueError for an unknown topic."""
        self.check_topics(list(contact.preferences))
        before = self.contacts.get(contact_key(contact.address))
        if before is not None:
            contact = replace(contact, created_at=before.created_at)
        self.contacts[contact_key(contact.address)] = contact

    def remove(self, address: str) -> None:
        """Remove the contact with this address. Raises NotFoundError."""
        self.contact(address)
        del self.contacts[contact_key(address)]

    def effective_defaults(self, contact: Contact) -> Preferences:
        """The default statuses of the topics for which a contact has no choice."""
        return {topic.name: topic.default for topic in self.topics if topic.name not in contact.preferences}

    def wants(self, contact: Contact, topic: str | None) -> bool:
        """Whether a contact wants mail of a topic, or of the whole list if ``topic`` is None.

        The contact's choice for the whole list comes first, then its choice for the topic, then the topic's default.
        """
        if contact.unsubscribed_from_all:
            return False
        if topic is None:
            return True
        status = contact.preferences.get(topic) or self.effective_defaults(contact).get(topic)
        return status is not SubscriptionStatus.OPT_OUT

    def selects(self, contact: Contact, selection: ContactFilter) -> bool:
        """Whether a filter selects a contact.

        A contact that is unsubscribed from the whole list is opted out of each of its topics (our choice).
        """
        if selection.status is None:
            return True
        if selection.topic is None or contact.unsubscribed_from_all:
            return contact.unsubscribed_from_all == (selection.status is SubscriptionStatus.OPT_OUT)
        status = contact.preferences.get(selection.topic)
        if status is None and selection.use_default:
            status = self.effective_defaults(contact).get(selection.topic)
        return status is selection.status


def contact_key(address: str) -> str:
    """The key of an address: its domain is case-insensitive."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"
