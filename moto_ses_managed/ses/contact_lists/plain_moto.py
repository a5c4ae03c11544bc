"""Conversion of contact lists from plain moto and back while a mock is running, and moto's view of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from inspect import signature

from moto.core.utils import iso_8601_datetime_with_milliseconds
from moto.ses.models import Contact as PlainContact
from moto.ses.models import ContactList as PlainContactList

from .members import read_preferences, read_topic, show_preferences, show_topics
from .model import Contact, ContactList, contact_key
from .store import ContactLists


class ContactListsAsMotoKeepsThem(Mapping[str, PlainContactList]):
    """The value of moto's ``contacts_lists``. Each list is converted to moto's form when it is read."""

    def __init__(self, contact_lists: ContactLists) -> None:
        self._lists = contact_lists.lists

    def __getitem__(self, name: str) -> PlainContactList:
        return _to_plain(self._lists[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


_KEEPS_ATTRIBUTES = "attributes_data" in signature(PlainContact).parameters


def from_plain_moto(plain: Mapping[str, PlainContactList]) -> ContactLists:
    """Convert plain moto's lists. There can be more than one."""
    contact_lists = ContactLists()
    for name, contact_list in plain.items():
        contact_lists.lists[name] = _from_plain(contact_list)
    return contact_lists


def to_plain_moto(contact_lists: ContactLists) -> dict[str, PlainContactList]:
    """Convert the lists to plain moto's form."""
    return {name: _to_plain(contact_list) for name, contact_list in contact_lists.lists.items()}


def _from_plain(plain: PlainContactList) -> ContactList:
    made = ContactList(
        name=plain.contact_list_name,
        created_at=_time(plain.created_timestamp),
        updated_at=_time(plain.last_updated_timestamp),
        topics=tuple(read_topic(topic) for topic in plain.topics or ()),
        description=plain.description,
    )
    for contact in plain.contacts.values():
        made.contacts[contact_key(contact.email_address)] = Contact(
            address=contact.email_address,
            created_at=_time(contact.created_timestamp),
            updated_at=_time(contact.last_updated_timestamp),
            preferences=read_preferences(contact.topic_preferences or ()),
            unsubscribed_from_all=bool(contact.unsubscribe_all),
            attributes=getattr(contact, "attributes_data", None),  # moto before 5.2 has no attributes
        )
    return made


def _to_plain(contact_list: ContactList) -> PlainContactList:
    plain = PlainContactList(contact_list.name, contact_list.description or "", show_topics(contact_list.topics))
    plain.created_timestamp = iso_8601_datetime_with_milliseconds(contact_list.created_at)
    plain.last_updated_timestamp = iso_8601_datetime_with_milliseconds(contact_list.updated_at)
    for contact in contact_list.contacts.values():
        # moto before 5.2 has no attributes.
        attributes = (contact.attributes or "",) if _KEEPS_ATTRIBUTES else ()
        made = PlainContact(
            contact_list.name,
            contact.address,
            show_preferences(contact.preferences),
            contact.unsubscribed_from_all,
            *attributes,
        )
        made.created_timestamp = iso_8601_datetime_with_milliseconds(contact.created_at)
        made.last_updated_timestamp = iso_8601_datetime_with_milliseconds(contact.updated_at)
        plain.contacts[contact.address] = made
    return plain


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
