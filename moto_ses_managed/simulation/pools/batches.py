"""The IPs of a managed pool in batches that warm up together, and the distribution of mail among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from ..policy import SendingPolicy
from ..time_units import Hour
from ..volumes.window import Window
from .ip_addresses import DedicatedIp
from .warmup import COLD, IspWarmup


class Batch:
    """IPs that were allocated to a pool together. They take turns, so they are equally warm at each ISP.

    One warm-up level stands for all of them, so that a day costs the same for two IPs as for two hundred.
    """

    def __init__(
        self,
        ips: list[DedicatedIp],
        levels: Mapping[str, float] | None = None,
        windows: Mapping[str, Window] | None = None,
    ) -> None:
        self.ips = ips
        self.levels = levels or {}
        """The warm-up percentage of the IPs at each ISP when they came; ISPs that are missing are cold."""
        self.windows = windows or {}
        """What the IPs had sent to each ISP in the 24 hours before they came."""
        self.leaving = False
        """Whether the IPs are redundant: they send only what the others have no room for, until those can send all."""


class BatchAtIsp:
    """One batch at one ISP: its warm-up level, its volume in the last 24 hours, and the IP whose turn it is.

    The IPs take turns, so each of n IPs sends at most one n-th of any run of messages, rounded up. If the batch stays
    within its capacity in any 24 hours, so does each IP.
    """

    __slots__ = ("batch", "blocklisted", "capacity", "early", "sent_today", "turn", "warmup", "window")

    def __init__(self, batch: Batch, isp: str, policy: SendingPolicy) -> None:
        self.batch = batch
        self.warmup = IspWarmup(isp, batch.levels.get(isp, COLD), policy)
        self.window = batch.windows.get(isp) or Window()
        self.turn = 0
        self.sent_today = 0
        self.apply(policy)

    def apply(self, policy: SendingPolicy) -> None:
        """Recompute the capacity from the current policy, level and IPs."""
        isp = self.warmup.isp
        self.blocklisted = sum(isp in ip.blocklisted_at for ip in self.batch.ips)
        self._follow_level(policy)

    @property
    def room(self) -> int:
        """Messages that the batch may send now."""
        room = self.capacity - self.window.total
        return room if room > 0 else 0

    def room_at(self, future_hour: Hour, ended: Hour) -> int:
        """Messages that may leave before ``future_hour`` begins; ``ended`` is the last hour that has ended."""
        return max(0, self.capacity - self.window.kept_at(future_hour, ended))

    def send_one(self) -> DedicatedIp:
        """Send one message, and return the IP that sent it."""
        ip = self.batch.ips[self.turn]
        self.send(1)
        return ip

    def send(self, messages: int) -> int:
        """Send messages in turn, and return how many of them left from blocklisted IPs."""
        ips, turn = self.batch.ips, self.turn
        self.sent_today += messages
        self.pass_turns(messages)
        if not self.blocklisted:
            return 0
        rounds, more = divmod(messages, len(ips))
        last = [ips[(turn + step) % len(ips)] for step in range(more)]
        isp = self.warmup.isp
        return rounds * self.blocklisted + sum(isp in ip.blocklisted_at for ip in last)

    def pass_turns(self, messages: int) -> None:
        """Move on to the IP whose turn it is after so many messages."""
        self.turn = (self.turn + messages) % len(self.batch.ips)

    def split(self, newer: Batch) -> BatchAtIsp:
        """Move the counts of the last IPs to ``newer``, which holds them now. The warm-up levels stay the same."""
        stay, go = len(self.batch.ips), len(newer.ips)
        members, turn, sent, window = stay + go, self.turn, self.sent_today, self.window
        other = object.__new__(BatchAtIsp)
        other.batch = newer
        other.warmup = self.warmup.copy()
        other.window, self.window = window.without_share(members, stay), window.without_share(members, go)
        other.sent_today = sent * go // members
        self.sent_today = sent - other.sent_today
        other.turn, self.turn = (turn - stay, 0) if turn >= stay else (0, turn)
        return other

    def end_day(self, policy: SendingPolicy) -> bool:
        """Warm up according to today's volume, and return whether anything changed."""
        changed = self.warmup.end_day(self.sent_today / len(self.batch.ips), policy)
        self.sent_today = 0
        if changed:
            self._follow_level(policy)
        return changed

    def _follow_level(self, policy: SendingPolicy) -> None:
        self.capacity = self.warmup.capacity(policy) * len(self.batch.ips)
        self.early = self.warmup.is_early(policy)


def next_sender(parts: Sequence[BatchAtIsp]) -> BatchAtIsp | None:
    """The part that sends the next message, or None if no part has room.

    This is the part that will have used the smallest share of its capacity; of equal ones, the oldest. Redundant IPs
    come after all others.
    """
    best, least = None, (True, 0.0)
    for part in parts:
        if part.window.total < part.capacity:
            used = part.batch.leaving, (part.window.total + 1) / part.capacity
            if best is None or used < least:
                best, least = part, used
    return best


def shares(parts: Sequence[BatchAtIsp], messages: int) -> list[tuple[BatchAtIsp, int]]:
    """Distribute messages among the parts as far as they have room, as repeated calls of next_sender() would."""
    with_room = [part for part in parts if part.window.total < part.capacity]
    if not with_room:
        return []
    ip_shares: list[tuple[BatchAtIsp, int]] = []
    for leaving in (False, True):
        takers = [part for part in with_room if part.batch.leaving is leaving]
        rooms = [part.room for part in takers]
        if sum(rooms) > messages:
            return [*ip_shares, *_equal_use(takers, messages)]
        ip_shares += zip(takers, rooms, strict=True)
        messages -= sum(rooms)
    return ip_shares


def _equal_use(parts: Sequence[BatchAtIsp], messages: int) -> list[tuple[BatchAtIsp, int]]:
    """Distribute messages, for which there is room, so that the parts use the same share of their capacities."""
    takers = list(parts)
    while True:
        used = messages + sum(part.window.total for part in takers)
        capacity = sum(part.capacity for part in takers)
        # A part that has already used a larger share takes nothing; the others are brought level.
        fewer = [part for part in takers if part.window.total * capacity <= used * part.capacity]
        if len(fewer) == len(takers):
            break
        takers = fewer
    taken = [used * part.capacity // capacity - part.window.total for part in takers]
    for _ in range(messages - sum(taken)):
        position = min(
            range(len(takers)),
            key=lambda place: (takers[place].window.total + taken[place] + 1) / takers[place].capacity,
        )
        taken[position] += 1
    return [(part, count) for part, count in zip(takers, taken, strict=True) if count]


def moved_by(elapsed: timedelta, parts: Sequence[BatchAtIsp]) -> None:
    """Move the windows of the parts to an elapsed time: messages older than 24 hours no longer count."""
    for part in parts:
        part.window.reach(elapsed)
