"""The interface that the fleets of managed and standard pools have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ..mail.mail_log import PendingDelivery
from ..policy import SendingPolicy
from ..time_units import Day, Hour
from ..traffic import Arrivals
from ..volumes.ledger import DayVolumes
from .ip_addresses import Addresses, DedicatedIp
from .scaling import Rescaling


class Fleet(Protocol):
    """The IPs of one pool, and the routing of its mail."""

    @property
    def ips(self) -> list[DedicatedIp]:
        """The IPs, oldest first."""

    def apply(self, policy: SendingPolicy) -> None:
        """Apply a new policy."""

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta) -> None:
        """Accept a message and route it; it may wait for ``max_wait``."""

    def route(self, delivery: PendingDelivery, elapsed: timedelta, deadline: timedelta) -> None:
        """Route a message that was accepted earlier; it may wait until ``deadline``."""

    def begin_day(self, day: Day, arrivals: Arrivals) -> bool:
        """Begin a whole day with this traffic, and return whether its hours must be simulated one by one."""

    def end_hour(self, hour: Hour, arrivals: Arrivals, addresses: Addresses, now: datetime) -> Sequence[DedicatedIp]:
        """End an hour, at which traffic arrives, and return the IPs that were allocated then."""

    def finish_hours(self) -> None:
        """Complete the hours of the day, after the last end_hour()."""

    def end_day(self, finished: Mapping[str, DayVolumes], addresses: Addresses, now: datetime) -> Rescaling:
        """Warm up and scale after a finished day."""

    def explanation(self) -> str:
        """The state of the pool, in one sentence."""

    def standing(self, isp: str, elapsed: timedelta) -> str:
        """The state of the pool at one ISP, as part of a sentence."""

    def capacity(self, isp: str) -> int | None:
        """Messages that all IPs together may send to one ISP in 24 hours; None means no limit."""

    def warmup(self, isp: str) -> dict[str, float]:
        """The warm-up percentage of each IP address at one ISP."""
