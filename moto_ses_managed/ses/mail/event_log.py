"""What happened to the messages that are kept, in the order in which event publishing tells it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from moto_ses_managed.simulation.mail.mail_events import MailEvent

_FEW = 1_000
"""Events that are kept without a look at whether their messages still are (our choice)."""


class EventLog:
    """Events, each with its place among all that ever happened. Those of forgotten messages go in bulk, later."""

    def __init__(self) -> None:
        self._events: dict[int, MailEvent] = {}
        self._next = 0
        self._look_at = _FEW

    def add(self, events: Sequence[MailEvent], kept: Container[str]) -> None:
        """Add what happened next, as far as the ids of its messages are among those ``kept``."""
        for event in events:
            if event.message_id in kept:
                self._events[self._next] = event
            self._next += 1
        if len(self._events) > self._look_at:
            for number in [number for number, event in self._events.items() if event.message_id not in kept]:
                del self._events[number]
            self._look_at = max(_FEW, 2 * len(self._events))

    def of(self, kept: Container[str]) -> list[tuple[int, MailEvent]]:
        """The events of the messages that are ``kept``, by their places."""
        return [(number, event) for number, event in self._events.items() if event.message_id in kept]
