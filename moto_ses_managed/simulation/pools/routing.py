"""The routing of one managed pool's mail to one ISP, and the queue of what waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from ..clock import DAY, HOUR
from ..mail.mail_log import PendingDelivery
from ..mail.messages import Route
from ..mail.queue import Deferred, MailQueue
from ..policy import SendingPolicy
from ..reasons import Reason
from ..time_units import Day, Hour, hour_of
from ..volumes.ledger import Count, DayVolumes, Volumes
from ..volumes.steps import Steps
from ..volumes.window import Window, end_hour
from . import explanations
from .batches import Batch, BatchAtIsp, moved_by, next_sender, shares
from .explanations import Figures
from .scaling import warm_ips_needed


class IspRoute:
    """One managed pool's mail to one ISP.

    The pool's IPs send mail in proportion to their room, first in, first out. Mail over the capacity takes the shared
    pool while the pool has no IP, or has one in the early phase of its warm-up at this ISP. Otherwise the mail waits
    and is retried every ``retry_hours``. Mail that could not leave before its deadline takes the shared pool at once,
    so that none is lost.
    """

    def __init__(self, isp: str, batches: Iterable[Batch], volumes: Volumes, policy: SendingPolicy) -> None:
        self.isp = isp
        self.parts = [BatchAtIsp(batch, isp, policy) for batch in batches]
        self.queue = MailQueue()
        self.capacities = Steps(self.capacity)
        """The ``capacity`` in each hour, as recorded by note_capacity()."""
        self.overflowed = False
        """Whether mail could not wait and took the shared pool, since the pool's size was last checked."""
        self.backlog_stays = False
        """Whether the queue did not shrink during the last day although every IP is warm at this ISP."""
        self._volumes = volumes
        self._policy = policy
        self._waited_before = 0
        # The state at the last day's start: a day that starts alike repeats it, and need not be simulated.
        self._start: Any = None
        self._last_start: Any = None
        self._last_day: DayVolumes | None = None
        self._last_sent: list[int] = []
        self._repeated = False
        self._settled = False
        self._most_needed = self._most_needed_before = 0

    @property
    def capacity(self) -> int:
        """Messages that all IPs together may send in 24 hours."""
        return sum(part.capacity for part in self.parts)

    @property
    def used(self) -> int:
        """Messages that all IPs together sent in the last 24 hours."""
        return sum(part.window.total for part in self.parts)

    @property
    def overflows(self) -> bool:
        """Whether mail over the capacity takes the shared pool."""
        for part in self.parts:
            if part.early:
                return True
        return not self.parts

    @property
    def figures(self) -> Figures:
        """The pool's current figures at this ISP."""
        ips, capacity, used, warmth = 0, 0, 0, 0.0
        for part in self.parts:
            size = len(part.batch.ips)
            ips += size
            capacity += part.capacity
            used += part.window.total
            warmth += part.warmup.percentage(self._policy) * size
        return Figures(self.isp, ips, capacity, used, warmth / ips if ips else 0.0, self.queue.waiting)

    def figures_at(self, elapsed: timedelta) -> Figures:
        """The pool's figures at an elapsed time within the current hour."""
        moved_by(elapsed, self.parts)
        return self.figures

    def note_capacity(self, hour: Hour) -> None:
        """Record the current capacity for ``hour`` and later hours."""
        if not self._settled:
            self.capacities.note(hour, self.capacity)

    def apply(self, policy: SendingPolicy) -> None:
        """Apply a new policy, and recompute the capacity of the batches."""
        self._policy = policy
        self._settled = False
        for part in self.parts:
            part.apply(policy)

    def add_batch(self, batch: Batch) -> None:
        """Add a batch of IPs."""
        self.parts.append(BatchAtIsp(batch, self.isp, self._policy))
        self._settled = False
        self._start = None  # a day in which IPs were added cannot be repeated

    def split_batch(self, place: int, newer: Batch) -> None:
        """Split the batch at ``place``: its newest IPs form the batch ``newer``, which follows it."""
        self.parts.insert(place + 1, self.parts[place].split(newer))
        self.apply(self._policy)

    def drop_batch(self) -> None:
        """Remove the newest batch."""
        self.parts.pop()
        self._settled = False

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta, no_ip: str) -> None:
        """Accept a message within the current hour and route it; ``no_ip`` says why the pool may have no IP."""
        self._volumes.accept_one(hour_of(elapsed), elapsed)
        self.route(delivery, elapsed, elapsed + max_wait, no_ip)

    def route(self, delivery: PendingDelivery, elapsed: timedelta, deadline: timedelta, no_ip: str) -> None:
        """Route a message that was accepted earlier, within the current hour."""
        self._settled = False
        hour, volumes, policy = hour_of(elapsed), self._volumes, self._policy
        moved_by(elapsed, self.parts)
        part = None if self.queue else next_sender(self.parts)
        if part is not None:
            explanation = explanations.within_capacity(self.figures)
            part.window.add(elapsed, 1)
            ip = part.send_one()
            reason = self._reason(blocklisted := self.isp in ip.blocklisted_at)
            volumes.send_one(Count.DEDICATED, hour, elapsed, reason)
            delivery.leave(Route.DEDICATED, ip.address, elapsed, reason, explanation, blocklisted=blocklisted)
            return
        if not self.parts:
            self._leave_shared_now(delivery, elapsed, Reason.NO_DEDICATED_IP, no_ip)
            return
        if self.overflows:
            explanation = explanations.over_warm_up_level(self.figures, policy)
            self._leave_shared_now(delivery, elapsed, Reason.OVER_WARM_UP_LEVEL, explanation)
            return
        last_try = self._last_try(deadline)
        if last_try <= hour:
            explanation = explanations.no_try_before_deadline(self.figures, deadline - elapsed, policy)
            self._leave_shared_now(delivery, elapsed, Reason.OVER_CAPACITY, explanation)
            return
        if self._room_at(last_try, Hour(hour - 1)) <= self.queue.waiting:
            self.overflowed = True
            explanation = explanations.over_capacity(self.figures, delivery.time_of(deadline), policy)
            self._leave_shared_now(delivery, elapsed, Reason.OVER_CAPACITY, explanation)
            return
        explanation = explanations.waiting(self.figures, delivery.time_of(deadline), policy)
        volumes.defer(hour, 1)
        self.queue.add(Deferred(1, deadline, delivery))
        delivery.wait(elapsed, deadline, explanation)

    def may_repeat(self, day: Day, arrivals: Sequence[int]) -> bool:
        """Whether the day that begins will repeat the last one, or nothing will happen in it."""
        if self.day_to_repeat(arrivals):
            self._start = self._last_start
            return True
        if not any(arrivals) and not self._busy:
            return True
        self._start = self._starting_point(day, arrivals)
        return self._start is not None and self._start == self._last_start and self._last_day is not None

    def day_to_repeat(self, arrivals: Sequence[int]) -> DayVolumes | None:
        """The last day if each day with these arrivals repeats it, else None."""
        if self._settled and self._volumes.accepted.settled and self._last_day and arrivals == self._last_start[0]:
            return self._last_day
        return None

    def repeat_days(self, day: DayVolumes, days: int) -> None:
        """Pass days that repeat ``day``, which is the day_to_repeat()."""
        self._start = self._last_start
        self._volumes.repeat_days(day, days)
        for part, sent in zip(self.parts, self._last_sent, strict=True):
            part.pass_turns(sent * days)
        self.queue.postpone(days * DAY)

    def wanted_more_than(self, ips: int) -> bool:
        """Whether an hour of the last day needed more than ``ips`` IPs. A queue that overflowed got an IP at once."""
        return self._most_needed_before > ips

    def repeat_day(self) -> None:
        """Pass the day that may_repeat() was called for."""
        if self._start is None or self._last_day is None:
            return  # nothing happens in it
        self._repeated = True
        self._volumes.repeat_day(self._last_day)
        for part, sent in zip(self.parts, self._last_sent, strict=True):
            part.pass_turns(sent)
            part.sent_today = 0 if self._settled else sent
        self.queue.postpone(DAY)

    def end_hour(self, hour: Hour, arriving: int) -> int:
        """End an hour, at which messages arrive, and return the warm IPs that the last 24 hours' mail needs."""
        volumes, queue = self._volumes, self.queue
        end_hour(self._windows, hour)
        if arriving:
            self._arrive(hour, arriving)
        if queue.waiting:
            if (hour + 1) % self._policy.retry_hours == 0 or self.overflows:
                self._retry(hour)
            self._relieve(hour)
        needed = warm_ips_needed(volumes.accepted.total, self.isp, self._policy)
        self._most_needed = max(self._most_needed, needed)
        return needed

    def end_day(self, finished: DayVolumes | None) -> None:
        """Warm up according to the volume of the ``finished`` day."""
        if self._repeated and self._settled:
            self._repeated = False
            return
        self._waited_before, self.backlog_stays = self.queue.waiting, self._has_backlog()
        if not self._repeated:
            self._most_needed_before, self._most_needed = self._most_needed, 0
        self._last_start, self._start = self._start, None
        self._last_day = finished
        self._last_sent = [part.sent_today for part in self.parts]
        changed = [part.end_day(self._policy) for part in self.parts]
        # After a repeated day without a change of levels, the next day starts alike.
        self._settled = self._repeated and not any(changed)
        self._repeated = False

    def carried_long(self, daily: float) -> None:
        """Make each IP as warm as after many days of ``daily`` messages."""
        for part in self.parts:
            part.warmup.carried_long(daily, self._policy)
        self.apply(self._policy)

    def empty_queue(self, elapsed: timedelta) -> None:
        """Send the queue through the shared pool, because the pool is being deleted."""
        self._leave_shared(hour_of(elapsed), elapsed, Reason.POOL_DELETED, self.queue.take_all())

    def _has_backlog(self) -> bool:
        waits_no_less = 0 < self._waited_before <= self.queue.waiting
        return waits_no_less and all(part.warmup.is_warm(self._policy) for part in self.parts)

    @property
    def _busy(self) -> bool:
        return bool(self.queue) or any(window.total for window in self._windows)

    @property
    def _windows(self) -> list[Window]:
        """All windows over the last 24 hours."""
        return [*self._volumes.windows, *[part.window for part in self.parts]]

    def _starting_point(self, day: Day, arrivals: Sequence[int]) -> Any:
        """Everything that the coming day depends on; None if the day cannot be compared with others."""
        windows = self._windows
        waiting = self.queue.shape(day * DAY)
        if waiting is None or not all(window.settled for window in windows):
            return None
        if any(part.blocklisted for part in self.parts):
            return None
        return (
            arrivals,
            self._policy,
            waiting,
            [(part.capacity, part.early, part.batch.leaving) for part in self.parts],
            [window.hours.copy() for window in windows],
        )

    def _retry(self, hour: Hour) -> None:
        elapsed = (hour + 1) * HOUR
        for deferred in self.queue.take(sum(part.room for part in self.parts)):
            if deferred.delivery is None:
                self._send(hour, deferred.count)
            else:
                self._send_delivery(hour, elapsed, deferred.delivery)
        if self.queue and self.overflows:
            self._leave_shared(hour, elapsed, Reason.OVER_WARM_UP_LEVEL, self.queue.take_all())

    def _arrive(self, hour: Hour, messages: int) -> None:
        volumes, policy = self._volumes, self._policy
        volumes.accept_at_end(hour, messages)
        if not self.queue.waiting:
            messages -= self._send(hour, messages)
        if not messages:
            return
        if self.overflows:
            reason = Reason.OVER_WARM_UP_LEVEL if self.parts else Reason.NO_DEDICATED_IP
            volumes.send_at_end(Count.SHARED, hour, messages, reason)
            return
        # It was accepted during the hour that ends, the first message as the hour began.
        deadline = hour * HOUR + timedelta(seconds=policy.max_delivery_seconds)
        last_try = self._last_try(deadline)
        fitting = 0
        if last_try > hour:  # the queue is retried at the end of this hour, after this step
            fitting = min(messages, max(0, self._room_at(last_try, hour) - self.queue.waiting))
            self.overflowed = self.overflowed or fitting < messages
        if fitting:
            volumes.defer(hour, fitting)
            self.queue.add(Deferred(fitting, deadline))
        if fitting < messages:
            volumes.send_at_end(Count.SHARED, hour, messages - fitting, Reason.OVER_CAPACITY)

    def _relieve(self, hour: Hour) -> None:
        """Send the part of the queue that could not leave before its deadline through the shared pool."""
        rooms: dict[Hour, int] = {}
        ahead, kept, over = 0, list[Deferred](), list[Deferred]()
        for deferred in self.queue:
            last_try = self._last_try(deferred.deadline)
            room = rooms.get(last_try)
            if room is None:
                room = rooms[last_try] = self._room_at(last_try, hour) if last_try > hour + 1 else 0
            fitting = max(0, min(deferred.count, room - ahead))
            ahead += fitting
            if fitting == deferred.count:
                kept.append(deferred)
                continue
            over.append(Deferred(deferred.count - fitting, deferred.deadline, deferred.delivery))
            if fitting:
                kept.append(Deferred(fitting, deferred.deadline))
        if over:
            self.overflowed = True
            self.queue.replace(kept)
            self._leave_shared(hour, (hour + 1) * HOUR, Reason.OVER_CAPACITY, over)

    def _last_try(self, deadline: timedelta) -> Hour:
        """The hour at whose start mail with this deadline is retried for the last time."""
        hours = self._policy.retry_hours
        return Hour(deadline // HOUR // hours * hours)

    def _room_at(self, future_hour: Hour, ended: Hour) -> int:
        """Messages that can leave before ``future_hour`` begins; ``ended`` is the last hour that has ended."""
        return sum(part.room_at(future_hour, ended) for part in self.parts)

    def _send(self, hour: Hour, messages: int) -> int:
        """Send as many messages as there is room for, at the end of an hour, and return how many left."""
        sent = blocklisted = 0
        for part, count in shares(self.parts, messages):
            part.window.add_at_end(hour, count)
            blocklisted += part.send(count)
            sent += count
        if sent > blocklisted:
            self._volumes.send_at_end(Count.DEDICATED, hour, sent - blocklisted, Reason.WITHIN_CAPACITY)
        if blocklisted:
            self._volumes.send_at_end(Count.DEDICATED, hour, blocklisted, Reason.BLOCKLISTED_IP)
        return sent

    def _send_delivery(self, hour: Hour, elapsed: timedelta, delivery: PendingDelivery) -> None:
        """Send one message for which there is room, at the end of an hour."""
        explanation = explanations.within_capacity_at_last(self.figures)
        part = next_sender(self.parts)
        if part is None:
            raise AssertionError("took more out of the queue than there is room for")
        part.window.add_at_end(hour, 1)
        ip = part.send_one()
        reason = self._reason(blocklisted := self.isp in ip.blocklisted_at)
        self._volumes.send_at_end(Count.DEDICATED, hour, 1, reason)
        self._volumes.know(Count.DEDICATED, hour)
        delivery.leave(Route.DEDICATED, ip.address, elapsed, reason, explanation, blocklisted=blocklisted)

    def _leave_shared_now(
        self, delivery: PendingDelivery, elapsed: timedelta, reason: Reason, explanation: str
    ) -> None:
        self._volumes.send_one(Count.SHARED, hour_of(elapsed), elapsed, reason)
        delivery.leave(Route.SHARED, None, elapsed, reason, explanation)

    def _leave_shared(self, hour: Hour, elapsed: timedelta, reason: Reason, leaving: Iterable[Deferred]) -> None:
        figures = self.figures
        for deferred in leaving:
            self._volumes.send_at_end(Count.SHARED, hour, deferred.count, reason)
            if deferred.delivery:
                self._volumes.know(Count.SHARED, hour)
                explanation = self._explained(reason, figures, deferred)
                deferred.delivery.leave(Route.SHARED, None, elapsed, reason, explanation)

    def _explained(self, reason: Reason, figures: Figures, deferred: Deferred) -> str:
        if reason is Reason.POOL_DELETED:
            return explanations.POOL_DELETED
        if reason is Reason.OVER_WARM_UP_LEVEL or deferred.delivery is None:
            return explanations.over_warm_up_level(figures, self._policy)
        return explanations.over_capacity(figures, deferred.delivery.time_of(deferred.deadline), self._policy)

    @staticmethod
    def _reason(blocklisted: bool) -> Reason:
        return Reason.BLOCKLISTED_IP if blocklisted else Reason.WITHIN_CAPACITY
