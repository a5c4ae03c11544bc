"""The IPs of a managed pool and the way that its mail takes through them: SES's choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ..clock import HOURS_A_DAY
from ..isp import ISPS
from ..mail.mail_log import Parcel
from ..policy import LONGEST_STREAK, SendingPolicy
from ..volumes.ledger import Count, DayVolumes, PoolVolumes
from ..volumes.steps import Steps
from .addresses import Addresses, DedicatedIp
from .fleet import NO_ARRIVALS, Arrivals
from .managed_lane import Batch, ManagedLane
from .scaling import DayDemand, Rescaling, change, demand_of
from .warmup import COLD


class ManagedFleet:
    """The IPs of a managed pool, in batches, and its mail by ISP."""

    def __init__(self, volumes: PoolVolumes, policy: SendingPolicy) -> None:
        self._volumes = volumes
        self._policy = policy
        self._batches: list[Batch] = []
        self._lanes: dict[str, ManagedLane] = {}
        self._demand: list[DayDemand] = []

    @classmethod
    def converted(cls, arriving: Sequence[Batch], volumes: PoolVolumes, policy: SendingPolicy) -> ManagedFleet:
        """The fleet of a pool that was standard until now. Its IPs arrive as warm as they are, at every ISP (our
        choice: a standard IP has one percentage for all), and with what they sent in the last 24 hours."""
        fleet = cls(volumes, policy)
        for batch in arriving:
            fleet._add(batch)
        if arriving:
            for isp in ISPS:
                fleet._lane(isp)
        return fleet

    @property
    def ips(self) -> list[DedicatedIp]:
        return [ip for batch in self._batches for ip in batch.ips]

    @property
    def size(self) -> int:
        return sum(len(batch.ips) for batch in self._batches)

    def apply(self, policy: SendingPolicy) -> None:
        self._policy = policy
        for lane in self._lanes.values():
            lane.apply(policy)

    def accept(self, parcel: Parcel, moment: timedelta, patience: timedelta) -> None:
        self._lane(parcel.isp).accept(parcel, moment, patience)

    def run(self, first_hour: int, end_hour: int, arrivals: Arrivals) -> None:
        for isp in arrivals:
            self._lane(isp)
        whole_day = end_hour - first_hour == HOURS_A_DAY
        for isp, lane in self._lanes.items():
            arriving = arrivals.get(isp, NO_ARRIVALS)
            if whole_day:
                lane.run_day(first_hour // HOURS_A_DAY, arriving)
            else:
                lane.run_hours(first_hour, end_hour, arriving)

    def end_day(self, finished: Mapping[str, DayVolumes], addresses: Addresses, now: datetime) -> Rescaling:
        for isp, lane in self._lanes.items():
            lane.end_day(finished.get(isp))
        self._demand.append(self._demand_of(finished))
        del self._demand[:-LONGEST_STREAK]
        rescaling = self._rescale(change(self.size, self._demand, self._policy), addresses, now)
        self.note_capacities(self._volumes.day * HOURS_A_DAY)
        return rescaling

    def note_capacities(self, hour: int) -> None:
        """Write the capacities down that hold from the region's hour ``hour`` on."""
        for lane in self._lanes.values():
            lane.note_capacity(hour)

    @property
    def capacities(self) -> dict[str, Steps]:
        """What the capacity was in each hour, by ISP that the pool had mail for."""
        return {isp: lane.capacities for isp, lane in self._lanes.items()}

    def _demand_of(self, finished: Mapping[str, DayVolumes]) -> DayDemand:
        """What the day asked for; a backlog that warm IPs do not get rid of asks for one more of them (our choice)."""
        accepted = {isp: day.totals[Count.ACCEPTED] for isp, day in finished.items()}
        demand = demand_of(accepted, self._policy)
        stuck = any(self._lanes[isp].stuck for isp in accepted)
        return DayDemand(demand.volume, max(demand.ips, self.size + 1) if stuck else demand.ips)

    def capacity(self, isp: str) -> int:
        lane = self._lanes.get(isp)
        return lane.capacity if lane else self._policy.cold_capacity * self.size

    def overflows(self, isp: str) -> bool:
        """Whether mail that exceeds the capacity takes the shared pool at one ISP; else it waits."""
        lane = self._lanes.get(isp)
        return lane.overflows if lane else True

    def warmup(self, isp: str) -> dict[str, float]:
        lane = self._lanes.get(isp)
        if lane is None:
            return {ip.address: COLD for ip in self.ips}
        return {ip.address: part.warmup.percentage(self._policy) for part in lane.parts for ip in part.batch.ips}

    def expire(self, moment: timedelta) -> timedelta | None:
        """Give up known mail whose deadline has come; the next such deadline, None where no known mail waits."""
        deadlines = []
        for lane in self._lanes.values():
            if lane.queue:
                lane.expire(moment)
                deadlines.append(lane.queue.next_deadline())
        return min((deadline for deadline in deadlines if deadline is not None), default=None)

    def empty_queues(self, moment: timedelta) -> None:
        """Send all that waits through the shared pool: the pool is being deleted."""
        for lane in self._lanes.values():
            lane.empty_queue(moment)

    def _lane(self, isp: str) -> ManagedLane:
        lane = self._lanes.get(isp)
        if lane is None:
            lane = self._lanes[isp] = ManagedLane(isp, self._batches, self._volumes.at(isp), self._policy)
        return lane

    def _add(self, batch: Batch) -> None:
        if not self._batches:
            # What the pool was asked for before its first IP says nothing about how long that one is needed.
            self._demand.clear()
        self._batches.append(batch)
        for lane in self._lanes.values():
            lane.add_batch(batch)

    def _rescale(self, difference: int, addresses: Addresses, now: datetime) -> Rescaling:
        if difference > 0:
            return Rescaling(allocated=self._allocate(min(difference, addresses.left), addresses, now))
        return Rescaling(relinquished=[self._relinquish() for _ in range(-difference)])

    def _allocate(self, count: int, addresses: Addresses, now: datetime) -> list[DedicatedIp]:
        ips = [addresses.next(now) for _ in range(count)]
        if ips:
            self._add(Batch(list(ips), COLD))
        return ips

    def _relinquish(self) -> DedicatedIp:
        """Give up the newest IP: the oldest ones carry the mail."""
        batch = self._batches[-1]
        if len(batch.ips) > 1:
            for lane in self._lanes.values():
                lane.parts[-1].drop_last_ip()
            ip = batch.ips.pop()
            for lane in self._lanes.values():
                lane.apply(self._policy)
            return ip
        self._batches.pop()
        for lane in self._lanes.values():
            lane.drop_batch()
        if not self._batches:
            self._demand.clear()
        return batch.ips[0]
