"""AWS::SES::ContactList."""

from __future__ import annotations

from .resource import Properties, SesResource


class ContactList(SesResource):
    """The account's contact list."""

    type_name = "AWS::SES::ContactList"
    properties = frozenset({"ContactListName", "Description", "Tags", "Topics"})
    tagged_as = "contact-list"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return settings.get("ContactListName")

    def create(self) -> None:
        self.ses.v2("CreateContactList", **{**self.settings, "ContactListName": self.name})

    def change(self, before: Properties) -> None:
        self.ses.v2(
            "UpdateContactList",
            ContactListName=self.name,
            Description=self.settings.get("Description", ""),
            Topics=self.settings.get("Topics", []),
        )
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteContactList", ContactListName=self.name)
