"""Raw messages: parsing with the standard library's email package, and the headers with instructions for SES."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from moto.ses.exceptions import InvalidParameterValue

from .addresses import bare, split_addresses
from .headers import Headers

Mime = Message

CONFIGURATION_SET = "x-ses-configuration-set"
MESSAGE_TAGS = "x-ses-message-tags"
SOURCE_ARN = "x-ses-source-arn"
FROM_ARN = "x-ses-from-arn"
RETURN_PATH_ARN = "x-ses-return-path-arn"
LIST_MANAGEMENT = "x-ses-list-management-options"
TENANT = "x-ses-tenant"

# Headers that SES reads and then removes [AWS: "Amazon SES removes the headers before it sends the email"].
_TAKEN_OUT = frozenset(
    name.encode()
    for name in (
        CONFIGURATION_SET,
        MESSAGE_TAGS,
        SOURCE_ARN,
        FROM_ARN,
        RETURN_PATH_ARN,
        LIST_MANAGEMENT,
        TENANT,
        "bcc",
    )
)

MANY_LINES = 20_000
"""Messages with at least this many lines are split here, as Python's parser is slow with many lines."""

_FOLD = re.compile(r"\r?\n[ \t]*")
_LAST_LINE_END = re.compile(rb"(?:\r\n|\r|\n)\Z")
_BLANK_LINE = re.compile(rb"\A\r?\n")
_LINE = re.compile(rb"[^\n]*\n?")


def parse(raw: bytes) -> Mime:
    """Parse a message. Raises InvalidParameterValue if its parts are nested too deeply."""
    try:
        return message_from_bytes(raw) if raw.count(b"\n") < MANY_LINES else _parse_long(raw)
    except RecursionError as error:
        raise InvalidParameterValue("The message has parts in parts, too many to read.") from error


def _parse_long(raw: bytes) -> Mime:
    """Parse a message in time that depends on its bytes and parts, not on its lines."""
    block = header_block(raw)
    mime = message_from_bytes(block + b"\n")
    body = _BLANK_LINE.sub(b"", raw[len(block) :], count=1)
    boundary = mime.get_boundary() if mime.get_content_maintype() == "multipart" else None
    delimiter = re.compile(rb"(?:^|\r?\n)--%s(--)?[ \t]*(?:\r?\n|\Z)" % re.escape((boundary or "").encode()))
    parts = _parts(body, delimiter) if boundary else []
    if parts:
        mime.set_payload([parse(part) for part in parts])
    elif mime.get_content_maintype() == "message":
        mime.set_payload([parse(body)])
    else:
        mime.set_payload(body.decode("ascii", "surrogateescape"))
    return mime


def _parts(body: bytes, delimiter: re.Pattern[bytes]) -> list[bytes]:
    """The parts between the delimiters, up to the closing one."""
    parts: list[bytes] = []
    begins: int | None = None
    for boundary in delimiter.finditer(body):
        if begins is not None:
            parts.append(body[begins : boundary.start()])
        begins = boundary.end()
        if boundary[1]:
            return parts
    return parts if begins is None else [*parts, _LAST_LINE_END.sub(b"", body[begins:])]


def header(mime: Mime, name: str) -> str | None:
    """The first header with this name, on one line; None if it is missing or blank."""
    value = mime[name]
    return unfolded(value) or None if value is not None else None


def headers(mime: Mime) -> Headers:
    """All headers, in order, each on one line."""
    return tuple((name, unfolded(value)) for name, value in mime.items())


def unfolded(value: object) -> str:
    return _FOLD.sub(" ", str(value)).strip()


def decoded(value: str) -> str:
    """The value of a header with decoded words, or unchanged if they cannot be decoded."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return value


def addresses(mime: Mime, *names: str) -> tuple[str, ...]:
    """The addresses in all headers with these names, in order, as they are written.

    Raises InvalidParameterValue if a header cannot be parsed.
    """
    fields = (unfolded(value) for name in names for value in mime.get_all(name, []))
    return tuple(address for field in fields for address in split_addresses(field) if bare(address))


def bare_addresses(mime: Mime, *names: str) -> tuple[str, ...]:
    """The addresses in all headers with these names, in order, without display names."""
    return tuple(bare(address) for address in addresses(mime, *names))


def message_tags(mime: Mime) -> tuple[tuple[str, str], ...]:
    """The tags in X-SES-MESSAGE-TAGS: ``name1=value1, name2=value2``. Raises InvalidParameterValue."""
    tags: list[tuple[str, str]] = []
    for field in mime.get_all(MESSAGE_TAGS, []):
        for tag in filter(None, (part.strip() for part in unfolded(field).split(","))):
            name, equals, value = tag.partition("=")
            if not equals:
                raise InvalidParameterValue(f"X-SES-MESSAGE-TAGS has {tag[:100]!r} where name=value was expected.")
            tags.append((name.strip(), value.strip()))
    return tuple(tags)


def check_header_lines(raw: bytes) -> None:
    """Raise InvalidParameterValue for an invalid header line.

    It starts with a colon, continues no header, or continues a header with white space only.
    """
    for number, line in enumerate(_header_lines(raw)):
        folded = line[:1] in (b" ", b"\t")
        if line[:1] == b":" or (folded and (number == 0 or not line.strip())):
            raise InvalidParameterValue("Empty header names are illegal.")


def without_instructions(raw: bytes) -> bytes:
    """The message as it is sent: without instructions for SES and Bcc, otherwise byte for byte the same."""
    return without_headers(raw, _TAKEN_OUT)


def without_headers(raw: bytes, names: Collection[bytes]) -> bytes:
    """The message without the headers with these names (in lower case), otherwise byte for byte the same."""
    kept: list[bytes] = []
    position, dropping = 0, False
    for line in _header_lines(raw):
        position += len(line)
        if line[:1] not in (b" ", b"\t"):
            dropping = line.partition(b":")[0].strip().lower() in names
        if not dropping:
            kept.append(line)
    return b"".join(kept) + raw[position:]


def header_block(raw: bytes) -> bytes:
    """The headers of a message, without the blank line after them."""
    return raw[: sum(map(len, _header_lines(raw)))]


def _header_lines(raw: bytes) -> Iterator[bytes]:
    for line in _LINE.finditer(raw):
        if not line[0].strip(b"\r\n"):
            return
        yield line[0]
