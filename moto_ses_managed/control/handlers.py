"""What each call of the control API does: one handler a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.tags import MAX_KEY, MAX_TAGS, MAX_VALUE, pool_resource, replace_tags
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.clock import MINUTE
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.views.week import PoolWeek, pool_week
from moto_ses_managed.wire.pagination import page

from .calls import CALLS as CALLS
from .calls import call
from .openapi import document
from .records import (
    Advance,
    Health,
    Lease,
    Leased,
    MessagePage,
    Nothing,
    Now,
    Paging,
    PlannedTraffic,
    Pools,
    Traffic,
    UsedRegion,
    UsedRegions,
    WarmUp,
)
from .selection import backends, regions
from .snapshots import Pool


@call("POST", "advance")
def advance(ses: ManagedSESBackend, request: Advance) -> Now:
    """Move the simulated time forward, and let happen what falls into it."""
    step = timedelta(days=request.days, hours=request.hours, minutes=request.minutes)
    return Now(ses.region.advance(step))


@call("GET", "clock")
def get_clock(ses: ManagedSESBackend) -> Now:
    """The simulated time."""
    return Now(ses.region.clock.now)


@call("POST", "reset")
def reset(ses: ManagedSESBackend, request: Nothing) -> Now:  # noqa: ARG001
    """Begin the Region anew: no pool, set, identity or message, the clock back at the present."""
    ses.reset()
    return Now(ses.region.clock.now)


@call("POST", "traffic")
def send_traffic(ses: ManagedSESBackend, request: Traffic | PlannedTraffic) -> Pool | Pools:
    """Send traffic in bulk for days, spread over each day's hours, routed and counted, not stored; time moves on."""
    if isinstance(request, Traffic):
        ses.region.send_traffic({request.pool_name: request.per_day}, request.days, request.hours)
        return _pool(ses, request.pool_name)
    ses.region.send_traffic(request.plan, request.days, request.hours)
    return Pools(tuple(_pool(ses, name) for name in request.plan))


@call("POST", "warm-up")
def warm_up(ses: ManagedSESBackend, request: WarmUp) -> Pool:
    """Have a managed pool stand as if it had long carried so much; no time passes, nothing is counted or charged."""
    ses.region.warm_up(request.pool_name, request.per_day)
    return _pool(ses, request.pool_name)


@call("POST", "standard-ips")
def lease_standard_ips(ses: ManagedSESBackend, request: Lease) -> Leased:
    """Give the account standard dedicated IPs, as a support case does."""
    return Leased(tuple(ip.address for ip in ses.region.lease_standard_ips(request.count, request.pool_name)))


@call("GET", "policy")
def get_policy(ses: ManagedSESBackend) -> SendingPolicy:
    """The numbers that SES goes by."""
    return ses.region.policy


@call("PUT", "policy")
def put_policy(ses: ManagedSESBackend, request: SendingPolicy) -> SendingPolicy:
    """Have SES go by these numbers from now on; members that are absent get their defaults."""
    ses.region.policy = request
    return request


@call("GET", "bill")
def get_bill(ses: ManagedSESBackend) -> Bill:
    """The charges of the simulated calendar month so far."""
    return ses.region.bill()


@call("GET", "pools")
def list_pools(ses: ManagedSESBackend) -> Pools:
    """All dedicated IP pools, oldest first."""
    return Pools(tuple(_pool(ses, name) for name in ses.region.pools))


@call("GET", "pools/{Name}")
def get_pool(ses: ManagedSESBackend, name: str) -> Pool:
    """One dedicated IP pool as it is now."""
    return _pool(ses, name)


@call("GET", "last-7-days/{Name}")
def get_last_7_days(ses: ManagedSESBackend, name: str) -> PoolWeek:
    """One dedicated IP pool's last seven days, hour by hour."""
    region = ses.region
    return pool_week(region.pool(name), region.clock, region.catch_up() // MINUTE)


@dataclass(frozen=True)
class Tag:
    """One tag of a resource."""

    key: Annotated[str, {"minLength": 1, "maxLength": MAX_KEY}]
    value: Annotated[str, {"maxLength": MAX_VALUE}]


@dataclass(frozen=True)
class Tags:
    """All tags that a resource is to have, each key once."""

    tags: Annotated[tuple[Tag, ...], {"maxItems": MAX_TAGS}]


@call("PUT", "tags/{Name}")
def put_tags(ses: ManagedSESBackend, name: str, request: Tags) -> Pool:
    """Give one dedicated IP pool these tags and no others."""
    ses.region.pool(name)
    replace_tags(ses, pool_resource(ses, name), [{"Key": tag.key, "Value": tag.value} for tag in request.tags])
    return _pool(ses, name)


@call("GET", "messages")
def list_messages(ses: ManagedSESBackend, request: Paging) -> MessagePage:
    """What SES accepted, in that order, each as it stands now; the oldest settled ones go beyond MaxStoredMessages."""
    messages = ses.region.messages
    shown, token = page(
        "messages",
        range(len(messages)),
        key=messages.number_at,
        page_size=request.page_size or None,
        next_token=request.next_token or None,
    )
    return MessagePage(tuple(messages[number].snapshot() for number in shown), token)


@call("GET", "regions")
def list_regions() -> UsedRegions:
    """The accounts and Regions whose SES was used."""
    return UsedRegions(tuple(UsedRegion(ses.account_id, ses.region_name, len(ses.region.pools)) for ses in backends()))


@call("GET", "health")
def get_health() -> Health:
    """Whether the server answers; no Region is waited for."""
    return Health()


@call("GET", "openapi.json")
def get_openapi() -> dict[str, Any]:
    """This document."""
    return document(list(CALLS.values()), regions())


def _pool(ses: ManagedSESBackend, name: str) -> Pool:
    return Pool.of(ses.pool_snapshot(name))
