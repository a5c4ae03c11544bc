"""What happened to the messages that are kept, in the order in which event publishing tells it."""

from __future__ import annotations

from array import array
from collections.abc import Container, Mapping, Sequence
from itertools import compress
from typing import Any

from moto_ses_managed.simulation.mail.mail_events import MailEvent

_FEW = 1_000
"""Events that are kept without a look at whether their messages still are (our choice)."""


class EventLog:
    """Events, each with its place among all that ever happened. Those of forgotten messages go in bulk, later."""

    def __init__(self) -> None:
        self._events: list[MailEvent] = []
        self._numbers = array("q")
        self._next = 0
        self._look_at = _FEW

    def __getstate__(self) -> dict[str, Any]:
        """What a state keeps, with the numbers as a list: it writes one as runs of them."""
        return self.__dict__ | {"_numbers": self._numbers.tolist()}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._numbers = array("q", state["_numbers"])

    def add(self, events: Sequence[MailEvent], kept: Container[str]) -> None:
        """Add what happened next, as far as the ids of its messages are among those ``kept``."""
        for event in events:
            if event.message_id in kept:
                self._events.append(event)
                self._numbers.append(self._next)
            self._next += 1
        if len(self._events) > self._look_at:
            stays = [event.message_id in kept for event in self._events]
            self._events = list(compress(self._events, stays))
            self._numbers = array("q", compress(self._numbers, stays))
            self._look_at = max(_FEW, 2 * len(self._events))

    def of(self, kept: Container[str]) -> list[tuple[int, MailEvent]]:
        """The events of the messages that are ``kept``, by their places."""
        numbered = zip(self._numbers, self._events, strict=True)
        return [(number, event) for number, event in numbered if event.message_id in kept]
