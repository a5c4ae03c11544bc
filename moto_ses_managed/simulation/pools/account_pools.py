"""The dedicated IP pools of one account in one Region, and the IPs in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..clock import Clock
from ..errors import (
    AlreadyExistsError,
    InvalidValueError,
    Kind,
    LimitExceededError,
    ManagedIpError,
    NotFoundError,
    ScalingModeError,
)
from ..isp import ISPS, UnknownIspError
from ..policy import SendingPolicy
from ..pool_names import (
    DEFAULT_DEDICATED_POOL,
    SHARED_POOL,
    ScalingMode,
    check_pool_name,
    refuse_reserved,
)
from ..reasons import Reason
from ..time_units import Hour, day_of
from ..traffic import PerDay, check_traffic
from ..volumes.ledger import PoolVolumes
from .dedicated_ip_pool import DedicatedIpPool
from .explanations import NO_POOL, STANDARD_EMPTY
from .ip_addresses import Addresses, DedicatedIp
from .managed_fleet import ManagedFleet
from .scaling import Rescaling
from .standard_fleet import StandardFleet, StandardIp
from .warmup import COLD, WARM

MAX_POOLS = 50
"""Dedicated IP pools of an account in a Region, standard and managed together [AWS: SES quotas]."""

MAX_LEASE = 1000
"""Standard IPs that one simulated support case can lease (our choice)."""


class AccountPools:
    """All pools of an account, SES's own included, and the rules for their names, number and IPs.

    A change that raises an error changes nothing.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._hour = Hour(0)
        self._policy = SendingPolicy()
        self._auto_warmup = True
        self._addresses = Addresses()
        self._holders: dict[str, tuple[DedicatedIp, DedicatedIpPool]] = {}
        self._all_ips: list[DedicatedIp] | None = None
        """The IPs in order, cached for the next page of a list; None after a change."""
        self._pools: dict[str, DedicatedIpPool] = {}
        self._default_pool = self._new_pool(DEFAULT_DEDICATED_POOL, ScalingMode.STANDARD)
        # The pool for mail that takes no dedicated IP; it never has IPs.
        self._shared_pool = self._new_pool(SHARED_POOL, ScalingMode.STANDARD, without_ip=(Reason.NO_POOL, NO_POOL))

    def blocklist(self, ip: str, isps: Iterable[str] | None = None) -> None:
        """Put a dedicated IP on the blocklists of ``isps``, which then bounce its mail; None means all ISPs.

        Raises NotFoundError (the IP) or InvalidValueError (an ISP).
        """
        dedicated_ip, pool = self.ip(ip)
        dedicated_ip.blocklisted_at |= frozenset(ISPS if isps is None else _known_isps(isps))
        pool.apply(self._policy, self._hour)

    def delist(self, ip: str) -> None:
        """Take a dedicated IP off every blocklist. Raises NotFoundError."""
        dedicated_ip, pool = self.ip(ip)
        dedicated_ip.blocklisted_at = frozenset()
        pool.apply(self._policy, self._hour)

    def warm_up(self, pool: str, per_day: PerDay) -> None:
        """Give a managed pool the IPs and warm-up levels that ``per_day`` messages a day by ISP lead to over time.

        No time passes, and no traffic is counted or charged. Raises InvalidValueError, NotFoundError or
        ReservedPoolError.
        """
        check_traffic(per_day)
        managed_pool = self.pool(pool)
        self._follow(managed_pool, managed_pool.warm_up(per_day, self._addresses, self.clock.now, self._hour))

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
        """The customer's pools by name, oldest first."""
        return self._pools

    @property
    def default_pool(self) -> DedicatedIpPool:
        """SES's default pool, which holds the standard IPs that are in no other pool."""
        return self._default_pool

    def listed_pool_names(self) -> list[str]:
        """The names that ListDedicatedIpPools returns, sorted; they include the default pool while it has IPs."""
        names = list(self._pools)
        if self._default_pool.ips:
            names.append(DEFAULT_DEDICATED_POOL)
        return sorted(names)

    def create_pool(self, name: str, scaling_mode: ScalingMode) -> DedicatedIpPool:
        """Create an empty pool.

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
        """The customer's pool with this name. Raises ReservedPoolError or NotFoundError."""
        refuse_reserved(name)
        pool = self._pools.get(name)
        if pool is None:
            raise NotFoundError(Kind.POOL, name)
        return pool

    def set_scaling_mode(self, name: str, scaling_mode: ScalingMode) -> None:
        """Convert a standard pool and its IPs to a managed pool. Converting back raises ScalingModeError."""
        pool = self.pool(name)
        if pool.managed and scaling_mode is ScalingMode.STANDARD:
            raise ScalingModeError(name)
        if scaling_mode is ScalingMode.MANAGED:
            pool.convert(self._policy, self._hour)

    def lease_standard_ips(self, count: int, pool: str | None) -> list[DedicatedIp]:
        """Lease ``count`` standard IPs, as a support case does, into ``pool``; None means the default pool.

        A new IP warms up automatically unless automatic warm-up is off for the account.
        Raises InvalidValueError (count not 1 to MAX_LEASE), NotFoundError, ReservedPoolError or ManagedIpError.
        """
        if not 1 <= count <= MAX_LEASE:
            raise InvalidValueError(f"The number of IPs to lease must be from 1 to {MAX_LEASE}: {count} was given.")
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
        """The account's dedicated IPs, or those of one pool, oldest first."""
        if pool is None:
            if self._all_ips is None:
                self._all_ips = [ip for ip, _ in self._holders.values()]  # in the order of their allocation
            return self._all_ips
        return sorted(self._holder(pool).ips, key=lambda ip: ip.number)

    def ip(self, address: str) -> tuple[DedicatedIp, DedicatedIpPool]:
        """The IP with this address, and its pool. Raises NotFoundError."""
        holder = self._holders.get(address)
        if holder is None:
            raise NotFoundError(Kind.DEDICATED_IP, address)
        return holder

    def move_ip(self, address: str, pool: str) -> None:
        """Move a standard IP into another standard pool. Raises NotFoundError or ManagedIpError."""
        ip, holder = self.ip(address)
        destination, fleet = self._standard_pool(pool)
        if holder.standard_fleet is None:
            raise ManagedIpError(holder.name)
        fleet.add(holder.standard_fleet.remove(ip))
        self._holders[address] = (ip, destination)

    def set_warmup_percentage(self, address: str, percentage: int) -> None:
        """Set the warm-up percentage of a standard IP. Raises InvalidValueError, NotFoundError or ManagedIpError."""
        if not COLD <= percentage <= WARM:
            raise InvalidValueError(f"The warm-up percentage must be from 0 to {WARM:.0f}: {percentage} was given.")
        ip, holder = self.ip(address)
        if holder.managed:
            raise ManagedIpError(holder.name)
        ip.warmup_percentage = float(percentage)

    def _follow(self, pool: DedicatedIpPool, rescaling: Rescaling) -> None:
        """Update the account's IPs after a pool was scaled."""
        if rescaling.allocated or rescaling.relinquished:
            self._all_ips = None
        for ip in rescaling.allocated:
            self._holders[ip.address] = (ip, pool)
        for ip in rescaling.relinquished:
            del self._holders[ip.address]

    def _all_pools(self) -> list[DedicatedIpPool]:
        return [self._shared_pool, self._default_pool, *self._pools.values()]

    def _new_pool(
        self,
        name: str,
        scaling_mode: ScalingMode,
        without_ip: tuple[Reason, str] = (Reason.NO_DEDICATED_IP, STANDARD_EMPTY),
    ) -> DedicatedIpPool:
        volumes = PoolVolumes(day_of(self._hour))
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
        """The pool that mail leaves through when its sender chose ``name``, or chose none."""
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
