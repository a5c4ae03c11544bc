"""The records of pools, which are kept after a pool is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..clock import HOURS_A_DAY
from ..time_units import Hour
from .ledger import PoolVolumes
from .steps import Steps

KEPT_HOURS = 455 * HOURS_A_DAY
"""How long the record of a deleted pool is kept [AWS: CloudWatch keeps hourly data points for 455 days]."""


@dataclass(frozen=True)
class PoolRecord:
    """The past of one pool, by hour.

    ``capacities`` is what its IPs together could send to each ISP in 24 hours while it was managed, by ISP that it had
    mail for. The pool is managed from the hour ``managed_since`` on (None: never), and was deleted in the hour
    ``until`` (None: it exists).
    """

    name: str
    volumes: PoolVolumes
    capacities: Mapping[str, Steps]
    managed_since: Hour | None
    until: Hour | None


def worth_keeping(deleted: Iterable[PoolRecord], hour: Hour) -> list[PoolRecord]:
    """The records of pools that had mail and were deleted less than KEPT_HOURS before ``hour``."""
    oldest = hour - KEPT_HOURS
    return [record for record in deleted if record.volumes.by_isp and (record.until or 0) > oldest]
