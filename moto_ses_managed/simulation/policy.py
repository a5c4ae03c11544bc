"""Numbers and switches that AWS does not publish, or that differ by account, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .clock import HOURS_A_DAY
from .errors import InvalidPolicyError
from .isp import ISPS, Isp, domain_of, isp_of

LONGEST_STREAK = 365
"""The most days that a rule of the policy may look back (our choice: a year of records is kept)."""

_FULL_RATES: dict[str, int] = {
    "Gmail": 50_000,
    "Yahoo": 40_000,
    "AOL": 20_000,
    "Outlook": 40_000,
    "iCloud": 20_000,
    "Comcast": 15_000,
    "AT&T": 10_000,
    "Cox": 5_000,
    "GMX": 10_000,
    "Orange": 5_000,
    "Other": 50_000,
}


@dataclass(frozen=True)
class PriceTier:
    """One tier of a volume price."""

    up_to: int | None
    """The tier's last message of a month; None for the last tier, which has no limit."""

    price: float
    """US dollars for 1,000 messages."""


_TIERS = (
    PriceTier(10_000_000, 0.08),
    PriceTier(50_000_000, 0.04),
    PriceTier(100_000_000, 0.02),
    PriceTier(None, 0.01),
)


def _default_rates() -> Mapping[str, int]:
    return dict(_FULL_RATES)


