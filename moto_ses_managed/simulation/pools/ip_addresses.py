"""Dedicated IP addresses, and the address ranges that a Region allocates them from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from ipaddress import IPv4Address

from ..errors import InvalidValueError
from .warmup import COLD, ROUNDING, WARM


class WarmupStatus(Enum):
    """The warm-up status of a standard IP. SES does not show the warm-up of managed IPs."""

    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass
class DedicatedIp:
    """One dedicated IP. ``number`` counts the Region's IPs in the order of their allocation.

    ``warmup_percentage``, 0 to 100, is for standard IPs only: a managed IP has one percentage for each ISP.
    ``blocklisted_at`` are the ISPs that block this IP: they bounce its mail.
    """

    number: int
    address: str
    allocated_at: datetime
    warmup_percentage: float = COLD
    blocklisted_at: frozenset[str] = frozenset()

    @property
    def whole_percentage(self) -> int:
        """The warm-up percentage as SES shows it."""
        return int(self.warmup_percentage + ROUNDING)

    @property
    def warmup_status(self) -> WarmupStatus:
        return WarmupStatus.DONE if self.warmup_percentage >= WARM else WarmupStatus.IN_PROGRESS


class Addresses:
    """The addresses of a Region. Each is allocated once: a relinquished address is not used again.

    Our choice: first 198.18.0.0/15, which RFC 2544 reserves for tests, then 240.0.0.0/4, which RFC 1112 reserves, so
    that no address belongs to anybody.
    """

    _RANGES = ((IPv4Address("198.18.0.1"), 2**17 - 2), (IPv4Address("240.0.0.0"), 2**28 - 2))

    def __init__(self) -> None:
        self._used = 0

    @property
    def left(self) -> int:
        return sum(size for _, size in self._RANGES) - self._used

    def check(self, count: int) -> None:
        """Raise InvalidValueError if fewer than ``count`` addresses are left."""
        if count > self.left:
            raise InvalidValueError(f"The simulated region has {self.left:,} addresses left: {count:,} were requested.")

    def next(self, allocated_at: datetime, percentage: float = COLD) -> DedicatedIp:
        """Allocate the next address. Raises InvalidValueError if none is left."""
        self.check(1)
        number = position = self._used
        self._used += 1
        for first, size in self._RANGES:
            if position < size:
                return DedicatedIp(number, str(first + position), allocated_at, percentage)
            position -= size
        raise AssertionError("check() has counted the addresses")
