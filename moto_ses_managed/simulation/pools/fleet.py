"""The IPs of a pool and the way that its mail takes through them: what managed and standard pools have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ..clock import HOURS_A_DAY
from ..mail.mail_log import Parcel
from ..policy import SendingPolicy
from ..volumes.ledger import DayVolumes
from .addresses import Addresses, DedicatedIp
from .scaling import Rescaling

Arrivals = Mapping[str, Sequence[int]]
"""Traffic in bulk, by ISP: the messages of each of a day's 24 hours."""

NO_ARRIVALS: Sequence[int] = (0,) * HOURS_A_DAY


class Fleet(Protocol):
    """The IPs of one pool at work."""

    @property
    def ips(self) -> list[DedicatedIp]:
        """Oldest first."""

    def apply(self, policy: SendingPolicy) -> None:
        """Follow ``policy`` from now on."""

    def accept(self, parcel: Parcel, moment: timedelta, patience: timedelta) -> None:
        """Send one message on its way at a moment of the region's life; it may wait for ``patience`` at most."""

    def run(self, first_hour: int, end_hour: int, arrivals: Arrivals) -> None:
        """Let hours of one day pass, with the traffic that arrives at each one's end."""

    def end_day(self, finished: Mapping[str, DayVolumes], addresses: Addresses, now: datetime) -> Rescaling:
        """Warm up and scale after a finished day."""

    def capacity(self, isp: str) -> int | None:
        """Messages that all IPs together may send one ISP in 24 hours; None is no bound."""

    def warmup(self, isp: str) -> dict[str, float]:
        """How warm each address is at one ISP, in percent."""
