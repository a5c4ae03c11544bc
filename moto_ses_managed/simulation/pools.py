"""Dedicated IP addresses and the pools that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from ipaddress import IPv4Address

from .errors import InvalidValueError

DEFAULT_DEDICATED_POOL = "ses-default-dedicated-pool"
"""SES's own pool of the standard IPs that the account has put in no pool."""

SHARED_POOL = "ses-shared-pool"
"""The addresses that all customers of SES send through."""

RESERVED_POOLS = frozenset({DEFAULT_DEDICATED_POOL, SHARED_POOL})

FULLY_WARM = 100
"""The warm-up percentage of an IP whose warm-up is done."""

_POOL_NAME = re.compile(r"[a-z0-9._-]{1,64}")
_FIRST_ADDRESS = IPv4Address("198.18.0.1")
_ADDRESSES = 2**17 - 2


class ScalingMode(Enum):
    """Who decides how many IPs a pool has: the customer (standard) or SES (managed)."""

    STANDARD = "STANDARD"
    MANAGED = "MANAGED"


class WarmupStatus(Enum):
    """Where the warm-up of a standard IP stands; SES warms up managed ones out of sight."""

    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass
class DedicatedIp:
    """One address. ``number`` counts the region's addresses in the order they were allocated."""

    number: int
    address: str
    allocated_at: datetime
    warmup_status: WarmupStatus
    warmup_percentage: int


@dataclass
class DedicatedIpPool:
    """A pool and its addresses, oldest first. ``turn`` is whose turn it is in the round robin."""

    name: str
    scaling_mode: ScalingMode
    created_at: datetime
    ips: list[DedicatedIp] = field(default_factory=list)
    turn: int = 0

    @property
    def managed(self) -> bool:
        return self.scaling_mode is ScalingMode.MANAGED

    def next_ip(self) -> DedicatedIp | None:
        """The IP whose turn it is: a pool uses its IPs in rotation. None where the pool has none."""
        if not self.ips:
            return None
        ip = self.ips[self.turn % len(self.ips)]
        self.turn += 1
        return ip


def check_pool_name(name: str) -> None:
    """Raise InvalidValueError unless ``name`` has 1 to 64 of a-z, 0-9, ``.``, ``-`` and ``_`` (seen live)."""
    if not _POOL_NAME.fullmatch(name):
        raise InvalidValueError(
            f"The pool name {name!r} is invalid. It must have 1 to 64 characters: "
            "lowercase letters (a-z), numbers (0-9), dots (.), hyphens (-) and underscores (_)."
        )


def address_number(number: int) -> str:
    """The region's address number ``number`` (from 0), never handed out twice.

    Our choice: 198.18.0.0/15, the range that RFC 2544 keeps for testing, so that none is anybody's.
    """
    if number >= _ADDRESSES:
        raise InvalidValueError(f"The simulated region has {_ADDRESSES:,} addresses, and all were handed out.")
    return str(_FIRST_ADDRESS + number)
