"""The fleet of a standard pool: round robin over its IPs, which are limited while they warm up automatically."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ..clock import HOURS_A_DAY
from ..mail.mail_log import PendingDelivery
from ..mail.messages import Route
from ..policy import SendingPolicy
from ..reasons import Reason
from ..time_units import Day, Hour, hour_of
from ..traffic import NO_ARRIVALS, Arrivals
from ..volumes.ledger import Count, DayVolumes, PoolVolumes
from ..volumes.window import Window, end_hour
from . import explanations
from .ip_addresses import Addresses, DedicatedIp
from .scaling import Rescaling
from .warmup import ROUNDING, WARM, level_at


class StandardIp:
    """A standard IP and its volume of the last 24 hours by ISP."""

    def __init__(self, ip: DedicatedIp) -> None:
        self.ip = ip
        self.windows: dict[str, Window] = {}

    @property
    def sent(self) -> int:
        """Messages sent to all ISPs in the last 24 hours."""
        return sum(window.total for window in self.windows.values())

    def window(self, isp: str) -> Window:
        """The window of messages to one ISP."""
        return self.windows.setdefault(isp, Window())

    def reach(self, elapsed: timedelta) -> None:
        """Move the windows to an elapsed time."""
        for window in self.windows.values():
            window.reach(elapsed)

    def end_hour(self, hour: Hour) -> None:
        """End an hour."""
        end_hour(self.windows.values(), hour)

    def capacity(self, policy: SendingPolicy) -> int:
        """The daily maximum of the warm-up plan at its percentage."""
        level = level_at(self.ip.warmup_percentage, policy.standard_cold_capacity, policy.standard_full_rate)
        return int(level + ROUNDING)


class StandardFleet:
    """The IPs of a standard pool, in the order in which they were added to it.

    Mail takes them in turn. An IP that warms up automatically sends no more than its plan allows in 24 hours; the rest
    takes the other IPs, or the shared pool if none has room [AWS: "Automatically warm up dedicated IPs"]. With the
    account's automatic warm-up off, IPs have no limit and do not warm up by themselves
    [AWS: "you're responsible for warming up your dedicated IP addresses yourself"].
    """

    def __init__(
        self,
        volumes: PoolVolumes,
        policy: SendingPolicy,
        *,
        auto_warmup: bool,
        without_ip: tuple[Reason, str] = (Reason.NO_DEDICATED_IP, explanations.STANDARD_EMPTY),
    ) -> None:
        self.auto_warmup = auto_warmup
        self._without_ip = without_ip
        """Why mail takes the shared pool while the fleet has no IP."""
        self._volumes = volumes
        self._policy = policy
        self._members: list[StandardIp] = []
        self._turn = 0

    @property
    def ips(self) -> list[DedicatedIp]:
        return [member.ip for member in self._members]

    def add(self, member: StandardIp) -> None:
        self._members.append(member)

    @property
    def members(self) -> Sequence[StandardIp]:
        """The IPs with their windows, in the order in which they were added."""
        return self._members

    def remove(self, ip: DedicatedIp) -> StandardIp:
        """Remove an IP from this fleet."""
        position = next(number for number, member in enumerate(self._members) if member.ip is ip)
        return self._members.pop(position)

    def apply(self, policy: SendingPolicy) -> None:
        self._policy = policy

    def accept(self, delivery: PendingDelivery, elapsed: timedelta, max_wait: timedelta) -> None:
        self._volumes.at(delivery.isp).accept_one(hour_of(elapsed), elapsed)
        self.route(delivery, elapsed, elapsed + max_wait)

    def route(self, delivery: PendingDelivery, elapsed: timedelta, deadline: timedelta) -> None:  # noqa: ARG002  (never waits)
        hour, volumes, isp = hour_of(elapsed), self._volumes.at(delivery.isp), delivery.isp
        for step in range(len(self._members)):
            position = (self._turn + step) % len(self._members)
            member = self._members[position]
            member.reach(elapsed)
            if self._room(member) == 0:
                continue
            self._turn = position + 1
            member.window(isp).add(elapsed, 1)
            blocklisted = isp in member.ip.blocklisted_at
            reason = Reason.BLOCKLISTED_IP if blocklisted else Reason.WITHIN_CAPACITY
            volumes.send_one(Count.DEDICATED, hour, elapsed, reason)
            explanation = explanations.standard_within_plan(isp)
            delivery.leave(Route.DEDICATED, member.ip.address, elapsed, reason, explanation, blocklisted=blocklisted)
            return
        reason, explanation = self._without_ip
        if self._members:
            reason = Reason.OVER_WARM_UP_LEVEL
            sent, plan = sum(member.sent for member in self._members), self.capacity(isp) or 0
            explanation = explanations.standard_over_plan(len(self._members), sent, plan)
        volumes.send_one(Count.SHARED, hour, elapsed, reason)
        delivery.leave(Route.SHARED, None, elapsed, reason, explanation)

    def begin_day(self, day: Day, arrivals: Arrivals) -> bool:  # noqa: ARG002  (days are not repeated)
        return bool(arrivals) or self._busy

    def finish_hours(self) -> None:
        """Do nothing: days of a standard pool are never repeated."""

    def end_hour(
        self,
        hour: Hour,
        arrivals: Arrivals,
        addresses: Addresses,  # noqa: ARG002  (only the customer adds IPs)
        now: datetime,  # noqa: ARG002
    ) -> Sequence[DedicatedIp]:
        for isp in arrivals:
            self._volumes.at(isp)
        for member in self._members:
            member.end_hour(hour)
        for isp, volumes in self._volumes.by_isp.items():
            end_hour(volumes.windows, hour)
            messages = arrivals.get(isp, NO_ARRIVALS)[hour % HOURS_A_DAY]
            if messages:
                volumes.accept_at_end(hour, messages)
                self._spread(isp, hour, messages)
        return ()

    def end_day(
        self,
        finished: Mapping[str, DayVolumes],  # noqa: ARG002  (the plan does not depend on volume)
        addresses: Addresses,  # noqa: ARG002  (only the customer adds or removes IPs)
        now: datetime,  # noqa: ARG002
    ) -> Rescaling:
        """Warm up according to the plan.

        "The warm-up percentage steadily increases over 45 days independently from your sending volume"
        [AWS: "Automatically warm up dedicated IPs"].
        """
        if self.auto_warmup:
            for member in self._members:
                ip = member.ip
                if ip.warmup_percentage != WARM:
                    warmer = ip.warmup_percentage + WARM / self._policy.standard_warmup_days
                    ip.warmup_percentage = WARM if warmer > WARM - ROUNDING else warmer
        return Rescaling()

    def explanation(self) -> str:
        return explanations.standard(len(self._members), auto_warmup=self.auto_warmup)

    def standing(self, isp: str, elapsed: timedelta) -> str:
        for member in self._members:
            member.reach(elapsed)
        sent = sum(member.sent for member in self._members)
        return explanations.standard_towards_isp(len(self._members), sent, self.capacity(isp))

    def capacity(self, isp: str) -> int | None:  # noqa: ARG002  (the plan knows no ISP)
        rooms = [member.capacity(self._policy) for member in self._members if self._room(member) is not None]
        return sum(rooms) if len(rooms) == len(self._members) else None

    def warmup(self, isp: str) -> dict[str, float]:  # noqa: ARG002
        return {ip.address: round(ip.warmup_percentage, 2) for ip in self.ips}

    @property
    def _busy(self) -> bool:
        """Whether a window still counts messages; the passing of hours changes nothing else."""
        volumes = self._volumes.by_isp.values()
        return any(window.total for member in self._members for window in member.windows.values()) or any(
            volume.accepted.total or volume.sent.total for volume in volumes
        )

    def _room(self, member: StandardIp) -> int | None:
        """Messages that an IP may send now; None means no limit."""
        if not self.auto_warmup or member.ip.warmup_percentage >= WARM:
            return None
        return max(0, member.capacity(self._policy) - member.sent)

    def _spread(self, isp: str, hour: Hour, messages: int) -> None:
        """Send ``messages`` in equal parts through the IPs that have room, and the rest through the shared pool."""
        left, blocklisted = messages, 0
        takers = self._in_turn()
        while left and takers:
            part, more = divmod(left, len(takers))
            for number, member in enumerate(takers):
                wanted = part + (number < more)
                room = self._room(member)
                taken = wanted if room is None else min(room, wanted)
                member.window(isp).add_at_end(hour, taken)
                blocklisted += taken if isp in member.ip.blocklisted_at else 0
                left -= taken
            takers = [member for member in takers if self._room(member) != 0]
        if self._members:
            self._turn = (self._turn + messages) % len(self._members)
        reason = Reason.OVER_WARM_UP_LEVEL if self._members else self._without_ip[0]
        for way, why, count in (
            (Count.DEDICATED, Reason.WITHIN_CAPACITY, messages - left - blocklisted),
            (Count.DEDICATED, Reason.BLOCKLISTED_IP, blocklisted),
            (Count.SHARED, reason, left),
        ):
            if count:
                self._volumes.at(isp).send_at_end(way, hour, count, why)

    def _in_turn(self) -> Sequence[StandardIp]:
        first = self._turn % len(self._members) if self._members else 0
        return [*self._members[first:], *self._members[:first]]
