"""Which destinations receive an event, and the delivery to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from logging import getLogger
from typing import TYPE_CHECKING

from moto_ses_managed.ses.configuration_sets.event_destinations import EventDestination, EventType
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.mail.mail_events import MailEvent

if TYPE_CHECKING:
    from .notifications import Notification
    from .publishers import Publication

_log = getLogger(__name__)


def prepare(backend: ManagedSESBackend, events: Sequence[MailEvent]) -> Callable[[], None]:
    """Prepare the publications of events, in order, and return a function that delivers them.

    An event is published to the topic that the sender's identity has for it, and to the enabled, matching destinations
    of the message's configuration set, as both are now. It is published nowhere if the message is not in
    ``backend.mail`` (bulk traffic), and to no destination if the configuration set does not exist, or no longer does.
    The function never raises for a destination that cannot be reached. Call it without ``backend.region.lock``, so
    that receivers can call SES: an HTTP subscriber that sends mail, for example.
    """
    with backend.region.lock:
        publications = [publication for event in events for publication in _all(backend, event)]
    return partial(_deliver, publications)


def _deliver(publications: Sequence[Publication | Notification]) -> None:
    for publication in publications:
        try:
            publication.deliver()
        except Exception:  # noqa: BLE001
            # moto raises many kinds of errors for what is behind a destination, such as a queue that rejects the
            # message. SES loses such an event; the mail is sent, and other destinations still get their events.
            _log.warning("An event of %s is lost.", publication.mail.message_id, exc_info=True)


def _all(backend: ManagedSESBackend, event: MailEvent) -> Sequence[Publication | Notification]:
    publications = _publications(backend, event)
    return [*_notifications(backend, event), *publications] if backend.sns_topics else publications


def _notifications(backend: ManagedSESBackend, event: MailEvent) -> Iterator[Notification]:
    from .notifications import notification

    mail = backend.mail.get(event.message_id)
    identity_notification = notification(backend, mail, event) if mail is not None else None
    if identity_notification is not None:
        yield identity_notification


def _publications(backend: ManagedSESBackend, event: MailEvent) -> list[Publication]:
    mail = backend.mail.get(event.message_id)
    if mail is None:
        return []
    destinations = _matching(backend, mail, event)
    if not destinations:
        return []
    # Tests without event destinations pay for neither.
    from .documents import event_document
    from .publishers import Publication

    document = event_document(backend, mail, event)
    return [
        Publication(destination.target, backend.account_id, backend.region_name, event, mail, document)
        for destination in destinations
    ]


def _matching(backend: ManagedSESBackend, mail: SentMail, event: MailEvent) -> list[EventDestination]:
    configuration_set = backend.config_sets.get(mail.configuration_set or "")
    if configuration_set is None or not len(configuration_set.event_destinations):
        return []
    event_type = EventType(event.kind.value)
    return [
        destination
        for destination in configuration_set.event_destinations
        if destination.enabled and event_type in destination.event_types
    ]