@dataclass(frozen=True)
class SendingPolicy:
    """How SES behaves where its documentation gives no number. Every value can be changed.

    Volumes are messages, one for each recipient. A day is a simulated day of the Region. Raises InvalidPolicyError,
    naming the field, for an invalid value.
    """

    first_ip_daily_volume: int = 200
    """Messages a day, to all ISPs together, that earn a managed pool its first IP [AWS: "several hundred messages"]."""

    first_ip_days: int = 3
    """Days with that volume [AWS: "over several days"]."""

    first_ip_within_days: int = 7
    """Past days within which these days must lie (our choice: a week has every weekday); at least ``first_ip_days``."""

    last_ip_daily_volume: int = 200
    """Messages a day that keep a pool's only IP [AWS: the minimum to maintain its reputation]. If
    ``first_ip_daily_volume`` is smaller, that value applies: the volume that earns an IP also keeps it."""

    last_ip_days: int = 7
    """Days in a row under that volume after which the IP is relinquished (our choice: a week has every weekday)."""

    cold_capacity: int = 200
    """Messages that one cold IP may send to one ISP in 24 hours (our choice: the usual first step of public plans)."""

    full_rates: Mapping[str, int] = field(default_factory=_default_rates, hash=False)
    """Messages that one warm IP may send to each ISP in 24 hours (our choice, by the size of the ISP: standard IPs end
    their warm-up at 50,000 a day in all [AWS, 2017]). An ISP that is not included keeps its default."""

    isp_domains: Mapping[str, Isp] = field(default_factory=dict, hash=False)
    """ISPs by domain, for additional domains of a provider: ``{"example.org": "Gmail"}``. They take precedence over
    the domains that the simulation knows."""

    growth_factor: float = 1.4
    """The factor by which a day of enough traffic raises the level (our choice: as in a public provider's schedule)."""

    growth_share: float = 0.5
    """The share of its capacity that an IP must send in a day for its level there to grow (our choice)."""

    decline_days: int = 7
    """Past days whose largest volume limits the level [AWS: when volume falls, so does the level; the number of days is
    our choice]."""

    decline_factor: float = 1.4
    """The level moves towards this multiple of the largest of those volumes (our choice: one day's growth), by at most
    ``growth_factor`` a day, so that it never drops suddenly."""

    early_phase_end: float = 0.5
    """The share of the full rate at which the early phase of the warm-up ends (our choice): before it, mail over
    the capacity takes the shared pool; after it, that mail waits [AWS: early and late in the warm-up]."""

    scale_out_days: int = 1
    """Days in a row that must need more IPs before the pool grows; the last of them is the past 24 hours (our choice: a
    sudden rise adds IPs within the hour). A queue that overflows adds an IP at once."""

    scale_in_days: int = 7
    """Days in a row on which an IP must be redundant before it is relinquished (our choice). It is also kept until the
    other IPs have the capacity for all mail."""

    largest_pool: int = 1_000
    """IPs that one managed pool may have (our choice: a limit for mistyped volumes)."""

    retry_hours: int = 1
    """Hours between two attempts to send mail that waits: 1, 2, 3, 4, 6, 8, 12 or 24 (our choice). It may be longer
    than ``max_delivery_seconds``: mail whose deadline is before the next attempt takes the shared pool at once. With
    24, hardly any mail waits, and no mail is lost."""

    max_delivery_seconds: int = 50_400
    """Seconds for which SES tries to send mail, unless its configuration set has its own value [AWS:
    MaxDeliverySeconds, at most 14 hours]. If this is shorter than the time to the next attempt (``retry_hours``), mail
    without room does not wait."""

    standard_warmup_days: int = 45
    """Days of a standard IP's automatic warm-up [AWS, 2017: "within 45 days"]."""

    standard_cold_capacity: int = 200
    """Messages that a cold standard IP may send, to all ISPs together, in 24 hours (our choice)."""

    standard_full_rate: int = 50_000
    """The same at the end of its automatic warm-up [AWS, 2017: "a maximum of 50,000"]. After it there is no limit."""

    max_stored_messages: int = 100_000
    """Messages that are kept for reading (our choice: about 240 MB if each has 1 KB). Beyond this, the oldest settled
    messages are discarded; messages that wait in a queue are kept, and counts stay exact. 0 keeps no settled message;
    1,000,000,000, the largest value, is in practice no limit."""

    managed_monthly_fee: float = 15.0
    """US dollars a month for an account that has a managed pool [AWS: SES pricing, seen 2025], counted by the day."""

    managed_price_tiers: tuple[PriceTier, ...] = _TIERS
    """US dollars for 1,000 messages sent with managed pools in a month [AWS: SES pricing, seen 2025]."""

    standard_ip_monthly_price: float = 24.95
    """US dollars a month for one standard IP [AWS: SES pricing, seen 2025], counted by the day."""

    verify_identities: bool = True
    """Whether a new identity is verified at once, as if its DNS records were published or the link in the email was
    followed (our choice: as in moto). If false, it stays pending, as in AWS, until ``SesManaged.verify()``. A change
    does not affect existing identities."""

    sandbox: bool = False
    """Whether the account is in the sandbox [AWS: "Request production access"]: it can send only to
    verified recipients and the mailbox simulator, and the quota is 200 messages in 24 hours, 1 a second. Off by
    default, as for an account in production (our choice)."""

    enforce_quota: bool = False
    """Whether SES refuses mail over the sending quota (our choice: no, as simulated traffic is larger than any first
    quota). Messages of ``SesManaged.send_traffic()`` are counted and never refused."""

    max_24_hour_send: int = 50_000
    """Messages that the account may send in 24 hours [AWS: the usual first quota in production]; in the sandbox the
    limit is always 200."""

    max_send_rate: int = 14
    """Messages that the account may send a second [AWS: the usual first quota in production]; in the sandbox the
    limit is always 1."""

    def __post_init__(self) -> None:
        for name in ("verify_identities", "sandbox", "enforce_quota"):
            _check_switch(name, getattr(self, name))
        for name, limits in LIMITS.items():
            limits.check(name, getattr(self, name))
        _check_retry_hours(self.retry_hours)
        object.__setattr__(self, "full_rates", _checked_rates(self.full_rates))
        object.__setattr__(self, "isp_domains", _checked_domains(self.isp_domains))
        object.__setattr__(self, "managed_price_tiers", _checked_tiers(self.managed_price_tiers))
        _check_order("cold_capacity", self.cold_capacity, "full_rates", min(self.full_rates.values()))
        _check_order(
            "standard_cold_capacity", self.standard_cold_capacity, "standard_full_rate", self.standard_full_rate
        )

    def isp_of(self, recipient: str) -> Isp:
        """The ISP that serves ``recipient``, by ``isp_domains`` or else by its domain."""
        own = self.isp_domains.get(domain_of(recipient)) if self.isp_domains else None
        return own or isp_of(recipient)


@dataclass(frozen=True)
class Limits:
    """The limits of a number in a policy: ``least`` to ``most``; ``whole`` means whole numbers only."""

    least: float
    most: float
    whole: bool = True

    def check(self, name: str, value: Any) -> None:
        """Raise InvalidPolicyError, naming the field ``name``, unless ``value`` is within the limits."""
        number = isinstance(value, int if self.whole else (int, float)) and not isinstance(value, bool)
        # The second condition also refuses NaN.
        if not number or not self.least <= value <= self.most:
            kind, form = ("whole number", ",") if self.whole else ("number", "g")
            raise InvalidPolicyError(
                name, f"must be a {kind} from {self.least:{form}} to {self.most:{form}}: {value!r} was given."
            )


