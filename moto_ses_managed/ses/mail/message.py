"""A message on its way into SES: from whom, to whom, and what."""

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
    """The API that a request came by; what a message may weigh depends on it."""

    V1 = "v1"
    V2 = "v2"


@dataclass(frozen=True)
class Sender:
    """On whose behalf mail is sent, and by which rules.

    ``address`` is the sender as given. ``identity_arn`` and ``return_path_arn`` name identities that others own and let
    the account use. ``named_in_headers`` are the senders that a raw message's own headers name. ``configuration_set``
    is the one that the request names, ``tenant`` on whose behalf the mail is.
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
        # Every message that is kept has its sender's address, and few addresses send most of the mail.
        object.__setattr__(self, "address", intern(self.address))


@dataclass(frozen=True)
class Destination:
    """Who is to get a message, as given, with or without display names."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()

    @classmethod
    def of(cls, member: Mapping[str, Any]) -> Destination:
        """From the member of that name, which both APIs have in one form."""
        to, cc, bcc = member.get("ToAddresses"), member.get("CcAddresses"), member.get("BccAddresses")
        return cls(tuple(to or ()), tuple(cc or ()), tuple(bcc or ()))

    @property
    def recipients(self) -> tuple[str, ...]:
        """All of them, in To, Cc, Bcc order."""
        return (*self.to, *self.cc, *self.bcc) if self.cc or self.bcc else self.to


Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OutgoingEmail:
    """A message on its way in. ``write`` makes it MIME, as it goes out, and is not called before somebody looks.

    One with ``plain`` content has nothing in it that SES would look for: it is far from the limit of size, too.
    ``template`` is the name of the stored template it was made from. Where that could not be filled in,
    ``rendering_failure`` says why and there is nothing to write. ``list_management`` names the contact list that it
    belongs to.
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
        """The message as it goes out."""
        return self.write()

    @cached_property
    def mime(self) -> Mime:
        """The message, read. Raises InvalidParameterValue where it can't be."""
        from . import raw

        return raw.parse(self.message)
