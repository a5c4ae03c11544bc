"""Names of receipt rules, rule sets and filters."""

from __future__ import annotations

import re

from moto.ses.exceptions import ValidationError

LONGEST_NAME = 64

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")


def check_receiving_name(member: str, name: str) -> None:
    """Raise ValidationError for an invalid name, with moto's messages, which are AWS's
    [AWS: CreateReceiptRule, "Contain only ASCII letters (a-z, A-Z), numbers (0-9), underscores (_), dashes (-), or
    periods (.). Start and end with a letter or number. Contain 64 characters or fewer"]."""
    if not _NAME.fullmatch(name):
        raise ValidationError(
            f"Value at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "^[a-zA-Z0-9_.-]+$"
        )
    if len(name) > LONGEST_NAME:
        raise ValidationError(f"Not a valid {member}: {name}")
