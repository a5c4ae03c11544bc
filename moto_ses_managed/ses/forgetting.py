"""What is kept of sent mail beside the Region's messages, and how it goes when they do."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING, Any

from .mail.sent_mail import MotosMessage

if TYPE_CHECKING:
    from .models import ManagedSESBackend


class RemovalInTurn:
    """Takes things out of a list in about the order that they have in it.

    Each is looked for first where the last one was, so that the next in turn is found at once wherever it stands.
    """

    __slots__ = ("_place",)

    def __init__(self) -> None:
        self._place = 0

    def take_out(self, items: list[Any], item: object) -> None:
        """Take out ``item`` itself, or nothing where it isn't there any more."""
        if self._place >= len(items) or items[self._place] is not item:
            found = next((place for place, other in enumerate(items) if other is item), None)
            if found is None:
                return
            self._place = found
        del items[self._place]


_tracked: defaultdict[type[Any], RemovalInTurn] = defaultdict(RemovalInTurn)
_tracked_lock = Lock()
"""moto's lists of instances are those of all accounts and Regions."""


def forget_mail(backend: ManagedSESBackend) -> None:
    """Let go the mail that the Region has forgotten, and the oldest that it never had, beyond as many of these."""
    for message_id in backend.region.take_forgotten():
        _forget(backend, message_id)
    while len(backend.refused_mail) > backend.region.policy.max_stored_messages:
        _forget(backend, backend.refused_mail.popleft())


def _forget(backend: ManagedSESBackend, message_id: str) -> None:
    mail = backend.mail.pop(message_id, None)
    if mail is None or mail.kept_by_moto is None:
        return
    backend.removal.take_out(backend.sent_messages, mail.kept_by_moto)
    _stop_tracking(mail.kept_by_moto)


def _stop_tracking(message: MotosMessage) -> None:
    """moto lists every instance of its models, for its dashboard."""
    with _tracked_lock:
        model: Any = type(message)
        _tracked[model].take_out(model.instances_tracked, message)
