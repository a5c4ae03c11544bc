"""The content of a message: subject, bodies, headers, attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class MessageHeaders(Mapping[str, str]):
    """A message's headers, decoded, each on one line. Names are case-insensitive; of equal names, the first is used."""

    def __init__(self, fields: tuple[tuple[str, str], ...] = ()) -> None:
        self.fields = fields
        self._first = {name.lower(): value for name, value in reversed(fields)}

    def __getitem__(self, name: str) -> str:
        return self._first[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.fields))

    def __len__(self) -> int:
        return len(set(self))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._first

    def get_all(self, name: str) -> list[str]:
        """The values of all headers of that name, in order."""
        return [value for field, value in self.fields if field.lower() == name.lower()]

    def __repr__(self) -> str:
        return f"MessageHeaders({self.fields!r})"


@dataclass(frozen=True)
class MailAttachment:
    """A file that came with a message."""

    filename: str | None
    """The file name; None if it has none."""

    content_type: str
    """The media type, such as ``application/pdf``."""

    content: bytes
    """The bytes of the file."""


@dataclass(frozen=True)
class MailContent:
    """The content of a message, as it was sent."""

    subject: str = ""
    text: str | None = None
    html: str | None = None
    headers: MessageHeaders = field(default_factory=MessageHeaders)
    tags: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[MailAttachment, ...] = ()
    raw: bytes = b""
