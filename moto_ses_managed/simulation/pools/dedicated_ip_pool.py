"""A dedicated IP pool of either scaling mode: its fleet, its counts, and what was of each finished day."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..mail.mail_log import Parcel
from ..policy import SendingPolicy
from ..pool_names import ScalingMode
from ..snapshots import HistoryDay
from ..volumes.ledger import LEFT, Count, PoolVolumes
from ..volumes.pool_record import PoolRecord
from .addresses import Addresses, DedicatedIp
from .fleet import Arrivals, Fleet
from .managed_fleet import ManagedFleet
from .managed_lane import Batch
from .scaling import Rescaling
from .standard_fleet import StandardFleet


class DedicatedIpPool:
    """What a pool is named stays; its fleet is another one after a conversion."""

    def __init__(self, name: str, volumes: PoolVolumes, fleet: Fleet) -> None:
        self.name = name
        self.volumes = volumes
        self.history: list[HistoryDay] = []
        self.managed_since: int | None = 0 if isinstance(fleet, ManagedFleet) else None
        """The region's hour in which the pool's volume began to be charged, None while it is standard."""
        self._left_before = 0
        """What had left in that hour already."""
        self._fleet = fleet

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
        """The fleet where the customer places its IPs; None in a managed pool."""
        return self._fleet if isinstance(self._fleet, StandardFleet) else None

    @property
    def managed_fleet(self) -> ManagedFleet | None:
        """The fleet that SES manages; None in a standard pool."""
        return self._fleet if isinstance(self._fleet, ManagedFleet) else None

    @property
    def ips(self) -> list[DedicatedIp]:
        """Oldest first."""
        return self._fleet.ips

    def convert(self, policy: SendingPolicy, hour: int) -> None:
        """Become managed with all IPs, in the region's hour ``hour``. A managed pool stays as it is."""
        fleet = self.standard_fleet
        if fleet is None:
            return
        arriving = [Batch([member.ip], member.ip.warmup_percentage, member.windows) for member in fleet.members]
        self._fleet = ManagedFleet.converted(arriving, self.volumes, policy)
        self.managed_since = hour
        self._left_before = self._left(hour, hour + 1)

    def charged_messages(self, first_hour: int, end_hour: int) -> int:
        """What left with the pool, either way, while it was managed, in the region's hours from ``first_hour``."""
        if self.managed_since is None:
            return 0
        if first_hour > self.managed_since:
            return self._left(first_hour, end_hour)
        return self._left(self.managed_since, end_hour) - self._left_before

    def _left(self, first_hour: int, end_hour: int) -> int:
        return sum(self.volumes.between(count, first_hour, end_hour) for count in LEFT)

    def apply(self, policy: SendingPolicy, hour: int) -> None:
        """Follow ``policy`` from now on, in the region's hour ``hour``."""
        self._fleet.apply(policy)
        if self.managed_fleet:
            self.managed_fleet.note_capacities(hour)

    def record(self, until: int | None = None) -> PoolRecord:
        """The pool's past; ``until`` is the region's hour in which it goes."""
        capacities = self.managed_fleet.capacities if self.managed_fleet else {}
        return PoolRecord(self.name, self.volumes, capacities, self.managed_since, until)

    def accept(self, parcel: Parcel, moment: timedelta, patience: timedelta) -> None:
        self._fleet.accept(parcel, moment, patience)

    def run(self, first_hour: int, end_hour: int, arrivals: Arrivals) -> None:
        self._fleet.run(first_hour, end_hour, arrivals)

    def end_day(self, began_at: datetime, addresses: Addresses, now: datetime) -> Rescaling:
        """Warm up, scale and write the day down."""
        day = self.volumes.day + 1
        finished = self.volumes.end_day()
        rescaling = self._fleet.end_day(finished, addresses, now)

        def counted(count: Count) -> int:
            return sum(volumes.totals[count] for volumes in finished.values())

        self.history.append(
            HistoryDay(
                day=day,
                date=began_at.date(),
                ips=len(self.ips),
                dedicated=counted(Count.DEDICATED),
                shared=counted(Count.SHARED),
                deferred=counted(Count.DEFERRED),
                bounced=counted(Count.BOUNCED),
                queued=self.volumes.queued,
            )
        )
        return rescaling
