"""Frozen snapshots of pools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import fsum

from .. import snapshots
from ..clock import HOURS_A_DAY
from ..isp import ISPS, ByIsp
from ..pools.dedicated_ip_pool import DedicatedIpPool
from ..time_units import hour_of
from ..volumes.ledger import Count, Volumes

WEEK_HOURS = 7 * HOURS_A_DAY


def snapshot_of(
    pool: DedicatedIpPool, configuration_sets: tuple[str, ...], tags: Mapping[str, str], elapsed: timedelta
) -> snapshots.Pool:
    """A snapshot of the pool at an elapsed time."""
    warmup = {isp: pool.fleet.warmup(isp) for isp in ISPS}
    hour = hour_of(elapsed)
    week = range(hour - WEEK_HOURS, hour + 1)
    dedicated = pool.volumes.between(Count.DEDICATED, week)
    sent = dedicated + pool.volumes.between(Count.SHARED, week)
    ips = pool.ips
    return snapshots.Pool(
        name=pool.name,
        scaling_mode=pool.scaling_mode,
        ips=tuple(
            snapshots.DedicatedIp(
                ip.address, pool.name, ip.allocated_at, ByIsp({isp: warmup[isp][ip.address] for isp in ISPS})
            )
            for ip in ips
        ),
        sending_status=snapshots.SendingStatus.DEDICATED if ips else snapshots.SendingStatus.INSUFFICIENT_VOLUME,
        configuration_sets=configuration_sets,
        tags=dict(tags),
        sent_last_7_days=sent,
        dedicated_percentage_7_days=100 * dedicated / sent if sent else 0.0,
        by_isp=ByIsp({isp: _isp_sending(pool, isp, list(warmup[isp].values()), elapsed) for isp in ISPS}),
        history=tuple(pool.history),
        explanation=pool.explanation,
    )


def _isp_sending(pool: DedicatedIpPool, isp: str, warmup: list[float], elapsed: timedelta) -> snapshots.IspSending:
    volumes = pool.volumes.by_isp.get(isp) or Volumes(pool.volumes.day)
    volumes.sent.reach(elapsed)
    return snapshots.IspSending(
        sent_last_24_hours=volumes.sent.total,
        capacity_24_hours=pool.fleet.capacity(isp),
        warmup_percentage=round(fsum(warmup) / len(warmup), 2) if warmup else 0.0,
        dedicated=volumes.total(Count.DEDICATED),
        shared=volumes.total(Count.SHARED),
        deferred=volumes.total(Count.DEFERRED),
        bounced=volumes.total(Count.BOUNCED),
        queued=volumes.queued,
        reasons_today={reason.value: count for reason, count in volumes.reasons.items()},
        explanation=pool.explanation_at(isp, elapsed),
    )
