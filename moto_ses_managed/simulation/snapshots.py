"""What a test is shown of a region: frozen snapshots, safe to keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from .isp import ByIsp
from .pool_names import ScalingMode


class SendingStatus(str, Enum):
    """The console's *Sending status* of a pool; compares equal to the console's words."""

    INSUFFICIENT_VOLUME = "Insufficient volume"
    DEDICATED = "Sending via Dedicated IPs"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class DedicatedIp:
    """One dedicated IP and the pool that holds it.

    ``warmup`` is how warm it is at each ISP, in percent: 0 is cold, 100 the ISP's full rate.
    """

    address: str
    pool: str
    allocated_at: datetime
    warmup: ByIsp[float]


@dataclass(frozen=True)
class IspSending:
    """A pool's mail to one ISP. All counts are messages, one for each recipient.

    ``sent_last_24_hours`` left in the last 24 hours, either way [AWS: SentLast24Hours]. ``capacity_24_hours`` is what
    the pool's IPs together may send this ISP in 24 hours [AWS: Available24HourSend]; None is no bound (a standard IP
    that is warm). ``warmup_percentage`` is the mean of the pool's IPs, 0 where it has none. ``dedicated``, ``shared``,
    ``deferred`` (put off for the first time) and ``bounced`` (given up: the recipient's server had not taken it before
    its deadline) count since the pool was made; ``queued`` waits now: accepted = dedicated + shared + bounced + queued.
    ``reasons_today`` says why mail went its way since the running day began: counts by Reason, mail that waited being
    counted when it was put off and when it left.
    """

    sent_last_24_hours: int
    capacity_24_hours: int | None
    warmup_percentage: float
    dedicated: int
    shared: int
    deferred: int
    bounced: int
    queued: int
    reasons_today: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class HistoryDay:
    """One finished day of a pool.

    ``day`` counts the region's days from 1; ``date`` is the one on which it began. ``ips`` is how many the pool had
    when the day was over, after SES had scaled it; ``queued`` what waited then. ``dedicated`` and ``shared`` left that
    way on that day, late ones on the day they left; ``deferred`` was put off for the first time; ``bounced`` was given
    up, as the recipient's server had not taken it before its deadline. ``reasons`` says why mail went its way: counts
    by ISP and Reason, mail that waited being counted when it was put off and when it left. ``scaling_mode`` is the
    pool's when the day was over.
    """

    day: int
    date: date
    ips: int
    dedicated: int
    shared: int
    deferred: int
    bounced: int
    queued: int
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    scaling_mode: ScalingMode = ScalingMode.MANAGED


@dataclass(frozen=True)
class Pool:
    """A dedicated IP pool at one moment.

    ``sent_last_7_days`` counts messages that left, one for each recipient, in the running hour and the 168 hours before
    it; ``dedicated_percentage_7_days`` (0 to 100) is how many of them left through the pool's own IPs, 0 where nothing
    was sent. ``by_isp`` has every ISP, ``history`` one row for each finished day of the region since the pool was made.
    ``explanation`` says in one sentence where it stands.
    """

    name: str
    scaling_mode: ScalingMode
    ips: tuple[DedicatedIp, ...]
    sending_status: SendingStatus
    configuration_sets: tuple[str, ...]
    tags: dict[str, str]
    sent_last_7_days: int
    dedicated_percentage_7_days: float
    by_isp: ByIsp[IspSending]
    history: tuple[HistoryDay, ...]
    explanation: str = ""
