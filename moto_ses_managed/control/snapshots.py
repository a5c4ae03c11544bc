"""What the hooks hand out: pools that can be drawn, and messages whose content can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from moto_ses_managed.simulation import snapshots
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.mail import messages
from moto_ses_managed.simulation.mail.mail_content import MailAttachment, MailContent, MessageHeaders

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Pool(snapshots.Pool):
    __doc__ = snapshots.Pool.__doc__

    @classmethod
    def of(cls, snapshot: snapshots.Pool) -> Pool:
        return cls(**vars(snapshot))

    def figure(self, *, bill: Bill | None = None, dark: bool = False) -> Figure:
        """The pool's finished days as a plotly figure, the one that ``simulate --plot`` draws: messages that left by
        way, bounced, were deferred or queued, the IPs, and the percentage through dedicated IPs, with milestones.

        ``bill``, as SesManaged.bill() returns it, is told of below; ``dark`` is for a dark ground.
        Raises ChartsExtraMissingError where plotly is not installed.
        """
        from moto_ses_managed.reports.charts import pool_figure

        return pool_figure(self, bill=bill, dark=dark)


@dataclass(frozen=True)
class Message(messages.Message):
    __doc__ = messages.Message.__doc__

    _load: Callable[[], MailContent] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, accepted: messages.AcceptedMessage, load: Callable[[], MailContent]) -> Message:
        """A message as it stands, and what reads its content once somebody asks for it."""
        made = accepted.snapshot_as(cls)
        made.read_later(load)
        return made

    def read_later(self, load: Callable[[], MailContent]) -> None:
        """Have ``load`` read the content once somebody asks for it."""
        object.__setattr__(self, "_load", load)

    @cached_property
    def _content(self) -> MailContent:
        return self._load() if self._load is not None else MailContent()

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return self._content.subject

    @property
    def text(self) -> str | None:
        """The text, None where the message has none."""
        return self._content.text

    @property
    def html(self) -> str | None:
        """The HTML, None where the message has none."""
        return self._content.html

    @property
    def headers(self) -> MessageHeaders:
        """The message's headers, decoded; a name may be spelt in any case."""
        return self._content.headers

    @property
    def tags(self) -> Mapping[str, str]:
        """The message tags that the sender gave it."""
        return self._content.tags

    @property
    def attachments(self) -> tuple[MailAttachment, ...]:
        """What came with the message: everything but its first text and its first HTML."""
        return self._content.attachments

    @property
    def raw(self) -> bytes:
        """The message in MIME, as it went out."""
        return self._content.raw
