"""The log of the events of stored messages, in the order of their publication."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain

from moto_ses_managed.simulation.mail.mail_events import MailEvent

_FEW = 1_000
"""Up to this many events are kept without checking whether their messages are still stored (our choice)."""


class EventLog:
    """Events, each with its position among all events ever. Events of discarded messages are removed later, in bulk."""

    def __init__(self) -> None:
        self._events: list[MailEvent] = []
        self._runs: list[tuple[int, int]] = []
        """The positions of the events, as runs without gaps: the first position and the length of each run."""
        self._next = 0
        self._look_at = _FEW

    def add(self, events: Sequence[MailEvent], kept: Container[str]) -> None:
        """Add the next events, if the IDs of their messages are in ``kept``."""
        for event in events:
            if event.message_id in kept:
                self._append(self._next, event)
            self._next += 1
        if len(self._events) > self._look_at:
            self._forget_all_but(kept)
            self._look_at = max(_FEW, 2 * len(self._events))

    def of(self, kept: Container[str]) -> list[tuple[int, MailEvent]]:
        """The events of the messages in ``kept``, with their positions."""
        return [(place, event) for place, event in self._placed() if event.message_id in kept]

    def _append(self, place: int, event: MailEvent) -> None:
        self._events.append(event)
        first, count = self._runs[-1] if self._runs else (place, 0)
        if first + count == place:
            self._runs[-1:] = [(first, count + 1)]
        else:
            self._runs.append((place, 1))

    def _forget_all_but(self, kept: Container[str]) -> None:
        stays = self.of(kept)
        if len(stays) == len(self._events):
            return
        # In place: a save of the state would write a new list with all its events.
        self._events.clear()
        self._runs.clear()
        for place, event in stays:
            self._append(place, event)

    def _placed(self) -> Iterator[tuple[int, MailEvent]]:
        places = chain.from_iterable(range(first, first + count) for first, count in self._runs)
        return zip(places, self._events, strict=True)
