"""What a month costs: managed pools by volume, standard IPs by the day."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .policy import PriceTier, SendingPolicy

PER_THOUSAND = 1_000


@dataclass(frozen=True)
class PoolCharges:
    """One pool's part of a bill, in US dollars, rounded to cents.

    ``managed_messages`` left with the pool while it was managed, through dedicated IPs or the shared pool [AWS: "you
    will be charged based on the volume you send through the managed pool"]; ``standard_ip_days`` sums the days of its
    standard IPs. A deleted pool stays on the bill of its month.
    """

    pool: str
    managed_messages: int
    managed: float
    standard_ip_days: int
    standard: float


@dataclass(frozen=True)
class Bill:
    """The charges for dedicated IPs of one account and Region in a simulated calendar month so far, in US dollars.

    ``managed`` is the monthly fee, counted by the day while there is a managed pool, and the price of the volume;
    ``standard`` the price of standard IPs, counted by the day. All amounts are rounded to cents. Messages themselves
    are charged apart by SES and are not in here.
    """

    month: str
    managed: float
    standard: float
    total: float
    managed_fee: float
    managed_days: int
    managed_messages: int
    standard_ip_days: int
    pools: tuple[PoolCharges, ...]


@dataclass
class MonthUsage:
    """What a calendar month has used until the last finished day."""

    managed_days: int = 0
    standard_ip_days: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    deleted_pools_messages: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Meter:
    """Counts what is charged by the day, and what deleted pools sent. A day belongs to the month in which it began."""

    def __init__(self) -> None:
        self._months: dict[str, MonthUsage] = {}

    def month(self, name: str) -> MonthUsage:
        return self._months.setdefault(name, MonthUsage())

    def end_day(self, began_at: datetime, standard_ips: Mapping[str, int], *, managed: bool) -> None:
        """A day ends with so many standard IPs in each pool, and with a managed pool or none."""
        usage = self.month(month_of(began_at))
        usage.managed_days += managed
        for pool, ips in standard_ips.items():
            if ips:
                usage.standard_ip_days[pool] += ips

    def delete_pool(self, pool: str, now: datetime, messages: int) -> None:
        """A managed pool goes, which sent so many messages in this month."""
        if messages:
            self.month(month_of(now)).deleted_pools_messages[pool] += messages


def month_of(at: datetime) -> str:
    """The calendar month in UTC, as ``2026-01``."""
    return f"{at:%Y-%m}"


def bill(month: str, usage: MonthUsage, managed_messages: Mapping[str, int], policy: SendingPolicy) -> Bill:
    """The bill of a month from what it used; ``managed_messages`` by pool, deleted ones too."""
    year, number = map(int, month.split("-"))
    days = monthrange(year, number)[1]
    volume = sum(managed_messages.values())
    volume_price = price_of(volume, policy.managed_price_tiers)
    fee = policy.managed_monthly_fee * usage.managed_days / days
    ip_day = policy.standard_ip_monthly_price / days
    ip_days = sum(usage.standard_ip_days.values())
    managed, standard = round(fee + volume_price, 2), round(ip_day * ip_days, 2)
    names = dict.fromkeys([*managed_messages, *usage.standard_ip_days])
    return Bill(
        month=month,
        managed=managed,
        standard=standard,
        total=round(managed + standard, 2),
        managed_fee=round(fee, 2),
        managed_days=usage.managed_days,
        managed_messages=volume,
        standard_ip_days=ip_days,
        pools=tuple(
            PoolCharges(
                pool=name,
                managed_messages=managed_messages.get(name, 0),
                managed=round(volume_price * managed_messages.get(name, 0) / volume, 2) if volume else 0.0,
                standard_ip_days=usage.standard_ip_days.get(name, 0),
                standard=round(ip_day * usage.standard_ip_days.get(name, 0), 2),
            )
            for name in names
        ),
    )


def price_of(messages: int, tiers: Sequence[PriceTier]) -> float:
    """US dollars for a month's ``messages``, each at the price of the tier that it falls in."""
    price, begin = 0.0, 0
    for tier in tiers:
        end = messages if tier.up_to is None else min(messages, tier.up_to)
        price += max(0, end - begin) * tier.price / PER_THOUSAND
        begin = max(begin, end)
    return price
