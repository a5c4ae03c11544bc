"""Why a pool sent mail the way it did, in one sentence for the developer who wonders."""

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
POOL_DELETED = "The pool was deleted while the message waited: what waits then leaves through the shared pool."


class Figures(NamedTuple):
    """How a pool stands towards an ISP just before a message is routed."""

    isp: str
    ips: int
    capacity: int
    used: int
    warmup_percentage: float
    waiting: int

    def __str__(self) -> str:
        return f"{_takes(self.isp, self.ips, self.capacity, self.warmup_percentage)} and {self.used:,} had left"


@lru_cache(maxsize=64)
def _takes(isp: str, ips: int, capacity: int, warmup_percentage: float) -> str:
    # The same for one message after the other.
    these = "this IP" if ips == 1 else f"these {ips:,} IPs"
    mean = "" if ips == 1 else " on average"
    return f"{isp} takes {capacity:,} messages a day from {these} ({percentage_text(warmup_percentage)} warm{mean})"


def percentage_text(percentage: float) -> str:
    """``34 %``; never 0 % or 100 % for what is only near it."""
    if 0 < percentage < 1:
        return "under 1 %"
    if 99 < percentage < 100:
        return "over 99 %"
    return f"{percentage:.0f} %"


def within_capacity(figures: Figures) -> str:
    """It left through a dedicated IP at once."""
    return f"{figures}: there was room for this one."


def within_capacity_at_last(figures: Figures) -> str:
    """It left through a dedicated IP after it had waited."""
    return f"It had waited for room: {figures}, so that its turn had come."


def over_warm_up_level(figures: Figures, policy: SendingPolicy) -> str:
    """The early phase's overflow."""
    ahead = f" with {figures.waiting:,} waiting" if figures.waiting else ""
    end = int(policy.early_phase_end * policy.full_rates[figures.isp])
    return (
        f"{figures}{ahead}: the early phase sends the rest through the shared pool, until each IP may send {end:,} a "
        f"day; the level grows by up to {policy.growth_factor:g} times a day while it is used."
    )


def over_capacity(figures: Figures, deadline: datetime, policy: SendingPolicy) -> str:
    """The overflow of a queue."""
    return (
        f"{figures} with {figures.waiting:,} waiting: before its deadline at {time_text(deadline)} it could not have "
        f"left, so it took the shared pool; a rise brings IPs, up to {policy.largest_pool:,} (largest_pool)."
    )


def no_try_before_deadline(figures: Figures, max_wait: timedelta, policy: SendingPolicy) -> str:
    """There was no room, and no try to come."""
    return (
        f"{figures}: it might wait for {duration_text(max_wait)} (MaxDeliverySeconds), which ends before the next try "
        f"({_tries(policy)}), so it took the shared pool."
    )


def waiting(figures: Figures, deadline: datetime, policy: SendingPolicy) -> str:
    """It waits for room."""
    return (
        f"{figures} with {figures.waiting:,} waiting before it: it is tried again {_tries(policy)}, "
        f"and leaves before {time_text(deadline)} one way or the other."
    )


def _tries(policy: SendingPolicy) -> str:
    return "every hour" if policy.retry_hours == 1 else f"every {policy.retry_hours} hours"


def no_dedicated_ip(demand: Sequence[DayDemand], policy: SendingPolicy) -> str:
    """A managed pool without IPs."""
    return f"The pool has no dedicated IP, so the message left through the shared pool: {first_ip(demand, policy)}."


def first_ip(demand: Sequence[DayDemand], policy: SendingPolicy) -> str:
    """What a managed pool has done for its first IP."""
    window, reached = first_ip_window(policy), first_ip_days_reached(demand, policy)
    verb = "bring" if policy.first_ip_days > 1 else "brings"
    return (
        f"{reached} of the last {count_text(window, 'day')} reached "
        f"{count_text(policy.first_ip_daily_volume, 'message')}, and {policy.first_ip_days} {verb} the first IP"
    )


