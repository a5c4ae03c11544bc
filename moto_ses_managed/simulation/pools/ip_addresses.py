"""Dedicated IP addresses: what one is, and where the region takes them from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from ipaddress import IPv4Address

from ..errors import InvalidValueError
from .warmup import COLD, ROUNDING, WARM


class WarmupStatus(Enum):
    """Where the warm-up of a standard IP stands; SES warms up managed ones out of sight."""

    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass
class DedicatedIp:
    """One address. ``number`` counts the region's addresses in the order they were allocated.

    ``warmup_percentage`` is a standard IP's, 0 to 100; what a managed one is worth is known by ISP only.
    ``blocklisted_at`` are the ISPs whose blocklist it is on: they return what comes from it.
    """

    number: int
    address: str
    allocated_at: datetime
    warmup_percentage: float = COLD
    blocklisted_at: frozenset[str] = frozenset()

    @property
    def whole_percentage(self) -> int:
        """The percentage as SES shows it."""
        return int(self.warmup_percentage + ROUNDING)

    @property
    def warmup_status(self) -> WarmupStatus:
        return WarmupStatus.DONE if self.warmup_percentage >= WARM else WarmupStatus.IN_PROGRESS


class Addresses:
    """The addresses of a region, none handed out twice: a relinquished one belongs to nobody ever after.

    Our choice: first 198.18.0.0/15, which RFC 2544 keeps for tests, then 240.0.0.0/4, which RFC 1112 reserves, so
    that none is anybody's.
    """

    _RANGES = ((IPv4Address("198.18.0.1"), 2**17 - 2), (IPv4Address("240.0.0.0"), 2**28 - 2))

    def __init__(self) -> None:
        self._used = 0

    @property
    def left(self) -> int:
        return sum(size for _, size in self._RANGES) - self._used

    def check(self, count: int) -> None:
        """Raise InvalidValueError unless there are ``count`` left."""
        if count > self.left:
            raise InvalidValueError(f"The simulated region has {self.left:,} addresses left: {count:,} were requested.")

    def next(self, allocated_at: datetime, percentage: float = COLD) -> DedicatedIp:
        """The next address. Raises InvalidValueError where none is left."""
        self.check(1)
        number = position = self._used
        self._used += 1
        for first, size in self._RANGES:
            if position < size:
                return DedicatedIp(number, str(first + position), allocated_at, percentage)
            position -= size
        raise AssertionError("check() has counted the addresses")
