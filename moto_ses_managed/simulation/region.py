"""One account in one Region: the aggregate that owns pools, IPs and mail, and simulates the passing of time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import RLock

from . import snapshots
from .billing import charges
from .billing.billing import Bill, Meter
from .clock import DAY, HOUR, HOURS_A_DAY, Clock
from .errors import PoolInUseError
from .mail.mail_events import MailEvent, MailEventKind
from .mail.mail_log import MailLog
from .mail.mail_statistics import MailStatistics
from .mail.mailbox_simulator import Fate
from .mail.messages import AcceptedMessage, MessageOrigin
from .mail.recipients import RecipientOutcome
from .mail.stored_messages import StoredMessages
from .policy import SendingPolicy
from .pools.account_pools import AccountPools
from .pools.dedicated_ip_pool import DedicatedIpPool
from .pools.scaling import Rescaling
from .time_units import Day, Hour, day_of, first_hour_of, hour_of
from .traffic import Arrivals, Load, PerDay, arrivals, check_days, check_hours, check_traffic
from .views.pool_snapshots import snapshot_of
from .volumes.pool_record import PoolRecord, worth_keeping


class Region(AccountPools):
    """The state of one account in one AWS Region.

    Read and change it within ``step()``: each step is atomic, sees one consistent state, and first simulates the
    hours that have ended since the last step. A change that raises an error changes nothing.
    ``wall`` returns the current time as an aware UTC datetime.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        super().__init__(Clock(wall))
        self.lock = RLock()
        self._next_deadline: timedelta | None = None
        self._log = MailLog(self.clock)
        self._meter = Meter()
        self._deleted: list[PoolRecord] = []

    @contextmanager
    def step(self) -> Iterator[Region]:
        """One atomic step at the current time."""
        with self.lock:
            self.catch_up()
            yield self

    def set_recipient_outcome(self, address_or_domain: str, outcome: RecipientOutcome | str) -> None:
        """Choose the outcome of future mail to an address or a domain: DELIVER, BOUNCE, SOFT_BOUNCE or COMPLAINT.

        An address takes precedence over its domain. Raises InvalidValueError.
        """
        self._log.recipients.set_outcome(address_or_domain, outcome)

    def fate_of(self, recipient: str) -> Fate:
        """The current outcome of mail to an address."""
        return self._log.recipients.fate_of(recipient)

    def catch_up(self) -> timedelta:
        """Simulate the hours that have ended since the last step, and return how much time has elapsed."""
        elapsed = self.clock.elapsed
        hour = hour_of(elapsed)
        is_due = self._next_deadline is not None and self._next_deadline <= elapsed
        if hour <= self._hour and not is_due:
            return elapsed  # the usual case: nothing has happened since
        self._run_until(hour, {})
        if self._next_deadline is not None and self._next_deadline <= elapsed:
            self._expire(elapsed)
        self._apply_retention()
        return elapsed

    def advance(self, step: timedelta) -> datetime:
        """Move the clock forward and simulate everything until the new time. Raises InvalidValueError."""
        now = self.clock.advance(step)
        self.catch_up()
        return now

    def send_traffic(self, plan: Mapping[str, PerDay], days: int, hours: int = HOURS_A_DAY) -> None:
        """Send bulk traffic for ``days`` days, and move the clock forward by as many days.

        ``plan`` has the messages per day by pool and ISP, spread over the first ``hours`` of each day. They are routed
        and counted like single messages, but not stored.
        Raises InvalidValueError, NotFoundError or ReservedPoolError (the pool).
        """
        check_hours(hours)
        loads: list[Load] = []
        for name, per_day in plan.items():
            check_traffic(per_day)
            self.pool(name)
            loads += [Load(name, isp, messages, hours) for isp, messages in per_day.items()]
        self.send_loads(loads, days)

    def send_loads(self, loads: Sequence[Load], days: int) -> None:
        """Send traffic as send_traffic() does, each load with its own hours."""
        check_days(days)
        for load in loads:
            check_hours(load.hours)
            check_traffic({load.isp: load.messages})
            self.pool(load.pool)
        self.clock.check(days * DAY)
        self.catch_up()
        first_hour = self._hour
        arriving = arrivals(loads, first_hour)
        self.clock.advance(days * DAY)
        _ = self.clock.elapsed
        self._run_until(Hour(first_hour + days * HOURS_A_DAY), arriving)
        self._apply_retention()
        self.catch_up()

    @property
    def policy(self) -> SendingPolicy:
        """The sending policy of this Region."""
        return self._policy

    @policy.setter
    def policy(self, policy: SendingPolicy) -> None:
        self._policy = policy
        for pool in self._all_pools():
            pool.apply(policy, self._hour)
        self._apply_retention()

    def delete_pool(self, name: str) -> None:
        """Delete a pool: its IPs are relinquished at once, and its deferred mail leaves through the shared pool.

        Raises ReservedPoolError, NotFoundError, or PoolInUseError for a standard pool that has IPs.
        """
        pool = self.pool(name)
        if pool.ips and not pool.managed:
            raise PoolInUseError(name, len(pool.ips))
        elapsed = self.catch_up()
        if pool.managed_fleet:
            pool.managed_fleet.empty_queues(elapsed)
            self._apply_retention()
            charges.delete_pool(self._meter, self.clock, self._hour, pool)
        self._shared_pool.take_over_refused(pool, self._hour)
        self._all_ips = None
        for ip in pool.ips:
            del self._holders[ip.address]
        self._shared_pool.volumes.absorb_recent(pool.volumes)
        self._deleted = worth_keeping([*self._deleted, pool.record(until=self._hour)], self._hour)
        del self._pools[name]

    @property
    def messages(self) -> StoredMessages:
        """The accepted messages, oldest first, at most as many as the policy keeps."""
        return self._log.messages

    @property
    def statistics(self) -> MailStatistics:
        """Counts of what happened to messages, including discarded ones."""
        return self._log.statistics

    def pool_records(self) -> list[PoolRecord]:
        """The records of the customer's pools, and of deleted pools that had mail, oldest first."""
        return [*self._deleted, *(pool.record() for pool in self._pools.values())]

    def take_events(self) -> list[MailEvent]:
        """The events since the last call, ordered by time."""
        return self._log.take_events()

    def take_discarded(self) -> list[str]:
        """The ids of the messages that were discarded since the last call."""
        return self._log.messages.take_discarded()

    def accept(  # noqa: PLR0913  (what a message is)
        self,
        message_id: str,
        origin: MessageOrigin,
        recipients: Sequence[str],
        pool: str | None = None,
        *,
        max_wait: timedelta | None = None,
        suppressed: Mapping[str, MailEventKind] | None = None,
        unsubscribed: Collection[str] = (),
    ) -> AcceptedMessage:
        """Accept a message and route it through ``pool``, recipient by recipient.

        Without a pool, mail takes the default dedicated pool if that has IPs, else the shared pool. Deferred mail
        waits for at most ``max_wait``; None means the policy's ``max_delivery_seconds``. Nothing is sent to
        ``suppressed`` recipients (the mapping has the event that SES reports for each) or ``unsubscribed`` ones.
        Raises NotFoundError (the pool).
        """
        chosen = self._pool_for(pool)
        elapsed = self.catch_up()
        name = None if chosen is self._shared_pool else chosen.name
        everybody = tuple(recipients)  # the same object where it is a tuple: message and events share it
        message = AcceptedMessage(message_id, origin, everybody, name, self.clock.time_of(elapsed), self._policy.isp_of)
        max_wait = max_wait or timedelta(seconds=self._policy.max_delivery_seconds)
        for delivery in self._log.add(message, everybody, suppressed or {}, elapsed, unsubscribed):
            chosen.accept(delivery, elapsed, max_wait)
        if message.waits:
            deadline = elapsed + max_wait
            self._next_deadline = min(deadline, self._next_deadline or deadline)
        self._apply_retention()
        return message

    def accepted_last_24_hours(self) -> int:
        """Messages of the last 24 hours that count towards the sending quota, one for each recipient."""
        elapsed = self.catch_up()
        given_to_pools = sum(pool.volumes.accepted_last_24_hours(elapsed) for pool in self._all_pools())
        return given_to_pools + self._log.quota_correction(elapsed)

    def pool_snapshot(
        self, name: str, configuration_sets: tuple[str, ...] = (), tags: Mapping[str, str] | None = None
    ) -> snapshots.Pool:
        """A frozen snapshot of a pool. ``configuration_sets`` and ``tags`` are copied into it.

        Raises NotFoundError or ReservedPoolError.
        """
        pool = self.pool(name)
        return snapshot_of(pool, configuration_sets, tags or {}, self.catch_up())

    def default_pool_snapshot(self, configuration_sets: tuple[str, ...] = ()) -> snapshots.Pool:
        """A frozen snapshot of SES's default pool, which holds the standard IPs that are in no other pool."""
        return snapshot_of(self.default_pool, configuration_sets, {}, self.catch_up())

    def bill(self) -> Bill:
        """The charges of the simulated calendar month so far."""
        self.catch_up()
        return charges.bill_so_far(self._meter, self.clock, self._hour, self._all_pools(), self._policy)

    def _apply_retention(self) -> None:
        self._log.messages.retain(self._policy.max_stored_messages)

    def _run_until(self, hour: Hour, arriving: Mapping[str, Arrivals]) -> None:
        pools = [(pool, arriving.get(pool.name, {})) for pool in self._all_pools()]
        ahead: dict[str, Day] = {}
        while self._hour < hour:
            day = day_of(self._hour)
            next_day = first_hour_of(Day(day + 1))
            until = min(hour, next_day)
            whole_day = until - self._hour == HOURS_A_DAY
            if whole_day:
                self._pass_days_alike(day, (hour - self._hour) // HOURS_A_DAY, pools, ahead)
            awake = [(pool, sent) for pool, sent in pools if ahead.get(pool.name, day) <= day]
            # Each hour for all pools before the next hour: an address goes to the pool that needs it first.
            lively = [(pool, sent) for pool, sent in awake if not whole_day or pool.begin_day(day, sent)]
            while lively and self._hour < until:
                now = self.clock.time_of((self._hour + 1) * HOUR)
                for pool, sent in lively:
                    self._follow(pool, Rescaling(pool.end_hour(self._hour, sent, self._addresses, now)))
                self._hour = Hour(self._hour + 1)
                if self._hour < until:
                    self._retry_refused()
            self._hour = until
            if whole_day:
                for pool, _ in awake:
                    pool.finish_hours()
            if until == next_day:
                self._end_day(day, [pool for pool, _ in awake])
            self._retry_refused()

    def _pass_days_alike(
        self, day: Day, most: int, pools: Iterable[tuple[DedicatedIpPool, Arrivals]], ahead: dict[str, Day]
    ) -> None:
        """Simulate repeating days of each pool at once: at most ``most`` days, from ``day`` on.

        ``ahead`` holds the day that each pool begins next.
        """
        began_at = self.clock.time_of(day * DAY)
        for pool, sent in pools:
            if ahead.get(pool.name, day) <= day:
                ahead[pool.name] = Day(day + pool.pass_days_alike(began_at, sent, most))

    def _retry_refused(self) -> None:
        if self._next_deadline is not None:
            for pool in self._all_pools():
                pool.retry_refused(self._hour * HOUR, self._policy.retry_hours)

    def _expire(self, elapsed: timedelta) -> None:
        for pool in self._all_pools():
            pool.expire(elapsed, self._hour)
            pool.retry_refused(elapsed, self._policy.retry_hours)
        deadlines = [pool.next_deadline for pool in self._all_pools()]
        self._next_deadline = min((deadline for deadline in deadlines if deadline is not None), default=None)

    def _end_day(self, day: Day, awake: Iterable[DedicatedIpPool]) -> None:
        began_at, now = self.clock.time_of(day * DAY), self.clock.time_of((day + 1) * DAY)
        charges.end_day(self._meter, self.clock, day, self._all_pools())
        for pool in awake:
            self._follow(pool, pool.end_day(began_at, self._addresses, now))
