"""The bill of a month: managed pools are charged by volume, standard IPs by the day."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..clock import HOURS_A_DAY
from ..policy import PriceTier, SendingPolicy

PER_THOUSAND = 1_000


@dataclass(frozen=True)
class PoolCharges:
    """One pool's part of a bill, in US dollars, rounded to cents.

    A deleted pool stays on the bill of its month. The charges of all pools are computed together and then shared among
    them; cents left over by rounding go to the pools with the largest remainders, so that the shares add up.
    """

    pool: str
    """The pool's name."""

    managed_messages: int
    """Messages that left the pool while it was managed, through dedicated IPs or the shared pool
    [AWS: "you will be charged based on the volume you send through the managed pool"]."""

    managed: float
    """US dollars for that volume."""

    standard_ip_days: float
    """The sum of the days of its standard IPs."""

    standard: float
    """US dollars for its standard IPs."""


@dataclass(frozen=True)
class Bill:
    """The charges for dedicated IPs of one account and Region in a simulated calendar month so far, in US dollars.

    The current day counts by its elapsed hours, so numbers of days can be fractions. All amounts are rounded to cents
    and add up: the fee and the pools' charges to ``managed`` and ``standard``, and these to ``total``. The charge for
    each message that SES also makes is not part of this bill.
    """

    month: str
    """The month, such as ``2026-01``."""

    managed: float
    """US dollars for managed pools: the fee, and the price of the volume."""

    standard: float
    """US dollars for standard IPs, charged by the day."""

    total: float
    """US dollars for both."""

    managed_fee: float
    """US dollars of the monthly fee, charged by the day while there is a managed pool."""

    managed_days: float
    """Days with a managed pool."""

    managed_messages: int
    """Messages that left managed pools, through dedicated IPs or the shared pool."""

    standard_ip_days: float
    """The sum of the days of all standard IPs."""

    pools: tuple[PoolCharges, ...]
    """The charges of each pool."""


@dataclass
class MonthUsage:
    """The usage of a calendar month.

    Hours with a managed pool, hours of standard IPs by pool, and the messages of deleted managed pools.
    """

    managed_hours: int = 0
    standard_ip_hours: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    deleted_pools_messages: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, hours: int, standard_ips: Mapping[str, int], *, managed: bool) -> None:
        """Count hours with these numbers of standard IPs by pool; ``managed`` if there was a managed pool."""
        self.managed_hours += hours * managed
        for pool, ips in standard_ips.items():
            if hours * ips:
                self.standard_ip_hours[pool] += hours * ips


class Meter:
    """Counts usage by the day, and the mail of deleted pools. A day counts for the month in which it began."""

    def __init__(self) -> None:
        self._months: dict[str, MonthUsage] = {}

    def month(self, name: str) -> MonthUsage:
        return self._months.setdefault(name, MonthUsage())

    def end_day(self, began_at: datetime, standard_ips: Mapping[str, int], *, managed: bool) -> None:
        """Count a day with these numbers of standard IPs by pool; ``managed`` if there was a managed pool."""
        usage = self.month(month_of(began_at))
        usage.add(HOURS_A_DAY, standard_ips, managed=managed)

    def delete_pool(self, pool: str, now: datetime, messages: int) -> None:
        """Count the messages that a deleted managed pool sent in this month."""
        if messages:
            self.month(month_of(now)).deleted_pools_messages[pool] += messages


def month_of(at: datetime) -> str:
    """The calendar month in UTC, as ``2026-01``."""
    return f"{at:%Y-%m}"


def bill(month: str, usage: MonthUsage, managed_messages: Mapping[str, int], policy: SendingPolicy) -> Bill:
    """The bill of a month from its usage; ``managed_messages`` is by pool and includes deleted pools."""
    year, number = map(int, month.split("-"))
    days = monthrange(year, number)[1]
    volume, ip_hours = sum(managed_messages.values()), sum(usage.standard_ip_hours.values())
    fee = round(policy.managed_monthly_fee * usage.managed_hours / HOURS_A_DAY / days, 2)
    volume_price = round(price_of(volume, policy.managed_price_tiers), 2)
    standard = round(policy.standard_ip_monthly_price / days * ip_hours / HOURS_A_DAY, 2)
    managed_shares, standard_shares = shares(volume_price, managed_messages), shares(standard, usage.standard_ip_hours)
    names = dict.fromkeys([*managed_messages, *usage.standard_ip_hours])
    return Bill(
        month=month,
        managed=round(fee + volume_price, 2),
        standard=standard,
        total=round(fee + volume_price + standard, 2),
        managed_fee=fee,
        managed_days=_days(usage.managed_hours),
        managed_messages=volume,
        standard_ip_days=_days(ip_hours),
        pools=tuple(
            PoolCharges(
                pool=name,
                managed_messages=managed_messages.get(name, 0),
                managed=managed_shares.get(name, 0.0),
                standard_ip_days=_days(usage.standard_ip_hours.get(name, 0)),
                standard=standard_shares.get(name, 0.0),
            )
            for name in names
        ),
    )


def _days(hours: int) -> float:
    """Hours as days, to two decimals."""
    days, more = divmod(hours, HOURS_A_DAY)
    return round(hours / HOURS_A_DAY, 2) if more else days


def shares(amount: float, used: Mapping[str, int]) -> dict[str, float]:
    """Share ``amount`` among pools in proportion to what they ``used``, in whole cents [largest remainders]."""
    cents, whole = round(amount * 100), sum(used.values())
    if not whole:
        return {}
    parts = {name: divmod(cents * count, whole) for name, count in used.items()}
    left_over = cents - sum(part for part, _ in parts.values())
    rounded_up = sorted(parts, key=lambda name: -parts[name][1])[:left_over]
    return {name: (part + (name in rounded_up)) / 100 for name, (part, _) in parts.items()}


def price_of(messages: int, tiers: Sequence[PriceTier]) -> float:
    """US dollars for the messages of a month, each at the price of its tier."""
    price, begin = 0.0, 0
    for tier in tiers:
        end = messages if tier.up_to is None else min(messages, tier.up_to)
        price += max(0, end - begin) * tier.price / PER_THOUSAND
        begin = max(begin, end)
    return price
