"""What the hooks return of a Region: frozen snapshots."""

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
    """When the account got it, in UTC."""

    warmup: ByIsp[float]
    """How warm it is at each ISP, in percent: 0 is cold, 100 the ISP's full rate."""


@dataclass(frozen=True)
class IspSending:
    """A pool's mail to one ISP. All counts are messages, one for each recipient; those that name no period
    count since the pool was created: accepted = dedicated + shared + bounced + queued.
    """

    sent_last_24_hours: int
    """What left in the last 24 hours, either way [AWS: SentLast24Hours]."""

    capacity_24_hours: int | None
    """What the pool's IPs together may send this ISP in 24 hours [AWS: Available24HourSend]; None is no bound (a
    standard IP that is warm)."""

    warmup_percentage: float
    """How warm the pool's IPs are here, 0 to 100: their mean, 0 where the pool has none."""

    dedicated: int
    """What left through the pool's IPs."""

    shared: int
    """What left through SES's shared pool."""

    deferred: int
    """What was put off, counted the first time."""

    bounced: int
    """What was given up: the recipient's server had not taken it before its deadline."""

    queued: int
    """What waits now."""

    reasons_today: dict[str, int] = field(default_factory=dict)
    """Why mail went its way since the running day began: counts by Reason, mail that waited being counted when it was
    put off and when it left."""

    explanation: str = ""
    """How it stands towards the ISP, and why the running day's mail went its way, in one sentence."""


@dataclass(frozen=True)
class HistoryDay:
    """One finished day of a pool. All counts of mail are messages, one for each recipient."""

    day: int
    """The day's number, counted from 1 since the Region was first used."""

    date: date
    """The date on which it began, in UTC."""

    ips: int
    """How many dedicated IPs the pool had when the day was over, after SES had scaled it."""

    dedicated: int
    """What left through the pool's IPs on that day, late mail on the day it left."""

    shared: int
    """What left through SES's shared pool on that day, late mail on the day it left."""

    deferred: int
    """What was put off for the first time."""

    bounced: int
    """What was given up: the recipient's server had not taken it before its deadline."""

    queued: int
    """What waited when the day was over."""

    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    """Why mail went its way: counts by ISP and Reason, mail that waited being counted when it was put off and when it
    left."""

    scaling_mode: ScalingMode = ScalingMode.MANAGED
    """The pool's scaling mode when the day was over."""


@dataclass(frozen=True)
class Pool:
    """A snapshot of a dedicated IP pool."""

    name: str
    """The pool's name."""

    scaling_mode: ScalingMode
    """MANAGED or STANDARD."""

    ips: tuple[DedicatedIp, ...]
    """The dedicated IPs that it holds, in the order in which it got them."""

    sending_status: SendingStatus
    """What the console calls *Sending status*."""

    configuration_sets: tuple[str, ...]
    """The names of the configuration sets that send through it."""

    tags: dict[str, str]
    """Its tags, by key."""

    sent_last_7_days: int
    """What left in the running hour and the 168 hours before it, either way: messages, one for each recipient."""

    dedicated_percentage_7_days: float
    """How many of these left through the pool's own IPs, 0 to 100, 0 where nothing was sent."""

    by_isp: ByIsp[IspSending]
    """Its figures for each ISP; every ISP is included."""

    history: tuple[HistoryDay, ...]
    """One row for each finished day of the Region since the pool was made, oldest first."""

    explanation: str = ""
    """Where it stands, and why, in one sentence."""
