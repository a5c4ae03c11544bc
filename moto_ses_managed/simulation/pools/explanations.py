"""Why a pool sent mail the way it did, in a sentence or two that users read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..mail.explanations import count_text, duration_text, time_text
from ..policy import SendingPolicy
from ..reasons import Reason
from .scaling import DayDemand, first_ip_days_reached, first_ip_window, last_ip_minimum

NO_POOL = "The message named no dedicated IP pool, so it left through SES's shared pool."
DEFAULT_POOL_IS_EMPTY = "The default dedicated pool has no IP, so the message left through SES's shared pool."
POOL_DELETED = "The pool was deleted while the message waited, so it left through the shared pool."


class Figures(NamedTuple):
    """How a pool stands towards an ISP just before a message is routed."""

    isp: str
    ips: int
    capacity: int
    used: int
    warmup_percentage: float
    waiting: int

    def __str__(self) -> str:
        return f"{_takes(self.isp, self.ips, self.capacity, self.warmup_percentage)} and {self.used:,} had been sent"


@lru_cache(maxsize=64)
def _takes(isp: str, ips: int, capacity: int, warmup_percentage: float) -> str:
    # Cached: it is the same for many messages in a row.
    these = "this IP" if ips == 1 else f"these {ips:,} IPs"
    mean = "" if ips == 1 else " on average"
    return f"{isp} accepts {capacity:,} messages a day from {these} ({percentage_text(warmup_percentage)} warm{mean})"


def percentage_text(percentage: float) -> str:
    """``34 %``; never rounded to 0 % or 100 %."""
    if 0 < percentage < 1:
        return "under 1 %"
    if 99 < percentage < 100:
        return "over 99 %"
    return f"{percentage:.0f} %"


def within_capacity(figures: Figures) -> str:
    """It left through a dedicated IP at once."""
    return f"{figures}: there was room for this message."


def within_capacity_at_last(figures: Figures) -> str:
    """It left through a dedicated IP after it had waited."""
    return f"The message waited until there was room: {figures}."


def over_warm_up_level(figures: Figures, policy: SendingPolicy) -> str:
    """The early phase's overflow."""
    ahead = f" with {figures.waiting:,} waiting" if figures.waiting else ""
    end = int(policy.early_phase_end * policy.full_rates[figures.isp])
    return (
        f"{figures}{ahead}: early in the warm-up, the rest takes the shared pool. This phase ends when each IP may "
        f"send {end:,} a day; the level grows by a factor of up to {policy.growth_factor:g} a day while it is used."
    )


def over_capacity(figures: Figures, deadline: datetime, policy: SendingPolicy) -> str:
    """It could not leave in time."""
    return (
        f"{figures} with {figures.waiting:,} waiting: the message could not leave before its deadline at "
        f"{time_text(deadline)}, so it took the shared pool. A pool whose volume rises gets more IPs, up to "
        f"{policy.largest_pool:,} (largest_pool)."
    )


def no_try_before_deadline(figures: Figures, max_wait: timedelta, policy: SendingPolicy) -> str:
    """There was no room, and no try to come."""
    return (
        f"{figures}: the message could wait for {duration_text(max_wait)} (MaxDeliverySeconds), which ends before the "
        f"next try ({_tries(policy)}), so it took the shared pool."
    )


def waiting(figures: Figures, deadline: datetime, policy: SendingPolicy) -> str:
    """It waits for room."""
    return (
        f"{figures} with {figures.waiting:,} waiting ahead of this message: SES tries again {_tries(policy)}. If there "
        f"is no room before {time_text(deadline)}, the message takes the shared pool."
    )


def _tries(policy: SendingPolicy) -> str:
    return "every hour" if policy.retry_hours == 1 else f"every {policy.retry_hours} hours"


def no_dedicated_ip(demand: Sequence[DayDemand], policy: SendingPolicy) -> str:
    """A managed pool without IPs."""
    return f"The pool has no dedicated IP, so the message left through the shared pool: {first_ip(demand, policy)}."


def first_ip(demand: Sequence[DayDemand], policy: SendingPolicy) -> str:
    """How near a managed pool is to its first IP."""
    window, reached = first_ip_window(policy), first_ip_days_reached(demand, policy)
    return (
        f"{reached} of the last {count_text(window, 'day')} reached "
        f"{count_text(policy.first_ip_daily_volume, 'message')}; the first IP needs {policy.first_ip_days}"
    )


def without_ip(demand: Sequence[DayDemand], today: int, left_at: datetime | None, policy: SendingPolicy) -> str:
    """A managed pool without IPs, now; ``today`` is what it accepted since the running day began."""
    standing = f"{first_ip(demand, policy)}; today {today:,} so far"
    if left_at is None:
        return f"No dedicated IP yet: {standing}."
    return (
        f"Its last IP was relinquished on {left_at.day} {left_at:%B}, after {count_text(policy.last_ip_days, 'day')} "
        f"under {last_ip_minimum(policy):,} messages. Since then, {standing}."
    )