def without_ip(demand: Sequence[DayDemand], today: int, left_at: datetime | None, policy: SendingPolicy) -> str:
    """A managed pool without IPs, now; ``today`` is what it accepted since the running day began."""
    standing = f"{first_ip(demand, policy)}; today {today:,} so far"
    if left_at is None:
        return f"No dedicated IP yet: {standing}."
    return (
        f"Its last IP was relinquished on {left_at.day} {left_at:%B}: {count_text(policy.last_ip_days, 'day')} under "
        f"{last_ip_minimum(policy):,} messages. Since then, {standing}."
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
        parts.append(f"early in the warm-up at {', '.join(early)}, where the rest takes the shared pool")
    elif sending:
        parts.append("warm enough to carry all mail that has room, while the rest waits")
    if waiting:
        parts.append(f"{count_text(waiting, 'message')} waiting for room")
    quiet = _quiet_days(demand, policy)
    if quiet and ips == 1:
        parts.append(
            f"{count_text(quiet, 'day')} under {last_ip_minimum(policy):,} messages, of which "
            f"{policy.last_ip_days} running end with the IP relinquished"
        )
    return f"{'; '.join(parts)}."


NO_DEDICATED_IP = "no dedicated IP, so all takes the shared pool"


def towards_isp(figures: Figures, *, overflows: bool) -> str:
    """A managed pool with IPs towards one ISP, now."""
    mean = "" if figures.ips == 1 else " on average"
    waiting = f", {figures.waiting:,} waiting" if figures.waiting else ""
    rest = "takes the shared pool" if overflows else "waits for room"
    return (
        f"{figures.used:,} of {figures.capacity:,} used, {percentage_text(figures.warmup_percentage)} warm{mean}"
        f"{waiting}; what exceeds that {rest}"
    )


_TODAY = {
    Reason.WITHIN_CAPACITY: "{:,} found room on the dedicated IPs",
    Reason.OVER_WARM_UP_LEVEL: "{:,} went shared, over the warm-up level",
    Reason.OVER_CAPACITY: "{:,} went shared, more than could leave in time",
    Reason.NO_DEDICATED_IP: "{:,} went shared, without a dedicated IP",
    Reason.POOL_DELETED: "{:,} went shared, their pool being deleted",
    Reason.NO_POOL: "{:,} went shared, without a pool",
    Reason.WAITING: "{:,} were deferred",
    Reason.RECIPIENT: "{:,} were returned by the recipient's server",
    Reason.BLOCKLISTED_IP: "{:,} bounced from an IP on a blocklist",
    Reason.EXPIRED: "{:,} expired",
    Reason.SUPPRESSED: "{:,} were suppressed",
    Reason.UNSUBSCRIBED: "{:,} were for contacts who had unsubscribed",
}


def today(reasons: Mapping[Reason, int]) -> str:
    """Why the running day's mail went its way."""
    parts = [words.format(reasons[reason]) for reason, words in _TODAY.items() if reasons.get(reason)]
    return f"today {', '.join(parts)}" if parts else "no mail today"


def _quiet_days(demand: Sequence[DayDemand], policy: SendingPolicy) -> int:
    """How many of the last days running were under what keeps the last IP."""
    quiet = 0
    for day in reversed(demand):
        if day.volume >= last_ip_minimum(policy):
            break
        quiet += 1
    return quiet


def standard_within_plan(isp: str) -> str:
    """It left through a standard IP."""
    return f"The standard pool sends through its IPs in turn, and the next one had room for this message to {isp}."


def standard_over_plan(ips: int, sent: int, capacity: int) -> str:
    """All standard IPs have sent what their warm-up plan allows."""
    return (
        f"The warm-up plan allows {capacity:,} messages a day from the pool's {count_text(ips, 'standard IP')} and "
        f"{sent:,} had left: the rest takes the shared pool."
    )


def standard(ips: int, *, auto_warmup: bool) -> str:
    """A standard pool, now."""
    if not ips:
        return "A standard pool without a dedicated IP: mail takes the shared pool until IPs are leased for it."
    warmup = "each warms up by the plan" if auto_warmup else "automatic warm-up is off"
    return f"A standard pool with {count_text(ips, 'dedicated IP')}, which take turns: {warmup}."


def standard_towards_isp(ips: int, sent: int, capacity: int | None) -> str:
    """A standard pool towards one ISP, now: the plan is about all ISPs together."""
    if not ips:
        return NO_DEDICATED_IP
    if capacity is None:
        return "the IPs take turns, and nothing bounds them"
    return (
        f"{sent:,} of {capacity:,} a day of the warm-up plan used, all ISPs together; what exceeds that takes "
        "the shared pool"
    )


STANDARD_EMPTY = "The standard pool has no dedicated IP, so the message left through the shared pool: lease IPs for it."
