"""What a test is shown of a region: frozen pictures of a moment, safe to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .pools import ScalingMode


class SendingStatus(str, Enum):
    """The console's *Sending status* of a pool; compares equal to the console's words."""

    INSUFFICIENT_VOLUME = "Insufficient volume"
    DEDICATED = "Sending through dedicated IPs"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class DedicatedIp:
    """One dedicated IP and the pool that holds it."""

    address: str
    pool: str
    allocated_at: datetime


@dataclass(frozen=True)
class Pool:
    """A dedicated IP pool at one moment.

    ``sent_last_7_days`` counts messages per recipient; ``dedicated_percentage_7_days`` (0 to 100) is how many of
    them left through the pool's own IPs, 0 where nothing was sent.
    """

    name: str
    scaling_mode: ScalingMode
    ips: tuple[DedicatedIp, ...]
    sending_status: SendingStatus
    configuration_sets: tuple[str, ...]
    tags: dict[str, str]
    sent_last_7_days: int
    dedicated_percentage_7_days: float
