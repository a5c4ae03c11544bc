"""The IPs of a pool and the way that its mail takes through them: what managed and standard pools have in common."""

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
    """The IPs of one pool at work."""

    @property
    def ips(self) -> list[DedicatedIp]:
        """Oldest first."""

    def apply(self, policy: SendingPolicy) -> None:
        """Follow ``policy`` from now on."""

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta) -> None:
        """Take one message in and send it on its way; it may wait for ``max_wait``."""

    def route(self, delivery: PendingDelivery, elapsed: timedelta, deadline: timedelta) -> None:
        """Send on its way, for the first time, a message that was accepted before; it may wait until ``deadline``."""

    def begin_day(self, day: Day, arrivals: Arrivals) -> bool:
        """A day begins that will pass as a whole, with this traffic; whether its hours have to pass one by one."""

    def end_hour(self, hour: Hour, arrivals: Arrivals, addresses: Addresses, now: datetime) -> Sequence[DedicatedIp]:
        """An hour passes, with the traffic that arrives at its end; the IPs that the pool got then."""

    def finish_hours(self) -> None:
        """The hours of the day that were to pass have passed."""

    def end_day(self, finished: Mapping[str, DayVolumes], addresses: Addresses, now: datetime) -> Rescaling:
        """Warm up and scale after a finished day."""

    def explanation(self) -> str:
        """Where the pool stands, in one sentence."""

    def standing(self, isp: str, elapsed: timedelta) -> str:
        """Where it stands towards one ISP when so much of the region's life has elapsed, in a part of a sentence."""

    def capacity(self, isp: str) -> int | None:
        """Messages that all IPs together may send one ISP in 24 hours; None is no bound."""

    def warmup(self, isp: str) -> dict[str, float]:
        """How warm each address is at one ISP, in percent."""
