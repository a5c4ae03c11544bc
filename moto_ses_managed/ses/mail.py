"""An accepted message as events and rules look at it: its envelope, headers and tags, whichever call brought it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SentMail:
    """``headers`` are in the message's order; ``destination`` is every recipient, as given; ``size`` is in bytes.

    ``tags`` are the sender's message tags, name to values, without the automatic ``ses:`` ones.
    """

    message_id: str
    source: str
    destination: tuple[str, ...]
    configuration_set: str | None
    sent_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    size: int = 0
    template: str | None = None
