"""What the pages show of pools and of the bill, computed from the hooks' snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.reports.milestones import MOST_MILESTONES, Milestone, milestones
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pool_names import DEFAULT_DEDICATED_POOL, ScalingMode
from moto_ses_managed.simulation.reasons import Reason
from moto_ses_managed.simulation.snapshots import HistoryDay
from moto_ses_managed.simulation.views.week import IspHour, PoolWeek, VolumeHour

MOST_IPS = 250
"""IPs that a page lists at most (our choice; the control API returns all)."""

MOST_DAYS = 30
"""Finished days that a page lists at most (our choice)."""

SHADES = 10
"""The number of colours of the heat map, from cold to warm."""


@dataclass(frozen=True)
class PoolRow:
    """A pool in the list of pools; volumes are of the last seven days."""

    name: str
    managed: bool
    is_default: bool
    status: str
    sends_dedicated: bool
    ips: int
    sent: int
    dedicated: int
    percentage: float | None
    queued: int
    bounced: int
    configuration_sets: tuple[str, ...]
    tags: list[dict[str, str]]


@dataclass(frozen=True)
class Heat:
    """The warm-up percentage of an IP at one ISP; ``shade`` is the number of its colour."""

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
    """A pool's figures at one ISP. ``capacity`` is None if there is no limit.

    ``accepted`` and the counts after it are since the pool was created; ``why`` is the simulation's explanation.
    """

    isp: str
    sent: int
    capacity: int | None
    warmup: float
    accepted: int
    dedicated: int
    shared: int
    queued: int
    deferred: int
    bounced: int
    why: str

    @property
    def is_used(self) -> bool:
        """Whether the pool ever had mail for it."""
        return self.accepted > 0


@dataclass(frozen=True)
class PoolView:
    """A pool's page.

    ``shared`` and ``row.dedicated`` are the sums of the hours that the charts show. ``capacities`` is by ISP that the
    pool had mail for.
    """

    row: PoolRow
    last_managed: bool
    shared: int
    shared_percentage: float | None
    why: str
    accepted: int
    deferred: int
    bounced: int
    ips: list[IpRow]
    more_ips: int
    warm_isps: list[str]
    isps: list[IspRow]
    milestones: list[Milestone]
    earlier_milestones: int
    exceeding: str
    hours: list[VolumeHour]
    capacities: dict[str, list[IspHour]]
    days: list[HistoryDay]
    finished_days: int


@dataclass(frozen=True)
class BillRow:
    """One line of the bill, in US dollars; counts are None if they do not apply."""

    name: str
    managed_messages: int | None
    managed: float | None
    standard_ip_days: float | None
    standard: float | None
    total: float


@dataclass(frozen=True)
class BillView:
    """The bill as a table: a line for each pool, one for the monthly fee, and the total. ``prices`` explains them."""

    month: str
    rows: list[BillRow]
    fee: BillRow
    total: BillRow
    managed_days: float
    prices: SendingPolicy


def pool_row(pool: Pool) -> PoolRow:
    """The row of a pool in the list of pools."""
    sent = pool.sent_last_7_days
    return PoolRow(
        name=pool.name,
        managed=pool.scaling_mode is ScalingMode.MANAGED,
        is_default=pool.name == DEFAULT_DEDICATED_POOL,
        status=pool.sending_status.value,
        sends_dedicated=bool(pool.ips),
        ips=len(pool.ips),
        sent=sent,
        dedicated=round(sent * pool.dedicated_percentage_7_days / 100),
        percentage=pool.dedicated_percentage_7_days if sent else None,
        queued=sum(sending.queued for sending in pool.by_isp.values()),
        bounced=_bounced(pool),
        configuration_sets=pool.configuration_sets,
        tags=[{"Key": key, "Value": value} for key, value in pool.tags.items()],
    )


def _bounced(pool: Pool) -> int:
    """Messages that bounced for any reason today and on the six days before."""
    today = [sending.reasons_today for sending in pool.by_isp.values()]
    before = [reasons for day in pool.history[-6:] for reasons in day.reasons.values()]
    return sum(reasons.get(reason, 0) for reasons in (*today, *before) for reason in _LOST)


def pool_view(pool: Pool, week: PoolWeek, *, last_managed: bool) -> PoolView:
    """The page of a pool."""
    row = pool_row(pool)
    isps = _isp_rows(pool)
    told = milestones(pool)
    return PoolView(
        row=row,
        last_managed=row.managed and last_managed,
        shared=row.sent - row.dedicated,
        shared_percentage=100 - row.percentage if row.percentage is not None else None,
        why=pool.explanation,
        accepted=sum(isp.accepted for isp in isps),
        deferred=sum(isp.deferred for isp in isps),
        bounced=sum(isp.bounced for isp in isps),
        ips=_ip_rows(pool),
        more_ips=max(0, row.ips - MOST_IPS),
        warm_isps=_warm_isps(pool, isps),
        isps=isps,
        milestones=told[-MOST_MILESTONES:],
        earlier_milestones=max(0, len(told) - MOST_MILESTONES),
        exceeding=_exceeding(pool, week),
        hours=[hour for hour in reversed(week.hours) if hour.accepted or hour.dedicated or hour.shared or hour.queued],
        capacities={isp.isp: list(reversed(week.by_isp[isp.isp].hours)) for isp in isps if isp.is_used},
        days=list(reversed(pool.history[-MOST_DAYS:])),
        finished_days=len(pool.history),
    )


def bill_view(bill: Bill, policy: SendingPolicy) -> BillView:
    """The table of the bill."""
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


def _warm_isps(pool: Pool, isps: Iterable[IspRow]) -> list[str]:
    """The ISPs of the heat map: those with mail or a warm IP, or all if there are none."""
    used = [isp.isp for isp in isps if isp.is_used or any(ip.warmup[isp.isp] for ip in pool.ips)]
    return used or [isp.isp for isp in isps]


def _isp_rows(pool: Pool) -> list[IspRow]:
    return [
        IspRow(
            isp=isp,
            sent=sending.sent_last_24_hours,
            capacity=sending.capacity_24_hours,
            warmup=sending.warmup_percentage,
            accepted=sending.dedicated + sending.shared + sending.bounced + sending.queued,
            dedicated=sending.dedicated,
            shared=sending.shared,
            queued=sending.queued,
            deferred=sending.deferred,
            bounced=sending.bounced,
            why=sending.explanation,
        )
        for isp, sending in pool.by_isp.items()
    ]


def _exceeding(pool: Pool, week: PoolWeek) -> str:
    """What happened, and happens, to mail over the capacity in the chart; true for any past of the pool."""
    if not pool.ips:
        had_ips = any(day.ips for day in pool.history)
        now = (
            "since its last IP was relinquished, all mail takes the shared pool"
            if had_ips
            else "all mail takes the shared pool"
        )
        return f"The pool has no IP now: {now}."
    used = [isp for isp, sending in pool.by_isp.items() if sending.dedicated + sending.shared + sending.queued]
    waits = [isp for isp in used if week.by_isp[isp].overflows is False]
    if not waits:
        return "Mail over the capacity now takes the shared pool: the pool is early in its warm-up."
    if len(waits) == len(used):
        return "Mail over the capacity now waits for room on the dedicated IPs: the pool is warm enough."
    return f"Mail over the capacity now waits at {', '.join(waits)}, and takes the shared pool elsewhere."


_LOST = (Reason.RECIPIENT.value, Reason.BLOCKLISTED_IP.value, Reason.EXPIRED.value)
"""The reasons of bounces."""
