"""The IPs of a managed pool, in batches that warm up together, and how mail is shared out among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from ..policy import SendingPolicy
from ..time_units import Hour
from ..volumes.window import Window
from .ip_addresses import DedicatedIp
from .warmup import COLD, IspWarmup


class Batch:
    """IPs that came to a pool together: they take turns, and so are equally warm at each ISP.

    Keeping one level for all of them is what makes a day cost the same whether a pool has two IPs or two hundred.
    """

    def __init__(
        self,
        ips: list[DedicatedIp],
        levels: Mapping[str, float] | None = None,
        windows: Mapping[str, Window] | None = None,
    ) -> None:
        self.ips = ips
        self.levels = levels or {}
        """How warm the IPs were at each ISP when they came, in percent; cold where it says nothing."""
        self.windows = windows or {}
        """What they had sent each ISP in the 24 hours before they came."""
        self.leaving = False
        """Whether they are redundant: they carry what the others have no room for, until those carry it all."""


class BatchAtIsp:
    """One batch towards one ISP: how warm it is there, what it sent in the last 24 hours, and whose turn it is.

    As the IPs take turns, none of n sends more than the n-th part of any run of messages, rounded up: what the batch
    as a whole keeps in any 24 hours, each of its IPs keeps.
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
        """Take the levels and the IPs of the batch for what they are now."""
        isp = self.warmup.isp
        self.blocklisted = sum(isp in ip.blocklisted_at for ip in self.batch.ips)
        self._follow_level(policy)

    @property
    def room(self) -> int:
        """Messages that may leave now."""
        room = self.capacity - self.window.total
        return room if room > 0 else 0

    def room_at(self, future_hour: Hour, ended: Hour) -> int:
        """Messages that may leave until the hour ``future_hour`` begins, where the hour ``ended`` was the last."""
        return max(0, self.capacity - self.window.kept_at(future_hour, ended))

    def send_one(self) -> DedicatedIp:
        """The IP whose turn it is sends a message."""
        ip = self.batch.ips[self.turn]
        self.send(1)
        return ip

    def send(self, messages: int) -> int:
        """Send so many in turn; how many of them came from IPs that are on a blocklist of the ISP."""
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
        """It is the turn of the IP that sends after so many messages."""
        self.turn = (self.turn + messages) % len(self.batch.ips)

    def split(self, newer: Batch) -> BatchAtIsp:
        """Leave the last IPs of the batch to ``newer``, which has them now: both are as warm as before."""
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
        """Warm up by what was sent today; whether that changed anything."""
        changed = self.warmup.end_day(self.sent_today / len(self.batch.ips), policy)
        self.sent_today = 0
        if changed:
            self._follow_level(policy)
        return changed

    def _follow_level(self, policy: SendingPolicy) -> None:
        self.capacity = self.warmup.capacity(policy) * len(self.batch.ips)
        self.early = self.warmup.is_early(policy)


def next_sender(parts: Sequence[BatchAtIsp]) -> BatchAtIsp | None:
    """The part that sends one message more; None where none has room.

    The IPs share mail in proportion to their room: it takes the one that will have used the least share of its
    capacity, the oldest of equals. Redundant IPs come after all others.
    """
    best, least = None, (True, 0.0)
    for part in parts:
        if part.window.total < part.capacity:
            used = part.batch.leaving, (part.window.total + 1) / part.capacity
            if best is None or used < least:
                best, least = part, used
    return best


def shares(parts: Sequence[BatchAtIsp], messages: int) -> list[tuple[BatchAtIsp, int]]:
    """What each part sends of so many messages, as far as there is room: what next_sender() would say one by one."""
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
    """Share messages out, for which there is room, so that as far as it goes the same share of each is used."""
    takers = list(parts)
    while True:
        used = messages + sum(part.window.total for part in takers)
        capacity = sum(part.capacity for part in takers)
        # Who has used more than that already takes nothing, and the others are brought level.
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
    """So much of the region's life has passed: what is a day old no longer counts."""
    for part in parts:
        part.window.reach(elapsed)
