"""The decisions on a managed pool's size: allocate, grow, shrink, relinquish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..policy import SendingPolicy
from .ip_addresses import DedicatedIp


@dataclass(frozen=True)
class DayDemand:
    """What a finished day asked of a pool: its messages in all, the IPs that could carry them when warm, and the
    messages by ISP."""

    volume: int
    ips: int
    by_isp: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rescaling:
    """The IPs that a pool got and lost."""

    allocated: Sequence[DedicatedIp] = ()
    relinquished: Sequence[DedicatedIp] = ()


def demand_of(accepted: Mapping[str, int], policy: SendingPolicy) -> DayDemand:
    """The demand of a day, from the messages accepted for each ISP: the ISP that takes the least per IP decides
    [AWS: "if SES detects that an ISP supports a low daily send quota, the pool scales out"]."""
    ips = [warm_ips_needed(messages, isp, policy) for isp, messages in accepted.items()]
    return DayDemand(sum(accepted.values()), max(ips, default=0), accepted)


def warm_ips_needed(messages: int, isp: str, policy: SendingPolicy) -> int:
    """The warm IPs that so many messages a day to an ISP need."""
    return -(-messages // policy.full_rates[isp])


def growth(ips: int, needed: int, demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many IPs to allocate now to a pool that has some, where the last 24 hours need so many.

    Where the policy wants more than one day of such a need, the finished days before these hours count as well.
    """
    days_before = _last(demand, policy.scale_out_days - 1)
    wanted = min([needed, *days_before]) if len(days_before) == policy.scale_out_days - 1 else 0
    return max(0, min(wanted, policy.largest_pool) - ips)


def change(ips: int, demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many IPs a day's end brings (positive), or how many are redundant by it (negative), by the ``demand`` of the
    days until now.

    A pool with no IP gets its first one; a pool with several keeps at least one; only a pool with one loses it.
    """
    if ips == 0:
        return int(first_ip_days_reached(demand, policy) >= policy.first_ip_days)
    needed = demand[-1].ips if demand else 0
    if needed > ips:
        return growth(ips, needed, demand[:-1], policy)
    if ips > 1:
        return min(0, max(1, max(_last(demand, policy.scale_in_days), default=ips)) - ips)
    # What earns an IP keeps it: else a pool would get and lose one again and again at a steady volume.
    minimum = last_ip_minimum(policy)
    quiet = len(demand) >= policy.last_ip_days and all(day.volume < minimum for day in demand[-policy.last_ip_days :])
    return -int(quiet)


def last_ip_minimum(policy: SendingPolicy) -> int:
    """Messages a day under which the only IP is not kept."""
    return min(policy.last_ip_daily_volume, policy.first_ip_daily_volume)


def first_ip_window(policy: SendingPolicy) -> int:
    """How many of the last days count for the first IP."""
    return max(policy.first_ip_within_days, policy.first_ip_days)


def first_ip_days_reached(demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many of these days had the volume that earns the first IP."""
    return sum(day.volume >= policy.first_ip_daily_volume for day in demand[-first_ip_window(policy) :])


def _last(demand: Sequence[DayDemand], days: int) -> list[int]:
    """The IPs needed on each of the last ``days``; none where there were not so many days."""
    return [day.ips for day in demand[-days:]] if days and len(demand) >= days else []
