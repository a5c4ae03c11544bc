"""An accepted message as events and rules look at it: its envelope, headers and tags, whichever call brought it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from .headers import Headers


@dataclass(frozen=True)
class SentMail:
    """``destination`` is every recipient, as given. ``tags`` are the sender's message tags, name to values, without the
    automatic ``ses:`` ones. ``template`` is the name of the stored template that the message was made from.

    ``read_headers`` gives the message's headers, in order: asked for them first when somebody wants to know, since
    most messages are never looked at.
    """

    message_id: str
    source: str
    destination: tuple[str, ...]
    configuration_set: str | None
    sent_at: datetime
    read_headers: Callable[[], Headers] = tuple
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    template: str | None = None

    @cached_property
    def headers(self) -> Headers:
        """The message's headers, each on one line, in order."""
        return self.read_headers()
