"""What each call of the control API takes and answers, in the dataclasses that its JSON is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.snapshots import Pool
from moto_ses_managed.simulation.views.week import PoolWeek

from . import shapes
from .wire import pascal


@dataclass(frozen=True)
class Described:
    """One call: ``operation`` names it in generated clients.

    ``bodies`` are the forms that its body may take, none where it takes no body; ``replies`` those of its answer.
    ``region`` is whether it is about one account's SES in one Region.
    """

    operation: str
    summary: str
    replies: tuple[Any, ...]
    bodies: tuple[type[Any], ...] = ()
    query: type[Any] | None = None
    body_required: bool = True
    region: bool = True

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what its query may have."""
        kinds = [*((shapes.Selection,) if self.region else ()), *((self.query,) if self.query else ())]
        return tuple(pascal(member.name) for kind in kinds for member in fields(kind))


DESCRIPTIONS: dict[tuple[str, str], Described] = {
    ("POST", "advance"): Described(
        "advance",
        "Move the simulated time forward, and let happen what falls into it.",
        (shapes.Now,),
        bodies=(shapes.Advance,),
        body_required=False,
    ),
    ("GET", "bill"): Described("getBill", "The charges of the simulated calendar month so far.", (Bill,)),
    ("GET", "clock"): Described("getClock", "The simulated time.", (shapes.Now,)),
    ("GET", "health"): Described(
        "getHealth", "Whether the server answers; no Region is waited for.", (shapes.Health,), region=False
    ),
    ("GET", "last-7-days/"): Described(
        "getLast7Days", "One dedicated IP pool's last seven days, hour by hour.", (PoolWeek,)
    ),
    ("GET", "messages"): Described(
        "listMessages",
        "What SES accepted, in that order, each as it stands now; the oldest settled ones go beyond MaxStoredMessages.",
        (shapes.MessagePage,),
        query=shapes.Paging,
    ),
    ("GET", "openapi.json"): Described("getOpenapi", "This document.", (dict[str, Any],), region=False),
    ("GET", "policy"): Described("getPolicy", "The numbers that SES goes by.", (SendingPolicy,)),
    ("PUT", "policy"): Described(
        "putPolicy",
        "Have SES go by these numbers from now on; members that are absent get their defaults.",
        (SendingPolicy,),
        bodies=(SendingPolicy,),
        body_required=False,
    ),
    ("GET", "pools"): Described("listPools", "All dedicated IP pools, oldest first.", (shapes.Pools,)),
    ("GET", "pools/"): Described("getPool", "One dedicated IP pool as it is now.", (Pool,)),
    ("POST", "reset"): Described(
        "reset",
        "Begin the Region anew: no pool, set, identity or message, the clock back at the present.",
        (shapes.Now,),
        bodies=(shapes.Nothing,),
        body_required=False,
    ),
    ("POST", "standard-ips"): Described(
        "leaseStandardIps",
        "Give the account standard dedicated IPs, as a support case does.",
        (shapes.Leased,),
        bodies=(shapes.Lease,),
    ),
    ("PUT", "tags/"): Described(
        "putTags",
        "Give one dedicated IP pool these tags and no others.",
        (Pool,),
        bodies=(shapes.Tags,),
    ),
    ("POST", "traffic"): Described(
        "sendTraffic",
        "Send traffic in bulk for days, spread over each day's hours, routed and counted, not stored; time moves on.",
        (Pool, shapes.Pools),
        bodies=(shapes.Traffic, shapes.PlannedTraffic),
    ),
}
"""By method and path, as the API's routes have it."""
