"""Subscription management: who receives mail to a contact list, and how contacts unsubscribe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from moto_ses_managed.simulation.mailboxes import bare_address

from ..contact_lists.events import SubscriptionEvent, Subscriptions, SubscriptionSource
from ..contact_lists.model import Contact, ContactList, SubscriptionStatus, contact_key
from ..mail.list_management import ListManagement, with_unsubscribe_link
from ..mail.message import OutgoingEmail
from ..mail.unsubscribe_links import UnsubscribeLink
from ..models import ManagedSESBackend


def check_list_management(backend: ManagedSESBackend, management: ListManagement) -> None:
    """Raise NotFoundError for an unknown list, InvalidValueError for an unknown topic."""
    contact_list = backend.contact_lists.named(management.contact_list)
    if management.topic is not None:
        contact_list.check_topics([management.topic])


def unsubscribed(backend: ManagedSESBackend, outgoing: OutgoingEmail) -> frozenset[str]:
    """The recipients that have unsubscribed. Recipients that are not contacts become contacts.

    [AWS: "Using subscription management"]
    """
    management = outgoing.list_management
    if management is None:
        return frozenset()
    contact_list = backend.contact_lists.named(management.contact_list)
    contacts = {recipient: _contact(backend, contact_list, recipient) for recipient in outgoing.recipients}
    return frozenset(
        recipient for recipient, contact in contacts.items() if not contact_list.wants(contact, management.topic)
    )


def linked(backend: ManagedSESBackend, outgoing: OutgoingEmail, message_id: str) -> OutgoingEmail:
    """The message with the unsubscribe links of its contact; without links if it has several recipients [AWS]."""
    management, recipients = outgoing.list_management, _addresses(outgoing.recipients)
    if management is None or len(recipients) != 1 or outgoing.rendering_failure is not None:
        return outgoing
    account, region = backend.account_id, backend.region_name
    link = UnsubscribeLink(account, region, message_id, management.contact_list, management.topic, recipients[0])
    message = with_unsubscribe_link(outgoing.message, link.url)
    return replace(outgoing, write=lambda: message, plain=None)


def unsubscribe(backend: ManagedSESBackend, link: UnsubscribeLink, source: SubscriptionSource) -> None:
    """Unsubscribe the contact of a link from its topic, or from the whole list if the link has no topic.

    While the message is still stored, an event reports it [AWS: "Using subscription management"].
    Raises NotFoundError (the list, the contact) or InvalidValueError (the topic), and then changes nothing.
    """
    contact_list = backend.contact_lists.named(link.contact_list)
    before, now = contact_list.contact(link.address), backend.region.clock.now
    after = replace(before, updated_at=now)
    if link.topic is None:
        after.unsubscribed_from_all = True
    else:
        after.preferences = before.preferences | {link.topic: SubscriptionStatus.OPT_OUT}
    contact_list.put(after)
    backend.mail_events.append(
        SubscriptionEvent(
            MailEventKind.SUBSCRIPTION,
            link.message_id,
            now,
            (link.address,),
            contact_list=contact_list.name,
            source=source,
            before=Subscriptions.of(before),
            after=Subscriptions.of(after),
        )
    )


def _contact(backend: ManagedSESBackend, contact_list: ContactList, recipient: str) -> Contact:
    [address] = _addresses([recipient])
    known = contact_list.contacts.get(contact_key(address))
    if known is not None:
        return known
    now = backend.region.clock.now
    contact_list.put(Contact(address, now, now))
    return contact_list.contact(address)


def _addresses(recipients: Sequence[str]) -> list[str]:
    return [bare_address(recipient) or recipient for recipient in recipients]
