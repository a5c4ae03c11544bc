"""What is kept of a pool's past, also after the pool is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..clock import HOURS_A_DAY
from ..time_units import Hour
from .ledger import PoolVolumes
from .steps import Steps

KEPT_HOURS = 455 * HOURS_A_DAY
"""How long the past of a deleted pool is kept [AWS: CloudWatch keeps hourly data points for 455 days]."""


@dataclass(frozen=True)
class PoolRecord:
    """One pool's past, in hours of the region's life.

    ``capacities`` is what its IPs together might send each ISP in 24 hours while it was managed, by ISP that it had
    mail for. It is managed from the hour ``managed_since`` on (None: never), and was deleted in the hour ``until``
    (None: it is there).
    """

    name: str
    volumes: PoolVolumes
    capacities: Mapping[str, Steps]
    managed_since: Hour | None
    until: Hour | None


def worth_keeping(deleted: Iterable[PoolRecord], hour: Hour) -> list[PoolRecord]:
    """The records of deleted pools that say something still, in the region's hour ``hour``."""
    oldest = hour - KEPT_HOURS
    return [record for record in deleted if record.volumes.by_isp and (record.until or 0) > oldest]
