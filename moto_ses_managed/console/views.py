"""What the pages show of pools and of the bill, worked out from what the hooks tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.reports.milestones import Milestone, milestones
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.snapshots import HistoryDay
from moto_ses_managed.simulation.views.week import PoolWeek

MOST_IPS = 250
"""IPs that a page shows one by one (our choice; the control API tells of all)."""

MOST_DAYS = 30
"""Finished days that a page shows one by one (our choice)."""

MOST_MILESTONES = 12
"""Milestones that a page tells (our choice)."""

SHADES = 10
"""Steps of the heat map's colour from cold to warm."""


@dataclass(frozen=True)
class PoolRow:
    """A pool in the list of pools; volumes are of the last seven days."""

    name: str
    managed: bool
    status: str
    sends_dedicated: bool
    ips: int
    sent: int
    dedicated: int
    percentage: float | None
    queued: int
    configuration_sets: tuple[str, ...]
    tags: list[dict[str, str]]


@dataclass(frozen=True)
class Heat:
    """How warm an IP is at one ISP; ``shade`` is its step of the colour."""

    percentage: float
    shade: int


@dataclass(frozen=True)
class IpRow:
    """An IP of the heat map."""

    address: str
    allocated_at: datetime
    heat: dict[str, Heat]


@dataclass(frozen=True)
class IspRow:
    """A pool towards one ISP. ``capacity`` is None where nothing bounds it, ``overflows`` in a standard pool."""

    isp: str
    sent: int
    capacity: int | None
    warmup: float
    overflows: bool | None
    queued: int
    deferred: int
    bounced: int


@dataclass(frozen=True)
class PoolView:
    """A pool's page. ``shared`` and ``row.dedicated`` are the sums of the hours that the charts show."""

    row: PoolRow
    last_managed: bool
    shared: int
    why: str
    ips: list[IpRow]
    more_ips: int
    isps: list[IspRow]
    milestones: list[Milestone]
    days: list[HistoryDay]
    finished_days: int


@dataclass(frozen=True)
class BillRow:
    """One line of the bill, in US dollars; counts are None where the line has none."""

    name: str
    managed_messages: int | None
    managed: float | None
    standard_ip_days: float | None
    standard: float | None
    total: float


@dataclass(frozen=True)
class BillView:
    """The bill as a table: a line for each pool, one for the monthly fee, and the total; ``prices`` are those it goes
    by."""

    month: str
    rows: list[BillRow]
    fee: BillRow
    total: BillRow
    managed_days: float
    prices: SendingPolicy


def pool_row(pool: Pool) -> PoolRow:
    """A pool for the list of pools."""
    sent = pool.sent_last_7_days
    return PoolRow(
        name=pool.name,
        managed=pool.scaling_mode is ScalingMode.MANAGED,
        status=pool.sending_status.value,
        sends_dedicated=bool(pool.ips),
        ips=len(pool.ips),
        sent=sent,
        dedicated=round(sent * pool.dedicated_percentage_7_days / 100),
        percentage=pool.dedicated_percentage_7_days if sent else None,
        queued=sum(sending.queued for sending in pool.by_isp.values()),
        configuration_sets=pool.configuration_sets,
        tags=[{"Key": key, "Value": value} for key, value in pool.tags.items()],
    )


def pool_view(pool: Pool, week: PoolWeek, policy: SendingPolicy, *, last_managed: bool) -> PoolView:
    """A pool for its own page."""
    row = pool_row(pool)
    isps = _isp_rows(pool, week)
    return PoolView(
        row=row,
        last_managed=row.managed and last_managed,
        shared=row.sent - row.dedicated,
        why=_why(row, isps, policy),
        ips=_ip_rows(pool),
        more_ips=max(0, row.ips - MOST_IPS),
        isps=isps,
        milestones=milestones(pool)[-MOST_MILESTONES:] if row.managed else [],
        days=list(reversed(pool.history[-MOST_DAYS:])),
        finished_days=len(pool.history),
    )


def bill_view(bill: Bill, policy: SendingPolicy) -> BillView:
    """The bill for its table."""
    return BillView(
        month=bill.month,
        rows=[
            BillRow(
                charges.pool,
                charges.managed_messages,
                charges.managed,
                charges.standard_ip_days,
                charges.standard,
                round(charges.managed + charges.standard, 2),
            )
            for charges in bill.pools
        ],
        fee=BillRow("Monthly fee for managed pools", None, bill.managed_fee, None, None, bill.managed_fee),
        total=BillRow("Total", bill.managed_messages, bill.managed, bill.standard_ip_days, bill.standard, bill.total),
        managed_days=bill.managed_days,
        prices=policy,
    )


def _ip_rows(pool: Pool) -> list[IpRow]:
    return [
        IpRow(
            address=ip.address,
            allocated_at=ip.allocated_at,
            heat={isp: Heat(warmth, int(warmth * SHADES / 100)) for isp, warmth in ip.warmup.items()},
        )
        for ip in pool.ips[:MOST_IPS]
    ]


def _isp_rows(pool: Pool, week: PoolWeek) -> list[IspRow]:
    return [
        IspRow(
            isp=isp,
            sent=sending.sent_last_24_hours,
            capacity=sending.capacity_24_hours,
            warmup=sending.warmup_percentage,
            overflows=week.by_isp[isp].overflows,
            queued=sending.queued,
            deferred=sending.deferred,
            bounced=sending.bounced,
        )
        for isp, sending in pool.by_isp.items()
    ]


def _why(row: PoolRow, isps: Sequence[IspRow], policy: SendingPolicy) -> str:
    """Which way mail goes at present, and why."""
    if not row.managed:
        return _why_standard(row)
    if not row.ips:
        days = "on one day" if policy.first_ip_days == 1 else f"on {policy.first_ip_days} days running"
        return (
            "The pool has no dedicated IP, so all mail goes through the shared pool. SES allocates the first one after "
            f"{policy.first_ip_daily_volume:,} messages a day {days}."
        )
    used = [isp for isp in isps if isp.sent or isp.queued]
    early = [isp.isp for isp in used if isp.overflows]
    late = [isp.isp for isp in used if not isp.overflows]
    parts = []
    if early:
        parts.append(
            f"The warm-up is in its early phase at {_listed(early)}: "
            "mail that exceeds the capacity there goes through the shared pool."
        )
    if late:
        where = "It is past that" if early else "The warm-up is past its early phase"
        parts.append(f"{where} at {_listed(late)}: mail that exceeds the capacity there waits for a dedicated IP.")
    return " ".join(parts) or "Nothing was sent in the last 24 hours: the warm-up follows the traffic down."


def _why_standard(row: PoolRow) -> str:
    if not row.ips:
        return "The pool has no dedicated IP, so all mail goes through the shared pool. AWS leases IPs on request."
    return (
        "The IPs take turns and warm up by a plan of days, whatever is sent. "
        "What the plan does not allow yet goes through the shared pool."
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
