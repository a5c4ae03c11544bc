"""What a step of the Region has to tell the world, until the step is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Telling = Callable[[], None]
"""Tells somebody something. It never raises: who cannot be reached loses it."""


class Outbox:
    """Messages that wait while the Region is locked. It is used under the Region's lock."""

    def __init__(self) -> None:
        self._steps = 0
        self._waiting: list[Telling] = []

    def put(self, telling: Telling) -> None:
        """Have something told after the step that is under way."""
        self._waiting.append(telling)

    @contextmanager
    def step(self) -> Iterator[list[Telling]]:
        """A step, maybe within another one. The list has, after the outermost one, all that is to be told in order."""
        self._steps += 1
        due: list[Telling] = []
        try:
            yield due
        finally:
            self._steps -= 1
            if not self._steps:
                due += self._waiting
                self._waiting.clear()
