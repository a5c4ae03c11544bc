"""What dedicated IP pools are called, and who decides how many IPs one has."""

from __future__ import annotations

import re
from enum import Enum

from .errors import InvalidValueError, ReservedPoolError

DEFAULT_DEDICATED_POOL = "ses-default-dedicated-pool"
"""SES's own pool of the standard IPs that the account has put in no pool."""

SHARED_POOL = "ses-shared-pool"
"""The addresses that all customers of SES send through."""

RESERVED_POOLS = frozenset({DEFAULT_DEDICATED_POOL, SHARED_POOL})

_POOL_NAME = re.compile(r"[a-z0-9._-]{1,64}")


class ScalingMode(str, Enum):
    """Who decides how many IPs a pool has: the customer (standard) or SES (managed). Members equal AWS's strings."""

    STANDARD = "STANDARD"
    MANAGED = "MANAGED"

    def __str__(self) -> str:
        return self.value


def check_pool_name(name: str) -> None:
    """Raise InvalidValueError unless ``name`` has 1 to 64 of a-z, 0-9, ``.``, ``-`` and ``_`` (seen live)."""
    if not _POOL_NAME.fullmatch(name):
        raise InvalidValueError(
            f"The pool name {name!r} is invalid. It must have 1 to 64 characters: "
            "lowercase letters (a-z), numbers (0-9), dots (.), hyphens (-) and underscores (_)."
        )


def refuse_reserved(name: str) -> None:
    """Raise ReservedPoolError for the name of a pool that SES manages itself."""
    if name in RESERVED_POOLS:
        raise ReservedPoolError(name)
