"""The contact lists of an account in a Region, and SES's rules for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError

from ..sorted_dict import SortedDict
from .model import ContactList, Topic

MAX_LISTS = 1
"""The most contact lists of an account in a Region [AWS: "Using list management"; seen live]."""

MAX_TOPICS = 20
"""The most topics of a list [AWS: "A list can contain up to 20 topics"]."""

MAX_DISPLAY_NAME = 128
MAX_DESCRIPTION = 500
"""The longest display name of a topic, and the longest description of a list, in characters (seen live)."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass
class ContactLists:
    """The lists by name. There can be more than one only if plain moto had more."""

    lists: SortedDict[str, ContactList] = field(default_factory=SortedDict)

    def named(self, name: str) -> ContactList:
        """The list with this name. Raises InvalidValueError for an invalid name, or NotFoundError."""
        check_list_name(name)
        contact_list = self.lists.get(name)
        if contact_list is None:
            raise NotFoundError(Kind.CONTACT_LIST, name, f"List with name: {name} doesn't exist.")
        return contact_list

    def add(self, contact_list: ContactList) -> None:
        """Add a list. Raises InvalidValueError if the account already has a list."""
        if len(self.lists) >= MAX_LISTS:
            raise InvalidValueError(f"A maximum of {MAX_LISTS} Lists allowed per account.")
        self.lists[contact_list.name] = contact_list

    def remove(self, name: str) -> None:
        """Remove a list with its contacts. Raises InvalidValueError or NotFoundError."""
        self.named(name)
        del self.lists[name]


def check_list_name(name: str) -> None:
    """Raise InvalidValueError if this is not a valid name of a list."""
    _check_name(name, "ContactListName")


def check_list(topics: Sequence[Topic], description: str | None) -> None:
    """Raise InvalidValueError for topics or a description that SES refuses."""
    if len(topics) > MAX_TOPICS:
        raise InvalidValueError(f"Maximum of <{MAX_TOPICS}> topics allowed per ContactList")
    seen: set[str] = set()
    for topic in topics:
        _check_name(topic.name, "TopicName")
        if len(topic.display_name) > MAX_DISPLAY_NAME:
            raise InvalidValueError(f"Topic DisplayName can contain up to <{MAX_DISPLAY_NAME}> characters.")
        if topic.name in seen:
            raise InvalidValueError("Duplicate topic names are not allowed within a List.")
        seen.add(topic.name)
    if description is not None and len(description) > MAX_DESCRIPTION:
        raise InvalidValueError(f"List description can contain up to {MAX_DESCRIPTION} characters.")


def check_contact_address(address: str) -> None:
    """Raise InvalidValueError if this is not a valid address of a contact."""
    if not address.strip():
        raise InvalidValueError("EmailAddress can't be blank.")
    if not _ADDRESS.fullmatch(address):
        raise InvalidValueError(f"EmailAddress <{address}> is invalid")


def _check_name(name: str, what: str) -> None:
    if not name.strip():
        raise InvalidValueError(f"{what} can't be blank.")
    if not _NAME.fullmatch(name):
        raise InvalidValueError(
            f"{what} can contain up to 64 characters. Only alphanumeric characters, underscores(_) and hyphens(-) are "
            "allowed."
        )
