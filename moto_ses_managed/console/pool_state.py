"""The state of a pool for its page: a customer's pool, or SES's default pool of standard IPs."""

from __future__ import annotations

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.pool_names import DEFAULT_DEDICATED_POOL, ScalingMode
from moto_ses_managed.simulation.time_units import minute_of
from moto_ses_managed.simulation.views.week import PoolWeek, pool_week


def pool_now(ses: ManagedSESBackend, name: str) -> tuple[Pool, PoolWeek]:
    """The pool and its last seven days, from one step. Raises NotFoundError or ReservedPoolError."""
    with ses.step(reads=True):
        region = ses.region
        if name == DEFAULT_DEDICATED_POOL:
            pool, snapshot = region.default_pool, region.default_pool_snapshot(ses.config_sets.sending_through(name))
        else:
            pool, snapshot = region.pool(name), ses.pool_snapshot(name)
        return Pool.of(snapshot), pool_week(pool, region.clock, minute_of(region.catch_up()))


def default_pool(ses: ManagedSESBackend) -> Pool | None:
    """SES's default pool, or None while it has no IPs; ListDedicatedIpPools lists it alike."""
    pool, _ = pool_now(ses, DEFAULT_DEDICATED_POOL)
    return pool if pool.ips else None


def standard_pools(ses: ManagedSESBackend) -> list[str]:
    """The pools that a standard IP can be moved to."""
    with ses.step(reads=True):
        own = [name for name, pool in ses.region.pools.items() if pool.scaling_mode is ScalingMode.STANDARD]
    return [*own, DEFAULT_DEDICATED_POOL]
