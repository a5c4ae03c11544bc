"""The accepted messages that are kept, and the order in which they are discarded."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain, islice
from typing import overload

from .messages import AcceptedMessage


class StoredMessages(Sequence[AcceptedMessage]):
    """The accepted messages in order, without those that were discarded.

    A message with deferred mail is never discarded. Adding and discarding take constant time, however many messages
    there are, and however many wait.
    """

    def __init__(self) -> None:
        self._recent: deque[AcceptedMessage] = deque()
        """The newest messages, without gaps."""
        self._accepted_before = 0
        """How many messages were accepted before these."""
        self._older: list[AcceptedMessage] = []
        """Older messages that are still kept: they waited when their neighbours were discarded."""
        self._older_numbers: list[int] = []
        self._older_settled: list[int] = []
        """A heap of the numbers of those older messages that no longer wait."""
        self._waiting: dict[AcceptedMessage, int] = {}
        self._discarded_ids: list[str] = []

    @property
    def accepted(self) -> int:
        """How many messages were ever added."""
        return self._accepted_before + len(self._recent)

    def add(self, message: AcceptedMessage) -> None:
        """Add the newest message."""
        self._recent.append(message)

    def newest_waits(self) -> None:
        """Note that mail of the newest message is deferred."""
        self._waiting[self._recent[-1]] = self.accepted - 1

    def settled(self, message: AcceptedMessage) -> None:
        """Note that no mail of a message waits any longer."""
        number = self._waiting.pop(message, None)
        if number is not None and number < self._accepted_before:
            heappush(self._older_settled, number)

    def retain(self, most: int) -> None:
        """Discard the oldest settled messages until at most ``most`` messages, or only waiting ones, are left."""
        while len(self) > most and (self._older_settled or self._recent):
            if self._older_settled:
                self._discarded_ids.append(self._take_older(heappop(self._older_settled)).message_id)
                continue
            message = self._recent.popleft()
            if message in self._waiting:
                self._older.append(message)
                self._older_numbers.append(self._accepted_before)
            else:
                self._discarded_ids.append(message.message_id)
            self._accepted_before += 1

    def take_discarded(self) -> list[str]:
        """The IDs of the messages that were discarded since the last call."""
        discarded, self._discarded_ids = self._discarded_ids, []
        return discarded

    def number_at(self, position: int) -> int:
        """The number of the message at a position: how many messages were accepted before it."""
        older = len(self._older_numbers)
        return self._older_numbers[position] if position < older else self._accepted_before + position - older

    def __len__(self) -> int:
        return len(self._older) + len(self._recent)

    @overload
    def __getitem__(self, position: int) -> AcceptedMessage: ...
    @overload
    def __getitem__(self, position: slice) -> list[AcceptedMessage]: ...
    def __getitem__(self, position: int | slice) -> AcceptedMessage | list[AcceptedMessage]:
        if isinstance(position, slice):
            numbers = range(len(self))[position]
            if numbers.step == 1:
                return [*islice(self, numbers.start, numbers.stop)]
            return [self[number] for number in numbers]
        position = range(len(self))[position]
        older = len(self._older)
        return self._older[position] if position < older else self._recent[position - older]

    def __iter__(self) -> Iterator[AcceptedMessage]:
        return chain(self._older, self._recent)

    def _take_older(self, number: int) -> AcceptedMessage:
        place = bisect_left(self._older_numbers, number)
        del self._older_numbers[place]
        return self._older.pop(place)
