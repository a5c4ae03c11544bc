"""The snapshots that the hooks return: pools that can be plotted, and messages whose content can be read."""

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
        """The pool's finished days as a plotly figure, as ``simulate --plot`` draws it: messages by route, bounced,
        deferred and queued messages, the IPs, the percentage through dedicated IPs, and milestones.

        ``bill``, from SesManaged.bill(), is shown below the chart; ``dark`` is for a dark background.
        Raises ChartsExtraMissingError if plotly is not installed.
        """
        from moto_ses_managed.reports.charts import pool_figure

        return pool_figure(self, bill=bill, dark=dark)


class _Unread:
    """Loads a message's content. Copies of the message share it; pickling a message loads its content."""

    def __init__(self, load: Callable[[], MailContent]) -> None:
        self._load = load

    def __call__(self) -> MailContent:
        return self._load()

    def __deepcopy__(self, _memo: object) -> _Unread:
        # The content is loaded from moto's state, which must not be copied, not even by dataclasses.asdict().
        return self

    def __reduce__(self) -> tuple[Callable[[MailContent], _Unread], tuple[MailContent]]:
        return _read, (self(),)

    def __repr__(self) -> str:
        return "<content>"


def _read(content: MailContent) -> _Unread:
    return _Unread(lambda: content)


@dataclass(frozen=True)
class Message(messages.Message):
    __doc__ = messages.Message.__doc__

    _load: Callable[[], MailContent] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, accepted: messages.AcceptedMessage, load: Callable[[], MailContent]) -> Message:
        """A snapshot of a message; ``load`` reads its content when it is first used."""
        made = accepted.snapshot_as(cls)
        made.read_later(load)
        return made

    def read_later(self, load: Callable[[], MailContent]) -> None:
        """Read the content with ``load`` when it is first used."""
        object.__setattr__(self, "_load", _Unread(load))

    @cached_property
    def _content(self) -> MailContent:
        return self._load() if self._load is not None else MailContent()

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return self._content.subject

    @property
    def text(self) -> str | None:
        """The text part, or None."""
        return self._content.text

    @property
    def html(self) -> str | None:
        """The HTML part, or None."""
        return self._content.html

    @property
    def headers(self) -> MessageHeaders:
        """The message's headers, decoded; names are case-insensitive."""
        return self._content.headers

    @property
    def tags(self) -> Mapping[str, str]:
        """The message tags that the sender set."""
        return self._content.tags

    @property
    def attachments(self) -> tuple[MailAttachment, ...]:
        """The parts of the message other than its first text and its first HTML."""
        return self._content.attachments

    @property
    def raw(self) -> bytes:
        """The MIME message, as it was sent."""
        return self._content.raw
