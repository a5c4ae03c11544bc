"""One account's region: the aggregate that owns pools, IPs, their mail and their limits, and lets its days pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import RLock

from . import snapshots
from .billing import charges
from .billing.billing import Bill, Meter
from .clock import DAY, HOUR, HOURS_A_DAY, Clock
from .errors import (
    AlreadyExistsError,
    InvalidValueError,
    Kind,
    LimitExceededError,
    ManagedIpError,
    NotFoundError,
    ScalingModeError,
)
from .isp import ISPS, UnknownIspError
from .mail.mail_events import MailEvent, MailEventKind
from .mail.mail_log import MailLog
from .mail.mail_statistics import MailStatistics
from .mail.messages import AcceptedMessage, MessageOrigin
from .mail.recipients import RecipientOutcome
from .mail.stored_messages import StoredMessages
from .policy import SendingPolicy
from .pool_names import (
    DEFAULT_DEDICATED_POOL,
    SHARED_POOL,
    ScalingMode,
    check_pool_name,
    refuse_reserved,
)
from .pools.addresses import Addresses, DedicatedIp
from .pools.dedicated_ip_pool import DedicatedIpPool
from .pools.explanations import NO_POOL, STANDARD_EMPTY
from .pools.fleet import Arrivals
from .pools.managed_fleet import ManagedFleet
from .pools.scaling import Rescaling
from .pools.standard_fleet import StandardFleet, StandardIp
from .pools.warmup import COLD, WARM
from .reasons import Reason
from .traffic import PerDay, arrivals, check_days, check_hours, check_traffic
from .views.pictures import pool_picture
from .volumes.ledger import PoolVolumes
from .volumes.pool_record import PoolRecord, worth_keeping

MAX_POOLS = 50
"""Dedicated IP pools of an account in a Region, standard and managed together [AWS: SES quotas]."""

MAX_LEASE = 1000
"""Standard IPs that one simulated support case brings (our choice)."""


class Region:
    """The state of one account in one AWS Region.

    Whoever reads or changes it does so within ``step()``, so that each step is atomic, each reading sees one state,
    and the hours that passed since the last step have happened. A refused change leaves everything as it was.
    ``wall`` gives the present as an aware UTC datetime.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self.lock = RLock()
        self.clock = Clock(wall)
        self._hour = 0
        self._policy = SendingPolicy()
        self._auto_warmup = True
        self._addresses = Addresses()
        self._holders: dict[str, tuple[DedicatedIp, DedicatedIpPool]] = {}
        self._all_ips: list[DedicatedIp] | None = None
        """The IPs in order, kept for the next page of them; None after a change."""
        self._pools: dict[str, DedicatedIpPool] = {}
        self._default_pool = self._new_pool(DEFAULT_DEDICATED_POOL, ScalingMode.STANDARD)
        # Mail that is to take no dedicated IP: a pool without any.
        self._shared_pool = self._new_pool(SHARED_POOL, ScalingMode.STANDARD, without_ip=(Reason.NO_POOL, NO_POOL))
        self._next_deadline: timedelta | None = None
        self._log = MailLog(self.clock)
        self._meter = Meter()
        self._deleted: list[PoolRecord] = []

    @contextmanager
    def step(self) -> Iterator[Region]:
        """One atomic step, in the present."""
        with self.lock:
            self.catch_up()
            yield self

    def set_recipient_outcome(self, address_or_domain: str, outcome: RecipientOutcome | str) -> None:
        """Choose what becomes of mail to an address or to a whole domain from now on: DELIVER, BOUNCE, SOFT_BOUNCE or
        COMPLAINT. An address goes before its domain. Raises InvalidValueError."""
        self._log.recipients.set_outcome(address_or_domain, outcome)

    def blocklist(self, ip: str, isps: Iterable[str] | None = None) -> None:
        """Put a dedicated IP on the blocklist that some ISPs use (None: all): they return what comes from it.

        Raises NotFoundError (the IP) or InvalidValueError (an ISP).
        """
        found, pool = self.ip(ip)
        found.blocklisted_at |= frozenset(ISPS if isps is None else _known_isps(isps))
        pool.apply(self._policy, self._hour)

    def delist(self, ip: str) -> None:
        """Take a dedicated IP off every blocklist. Raises NotFoundError."""
        found, pool = self.ip(ip)
        found.blocklisted_at = frozenset()
        pool.apply(self._policy, self._hour)

    def warm_up(self, pool: str, per_day: PerDay) -> None:
        """Have a managed pool stand as if it had long carried so many messages a day by ISP: its IPs and their levels.

        No time passes, and no traffic is counted or charged. Raises InvalidValueError, NotFoundError or
        ReservedPoolError.
        """
        check_traffic(per_day)
        found = self.pool(pool)
        self._follow(found, found.warm_up(per_day, self._addresses, self.clock.now, self._hour))

    def catch_up(self) -> timedelta:
        """Let the hours pass that ended since the last step; the moment of the region's life that it is now."""
        moment = self.clock.elapsed
        self._run_until(moment // HOUR, {})
        if self._next_deadline is not None and self._next_deadline <= moment:
            self._expire(moment)
        self._forget_messages()
        return moment

    def advance(self, step: timedelta) -> datetime:
        """Move the simulated time forward and let what falls into it happen. Raises InvalidValueError."""
        now = self.clock.advance(step)
        self.catch_up()
        return now

    def send_traffic(self, plan: Mapping[str, PerDay], days: int, hours: int = HOURS_A_DAY) -> None:
        """Send so many messages a day, by pool and ISP, for ``days``, spread over the first ``hours`` of each; time
        moves on.

        They are routed and counted like real ones, and none is stored.
        Raises InvalidValueError, NotFoundError or ReservedPoolError (the pool).
        """
        check_days(days)
        check_hours(hours)
        for name, per_day in plan.items():
            check_traffic(per_day)
            self.pool(name)
        self.clock.check(days * DAY)
        self.catch_up()
        first_hour = self._hour
        arriving = {name: arrivals(per_day, first_hour, hours) for name, per_day in plan.items()}
        self.clock.advance(days * DAY)
        _ = self.clock.elapsed
        self._run_until(first_hour + days * HOURS_A_DAY, arriving)
        self.catch_up()

    @property
    def policy(self) -> SendingPolicy:
        """The numbers that SES goes by here."""
        return self._policy

    @policy.setter
    def policy(self, policy: SendingPolicy) -> None:
        self._policy = policy
        for pool in self._all_pools():
            pool.apply(policy, self._hour)
        self._forget_messages()

    @property
    def auto_warmup(self) -> bool:
        """Whether the account's standard IPs warm up automatically."""
        return self._auto_warmup

    @auto_warmup.setter
    def auto_warmup(self, enabled: bool) -> None:
        self._auto_warmup = enabled
        for pool in self._all_pools():
            if pool.standard_fleet:
                pool.standard_fleet.auto_warmup = enabled

    @property
    def pools(self) -> Mapping[str, DedicatedIpPool]:
        """The pools that the customer made, by name, oldest first."""
        return self._pools

    def listed_pool_names(self) -> list[str]:
        """The names that ListDedicatedIpPools shows: sorted, the default pool among them while it has IPs."""
        names = list(self._pools)
        if self._default_pool.ips:
            names.append(DEFAULT_DEDICATED_POOL)
        return sorted(names)

    def create_pool(self, name: str, scaling_mode: ScalingMode) -> DedicatedIpPool:
        """Make an empty pool.

        Raises InvalidValueError, ReservedPoolError, AlreadyExistsError or LimitExceededError.
        """
        check_pool_name(name)
        refuse_reserved(name)
        if name in self._pools:
            raise AlreadyExistsError(Kind.POOL, name)
        if len(self._pools) >= MAX_POOLS:
            raise LimitExceededError(Kind.POOL, MAX_POOLS)
        pool = self._pools[name] = self._new_pool(name, scaling_mode)
        return pool

    def pool(self, name: str) -> DedicatedIpPool:
        """The customer's pool of that name. Raises ReservedPoolError or NotFoundError."""
        refuse_reserved(name)
        pool = self._pools.get(name)
        if pool is None:
            raise NotFoundError(Kind.POOL, name)
        return pool

    def delete_pool(self, name: str) -> None:
        """Delete a pool: its IPs are relinquished at once, and what waited leaves through the
        shared pool. Raises ReservedPoolError or NotFoundError."""
        pool = self.pool(name)
        moment = self.catch_up()
        if pool.managed_fleet:
            pool.managed_fleet.empty_queues(moment)
            self._forget_messages()
            charges.delete_pool(self._meter, self.clock, self._hour, pool)
        self._shared_pool.take_over_refused(pool, self._hour)
        self._all_ips = None
        for ip in pool.ips:
            del self._holders[ip.address]
        self._shared_pool.volumes.absorb_recent(pool.volumes)
        self._deleted = worth_keeping([*self._deleted, pool.record(until=self._hour)], self._hour)
        del self._pools[name]

    def set_scaling_mode(self, name: str, scaling_mode: ScalingMode) -> None:
        """Convert a standard pool to a managed one with all its IPs; the way back raises ScalingModeError."""
        pool = self.pool(name)
        if pool.managed and scaling_mode is ScalingMode.STANDARD:
            raise ScalingModeError(name)
        if scaling_mode is ScalingMode.MANAGED:
            pool.convert(self._policy, self._hour)

    def lease_standard_ips(self, count: int, pool: str | None) -> list[DedicatedIp]:
        """Give the account ``count`` standard IPs, as a support case does, in ``pool`` or in none.

        A new IP warms up automatically unless the account has switched that off.
        Raises InvalidValueError (count not 1 to MAX_LEASE), NotFoundError, ReservedPoolError or ManagedIpError.
        """
        if not 1 <= count <= MAX_LEASE:
            raise InvalidValueError(f"The count of IPs to lease must be 1 to {MAX_LEASE}: {count} was asked for.")
        holder, fleet = self._standard_pool(pool)
        self._addresses.check(count)
        now, percentage = self.clock.now, COLD if self._auto_warmup else WARM
        self._all_ips = None
        leased = [self._addresses.next(now, percentage) for _ in range(count)]
        for ip in leased:
            fleet.add(StandardIp(ip))
            self._holders[ip.address] = (ip, holder)
        return leased

    def ips(self, pool: str | None = None) -> list[DedicatedIp]:
        """The account's dedicated IPs, oldest first; those of one pool where it is named."""
        if pool is None:
            if self._all_ips is None:
                self._all_ips = [ip for ip, _ in self._holders.values()]  # each came in when it was allocated
            return self._all_ips
        return sorted(self._holder(pool).ips, key=lambda ip: ip.number)

    def ip(self, address: str) -> tuple[DedicatedIp, DedicatedIpPool]:
        """The IP of that address and the pool that holds it. Raises NotFoundError."""
        found = self._holders.get(address)
        if found is None:
            raise NotFoundError(Kind.DEDICATED_IP, address)
        return found

    def move_ip(self, address: str, pool: str) -> None:
        """Put a standard IP into another standard pool. Raises NotFoundError or ManagedIpError."""
        ip, holder = self.ip(address)
        destination, fleet = self._standard_pool(pool)
        if holder.standard_fleet is None:
            raise ManagedIpError(holder.name)
        fleet.add(holder.standard_fleet.remove(ip))
        self._holders[address] = (ip, destination)

    def set_warmup_percentage(self, address: str, percentage: int) -> None:
        """Set by hand how warm a standard IP is (0 to 100). Raises InvalidValueError, NotFoundError, ManagedIpError."""
        if not COLD <= percentage <= WARM:
            raise InvalidValueError(f"The warm-up percentage must be 0 to {WARM:.0f}: {percentage} was given.")
        ip, holder = self.ip(address)
        if holder.managed:
            raise ManagedIpError(holder.name)
        ip.warmup_percentage = float(percentage)

    @property
    def messages(self) -> StoredMessages:
        """What was accepted, in order, as far as the policy has it kept."""
        return self._log.messages

    @property
    def statistics(self) -> MailStatistics:
        """Counts of what happened to messages, those that were forgotten included."""
        return self._log.statistics

    def pool_records(self) -> list[PoolRecord]:
        """The past of the pools that the customer has, and of those that had mail and were deleted, oldest first."""
        return [*self._deleted, *(pool.record() for pool in self._pools.values())]

    def take_events(self) -> list[MailEvent]:
        """What happened to mail since the last call, by time."""
        return self._log.take_events()

    def take_forgotten(self) -> list[str]:
        """The ids of the messages that were forgotten since the last call."""
        return self._log.messages.take_forgotten()

    def accept(  # noqa: PLR0913  (what a message is)
        self,
        message_id: str,
        origin: MessageOrigin,
        recipients: Sequence[str],
        pool: str | None = None,
        *,
        max_wait: timedelta | None = None,
        suppressed: Mapping[str, MailEventKind] | None = None,
    ) -> AcceptedMessage:
        """Take a message in and send it on its way through ``pool``, recipient by recipient.

        Without a pool it takes the default dedicated pool where that has IPs, else the shared one. Mail that is put off
        waits for ``max_wait`` at the most, for the policy's time where this is None. Recipients who are ``suppressed``
        get nothing: the mapping says what SES says happened to their mail. Raises NotFoundError (the pool).
        """
        chosen = self._pool_for(pool)
        moment = self.catch_up()
        name = None if chosen is self._shared_pool else chosen.name
        message = AcceptedMessage(message_id, origin, recipients, name, self.clock.time_of(moment))
        patience = max_wait or timedelta(seconds=self._policy.max_delivery_seconds)
        for parcel in self._log.add(message, suppressed or {}, moment):
            chosen.accept(parcel, moment, patience)
        if message.waits:
            deadline = moment + patience
            self._next_deadline = min(deadline, self._next_deadline or deadline)
        self._forget_messages()
        return message

    def accepted_last_24_hours(self) -> int:
        """Messages of the last 24 hours as the sending quota counts them, one for each recipient."""
        elapsed = self.catch_up()
        given_to_pools = sum(pool.volumes.accepted_last_24_hours(elapsed) for pool in self._all_pools())
        return given_to_pools + self._log.quota_correction(elapsed)

    def pool_snapshot(
        self, name: str, configuration_sets: tuple[str, ...] = (), tags: Mapping[str, str] | None = None
    ) -> snapshots.Pool:
        """A frozen snapshot of a pool, with the configuration sets and tags that it is known by outside.

        Raises NotFoundError or ReservedPoolError.
        """
        pool = self.pool(name)
        return pool_picture(pool, configuration_sets, tags or {}, self.catch_up())

    def bill(self) -> Bill:
        """The charges of the simulated calendar month so far."""
        self.catch_up()
        return charges.bill_so_far(self._meter, self.clock, self._hour, self._all_pools(), self._policy)

    def _forget_messages(self) -> None:
        self._log.messages.forget_beyond(self._policy.max_stored_messages)

    def _run_until(self, hour: int, arriving: Mapping[str, Arrivals]) -> None:
        pools = [(pool, arriving.get(pool.name, {})) for pool in self._all_pools()]
        while self._hour < hour:
            day, hour_of_day = divmod(self._hour, HOURS_A_DAY)
            until = min(hour, (day + 1) * HOURS_A_DAY)
            whole_day = hour_of_day == 0 and until - self._hour == HOURS_A_DAY
            # Hour by hour through all pools: an address goes to the pool that needs it first.
            lively = [(pool, sent) for pool, sent in pools if not whole_day or pool.begin_day(day, sent)]
            while lively and self._hour < until:
                now = self.clock.time_of((self._hour + 1) * HOUR)
                for pool, sent in lively:
                    self._follow(pool, Rescaling(pool.end_hour(self._hour, sent, self._addresses, now)))
                self._hour += 1
                if self._hour < until:
                    self._retry_refused()
            self._hour = until
            if whole_day:
                for pool, _ in pools:
                    pool.finish_hours()
            if until == (day + 1) * HOURS_A_DAY:
                self._end_day(day)
            self._retry_refused()

    def _retry_refused(self) -> None:
        if self._next_deadline is not None:
            for pool in self._all_pools():
                pool.retry_refused(self._hour * HOUR, self._policy.retry_hours)

    def _expire(self, moment: timedelta) -> None:
        for pool in self._all_pools():
            pool.expire(moment, self._hour)
            pool.retry_refused(moment, self._policy.retry_hours)
        deadlines = [pool.next_deadline for pool in self._all_pools()]
        self._next_deadline = min((deadline for deadline in deadlines if deadline is not None), default=None)

    def _follow(self, pool: DedicatedIpPool, rescaling: Rescaling) -> None:
        """Keep the account's IPs in step with what a pool got and lost."""
        if rescaling.allocated or rescaling.relinquished:
            self._all_ips = None
        for ip in rescaling.allocated:
            self._holders[ip.address] = (ip, pool)
        for ip in rescaling.relinquished:
            del self._holders[ip.address]

    def _end_day(self, day: int) -> None:
        began_at, now = self.clock.time_of(day * DAY), self.clock.time_of((day + 1) * DAY)
        charges.end_day(self._meter, self.clock, day, self._all_pools())
        for pool in self._all_pools():
            self._follow(pool, pool.end_day(began_at, self._addresses, now))

    def _all_pools(self) -> list[DedicatedIpPool]:
        return [self._shared_pool, self._default_pool, *self._pools.values()]

    def _new_pool(
        self,
        name: str,
        scaling_mode: ScalingMode,
        without_ip: tuple[Reason, str] = (Reason.NO_DEDICATED_IP, STANDARD_EMPTY),
    ) -> DedicatedIpPool:
        volumes = PoolVolumes(self._hour // HOURS_A_DAY)
        fleet = (
            ManagedFleet(volumes, self._policy)
            if scaling_mode is ScalingMode.MANAGED
            else StandardFleet(volumes, self._policy, auto_warmup=self._auto_warmup, without_ip=without_ip)
        )
        return DedicatedIpPool(name, volumes, fleet)

    def _holder(self, pool: str) -> DedicatedIpPool:
        return self._default_pool if pool == DEFAULT_DEDICATED_POOL else self.pool(pool)

    def _standard_pool(self, pool: str | None) -> tuple[DedicatedIpPool, StandardFleet]:
        holder = self._default_pool if pool is None else self._holder(pool)
        fleet = holder.standard_fleet
        if fleet is None:
            raise ManagedIpError(holder.name)
        return holder, fleet

    def _pool_for(self, name: str | None) -> DedicatedIpPool:
        """The pool that mail leaves through which is to take ``name``, or names none."""
        if name == SHARED_POOL:
            return self._shared_pool
        if name is not None and name != DEFAULT_DEDICATED_POOL:
            return self.pool(name)
        return self._default_pool if self._default_pool.ips else self._shared_pool


def _known_isps(isps: Iterable[str]) -> list[str]:
    named = [isps] if isinstance(isps, str) else list(isps)
    for isp in named:
        if isp not in ISPS:
            raise UnknownIspError(isp)
    return named
