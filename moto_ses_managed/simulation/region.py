"""One account's region: the aggregate that owns pools, IPs, configuration sets, identities and their limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock

from . import snapshots
from .clock import Clock
from .errors import (
    AlreadyExistsError,
    InvalidValueError,
    Kind,
    LimitExceededError,
    ManagedIpError,
    NotFoundError,
    ReservedPoolError,
    ScalingModeError,
)
from .isp import isp_of
from .ledger import Ledger
from .messages import Delivery, Message, MessageStatus, Route
from .pools import (
    DEFAULT_DEDICATED_POOL,
    FULLY_WARM,
    RESERVED_POOLS,
    SHARED_POOL,
    DedicatedIp,
    DedicatedIpPool,
    ScalingMode,
    WarmupStatus,
    address_number,
    check_pool_name,
)

MAX_POOLS = 50
"""Dedicated IP pools of an account in a Region, standard and managed together [AWS: SES quotas]."""

MAX_IDENTITIES = 10_000
"""Email identities, domains and addresses together, of an account in a Region [AWS: SES quotas]."""

MAX_LEASE = 1000
"""Standard IPs that one simulated support case brings (our choice)."""

WEEK = timedelta(days=7)


@dataclass
class ConfigurationSet:
    """The part of a configuration set that decides where its mail goes."""

    name: str
    sending_pool: str | None = None


@dataclass
class Identity:
    """A verified address or domain, and the configuration set that its mail takes by default."""

    name: str
    default_configuration_set: str | None = None


class Region:
    """The state of one account in one AWS Region.

    Whoever reads or changes it holds ``lock`` for the whole step, so that each step is atomic and each reading
    sees one state. A refused change leaves everything as it was.
    """

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self.lock = RLock()
        self.clock = Clock(wall)
        self.auto_warmup = True
        self._began_at = self.clock.now
        self._ledger = Ledger(self._began_at)
        self._pools: dict[str, DedicatedIpPool] = {}
        self._default_pool = DedicatedIpPool(DEFAULT_DEDICATED_POOL, ScalingMode.STANDARD, self._began_at)
        self._holders: dict[str, DedicatedIpPool] = {}
        self._addresses_used = 0
        self._configuration_sets: dict[str, ConfigurationSet] = {}
        self._identities: dict[str, Identity] = {}
        self._messages: list[Message] = []

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
        _refuse_reserved(name)
        if name in self._pools:
            raise AlreadyExistsError(Kind.POOL, name)
        if len(self._pools) >= MAX_POOLS:
            raise LimitExceededError(Kind.POOL, MAX_POOLS)
        pool = DedicatedIpPool(name, scaling_mode, self.clock.now)
        self._pools[name] = pool
        return pool

    def pool(self, name: str) -> DedicatedIpPool:
        """The customer's pool of that name. Raises ReservedPoolError or NotFoundError."""
        _refuse_reserved(name)
        pool = self._pools.get(name)
        if pool is None:
            raise NotFoundError(Kind.POOL, name)
        return pool

    def delete_pool(self, name: str) -> None:
        """Delete a pool: its IPs are relinquished at once, configuration sets forget it."""
        pool = self.pool(name)
        for ip in pool.ips:
            del self._holders[ip.address]
        for configuration_set in self._configuration_sets.values():
            if configuration_set.sending_pool == name:
                configuration_set.sending_pool = None
        self._ledger.forget(name)
        del self._pools[name]

    def set_scaling_mode(self, name: str, scaling_mode: ScalingMode) -> None:
        """Convert a standard pool to a managed one with all its IPs; the way back raises ScalingModeError."""
        pool = self.pool(name)
        if pool.managed and scaling_mode is ScalingMode.STANDARD:
            raise ScalingModeError(name)
        pool.scaling_mode = scaling_mode

    def lease_standard_ips(self, count: int, pool: str | None) -> list[DedicatedIp]:
        """Give the account ``count`` standard IPs, as a support case does, in ``pool`` or in none.

        A new IP warms up automatically unless the account has switched that off.
        Raises InvalidValueError (count not 1 to MAX_LEASE), NotFoundError, ReservedPoolError or ManagedIpError.
        """
        if not 1 <= count <= MAX_LEASE:
            raise InvalidValueError(f"The count of IPs to lease must be 1 to {MAX_LEASE}: {count} was asked for.")
        holder = self._standard_pool(pool)
        address_number(self._addresses_used + count - 1)
        return [self._allocate(holder) for _ in range(count)]

    def ips(self, pool: str | None = None) -> list[DedicatedIp]:
        """The account's dedicated IPs, oldest first; those of one pool where it is named."""
        holders = [self._holder(pool)] if pool is not None else [self._default_pool, *self._pools.values()]
        return sorted((ip for holder in holders for ip in holder.ips), key=lambda ip: ip.number)

    def ip(self, address: str) -> tuple[DedicatedIp, DedicatedIpPool]:
        """The IP of that address and the pool that holds it. Raises NotFoundError."""
        holder = self._holders.get(address)
        if holder is None:
            raise NotFoundError(Kind.DEDICATED_IP, address)
        return next(ip for ip in holder.ips if ip.address == address), holder

    def holder_name(self, ip: DedicatedIp) -> str:
        """The name of the pool that holds ``ip``, SES's default pool where the customer put it in none."""
        return self._holders[ip.address].name

    def move_ip(self, address: str, pool: str) -> None:
        """Put a standard IP into another standard pool. Raises NotFoundError or ManagedIpError."""
        ip, holder = self.ip(address)
        destination = self._standard_pool(pool)
        if holder.managed:
            raise ManagedIpError(holder.name)
        holder.ips.remove(ip)
        destination.ips.append(ip)
        self._holders[address] = destination

    def set_warmup_percentage(self, address: str, percentage: int) -> None:
        """Set by hand how warm a standard IP is (0 to 100). Raises InvalidValueError, NotFoundError, ManagedIpError."""
        if not 0 <= percentage <= FULLY_WARM:
            raise InvalidValueError(f"The warm-up percentage must be 0 to {FULLY_WARM}: {percentage} was given.")
        ip, holder = self.ip(address)
        if holder.managed:
            raise ManagedIpError(holder.name)
        ip.warmup_percentage = percentage
        ip.warmup_status = WarmupStatus.DONE if percentage == FULLY_WARM else WarmupStatus.IN_PROGRESS

    def add_configuration_set(self, name: str, sending_pool: str | None = None) -> None:
        """Make a configuration set known. Raises AlreadyExistsError or NotFoundError (the pool)."""
        if name in self._configuration_sets:
            raise AlreadyExistsError(Kind.CONFIGURATION_SET, name)
        self._check_sending_pool(sending_pool)
        self._configuration_sets[name] = ConfigurationSet(name, sending_pool)

    def configuration_set(self, name: str) -> ConfigurationSet:
        """Raises NotFoundError."""
        configuration_set = self._configuration_sets.get(name)
        if configuration_set is None:
            raise NotFoundError(Kind.CONFIGURATION_SET, name)
        return configuration_set

    def associate(self, configuration_set: str, sending_pool: str | None) -> None:
        """Send what names ``configuration_set`` through ``sending_pool`` from now on, through no other.

        Raises NotFoundError for the set or the pool.
        """
        found = self.configuration_set(configuration_set)
        self._check_sending_pool(sending_pool)
        found.sending_pool = sending_pool

    def remove_configuration_set(self, name: str) -> None:
        """Raises NotFoundError. An identity that has it by default keeps naming it, and its sends fail [AWS:
        "Default configuration set considerations"]."""
        self.configuration_set(name)
        del self._configuration_sets[name]

    def configuration_sets_of(self, pool: str) -> tuple[str, ...]:
        """The configuration sets that send through ``pool``, oldest first."""
        return tuple(found.name for found in self._configuration_sets.values() if found.sending_pool == pool)

    def add_identity(self, name: str, default_configuration_set: str | None = None) -> None:
        """Raises AlreadyExistsError, NotFoundError (the configuration set) or LimitExceededError."""
        if name in self._identities:
            raise AlreadyExistsError(Kind.IDENTITY, name)
        if default_configuration_set is not None:
            self.configuration_set(default_configuration_set)
        if len(self._identities) >= MAX_IDENTITIES:
            raise LimitExceededError(Kind.IDENTITY, MAX_IDENTITIES)
        self._identities[name] = Identity(name, default_configuration_set)

    def identity(self, name: str) -> Identity:
        """Raises NotFoundError."""
        identity = self._identities.get(name)
        if identity is None:
            raise NotFoundError(Kind.IDENTITY, name)
        return identity

    def set_default_configuration_set(self, identity: str, configuration_set: str | None) -> None:
        """Raises NotFoundError for the identity or the configuration set."""
        found = self.identity(identity)
        if configuration_set is not None:
            self.configuration_set(configuration_set)
        found.default_configuration_set = configuration_set

    def remove_identity(self, name: str) -> None:
        """Raises NotFoundError."""
        self.identity(name)
        del self._identities[name]

    def sending_identity(self, address: str) -> Identity | None:
        """The identity that a bare address sends as: the address itself before its domain."""
        domain = address.rpartition("@")[2]
        return self._identities.get(address) or self._identities.get(domain) or self._identities.get(domain.lower())

    @property
    def messages(self) -> Sequence[Message]:
        """What was accepted, in order."""
        return self._messages

    def sending_configuration_set(self, requested: str | None, from_address: str) -> str | None:
        """The configuration set that a message takes: the request's, else the sending identity's default.

        Raises NotFoundError where that set does not exist (any more).
        """
        if requested is None:
            identity = self.sending_identity(from_address)
            requested = identity.default_configuration_set if identity else None
        return self.configuration_set(requested).name if requested is not None else None

    def accept(self, message_id: str, source: str, recipients: Sequence[str], configuration_set: str | None) -> Message:
        """Take a message in and send it on its way, recipient by recipient. Raises NotFoundError (the set)."""
        now = self.clock.now
        pool = self._pool_for(configuration_set)
        deliveries = tuple(self._deliver(recipient, pool, now) for recipient in recipients)
        first = deliveries[0] if deliveries else None
        message = Message(
            message_id=message_id,
            source=source,
            recipients=tuple(recipients),
            configuration_set=configuration_set,
            pool=pool.name if pool else None,
            status=first.status if first else MessageStatus.DELIVERED,
            route=first.route if first else None,
            ip=first.ip if first else None,
            isp=first.isp if first else "",
            accepted_at=now,
            delivered_at=now,
            deliveries=deliveries,
        )
        self._messages.append(message)
        return message

    def pool_snapshot(self, name: str, tags: Mapping[str, str]) -> snapshots.Pool:
        """A frozen picture of a pool. Raises NotFoundError or ReservedPoolError."""
        pool = self.pool(name)
        now = self.clock.now
        dedicated = self._ledger.left(name, Route.DEDICATED, now, WEEK)
        sent = dedicated + self._ledger.left(name, Route.SHARED, now, WEEK)
        return snapshots.Pool(
            name=name,
            scaling_mode=pool.scaling_mode,
            ips=tuple(snapshots.DedicatedIp(ip.address, name, ip.allocated_at) for ip in pool.ips),
            sending_status=(
                snapshots.SendingStatus.DEDICATED if pool.ips else snapshots.SendingStatus.INSUFFICIENT_VOLUME
            ),
            configuration_sets=self.configuration_sets_of(name),
            tags=dict(tags),
            sent_last_7_days=sent,
            dedicated_percentage_7_days=100 * dedicated / sent if sent else 0.0,
        )

    def _allocate(self, holder: DedicatedIpPool) -> DedicatedIp:
        number = self._addresses_used
        self._addresses_used += 1
        ip = DedicatedIp(
            number=number,
            address=address_number(number),
            allocated_at=self.clock.now,
            warmup_status=WarmupStatus.IN_PROGRESS if self.auto_warmup else WarmupStatus.DONE,
            warmup_percentage=0 if self.auto_warmup else FULLY_WARM,
        )
        holder.ips.append(ip)
        self._holders[ip.address] = holder
        return ip

    def _holder(self, pool: str) -> DedicatedIpPool:
        return self._default_pool if pool == DEFAULT_DEDICATED_POOL else self.pool(pool)

    def _standard_pool(self, pool: str | None) -> DedicatedIpPool:
        holder = self._default_pool if pool is None else self._holder(pool)
        if holder.managed:
            raise ManagedIpError(holder.name)
        return holder

    def _check_sending_pool(self, name: str | None) -> None:
        if name is not None and name not in RESERVED_POOLS and name not in self._pools:
            raise NotFoundError(Kind.POOL, name)

    def _pool_for(self, configuration_set: str | None) -> DedicatedIpPool | None:
        """The pool that mail with this set leaves through; None where that is SES's shared pool."""
        name = self.configuration_set(configuration_set).sending_pool if configuration_set is not None else None
        if name == SHARED_POOL:
            return None
        if name is not None and name != DEFAULT_DEDICATED_POOL:
            return self.pool(name)
        return self._default_pool if self._default_pool.ips else None

    def _deliver(self, recipient: str, pool: DedicatedIpPool | None, now: datetime) -> Delivery:
        ip = pool.next_ip() if pool else None
        route = Route.DEDICATED if ip else Route.SHARED
        isp = isp_of(recipient)
        if pool:
            self._ledger.count(pool.name, isp, route, now)
        return Delivery(recipient, isp, MessageStatus.DELIVERED, route, ip.address if ip else None, now)


def _refuse_reserved(name: str) -> None:
    if name in RESERVED_POOLS:
        raise ReservedPoolError(name)