_VOLUME = Limits(1, 1_000_000_000)
_DAYS = Limits(1, LONGEST_STREAK)
_MONEY = Limits(0, 1_000_000, whole=False)

LIMITS: dict[str, Limits] = {
    "first_ip_daily_volume": _VOLUME,
    "first_ip_days": _DAYS,
    "first_ip_within_days": _DAYS,
    "last_ip_daily_volume": Limits(0, 1_000_000_000),
    "last_ip_days": _DAYS,
    "cold_capacity": _VOLUME,
    "growth_factor": Limits(1, 1_000, whole=False),
    "growth_share": Limits(0, 1, whole=False),
    "decline_days": _DAYS,
    "decline_factor": Limits(1, 1_000, whole=False),
    "early_phase_end": Limits(0, 1, whole=False),
    "scale_out_days": _DAYS,
    "scale_in_days": _DAYS,
    "largest_pool": Limits(1, 10_000),
    "retry_hours": Limits(1, HOURS_A_DAY),
    "max_delivery_seconds": Limits(300, 50_400),
    "standard_warmup_days": _DAYS,
    "standard_cold_capacity": _VOLUME,
    "standard_full_rate": _VOLUME,
    "max_stored_messages": Limits(0, 1_000_000_000),
    "managed_monthly_fee": _MONEY,
    "standard_ip_monthly_price": _MONEY,
    "max_24_hour_send": _VOLUME,
    "max_send_rate": _VOLUME,
}
"""The limits of each numeric field. Other fields have their own checks."""


def _check_switch(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise InvalidPolicyError(name, f"must be true or false: {value!r} was given.")


def _check_retry_hours(hours: int) -> None:
    if HOURS_A_DAY % hours:
        raise InvalidPolicyError("retry_hours", f"must divide the 24 hours of a day: {hours!r} was given.")


def _checked_rates(rates: Any) -> Mapping[str, int]:
    if not isinstance(rates, Mapping):
        raise InvalidPolicyError("full_rates", f"must map ISPs to messages a day: {rates!r} was given.")
    for isp, rate in rates.items():
        if isp not in ISPS:
            raise InvalidPolicyError("full_rates", f"names the unknown ISP {isp!r}: {', '.join(ISPS)} expected.")
        _VOLUME.check("full_rates", rate)
    return _FULL_RATES | dict(rates)


def _checked_domains(domains: Any) -> Mapping[str, Isp]:
    if not isinstance(domains, Mapping):
        raise InvalidPolicyError("isp_domains", f"must map domains to ISPs: {domains!r} was given.")
    for domain, isp in domains.items():
        if not isinstance(domain, str) or not _DOMAIN.fullmatch(domain.strip()):
            raise InvalidPolicyError("isp_domains", f"must name domains such as example.org: {domain!r} was given.")
        if isp not in ISPS:
            raise InvalidPolicyError("isp_domains", f"names the unknown ISP {isp!r}: {', '.join(ISPS)} expected.")
    return {domain_of(domain): isp for domain, isp in domains.items()}


_DOMAIN = re.compile(r"[^\s@,;<>()]+")


def _checked_tiers(tiers: Any) -> tuple[PriceTier, ...]:
    if not isinstance(tiers, (tuple, list)) or not all(isinstance(tier, PriceTier) for tier in tiers) or not tiers:
        raise InvalidPolicyError(
            "managed_price_tiers", f"must be a sequence of one or more PriceTier: {tiers!r} was given."
        )
    begin = 0
    for tier in tiers[:-1]:
        Limits(begin + 1, 10**15).check("managed_price_tiers", tier.up_to)
        begin = tier.up_to or 0
    if tiers[-1].up_to is not None:
        raise InvalidPolicyError(
            "managed_price_tiers", f"must end with a tier that has no limit (up_to=None): {tiers[-1]!r} was given."
        )
    for tier in tiers:
        _MONEY.check("managed_price_tiers", tier.price)
    return tuple(tiers)


def _check_order(low_name: str, low: int, high_name: str, high: int) -> None:
    if low > high:
        raise InvalidPolicyError(
            low_name, f"must be at most the smallest value of {high_name}, {high:,}: {low:,} was given."
        )
