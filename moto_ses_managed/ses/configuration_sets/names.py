"""Names of configuration sets and of their event destinations, refused in SES's own words (seen live)."""

from __future__ import annotations

import re

from moto_ses_managed.simulation.errors import InvalidValueError

LONGEST_NAME = 64

_NAME = re.compile(r"[A-Za-z0-9_-]+")


class InvalidNameError(InvalidValueError):
    """No configuration set or event destination can have that name."""


def check_name(name: str, what: str = "configuration set") -> None:
    """Raise InvalidNameError for what is not a name of a configuration set, or of ``what`` else."""
    if not _NAME.fullmatch(name):
        raise InvalidNameError(
            f"Invalid {what} name <{name[:256]}>: only alphanumeric ASCII characters, '_', and '-' are allowed."
        )
    if len(name) > LONGEST_NAME:
        raise InvalidNameError(f"{what[0].upper()}{what[1:]} name cannot exceed {LONGEST_NAME} characters.")
