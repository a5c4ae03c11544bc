"""The outbox: calls to other services that a step of the Region postpones until it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Telling = Callable[[], None]
"""Delivers something to another service. It never raises: what cannot be delivered is lost."""


class Outbox:
    """Deliveries that wait while the Region is locked. Use it only under that lock."""

    def __init__(self) -> None:
        self._steps = 0
        self._waiting: list[Telling] = []

    def put(self, telling: Telling) -> None:
        """Add a delivery for the end of the current step."""
        self._waiting.append(telling)

    def begin_step(self) -> None:
        """Begin a step, which may be nested in another one."""
        self._steps += 1

    def end_step(self) -> Sequence[Telling]:
        """End a step. The outermost step returns all deliveries, in order."""
        self._steps -= 1
        if self._steps or not self._waiting:
            return ()
        due, self._waiting = self._waiting, []
        return due
