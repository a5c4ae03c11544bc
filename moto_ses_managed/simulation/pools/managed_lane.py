"""A managed pool at work: batches of IPs that warm up by ISP, and the way that mail takes at each ISP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from ..clock import DAY, HOUR, HOURS_A_DAY, MINUTE
from ..mail.deferral import DeferralQueue, Deferred
from ..mail.mail_log import Parcel
from ..mail.messages import Route
from ..policy import SendingPolicy
from ..volumes.ledger import Count, DayVolumes, Volumes
from ..volumes.steps import Steps
from ..volumes.window import Window
from .addresses import DedicatedIp
from .warmup import IspWarmup


class Batch:
    """IPs that came to a pool together: they take turns, and so are equally warm at each ISP.

    Keeping one level for all of them is what makes a day cost the same whether a pool has two IPs or two hundred.
    """

    def __init__(self, ips: list[DedicatedIp], percentage: float, windows: Mapping[str, Window] | None = None) -> None:
        self.ips = ips
        self.percentage = percentage
        """How warm the IPs were at every ISP when they came."""
        self.windows = windows or {}
        """What they had sent each ISP in the 24 hours before they came."""


class BatchAtIsp:
    """One batch towards one ISP: how warm it is there, what it sent in the last 24 hours, and whose turn it is.

    As the IPs take turns, none of n sends more than the n-th part of any run of messages, rounded up: what the batch
    as a whole keeps in any 24 hours, each of its IPs keeps.
    """

    __slots__ = ("batch", "capacity", "early", "sent_today", "turn", "warmup", "window")

    def __init__(self, batch: Batch, isp: str, policy: SendingPolicy) -> None:
        self.batch = batch
        self.warmup = IspWarmup(isp, batch.percentage, policy)
        self.window = batch.windows.get(isp) or Window()
        self.turn = 0
        self.sent_today = 0
        self.apply(policy)

    def apply(self, policy: SendingPolicy) -> None:
        """Take the levels and the size of the batch for what they are now."""
        self.capacity = self.warmup.capacity(policy) * len(self.batch.ips)
        self.early = self.warmup.is_early(policy)

    @property
    def room(self) -> int:
        """Messages that may leave now."""
        return max(0, self.capacity - self.window.total)

    def next_ip(self) -> DedicatedIp:
        """The IP whose turn it is, which sends a message."""
        ip = self.batch.ips[self.turn % len(self.batch.ips)]
        self.send(1)
        return ip

    def send(self, messages: int) -> None:
        """Send so many in turn."""
        self.pass_turns(messages)
        self.sent_today += messages

    def pass_turns(self, messages: int) -> None:
        """It is the turn of the IP that sends after so many messages."""
        self.turn = (self.turn + messages) % len(self.batch.ips)

    def drop_last_ip(self) -> None:
        """The batch is about to lose its last IP, and is left with one or more."""
        size = len(self.batch.ips)
        self.window.remove_share(size)
        self.sent_today -= self.sent_today // size
        self.turn %= size - 1

    def end_day(self, policy: SendingPolicy) -> bool:
        """Warm up by what was sent today; whether that changed anything."""
        changed = self.warmup.end_day(self.sent_today / len(self.batch.ips), policy)
        self.sent_today = 0
        self.apply(policy)
        return changed


class ManagedLane:
    """One managed pool's mail to one ISP.

    The oldest batch that has room sends it. What exceeds the capacity of all takes the shared pool as long as an IP is
    in the early phase of its warm-up here, or there is none; else it waits and is tried again at each hour's end.
    """

    def __init__(self, isp: str, batches: Iterable[Batch], volumes: Volumes, policy: SendingPolicy) -> None:
        self.isp = isp
        self.parts = [BatchAtIsp(batch, isp, policy) for batch in batches]
        self.queue = DeferralQueue()
        self.capacities = Steps(self.capacity)
        """What ``capacity`` was in each hour, as far as note_capacity() was told of changes."""
        self._volumes = volumes
        self._policy = policy
        self._start: Any = None
        self._last_start: Any = None
        self._last_day: DayVolumes | None = None
        self._last_sent: list[int] = []
        self._repeated = False
        self._settled = False
        self._waiting = 0
        self.stuck = False
        """Whether what waited when the last day was over had grown no less, although every IP is warm here."""

    @property
    def capacity(self) -> int:
        """Messages that all IPs together may send in 24 hours."""
        return sum(part.capacity for part in self.parts)

    def note_capacity(self, hour: int) -> None:
        """Write the capacity down, which may have changed since, for the region's hour ``hour`` and later ones."""
        if not self._settled:
            self.capacities.note(hour, self.capacity)

    def apply(self, policy: SendingPolicy) -> None:
        """Follow ``policy``, and take the batches as they are, from now on."""
        self._policy = policy
        self._settled = False
        for part in self.parts:
            part.apply(policy)

    def add_batch(self, batch: Batch) -> None:
        """The pool got IPs."""
        self.parts.append(BatchAtIsp(batch, self.isp, self._policy))
        self._settled = False

    def drop_batch(self) -> None:
        """The pool lost the newest batch."""
        self.parts.pop()
        self._settled = False

    def accept(self, parcel: Parcel, moment: timedelta, patience: timedelta) -> None:
        """Send one message on its way, at a moment between two hours' ends."""
        self._settled = False
        hour, minute, volumes = moment // HOUR, moment // MINUTE, self._volumes
        until = -(-moment // MINUTE)
        volumes.accept_one(hour, minute, until)
        for part in self.parts:
            part.window.reach(minute)
            if part.room:
                part.window.add(until, 1)
                volumes.send_one(Count.DEDICATED, hour, until)
                parcel.leave(Route.DEDICATED, part.next_ip().address, moment)
                return
        if self.overflows:
            volumes.send_one(Count.SHARED, hour, until)
            parcel.leave(Route.SHARED, None, moment)
            return
        volumes.add(Count.DEFERRED, hour, 1)
        self.queue.add(Deferred(1, moment + patience, parcel))
        parcel.wait(moment, moment + patience)

    def run_day(self, day: int, arrivals: Sequence[int]) -> None:
        """Let a whole day pass. One that starts as the last one did, with the same traffic, goes as the last one."""
        if self._settled and arrivals == self._last_start[0] and self._last_day is not None:
            self._repeat(self._last_day)
            return
        if not any(arrivals) and not self._busy:
            return
        self._start = self._starting_point(day, arrivals)
        if self._start is not None and self._start == self._last_start and self._last_day is not None:
            self._repeat(self._last_day)
            return
        self.run_hours(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY, arrivals)

    def run_hours(self, first_hour: int, end_hour: int, arrivals: Sequence[int]) -> None:
        """Let some hours of a day pass, with the messages that arrive at each one's end."""
        for hour in range(first_hour, end_hour):
            self._end_hour(hour, arrivals[hour % HOURS_A_DAY])

    def end_day(self, finished: DayVolumes | None) -> None:
        """Warm up by what was sent in the ``finished`` day."""
        if self._repeated and self._settled:
            self._repeated = False
            return
        self._last_start, self._start = self._start, None
        self._last_day = finished
        self._last_sent = [part.sent_today for part in self.parts]
        self._note_backlog()
        changed = [part.end_day(self._policy) for part in self.parts]
        # A repeated day that left the levels as they were leaves nothing for the next one to differ in.
        self._settled = self._repeated and not any(changed)
        self._repeated = False

    def expire(self, moment: timedelta) -> None:
        """Give up known mail whose deadline lies in the hour that runs, before ``moment`` or at it."""
        self._give_up(moment // HOUR, self.queue.take_overdue(moment, due=True))

    def empty_queue(self, moment: timedelta) -> None:
        """Send what waits through the shared pool: the pool is being deleted."""
        self._leave_shared(moment // HOUR, moment)

    def _note_backlog(self) -> None:
        waiting = self._volumes.queued
        full_rate = self._policy.full_rates[self.isp]
        self.stuck = 0 < self._waiting <= waiting and all(part.warmup.level >= full_rate for part in self.parts)
        self._waiting = waiting

    @property
    def overflows(self) -> bool:
        """Whether what exceeds the capacity takes the shared pool."""
        return not self.parts or any(part.early for part in self.parts)

    @property
    def _busy(self) -> bool:
        counting = (self._volumes.accepted, self._volumes.sent, *(part.window for part in self.parts))
        return bool(self.queue) or any(window.total for window in counting)

    def _starting_point(self, day: int, arrivals: Sequence[int]) -> Any:
        """All that the coming day depends on; None where messages that are known by name would tell days apart."""
        windows = [self._volumes.accepted, self._volumes.sent, *(part.window for part in self.parts)]
        waiting = self.queue.shape(day * DAY)
        if waiting is None or not all(window.settled for window in windows):
            return None
        return (
            arrivals,
            self._policy,
            waiting,
            [(part.capacity, part.early) for part in self.parts],
            [window.hours.copy() for window in windows],
        )

    def _repeat(self, last_day: DayVolumes) -> None:
        self._repeated = True
        self._start = self._last_start
        self._volumes.repeat_day(last_day)
        for part, sent in zip(self.parts, self._last_sent, strict=True):
            part.pass_turns(sent)
            part.sent_today = 0 if self._settled else sent
        self.queue.postpone(DAY)

    def _end_hour(self, hour: int, arriving: int) -> None:
        self._volumes.end_hour(hour)
        for part in self.parts:
            part.window.end_hour(hour)
        if self.queue:
            self._retry(hour)
        if arriving:
            self._arrive(hour, arriving)
        if self.queue:
            self._give_up(hour, self.queue.take_overdue((hour + 1) * HOUR, due=True))

    def _retry(self, hour: int) -> None:
        moment = (hour + 1) * HOUR
        self._give_up(hour, self.queue.take_overdue(moment, due=False))
        if (hour + 1) % self._policy.retry_hours:
            return
        for part in self.parts:
            for deferred in self.queue.take(part.room):
                self._send(part, hour, deferred.count, deferred.parcel)
        if self.queue and self.overflows:
            self._leave_shared(hour, moment)

    def _arrive(self, hour: int, messages: int) -> None:
        self._volumes.accept_at_end(hour, messages)
        for part in self.parts:
            fitting = min(part.room, messages)
            if fitting:
                self._send(part, hour, fitting, None)
                messages -= fitting
        if not messages:
            return
        if self.overflows:
            self._volumes.send_at_end(Count.SHARED, hour, messages)
            return
        self._volumes.add(Count.DEFERRED, hour, messages)
        patience = timedelta(seconds=self._policy.max_delivery_seconds)
        self.queue.add(Deferred(messages, (hour + 1) * HOUR + patience))

    def _send(self, part: BatchAtIsp, hour: int, messages: int, parcel: Parcel | None) -> None:
        part.window.add_at_end(hour, messages)
        self._volumes.send_at_end(Count.DEDICATED, hour, messages)
        if parcel is None:
            part.send(messages)
        else:
            self._volumes.know(Count.DEDICATED, hour)
            parcel.leave(Route.DEDICATED, part.next_ip().address, (hour + 1) * HOUR)

    def _leave_shared(self, hour: int, moment: timedelta) -> None:
        for deferred in self.queue.take_all():
            self._volumes.send_at_end(Count.SHARED, hour, deferred.count)
            if deferred.parcel:
                self._volumes.know(Count.SHARED, hour)
                deferred.parcel.leave(Route.SHARED, None, moment)

    def _give_up(self, hour: int, overdue: Iterable[Deferred]) -> None:
        for deferred in overdue:
            self._volumes.add(Count.BOUNCED, hour, deferred.count)
            if deferred.parcel:
                self._volumes.know(Count.BOUNCED, hour)
                deferred.parcel.give_up(deferred.deadline)
