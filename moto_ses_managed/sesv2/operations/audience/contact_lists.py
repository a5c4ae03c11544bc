"""The operations of SES v2 on contact lists and their contacts."""

from __future__ import annotations

from dataclasses import replace

from moto_ses_managed.ses.arns import CONTACT_LIST_ARN_KIND, arn
from moto_ses_managed.ses.contact_lists.members import (
    read_filter,
    read_preferences,
    read_topic,
    show_preferences,
    show_topics,
)
from moto_ses_managed.ses.contact_lists.model import Contact, ContactFilter, ContactList
from moto_ses_managed.ses.contact_lists.store import check_contact_address, check_list, check_list_name
from moto_ses_managed.ses.tags import check_tags

from ...wire.parsing import Parameters
from ..base import OperationsBase, operation


class ContactListOperations(OperationsBase):
    """Operations on the contact list of an account in a Region, and on its contacts.

    Requests are checked in the order seen live: the address, the list, then its topics.
    """

    @operation
    def create_contact_list(self) -> None:
        name, tags, now = self._parameters["ContactListName"], self._parameters.get("Tags", []), self._now
        topics = tuple(read_topic(topic) for topic in self._parameters.get("Topics", ()))
        description = self._parameters.get("Description")
        check_list_name(name)
        check_list(topics, description)
        check_tags(tags)
        self._ses_backend.contact_lists.add(ContactList(name, now, now, topics, description))
        self._ses_backend.tagger.tag_resource(self._arn(name), tags)

    @operation
    def get_contact_list(self) -> Parameters:
        contact_list = self._list()
        description: Parameters = {
            "ContactListName": contact_list.name,
            "Topics": show_topics(contact_list.topics),
            "CreatedTimestamp": contact_list.created_at,
            "LastUpdatedTimestamp": contact_list.updated_at,
            "Tags": self._ses_backend.tagger.list_tags_for_resource(self._arn(contact_list.name))["Tags"],
        }
        return description | ({"Description": contact_list.description} if contact_list.description is not None else {})

    @operation
    def update_contact_list(self) -> None:
        """Change the members in the request, and keep the others (seen live)."""
        contact_list = self._list()
        topics, description = contact_list.topics, self._parameters.get("Description", contact_list.description)
        if "Topics" in self._parameters:
            topics = tuple(read_topic(topic) for topic in self._parameters["Topics"])
        check_list(topics, description)
        contact_list.topics, contact_list.description, contact_list.updated_at = topics, description, self._now

    @operation
    def delete_contact_list(self) -> None:
        name = self._parameters["ContactListName"]
        self._ses_backend.contact_lists.remove(name)
        self._ses_backend.tagger.delete_all_tags_for_resource(self._arn(name))

    @operation
    def list_contact_lists(self) -> Parameters:
        lists = self._ses_backend.contact_lists.lists
        return self._page(
            "ContactLists",
            lists.names(),
            key=str,
            show=lambda name: {"ContactListName": name, "LastUpdatedTimestamp": lists[name].updated_at},
        )

    @operation
    def create_contact(self) -> None:
        address, now = self._address(), self._now
        self._list().add(
            Contact(
                address=address,
                created_at=now,
                updated_at=now,
                preferences=read_preferences(self._parameters.get("TopicPreferences", ())),
                unsubscribed_from_all=self._parameters.get("UnsubscribeAll", False),
                attributes=self._parameters.get("AttributesData"),
            )
        )

    @operation
    def get_contact(self) -> Parameters:
        address = self._address()
        contact_list = self._list()
        contact = contact_list.contact(address)
        description = _summary(contact_list, contact) | {
            "ContactListName": contact_list.name,
            "CreatedTimestamp": contact.created_at,
        }
        return description | ({"AttributesData": contact.attributes} if contact.attributes is not None else {})

    @operation
    def update_contact(self) -> None:
        """Change the topic preferences in the request, and keep the others (seen live).

        The attributes and UnsubscribeAll are always replaced. If the request omits them, the contact has no attributes
        and UnsubscribeAll is false (seen live).
        """
        address = self._address()
        contact_list = self._list()
        preferences = read_preferences(self._parameters.get("TopicPreferences", ()))
        contact_list.check_topics(list(preferences))
        contact = contact_list.contact(address)
        contact_list.put(
            replace(
                contact,
                preferences=contact.preferences | preferences,
                unsubscribed_from_all=self._parameters.get("UnsubscribeAll", False),
                attributes=self._parameters.get("AttributesData"),
                updated_at=self._now,
            )
        )

    @operation
    def delete_contact(self) -> None:
        address = self._address()
        self._list().remove(address)

    @operation
    def list_contacts(self) -> Parameters:
        contact_list = self._list()
        selection = read_filter(self._parameters.get("Filter", {}))
        if selection.topic is not None:
            contact_list.check_topics([selection.topic])
        return self._page(
            "Contacts",
            contact_list.contacts.names(),
            key=str,
            show=lambda key: _summary(contact_list, contact_list.contacts[key]),
            wanted=None
            if selection == ContactFilter()
            else lambda key: contact_list.selects(contact_list.contacts[key], selection),
        )

    def _list(self) -> ContactList:
        return self._ses_backend.contact_lists.named(self._parameters["ContactListName"])

    def _arn(self, name: str) -> str:
        return arn(self._ses_backend, CONTACT_LIST_ARN_KIND, name)

    def _address(self) -> str:
        address: str = self._parameters["EmailAddress"]
        check_contact_address(address)
        return address


def _summary(contact_list: ContactList, contact: Contact) -> Parameters:
    return {
        "EmailAddress": contact.address,
        "TopicPreferences": show_preferences(contact.preferences),
        "TopicDefaultPreferences": show_preferences(contact_list.effective_defaults(contact)),
        "UnsubscribeAll": contact.unsubscribed_from_all,
        "LastUpdatedTimestamp": contact.updated_at,
    }
