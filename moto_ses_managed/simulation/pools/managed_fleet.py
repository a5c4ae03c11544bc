"""The fleet of a managed pool: SES scales it, warms it up, and routes mail through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ..clock import HOURS_A_DAY
from ..isp import ISPS
from ..mail.mail_log import PendingDelivery
from ..policy import LONGEST_STREAK, SendingPolicy
from ..time_units import Day, Hour, day_of, each_hour, first_hour_of
from ..traffic import NO_ARRIVALS, Arrivals
from ..volumes.ledger import Count, DayVolumes, PoolVolumes
from ..volumes.steps import Steps
from . import explanations
from .batches import Batch
from .explanations import Figures
from .ip_addresses import Addresses, DedicatedIp
from .routing import IspRoute
from .scaling import DayDemand, Rescaling, change, demand_of, growth, last_ip_minimum
from .warmup import COLD


class ManagedFleet:
    """The IPs of a managed pool, in batches, and its mail by ISP."""

    def __init__(self, volumes: PoolVolumes, policy: SendingPolicy) -> None:
        self._volumes = volumes
        self._policy = policy
        self._batches: list[Batch] = []
        self._routes: dict[str, IspRoute] = {}
        self._demand: list[DayDemand] = []
        self._last_ip_left_at: datetime | None = None
        self._asleep: dict[str, Sequence[int]] = {}
        """The ISPs at which today repeats yesterday, so that it is not simulated, with the hourly arrivals."""

    @classmethod
    def converted(cls, arriving: Sequence[Batch], volumes: PoolVolumes, policy: SendingPolicy) -> ManagedFleet:
        """The fleet of a pool that is converted from standard; ``arriving`` holds its IPs and their windows."""
        fleet = cls(volumes, policy)
        for batch in arriving:
            fleet._add(batch)
        if arriving:
            for isp in ISPS:
                fleet._route(isp)
        return fleet

    @property
    def ips(self) -> list[DedicatedIp]:
        return [ip for batch in self._batches for ip in batch.ips]

    @property
    def size(self) -> int:
        return sum(len(batch.ips) for batch in self._batches)

    def apply(self, policy: SendingPolicy) -> None:
        self._policy = policy
        for route in self._routes.values():
            route.apply(policy)

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta) -> None:
        self._route(delivery.isp).accept(delivery, elapsed, max_wait, self._no_ip())

    def route(self, delivery: PendingDelivery, elapsed: timedelta, deadline: timedelta) -> None:
        self._route(delivery.isp).route(delivery, elapsed, deadline, self._no_ip())

    def begin_day(self, day: Day, arrivals: Arrivals) -> bool:
        for isp in arrivals:
            self._route(isp)
        self._asleep = {}
        for isp, route in self._routes.items():
            arriving = arrivals.get(isp, NO_ARRIVALS)
            if route.may_repeat(day, arriving) and not self._may_grow_by(route):
                self._asleep[isp] = arriving
        return len(self._asleep) < len(self._routes)

    def pass_days_alike(self, arrivals: Arrivals, most: int) -> tuple[int, Mapping[str, DayVolumes]]:
        """Simulate whole days at once while each repeats the last one and does not change the number of IPs.

        Returns how many days passed, at most ``most``, and the volumes of each of them by ISP.
        """
        repeated = {isp: route.day_to_repeat(arrivals.get(isp, NO_ARRIVALS)) for isp, route in self._routes.items()}
        known = {isp: day for isp, day in repeated.items() if day is not None}
        if not known.keys() == self._volumes.by_isp.keys() >= arrivals.keys() or self._is_changing():
            return 0, known
        demand = self._demand_of(known)
        days = 0
        while days < most and not change(self.size, [*self._demand, demand], self._policy):
            self._note_demand(demand)
            days += 1
        for isp, day in known.items():
            self._routes[isp].repeat_days(day, days)
        return days, known

    def end_hour(self, hour: Hour, arrivals: Arrivals, addresses: Addresses, now: datetime) -> Sequence[DedicatedIp]:
        for isp in arrivals:
            self._route(isp)
        needed, overflowed = 0, False
        for isp, route in self._routes.items():
            if isp not in self._asleep:
                needed = max(needed, route.end_hour(hour, arrivals.get(isp, NO_ARRIVALS)[hour % HOURS_A_DAY]))
                overflowed = overflowed or route.overflowed
                route.overflowed = False
        more = self._missing(needed, overflowed=overflowed)
        if not more:
            return ()
        self._wake(hour)
        allocated = self._allocate(more, addresses, now)
        self.note_capacities(Hour(hour + 1))
        return allocated

    def end_day(self, finished: Mapping[str, DayVolumes], addresses: Addresses, now: datetime) -> Rescaling:
        for isp, route in self._routes.items():
            route.end_day(finished.get(isp))
        self._note_demand(self._demand_of(finished))
        rescaling = self._rescale(change(self.size, self._demand, self._policy), addresses, now)
        self.note_capacities(first_hour_of(self._volumes.day))
        return rescaling

    def finish_hours(self) -> None:
        """Complete the day at the ISPs at which it repeats the day before."""
        for isp in self._asleep:
            self._routes[isp].repeat_day()
        self._asleep = {}

    def note_capacities(self, hour: Hour) -> None:
        """Record the capacities from ``hour`` on."""
        for route in self._routes.values():
            route.note_capacity(hour)

    @property
    def capacities(self) -> dict[str, Steps]:
        """The capacity in each hour, by ISP that the pool had mail for."""
        return {isp: route.capacities for isp, route in self._routes.items()}

    def capacity(self, isp: str) -> int:
        route = self._routes.get(isp)
        return route.capacity if route else self._policy.cold_capacity * self.size

    def overflows(self, isp: str) -> bool:
        """Whether mail over the capacity at one ISP takes the shared pool; if not, it waits."""
        route = self._routes.get(isp)
        return route.overflows if route else True

    def warmup(self, isp: str) -> dict[str, float]:
        route = self._routes.get(isp)
        if route is None:
            return {ip.address: COLD for ip in self.ips}
        return {ip.address: part.warmup.percentage(self._policy) for part in route.parts for ip in part.batch.ips}

    def explanation(self) -> str:
        policy = self._policy
        if not self._batches:
            today = sum(volumes.today[Count.ACCEPTED] for volumes in self._volumes.by_isp.values())
            return explanations.without_ip(self._demand, today, self._last_ip_left_at, policy)
        towards = [route.figures for route in self._routes.values()]
        newest_at = max(ip.allocated_at for ip in self.ips)
        return explanations.with_ips(self.size, self._demand, towards, self._early_at(), policy, newest_at)

    def standing(self, isp: str, elapsed: timedelta) -> str:
        if not self._batches:
            return explanations.NO_DEDICATED_IP
        route = self._routes.get(isp)
        if route is None:
            figures = Figures(isp, self.size, self.capacity(isp), 0, COLD, 0)
        else:
            figures = route.figures_at(elapsed)
        return explanations.towards_isp(figures, overflows=self.overflows(isp))

    def empty_queues(self, elapsed: timedelta) -> None:
        """Send all deferred mail through the shared pool, because the pool is being deleted."""
        for route in self._routes.values():
            route.empty_queue(elapsed)

    def warm_up(self, per_day: Mapping[str, int], addresses: Addresses, now: datetime) -> Rescaling:
        """Take the IPs and levels that ``per_day`` messages by ISP lead to over time."""
        policy, demand = self._policy, demand_of(dict(per_day), self._policy)
        carried = demand.volume >= last_ip_minimum(policy) and demand.volume > 0
        size = min(demand.ips, policy.largest_pool) if carried else 0
        allocated = self._allocate(size - self.size, addresses, now)
        self._take_leave(self.size - size)
        relinquished = self._relinquish()
        self._demand = [demand] * max(policy.last_ip_days, policy.scale_in_days, policy.first_ip_within_days)
        for isp in ISPS if size else ():
            self._route(isp).carried_long(min(per_day.get(isp, 0) / size, policy.full_rates[isp]))
        return Rescaling(allocated, relinquished)

    def _may_grow_by(self, route: IspRoute) -> bool:
        """Whether another day like the last would add IPs because of the mail to one ISP."""
        size = self.size
        return 0 < size < self._policy.largest_pool and route.wanted_more_than(size)

    def _is_changing(self) -> bool:
        """Whether the pool has redundant IPs, or would get IPs in another day like the last."""
        return any(batch.leaving for batch in self._batches) or any(map(self._may_grow_by, self._routes.values()))

    def _note_demand(self, demand: DayDemand) -> None:
        self._demand.append(demand)
        del self._demand[:-LONGEST_STREAK]

    def _early_at(self) -> list[str]:
        return [isp for isp, route in self._routes.items() if route.overflows]

    def _no_ip(self) -> str:
        return "" if self._batches else explanations.no_dedicated_ip(self._demand, self._policy)

    def _demand_of(self, finished: Mapping[str, DayVolumes]) -> DayDemand:
        """The demand of the day. A backlog that warm IPs do not reduce demands one more IP (our choice)."""
        accepted = {isp: day.totals[Count.ACCEPTED] for isp, day in finished.items() if day.totals[Count.ACCEPTED]}
        demand = demand_of(accepted, self._policy)
        needed = self.size + 1 if any(route.backlog_stays for route in self._routes.values()) else 0
        day = DayDemand(demand.volume, max(demand.ips, needed), accepted)
        return self._demand[-1] if self._demand[-1:] == [day] else day

    def _route(self, isp: str) -> IspRoute:
        route = self._routes.get(isp)
        if route is None:
            route = self._routes[isp] = IspRoute(isp, self._batches, self._volumes.at(isp), self._policy)
        return route

    def _missing(self, needed: int, *, overflowed: bool) -> int:
        """IPs to allocate at the end of an hour: the last 24 hours need ``needed`` IPs, or a queue overflowed."""
        size = self.size
        if not size or size >= self._policy.largest_pool:
            return 0
        more = growth(size, needed, self._demand, self._policy) if needed > size else 0
        return max(more, int(overflowed))

    def _wake(self, hour: Hour) -> None:
        """Simulate today up to ``hour`` at the ISPs at which it was to repeat yesterday, because IPs are added."""
        asleep, self._asleep = self._asleep, {}
        hours = each_hour(range(first_hour_of(day_of(hour)), hour + 1))
        for isp, arriving in asleep.items():
            for past in hours:
                self._routes[isp].end_hour(past, arriving[past % HOURS_A_DAY])

    def _add(self, batch: Batch) -> None:
        if not self._batches:
            # The demand before the first IP does not decide how long that IP is kept.
            self._demand.clear()
        self._batches.append(batch)
        for route in self._routes.values():
            route.add_batch(batch)

    def _rescale(self, difference: int, addresses: Addresses, now: datetime) -> Rescaling:
        if difference > 0:
            return Rescaling(allocated=self._allocate(difference, addresses, now))
        self._take_leave(-difference)
        if not difference or not self._others_carry_all():
            return Rescaling()
        relinquished = self._relinquish()
        if not self._batches:
            self._last_ip_left_at = now
        return Rescaling(relinquished=relinquished)

    def _allocate(self, count: int, addresses: Addresses, now: datetime) -> list[DedicatedIp]:
        """Allocate up to ``count`` IPs, as far as addresses are left; none for a count below 1."""
        ips = [addresses.next(now) for _ in range(min(count, addresses.left))]
        if ips:
            self._add(Batch(list(ips)))
        return ips

    def _take_leave(self, redundant: int) -> None:
        """Mark the newest ``redundant`` IPs as redundant, and no others: the oldest IPs carry the mail."""
        before = [batch.leaving for batch in self._batches]
        for batch in reversed(list(self._batches)):
            leaving = min(len(batch.ips), redundant)
            redundant -= leaving
            goes = self._split(batch, leaving) if 0 < leaving < len(batch.ips) else batch
            batch.leaving = False
            goes.leaving = leaving > 0
        if before != [batch.leaving for batch in self._batches]:
            self.apply(self._policy)

    def _split(self, batch: Batch, newest: int) -> Batch:
        """Split the newest IPs of a batch off into a new batch."""
        newer = Batch(batch.ips[-newest:])
        del batch.ips[-newest:]
        place = self._batches.index(batch) + 1
        self._batches.insert(place, newer)
        for route in self._routes.values():
            route.split_batch(place - 1, newer)
        return newer

    def _others_carry_all(self) -> bool:
        """Whether the IPs that stay could carry all mail of the days that decided about the redundant ones."""
        days = self._demand[-self._policy.scale_in_days :]
        if self.size == 1:
            return True
        for isp, route in self._routes.items():
            capacity = sum(part.capacity for part in route.parts if not part.batch.leaving)
            if capacity < max((day.by_isp.get(isp, 0) for day in days), default=0):
                return False
        return True

    def _relinquish(self) -> list[DedicatedIp]:
        """Relinquish the redundant IPs, newest first."""
        relinquished: list[DedicatedIp] = []
        while self._batches and self._batches[-1].leaving:
            relinquished += reversed(self._batches.pop().ips)
            for route in self._routes.values():
                route.drop_batch()
        if not self._batches:
            self._demand.clear()
        return relinquished
