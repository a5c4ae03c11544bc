"""What a step of the Region has to tell the world, until the step is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

    def begin_step(self) -> None:
        """A step begins, maybe within another one."""
        self._steps += 1

    def end_step(self) -> Sequence[Telling]:
        """It ends; all that is to be told, in order, where it is the outermost one."""
        self._steps -= 1
        if self._steps or not self._waiting:
            return ()
        due, self._waiting = self._waiting, []
        return due
