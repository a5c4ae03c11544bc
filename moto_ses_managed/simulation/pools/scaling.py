"""The daily decision on a managed pool's size: allocate, grow, shrink, relinquish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..policy import SendingPolicy
from .addresses import DedicatedIp


@dataclass(frozen=True)
class DayDemand:
    """What a finished day asked of a pool: its messages in all, and the IPs that could carry them when warm."""

    volume: int
    ips: int


@dataclass(frozen=True)
class Rescaling:
    """The IPs that a pool got and lost at a day's end."""

    allocated: Sequence[DedicatedIp] = ()
    relinquished: Sequence[DedicatedIp] = ()


def demand_of(accepted: Mapping[str, int], policy: SendingPolicy) -> DayDemand:
    """The demand of a day, from the messages accepted for each ISP: the ISP that takes the least per IP decides
    [AWS: "if SES detects that an ISP supports a low daily send quota, the pool scales out"]."""
    ips = [-(-messages // policy.full_rates[isp]) for isp, messages in accepted.items()]
    return DayDemand(sum(accepted.values()), max(ips, default=0))


def change(ips: int, demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many IPs to allocate (positive) or to relinquish (negative), by the ``demand`` of the days until now.

    A pool with no IP gets its first one; a pool with several keeps at least one; only a pool with one loses it.
    """
    if ips == 0:
        earned = _each_of_last(demand, policy.first_ip_days, lambda day: day.volume >= policy.first_ip_daily_volume)
        return int(earned)
    needed = min(_last(demand, policy.scale_out_days), default=0)
    if needed > ips:
        return min(needed, policy.largest_pool) - ips if ips < policy.largest_pool else 0
    if ips > 1:
        return min(0, max(1, max(_last(demand, policy.scale_in_days), default=ips)) - ips)
    # What earns an IP keeps it: else a pool would get and lose one again and again at a steady volume.
    minimum = min(policy.last_ip_daily_volume, policy.first_ip_daily_volume)
    idle = _each_of_last(demand, policy.last_ip_days, lambda day: day.volume < minimum)
    return -int(idle)


def _last(demand: Sequence[DayDemand], days: int) -> list[int]:
    """The IPs needed on each of the last ``days``; none where there were not so many days."""
    return [day.ips for day in demand[-days:]] if len(demand) >= days else []


def _each_of_last(demand: Sequence[DayDemand], days: int, holds: Callable[[DayDemand], bool]) -> bool:
    return len(demand) >= days and all(holds(day) for day in demand[-days:])