def with_ips(  # noqa: PLR0913, PLR0917  (all that a pool's standing depends on)
    ips: int,
    demand: Sequence[DayDemand],
    towards: Sequence[Figures],
    early_at: Sequence[str],
    policy: SendingPolicy,
    newest_at: datetime,
) -> str:
    """A managed pool with IPs, now."""
    sending = [figures for figures in towards if figures.used or figures.waiting]
    early = [figures.isp for figures in sending if figures.isp in early_at]
    waiting = sum(figures.waiting for figures in sending)
    newest = "" if ips == 1 else "the newest "
    parts = [f"{count_text(ips, 'dedicated IP')}, {newest}since {newest_at.day} {newest_at:%B}"]
    if early:
        parts.append(f"early in the warm-up at {', '.join(early)}, where mail over the capacity takes the shared pool")
    elif sending:
        parts.append("warm enough that mail over the capacity waits for room")
    if waiting:
        parts.append(f"{count_text(waiting, 'message')} waiting for room")
    quiet = _quiet_days(demand, policy)
    if quiet and ips == 1:
        parts.append(
            f"{count_text(quiet, 'day')} under {last_ip_minimum(policy):,} messages: after {policy.last_ip_days} in a "
            "row, the IP is relinquished"
        )
    return f"{'; '.join(parts)}."


NO_DEDICATED_IP = "no dedicated IP, so all mail takes the shared pool"


def towards_isp(figures: Figures, *, overflows: bool) -> str:
    """A managed pool with IPs towards one ISP, now."""
    mean = "" if figures.ips == 1 else " on average"
    waiting = f", {figures.waiting:,} waiting" if figures.waiting else ""
    rest = "takes the shared pool" if overflows else "waits for room"
    return (
        f"{figures.used:,} of {figures.capacity:,} used, {percentage_text(figures.warmup_percentage)} warm{mean}"
        f"{waiting}; mail over that {rest}"
    )


_TODAY = {
    Reason.WITHIN_CAPACITY: "{:,} had room on the dedicated IPs",
    Reason.OVER_WARM_UP_LEVEL: "{:,} took the shared pool (over the warm-up level)",
    Reason.OVER_CAPACITY: "{:,} took the shared pool (more than could leave in time)",
    Reason.NO_DEDICATED_IP: "{:,} took the shared pool (no dedicated IP)",
    Reason.POOL_DELETED: "{:,} took the shared pool (the pool was deleted)",
    Reason.NO_POOL: "{:,} took the shared pool (no pool)",
    Reason.WAITING: "{:,} were deferred",
    Reason.RECIPIENT: "{:,} were rejected by the recipient's server",
    Reason.BLOCKLISTED_IP: "{:,} bounced from an IP on a blocklist",
    Reason.EXPIRED: "{:,} expired",
    Reason.SUPPRESSED: "{:,} were suppressed",
    Reason.UNSUBSCRIBED: "{:,} were for contacts who had unsubscribed",
}


def today(reasons: Mapping[Reason, int]) -> str:
    """How many messages of the running day had each reason."""
    parts = [words.format(reasons[reason]) for reason, words in _TODAY.items() if reasons.get(reason)]
    return f"today {', '.join(parts)}" if parts else "no mail today"


def _quiet_days(demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many days in a row, up to now, were under the volume that keeps the last IP."""
    quiet = 0
    for day in reversed(demand):
        if day.volume >= last_ip_minimum(policy):
            break
        quiet += 1
    return quiet


def standard_within_plan(isp: str) -> str:
    """It left through a standard IP."""
    return f"The standard pool sends through its IPs in turn, and the next IP had room for this message to {isp}."


def standard_over_plan(ips: int, sent: int, capacity: int) -> str:
    """All standard IPs have sent what their warm-up plan allows."""
    return (
        f"The warm-up plan allows {capacity:,} messages a day from the pool's {count_text(ips, 'standard IP')} and "
        f"{sent:,} had been sent: the rest takes the shared pool."
    )


def standard(ips: int, *, auto_warmup: bool) -> str:
    """A standard pool, now."""
    if not ips:
        return "A standard pool without a dedicated IP: mail takes the shared pool until IPs are leased for it."
    warmup = "each warms up by the plan" if auto_warmup else "automatic warm-up is off"
    return f"A standard pool with {count_text(ips, 'dedicated IP')}, used in turn: {warmup}."


def standard_towards_isp(ips: int, sent: int, capacity: int | None) -> str:
    """A standard pool towards one ISP, now: the plan is about all ISPs together."""
    if not ips:
        return NO_DEDICATED_IP
    if capacity is None:
        return "the IPs are used in turn, without a limit"
    return (
        f"{sent:,} of {capacity:,} a day of the warm-up plan used, all ISPs together; mail over that takes the "
        "shared pool"
    )


STANDARD_EMPTY = (
    "The standard pool has no dedicated IP, so the message left through the shared pool. Lease IPs for the pool."
)
