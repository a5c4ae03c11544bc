"""Warm-up levels and capacities: for each ISP with managed IPs, for all ISPs together with standard ones."""

from __future__ import annotations

from functools import lru_cache

from ..policy import SendingPolicy

COLD = 0.0
WARM = 100.0
"""Warm-up percentages: 0 is the capacity of a cold IP, 100 the full rate, linear in between (our choice)."""

ROUNDING = 1e-6
"""Added before rounding down, so that sums of fractions reach the whole numbers that they stand for."""


def level_at(percentage: float, cold: float, full: float) -> float:
    """Messages in 24 hours at a warm-up percentage."""
    return cold + (full - cold) * percentage / WARM


def percentage_at(level: float, cold: float, full: float) -> float:
    """The warm-up percentage of a level, 0 to 100."""
    if full <= cold:
        return WARM
    return min(WARM, max(COLD, WARM * (level - cold) / (full - cold)))


@lru_cache(maxsize=64)
def _rounded_percentage(level: float, cold: float, full: float) -> float:
    return round(percentage_at(level, cold, full), 2)


def percentage_borne_out(daily: float, isp: str, policy: SendingPolicy) -> float:
    """The percentage, 0 to 100, that an IP reaches by sending ``daily`` messages a day to an ISP over time."""
    return percentage_at(policy.decline_factor * daily, policy.cold_capacity, policy.full_rates[isp])


class IspWarmup:
    """The warm-up level of a managed IP at one ISP. It rises while the IP is used, and falls with the traffic.

    ``level`` is in messages per 24 hours. It depends on the traffic to this ISP alone
    [AWS: "SES tracks the reputation for each IP in the managed IP pool for each ISP individually"].
    """

    __slots__ = ("_recent", "isp", "level")

    def __init__(self, isp: str, percentage: float, policy: SendingPolicy) -> None:
        self.isp = isp
        self.level = level_at(percentage, policy.cold_capacity, policy.full_rates[isp])
        self._recent: list[float] = []

    def copy(self) -> IspWarmup:
        """An independent copy with the same level and past."""
        other = object.__new__(IspWarmup)
        other.isp, other.level, other._recent = self.isp, self.level, self._recent
        return other

    def carried_long(self, daily: float, policy: SendingPolicy) -> None:
        """Take the level that ``daily`` messages a day lead to over time."""
        percentage = percentage_borne_out(daily, self.isp, policy)
        self.level = level_at(percentage, policy.cold_capacity, policy.full_rates[self.isp])
        self._recent = [daily] * policy.decline_days

    def capacity(self, policy: SendingPolicy) -> int:
        """Messages that the IP may send to this ISP in any 24 hours."""
        bounded = max(float(policy.cold_capacity), min(self.level, float(policy.full_rates[self.isp])))
        return int(bounded + ROUNDING)

    def percentage(self, policy: SendingPolicy) -> float:
        """The warm-up percentage, 0 to 100, to two decimals."""
        return _rounded_percentage(self.level, policy.cold_capacity, policy.full_rates[self.isp])

    def is_early(self, policy: SendingPolicy) -> bool:
        """Whether the warm-up is in its early phase, in which mail over the capacity takes the shared pool."""
        return self.level < policy.early_phase_end * policy.full_rates[self.isp]

    def is_warm(self, policy: SendingPolicy) -> bool:
        """Whether the warm-up is complete."""
        return self.level >= policy.full_rates[self.isp]

    def end_day(self, sent: float, policy: SendingPolicy) -> bool:
        """End a day in which the IP sent ``sent`` messages to this ISP, and return whether anything changed."""
        before = self.level, self._recent
        cold, full = float(policy.cold_capacity), float(policy.full_rates[self.isp])
        if sent >= policy.growth_share * self.capacity(policy):
            self.level = self.level * policy.growth_factor
        self._recent = [*self._recent, sent][-policy.decline_days :]
        if len(self._recent) == policy.decline_days:
            self._decline_to(policy.decline_factor * max(self._recent), before[0] / policy.growth_factor)
        self.level = max(cold, min(self.level, full))
        return (self.level, self._recent) != before

    def _decline_to(self, bound: float, slowest: float) -> None:
        """Lower the level to ``bound``, but not below ``slowest``, from which one day of growth would recover."""
        if self.level > bound:
            self.level = max(bound, slowest)
