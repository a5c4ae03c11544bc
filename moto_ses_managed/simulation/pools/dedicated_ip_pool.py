"""A dedicated IP pool of either scaling mode: its fleet, its counts, and its history by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ..clock import DAY, HOUR, HOURS_A_DAY, plain_date
from ..errors import InvalidValueError
from ..isp import ISPS
from ..mail.mail_log import PendingDelivery
from ..policy import SendingPolicy
from ..pool_names import ScalingMode
from ..reasons import Reason
from ..snapshots import HistoryDay
from ..time_units import Day, Hour, hour_of
from ..traffic import Arrivals
from ..volumes.ledger import LEFT, Count, DayVolumes, PoolVolumes
from ..volumes.pool_record import PoolRecord
from . import explanations
from .batches import Batch
from .fleet import Fleet
from .ip_addresses import Addresses, DedicatedIp
from .managed_fleet import ManagedFleet
from .scaling import Rescaling
from .standard_fleet import StandardFleet
from .warmup import percentage_borne_out


class DedicatedIpPool:
    """A dedicated IP pool. Its name never changes; a conversion to a managed pool replaces its fleet."""

    def __init__(self, name: str, volumes: PoolVolumes, fleet: Fleet) -> None:
        self.name = name
        self.volumes = volumes
        self.history: list[HistoryDay] = []
        self.managed_since: Hour | None = Hour(0) if isinstance(fleet, ManagedFleet) else None
        """The hour in which the pool's volume began to be charged; None while the pool is standard."""
        self._left_before = 0
        """Messages that had already left in that hour."""
        self._fleet = fleet
        self._refused: list[tuple[PendingDelivery, timedelta]] = []
        """Mail that the recipient's server rejects temporarily, each with its deadline."""

    @property
    def managed(self) -> bool:
        return isinstance(self._fleet, ManagedFleet)

    @property
    def scaling_mode(self) -> ScalingMode:
        return ScalingMode.MANAGED if self.managed else ScalingMode.STANDARD

    @property
    def fleet(self) -> Fleet:
        return self._fleet

    @property
    def standard_fleet(self) -> StandardFleet | None:
        """The fleet of a standard pool; None for a managed pool."""
        return self._fleet if isinstance(self._fleet, StandardFleet) else None

    @property
    def managed_fleet(self) -> ManagedFleet | None:
        """The fleet of a managed pool; None for a standard pool."""
        return self._fleet if isinstance(self._fleet, ManagedFleet) else None

    @property
    def ips(self) -> list[DedicatedIp]:
        """Oldest first."""
        return self._fleet.ips

    def convert(self, policy: SendingPolicy, hour: Hour) -> None:
        """Convert to a managed pool with all IPs, in ``hour``. A managed pool does not change."""
        fleet = self.standard_fleet
        if fleet is None:
            return
        borne_out = (
            {isp: self._borne_out(isp, len(fleet.members), policy, hour) for isp in ISPS} if fleet.members else {}
        )
        arriving = [
            Batch(
                [member.ip],
                {isp: min(warm, member.ip.warmup_percentage) for isp, warm in borne_out.items()},
                member.windows,
            )
            for member in fleet.members
        ]
        self._fleet = ManagedFleet.converted(arriving, self.volumes, policy)
        self.managed_since = hour
        self._left_before = self._left(range(hour, hour + 1))

    def _borne_out(self, isp: str, ips: int, policy: SendingPolicy, hour: Hour) -> float:
        """The warm-up percentage at an ISP that the traffic of the last days justifies for each IP of the pool.

        Our choice: a standard IP has one percentage for all ISPs, but its reputation at an ISP depends on the mail
        that the ISP has received from it.
        """
        ends = [hour + 1 - HOURS_A_DAY * days for days in range(policy.decline_days)]
        daily = [self.volumes.at(isp).between(Count.DEDICATED, range(end - HOURS_A_DAY, end)) for end in ends]
        return percentage_borne_out(max(daily) / ips, isp, policy)

    def warm_up(self, per_day: Mapping[str, int], addresses: Addresses, now: datetime, hour: Hour) -> Rescaling:
        """Take the IPs and levels that ``per_day`` leads to over time. Raises InvalidValueError for a standard pool."""
        if self.managed_fleet is None:
            raise InvalidValueError(
                f"The pool {self.name!r} is a standard pool, and only a managed pool warms up by its traffic: use "
                "PutDedicatedIpWarmupAttributes to set the warm-up percentage of its IPs."
            )
        rescaling = self.managed_fleet.warm_up(per_day, addresses, now)
        self.managed_fleet.note_capacities(hour)
        return rescaling

    @property
    def explanation(self) -> str:
        """The state of the pool, in one sentence."""
        return self._fleet.explanation()

    def explanation_at(self, isp: str, elapsed: timedelta) -> str:
        """The state of the pool at one ISP, and why today's mail took its route, in one sentence."""
        volumes = self.volumes.by_isp.get(isp)
        today = explanations.today(volumes.reasons if volumes else {})
        return f"{isp}: {self._fleet.standing(isp, elapsed)}; {today}."

    def charged_messages(self, hours: range) -> int:
        """Messages that left through dedicated IPs or the shared pool in ``hours``, while the pool was managed."""
        if self.managed_since is None:
            return 0
        if hours.start > self.managed_since:
            return self._left(hours)
        return self._left(range(self.managed_since, hours.stop)) - self._left_before

    def _left(self, hours: range) -> int:
        return sum(self.volumes.between(count, hours) for count in LEFT)

    def apply(self, policy: SendingPolicy, hour: Hour) -> None:
        """Apply a new policy in ``hour``."""
        self._fleet.apply(policy)
        if self.managed_fleet:
            self.managed_fleet.note_capacities(hour)

    def record(self, until: Hour | None = None) -> PoolRecord:
        """The record of the pool's past; ``until`` is the hour in which the pool is deleted, if it is."""
        capacities = self.managed_fleet.capacities if self.managed_fleet else {}
        return PoolRecord(self.name, self.volumes, capacities, self.managed_since, until)

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta) -> None:
        """Accept a message and route it."""
        if not delivery.is_refused:
            self._fleet.accept(delivery, elapsed, max_wait)
            return
        volumes, hour = self.volumes.at(delivery.isp), hour_of(elapsed)
        volumes.accept_one(hour, elapsed)
        volumes.defer(hour, 1)
        self._refused.append((delivery, elapsed + max_wait))
        delivery.wait_for_recipient(elapsed, elapsed + max_wait)

    def begin_day(self, day: Day, arrivals: Arrivals) -> bool:
        """Begin a whole day, and return whether its hours must be simulated one by one."""
        return bool(self._refused) or self._fleet.begin_day(day, arrivals)

    def end_hour(self, hour: Hour, arrivals: Arrivals, addresses: Addresses, now: datetime) -> Sequence[DedicatedIp]:
        """End an hour, and return the IPs that were allocated at its end."""
        allocated = self._fleet.end_hour(hour, arrivals, addresses, now)
        if self._refused:
            self.expire((hour + 1) * HOUR, hour)
        return allocated

    def finish_hours(self) -> None:
        """Complete the hours of the day, after the last end_hour()."""
        self._fleet.finish_hours()

    @property
    def next_deadline(self) -> timedelta | None:
        """The earliest deadline of mail that recipients' servers reject temporarily; None without such mail."""
        return min((deadline for _, deadline in self._refused), default=None)

    def expire(self, elapsed: timedelta, hour: Hour) -> None:
        """Bounce mail whose deadline has passed and that is still rejected temporarily."""
        kept: list[tuple[PendingDelivery, timedelta]] = []
        for delivery, deadline in self._refused:
            if deadline > elapsed or not delivery.is_refused:
                kept.append((delivery, deadline))
                continue
            self.volumes.at(delivery.isp).expire_one(hour)
            delivery.expire(deadline)
        self._refused = kept

    def retry_refused(self, elapsed: timedelta, retry_hours: int) -> None:
        """Route mail that is no longer rejected, when it is due for a retry or has reached its deadline."""
        is_try = elapsed % (retry_hours * HOUR) == timedelta(0)
        taken = [
            (delivery, deadline)
            for delivery, deadline in self._refused
            if (is_try or deadline <= elapsed) and not delivery.is_refused
        ]
        if taken:
            self._refused = [refused for refused in self._refused if refused not in taken]
        for delivery, deadline in taken:
            self._fleet.route(delivery, elapsed, max(deadline, elapsed))

    def take_over_refused(self, other: DedicatedIpPool, hour: Hour) -> None:
        """Take over the temporarily rejected mail of a pool that is deleted; that pool counts it as shared."""
        for delivery, deadline in other._refused:
            other.volumes.at(delivery.isp).add(Count.SHARED, hour, 1, Reason.POOL_DELETED)
            self.volumes.at(delivery.isp).add(Count.ACCEPTED, hour, 1)
            self._refused.append((delivery, deadline))
        other._refused = []

    def pass_days_alike(self, began_at: datetime, arrivals: Arrivals, most: int) -> int:
        """Simulate whole days at once while each repeats the last one, and return how many there were.

        ``began_at`` is when the first of them began; ``most`` is the most days to pass. Other days are simulated by
        begin_day(), end_hour() and end_day().
        """
        if self.managed_fleet is None or self._refused:
            return 0
        days, finished = self.managed_fleet.pass_days_alike(arrivals, most)
        if not days:
            return 0
        row = self._row(began_at, finished)
        for later in range(1, days + 1):
            date = plain_date(began_at + (later - 1) * DAY)
            self.history.append(replace(row, day=self.volumes.day + later, date=date))
        self.volumes.day = Day(self.volumes.day + days)
        return days

    def end_day(self, began_at: datetime, addresses: Addresses, now: datetime) -> Rescaling:
        """End a day: warm up, scale, and add the day to the history."""
        finished = self.volumes.end_day()
        rescaling = self._fleet.end_day(finished, addresses, now)
        self.history.append(self._row(began_at, finished))
        return rescaling

    def _row(self, began_at: datetime, finished: Mapping[str, DayVolumes]) -> HistoryDay:
        def counted(count: Count) -> int:
            return sum([volumes.totals[count] for volumes in finished.values()])

        # Days that repeat share one mapping.
        reasons = self.history[-1].reasons if self.history and self.volumes.repeats else _reasons_of(finished)
        return HistoryDay(
            day=self.volumes.day,
            date=plain_date(began_at),
            ips=len(self.ips),
            dedicated=counted(Count.DEDICATED),
            shared=counted(Count.SHARED),
            deferred=counted(Count.DEFERRED),
            bounced=counted(Count.BOUNCED),
            queued=self.volumes.queued,
            reasons=reasons,
            scaling_mode=self.scaling_mode,
        )


def _reasons_of(finished: Mapping[str, DayVolumes]) -> dict[str, dict[str, int]]:
    return {
        isp: {reason.value: count for reason, count in volumes.reasons.items()}
        for isp, volumes in finished.items()
        if volumes.reasons
    }
