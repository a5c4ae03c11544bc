"""What the calls of the control API take and answer, beside the snapshots of the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from moto_ses_managed.simulation.clock import DAY, HOUR, HOURS_A_DAY, LONGEST_ADVANCE, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.messages import Message
from moto_ses_managed.simulation.pools.account_pools import MAX_LEASE
from moto_ses_managed.simulation.traffic import MOST_A_DAY
from moto_ses_managed.version import __version__
from moto_ses_managed.wire.pagination import LARGEST_PAGE

from .snapshots import Pool

Days = Annotated[int, {"minimum": 1, "maximum": LONGEST_ADVANCE.days}]
HoursOfDay = Annotated[int, {"minimum": 1, "maximum": HOURS_A_DAY}]
IspName = Annotated[str, {"enum": list(ISPS), "title": "ISP"}]
PerDay = Mapping[IspName, Annotated[int, {"minimum": 0, "maximum": MOST_A_DAY}]]


@dataclass(frozen=True)
class Selection:
    """Whose SES, and where."""

    region: str = "us-east-1"
    account_id: Annotated[str, {"pattern": "^[0-9]{12}$", "description": "12 digits"}] = "123456789012"


@dataclass(frozen=True)
class Advance:
    """How far to move the simulated time: the three together, 3,650 days at most."""

    days: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / DAY}] = 0
    hours: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / HOUR}] = 0
    minutes: Annotated[float, {"minimum": 0, "maximum": LONGEST_ADVANCE / MINUTE}] = 0


@dataclass(frozen=True)
class Traffic:
    """Messages a day by ISP through one pool, for so many days, spread over the first hours of each."""

    pool_name: str
    per_day: PerDay
    days: Days = 1
    hours: HoursOfDay = HOURS_A_DAY


@dataclass(frozen=True)
class PlannedTraffic:
    """Messages a day by pool and ISP, for so many days, spread over the first hours of each."""

    plan: Mapping[str, PerDay]
    days: Days = 1
    hours: HoursOfDay = HOURS_A_DAY


@dataclass(frozen=True)
class WarmUp:
    """Messages a day by ISP that a managed pool is to stand as if it had long carried."""

    pool_name: str
    per_day: PerDay


@dataclass(frozen=True)
class Lease:
    """So many standard IPs, in a standard pool or (null) in none."""

    count: Annotated[int, {"minimum": 1, "maximum": MAX_LEASE}]
    pool_name: str | None = None


@dataclass(frozen=True)
class Nothing:
    """A body without members, which may be left out."""


@dataclass(frozen=True)
class Paging:
    """Which part of a list: 0 is the default size, and the token is the last page's."""

    page_size: Annotated[int, {"minimum": 0, "maximum": LARGEST_PAGE}] = 0
    next_token: str | None = None


@dataclass(frozen=True)
class Now:
    """The simulated time."""

    now: datetime


@dataclass(frozen=True)
class Leased:
    """The addresses of the IPs."""

    ips: tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """Pools, oldest first."""

    pools: tuple[Pool, ...]


@dataclass(frozen=True)
class MessagePage:
    """Messages in the order in which they were accepted; the token of the next page, null after the last one."""

    messages: tuple[Message, ...]
    next_token: str | None


@dataclass(frozen=True)
class UsedRegion:
    """An account and a Region whose SES was used, and how many dedicated IP pools it has."""

    account_id: str
    region: str
    pools: int


@dataclass(frozen=True)
class UsedRegions:
    """All that were used, by account and Region."""

    regions: tuple[UsedRegion, ...]


@dataclass(frozen=True)
class Health:
    """That the server answers, and which version it is."""

    status: str = "OK"
    version: str = __version__
