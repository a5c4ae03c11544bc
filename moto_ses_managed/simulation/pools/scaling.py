"""Scaling decisions for a managed pool: when to allocate and when to relinquish IPs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..policy import SendingPolicy
from .ip_addresses import DedicatedIp


@dataclass(frozen=True)
class DayDemand:
    """The demand of a finished day: all messages, the warm IPs that could carry them, and the messages by ISP."""

    volume: int
    ips: int
    by_isp: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rescaling:
    """The IPs that a pool gained and lost."""

    allocated: Sequence[DedicatedIp] = ()
    relinquished: Sequence[DedicatedIp] = ()


def demand_of(accepted: Mapping[str, int], policy: SendingPolicy) -> DayDemand:
    """The demand of a day, from the messages accepted for each ISP. The ISP that needs the most IPs decides
    [AWS: "if SES detects that an ISP supports a low daily send quota, the pool scales out"]."""
    ips = [warm_ips_needed(messages, isp, policy) for isp, messages in accepted.items()]
    return DayDemand(sum(accepted.values()), max(ips, default=0), accepted)


def warm_ips_needed(messages: int, isp: str, policy: SendingPolicy) -> int:
    """How many warm IPs a daily volume to an ISP needs."""
    return -(-messages // policy.full_rates[isp])


def growth(ips: int, needed: int, demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many IPs to add to a pool that has some, when the last 24 hours need ``needed`` IPs.

    If the policy requires the need on more than one day, the finished days before these hours count as well.
    """
    days_before = _last(demand, policy.scale_out_days - 1)
    wanted = min([needed, *days_before]) if len(days_before) == policy.scale_out_days - 1 else 0
    return max(0, min(wanted, policy.largest_pool) - ips)


def change(ips: int, demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """The change at the end of a day: IPs to add (positive) or redundant IPs (negative), by the ``demand`` of all days.

    A pool without IPs can get its first one. A pool with several keeps at least one. A pool with one can lose it.
    """
    if ips == 0:
        return int(first_ip_days_reached(demand, policy) >= policy.first_ip_days)
    needed = demand[-1].ips if demand else 0
    if needed > ips:
        return growth(ips, needed, demand[:-1], policy)
    if ips > 1:
        return min(0, max(1, max(_last(demand, policy.scale_in_days), default=ips)) - ips)
    # A volume that earns an IP also keeps it; otherwise a steady volume would gain and lose it repeatedly.
    minimum = last_ip_minimum(policy)
    quiet = len(demand) >= policy.last_ip_days and all(day.volume < minimum for day in demand[-policy.last_ip_days :])
    return -int(quiet)


def last_ip_minimum(policy: SendingPolicy) -> int:
    """The daily volume below which a pool loses its only IP."""
    return min(policy.last_ip_daily_volume, policy.first_ip_daily_volume)


def first_ip_window(policy: SendingPolicy) -> int:
    """How many of the last days decide about the first IP."""
    return max(policy.first_ip_within_days, policy.first_ip_days)


def first_ip_days_reached(demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many of these days reached the volume for the first IP."""
    return sum(day.volume >= policy.first_ip_daily_volume for day in demand[-first_ip_window(policy) :])


def _last(demand: Sequence[DayDemand], days: int) -> list[int]:
    """The IPs needed on each of the last ``days``; empty if there are fewer days."""
    return [day.ips for day in demand[-days:]] if days and len(demand) >= days else []
