"""The rules for names of configuration sets and event destinations, with SES's error messages (seen live)."""

from __future__ import annotations

import re

from moto_ses_managed.simulation.errors import InvalidValueError

LONGEST_NAME = 64

_NAME = re.compile(r"[A-Za-z0-9_-]+")


class InvalidNameError(InvalidValueError):
    """The name of a configuration set or event destination is invalid."""


def check_name(name: str, what: str = "configuration set") -> None:
    """Raise InvalidNameError for an invalid name. ``what`` is the kind of resource in the message."""
    if not _NAME.fullmatch(name):
        raise InvalidNameError(
            f"Invalid {what} name <{name[:256]}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
        )
    if len(name) > LONGEST_NAME:
        raise InvalidNameError(f"{what[0].upper()}{what[1:]} name cannot exceed {LONGEST_NAME} characters.")
