"""Frozen snapshots of a Region, which the hooks return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from .isp import ByIsp
from .pool_names import ScalingMode


class SendingStatus(str, Enum):
    """The console's *Sending status* of a pool. Members equal the console's strings."""

    INSUFFICIENT_VOLUME = "Insufficient volume"
    DEDICATED = "Sending via Dedicated IPs"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class DedicatedIp:
    """One dedicated IP and the pool that holds it."""

    address: str
    """The IPv4 address."""

    pool: str
    """The name of the pool that holds it."""

    allocated_at: datetime
    """When it was allocated to the account, in UTC."""

    warmup: ByIsp[float]
    """Its warm-up level at each ISP, in percent: 0 is cold, 100 is the ISP's full rate."""


@dataclass(frozen=True)
class IspSending:
    """A pool's mail to one ISP. All counts are messages, one for each recipient. Counts without a period are totals
    since the pool was created: accepted = dedicated + shared + bounced + queued.
    """

    sent_last_24_hours: int
    """Messages sent in the last 24 hours, through dedicated IPs or the shared pool [AWS: SentLast24Hours]."""

    capacity_24_hours: int | None
    """Messages that the pool's IPs together may send to this ISP in 24 hours [AWS: Available24HourSend]; None means no
    limit (a standard IP that is warm)."""

    warmup_percentage: float
    """The mean warm-up percentage of the pool's IPs at this ISP, 0 to 100; 0 if the pool has no IP."""

    dedicated: int
    """Messages sent through the pool's IPs."""

    shared: int
    """Messages sent through SES's shared pool."""

    deferred: int
    """Messages that were deferred, each counted once."""

    bounced: int
    """Messages that expired: the recipient's server did not accept them before their deadline."""

    queued: int
    """Messages that are waiting now."""

    reasons_today: dict[str, int] = field(default_factory=dict)
    """Counts by Reason since the current day began. A deferred message is counted when it is deferred, and again when
    it leaves."""

    explanation: str = ""
    """The state of the pool at this ISP, and the reasons of the current day's mail, in one sentence."""


@dataclass(frozen=True)
class HistoryDay:
    """One finished day of a pool. All counts of mail are messages, one for each recipient."""

    day: int
    """The day's number, counted from 1 since the Region was first used."""

    date: date
    """The date on which it began, in UTC."""

    ips: int
    """The number of dedicated IPs at the end of the day, after SES scaled the pool."""

    dedicated: int
    """Messages sent through the pool's IPs; deferred mail counts on the day it leaves."""

    shared: int
    """Messages sent through SES's shared pool; deferred mail counts on the day it leaves."""

    deferred: int
    """Messages deferred for the first time."""

    bounced: int
    """Messages that expired: the recipient's server did not accept them before their deadline."""

    queued: int
    """Messages waiting at the end of the day."""

    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    """Counts by ISP and Reason. A deferred message is counted when it is deferred, and again when it leaves."""

    scaling_mode: ScalingMode = ScalingMode.MANAGED
    """The pool's scaling mode at the end of the day."""


@dataclass(frozen=True)
class Pool:
    """A snapshot of a dedicated IP pool."""

    name: str
    """The pool's name."""

    scaling_mode: ScalingMode
    """MANAGED or STANDARD."""

    ips: tuple[DedicatedIp, ...]
    """Its dedicated IPs, in the order in which they were added to the pool."""

    sending_status: SendingStatus
    """The console's *Sending status*."""

    configuration_sets: tuple[str, ...]
    """The names of the configuration sets that send through it."""

    tags: dict[str, str]
    """Its tags, by key."""

    sent_last_7_days: int
    """Messages sent in the current hour and the 168 hours before it, one for each recipient."""

    dedicated_percentage_7_days: float
    """The percentage of these messages sent through the pool's own IPs, 0 to 100; 0 if nothing was sent."""

    by_isp: ByIsp[IspSending]
    """Its figures for each ISP; every ISP is included."""

    history: tuple[HistoryDay, ...]
    """One row for each finished day of the Region since the pool was created, oldest first."""

    explanation: str = ""
    """The state of the pool and the reason for it, in one or two sentences."""
