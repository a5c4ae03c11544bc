"""A message to send: sender, recipients and content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any

from .sent_mail import PlainContent, SendOperation

if TYPE_CHECKING:
    from .list_management import ListManagement
    from .raw import Mime


class Api(Enum):
    """The API of a request; the largest size of a message depends on it."""

    V1 = "v1"
    V2 = "v2"


@dataclass(frozen=True)
class Sender:
    """The sender of a message.

    ``address`` is the sender as given. ``identity_arn`` and ``return_path_arn`` name identities of other accounts that
    this account may use. ``named_in_headers`` are the senders in the headers of a raw message. ``configuration_set``
    and ``tenant`` are the ones that the request names.
    """

    address: str
    identity_arn: str | None = None
    return_path: str | None = None
    return_path_arn: str | None = None
    reply_to: tuple[str, ...] = ()
    named_in_headers: tuple[str, ...] = ()
    from_arn: str | None = None
    configuration_set: str | None = None
    tenant: str | None = None

    def __post_init__(self) -> None:
        # Interned: all stored messages have a sender's address, and few addresses send most of the mail.
        object.__setattr__(self, "address", intern(self.address))


@dataclass(frozen=True)
class Destination:
    """The recipients of a message, as given, with or without display names."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()

    @classmethod
    def of(cls, member: Mapping[str, Any]) -> Destination:
        """From the member ``Destination``, which is the same in both APIs."""
        to, cc, bcc = member.get("ToAddresses"), member.get("CcAddresses"), member.get("BccAddresses")
        return cls(tuple(to or ()), tuple(cc or ()), tuple(bcc or ()))

    @property
    def recipients(self) -> tuple[str, ...]:
        """All recipients, in the order To, Cc, Bcc."""
        return (*self.to, *self.cc, *self.bcc) if self.cc or self.bcc else self.to


Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OutgoingEmail:
    """A message to send. ``write`` composes it as MIME, and is called only when the MIME form is needed.

    ``plain`` content needs no checks: it is short text only. ``template`` is the name of the stored template of the
    message. If the template could not be rendered, ``rendering_failure`` has the reason, and there is nothing to write.
    ``list_management`` names the contact list of the message.
    """

    api: Api
    sender: Sender
    destination: Destination
    write: Callable[[], bytes]
    tags: Tags = ()
    template: str | None = None
    rendering_failure: str | None = None
    plain: PlainContent | None = None
    operation: SendOperation = SendOperation.SEND_EMAIL
    list_management: ListManagement | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        return self.destination.recipients

    @cached_property
    def message(self) -> bytes:
        """The message as it is sent."""
        return self.write()

    @cached_property
    def mime(self) -> Mime:
        """The parsed message. Raises InvalidParameterValue if it cannot be parsed."""
        from . import raw

        return raw.parse(self.message)
