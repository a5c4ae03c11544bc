"""Header fields: which a sender can set, which must be unique, and which are instructions for SES."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from moto.ses.exceptions import InvalidParameterValue

Headers = tuple[tuple[str, str], ...]

LONGEST_HEADER = 996
"""[AWS: "The combined length of the header name and value must not exceed 996 characters"]."""

# [AWS: "Amazon SES header fields", those that "can't appear more than once in the header section of a message"].
_ONCE_ONLY = frozenset(
    """
    accept-language acceptlanguage archived-at auto-submitted bounces-to comments content-alternative content-base
    content-class content-description content-disposition content-duration content-id content-language content-length
    content-location content-md5 content-transfer-encoding content-type date delivered-to
    disposition-notification-options disposition-notification-to dkim-signature domainkey-signature errors-to from
    importance in-reply-to keywords list-archive list-help list-id list-owner list-post list-subscribe
    list-unsubscribe list-unsubscribe-post message-context message-id mime-version organization original-from
    original-message-id original-recipient original-subject precedence priority references reply-to return-path
    return-receipt-to sender solicitation sensitivity subject thread-index thread-topic user-agent vbr-info
    """.split()  # noqa: SIM905  (a table is easier to read than a list of strings)
)

# Headers that other members of the request, or MIME, determine (our choice: AWS has no list).
_NOT_CHOSEN = frozenset(
    {"from", "to", "cc", "bcc", "reply-to", "subject", "sender", "return-path", "mime-version"}
    | {"content-type", "content-transfer-encoding", "content-disposition", "content-id"}
)


def check_custom_headers(headers: Headers) -> None:
    """Raise InvalidParameterValue for a header of the request's ``Headers`` that SES sets, or that is too long."""
    check_unique(name for name, _ in headers)
    for name, value in headers:
        if name.lower() in _NOT_CHOSEN:
            raise InvalidParameterValue(f"The header {name!r} is set by SES from the other members of the request.")
        if len(name) + len(value) > LONGEST_HEADER:
            raise InvalidParameterValue(
                f"A header's name and value have at most {LONGEST_HEADER} characters together: "
                f"{name!r} has {len(name) + len(value)}."
            )


def check_unique(names: Iterable[str]) -> None:
    """Raise InvalidParameterValue for a header that must be unique but is repeated."""
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1 and name in _ONCE_ONLY:
            raise InvalidParameterValue(f"Duplicate header '{name.title()}'.")
