"""The handlers of the control API, one for each call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from operator import itemgetter
from typing import Annotated, Any

from moto_ses_managed.events.documents import event_document
from moto_ses_managed.ses.mail.content import content_of
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.tags import MAX_KEY, MAX_TAGS, MAX_VALUE, pool_resource, replace_tags
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError
from moto_ses_managed.simulation.mail.mail_content import MailContent
from moto_ses_managed.simulation.mail.messages import AcceptedMessage
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.time_units import minute_of
from moto_ses_managed.simulation.views.week import PoolWeek, pool_week
from moto_ses_managed.wire.pagination import page

from .calls import CALLS as CALLS
from .calls import call
from .openapi import document
from .records import (
    Advance,
    Blocklisting,
    Delisting,
    EventPage,
    Failure,
    Health,
    Lease,
    Leased,
    MessageDetails,
    MessagePage,
    Nothing,
    Now,
    Paging,
    PlannedTraffic,
    Pools,
    Recipient,
    Traffic,
    UsedRegion,
    UsedRegions,
    Verification,
    WarmUp,
)
from .selection import backends, regions
from .snapshots import Message, Pool


@call("POST", "advance")
def advance(ses: ManagedSESBackend, request: Advance) -> Now:
    """Move the simulated time forward, and simulate everything until then."""
    step = timedelta(days=request.days, hours=request.hours, minutes=request.minutes)
    return Now(ses.region.advance(step))


@call("GET", "clock")
def get_clock(ses: ManagedSESBackend) -> Now:
    """The simulated time."""
    return Now(ses.region.clock.now)


@call("POST", "reset")
def reset(ses: ManagedSESBackend, request: Nothing) -> Now:  # noqa: ARG001
    """Reset the Region: no pools, configuration sets, identities or messages, and the clock shows the present."""
    ses.reset()
    return Now(ses.region.clock.now)


@call("POST", "traffic")
def send_traffic(ses: ManagedSESBackend, request: Traffic | PlannedTraffic) -> Pool | Pools:
    """Send bulk traffic for some days, spread over each day's hours: routed and counted, not stored. Time moves on."""
    if isinstance(request, Traffic):
        ses.region.send_traffic({request.pool_name: request.per_day}, request.days, request.hours)
        return _pool(ses, request.pool_name)
    ses.region.send_traffic(request.plan, request.days, request.hours)
    return Pools(tuple(_pool(ses, name) for name in request.plan))


@call("POST", "warm-up")
def warm_up(ses: ManagedSESBackend, request: WarmUp) -> Pool:
    """Put a managed pool in the state that this traffic leads to over time. No time passes, nothing is charged."""
    ses.region.warm_up(request.pool_name, request.per_day)
    return _pool(ses, request.pool_name)


@call("POST", "standard-ips")
def lease_standard_ips(ses: ManagedSESBackend, request: Lease) -> Leased:
    """Give the account standard dedicated IPs, as a support case does."""
    return Leased(tuple(ip.address for ip in ses.region.lease_standard_ips(request.count, request.pool_name)))


@call("POST", "recipients")
def set_recipient(ses: ManagedSESBackend, request: Recipient) -> Recipient:
    """Choose the outcome of mail to an address or to a whole domain; an address takes precedence over its domain."""
    ses.region.set_recipient_outcome(request.recipient, request.outcome)
    return request


@call("POST", "blocklist")
def blocklist(ses: ManagedSESBackend, request: Blocklisting) -> Blocklisting:
    """Put a dedicated IP on a blocklist: ISPs that use it bounce mail from this IP, until it is delisted."""
    ses.region.blocklist(request.ip, request.isps)
    return request


@call("POST", "delist")
def delist(ses: ManagedSESBackend, request: Delisting) -> Delisting:
    """Take a dedicated IP off every blocklist."""
    ses.region.delist(request.ip)
    return request


@call("POST", "verify")
def verify(ses: ManagedSESBackend, request: Verification) -> Verification:
    """Verify a pending identity, as the link in the email or the DNS records would."""
    ses.verify(request.identity)
    return request


@call("POST", "fail")
def fail(ses: ManagedSESBackend, request: Failure) -> Failure:
    """Refuse the next calls of an operation with an error of SES."""
    ses.failures.plan(request.operation, request.error, request.times)
    return request


@call("GET", "policy")
def get_policy(ses: ManagedSESBackend) -> SendingPolicy:
    """The policy that SES follows."""
    return ses.region.policy


@call("PUT", "policy")
def put_policy(ses: ManagedSESBackend, request: SendingPolicy) -> SendingPolicy:
    """Replace the policy from now on; absent members get their defaults."""
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
    """A snapshot of one dedicated IP pool."""
    return _pool(ses, name)


@call("GET", "last-7-days/{Name}")
def get_last_7_days(ses: ManagedSESBackend, name: str) -> PoolWeek:
    """One dedicated IP pool's last seven days, hour by hour."""
    region = ses.region
    return pool_week(region.pool(name), region.clock, minute_of(region.catch_up()))


@dataclass(frozen=True)
class Tag:
    """One tag of a resource."""

    key: Annotated[str, {"minLength": 1, "maxLength": MAX_KEY}]
    value: Annotated[str, {"maxLength": MAX_VALUE}]


@dataclass(frozen=True)
class Tags:
    """The new tags of a resource, each key once. Unless ``expected`` is null, it must equal the resource's current
    tags."""

    tags: Annotated[tuple[Tag, ...], {"maxItems": MAX_TAGS}]
    expected: Annotated[tuple[Tag, ...] | None, {"maxItems": MAX_TAGS}] = None


@call("PUT", "tags/{Name}")
def put_tags(ses: ManagedSESBackend, name: str, request: Tags) -> Pool:
    """Replace the tags of one dedicated IP pool, unless they differ from the expected tags."""
    ses.region.pool(name)
    tags = ses.pool_tags(name)
    if request.expected is not None and {tag.key: tag.value for tag in request.expected} != tags:
        now = ", ".join(f"{key}={value}" for key, value in tags.items()) or "none"
        raise InvalidValueError(f"The tags of {name} were changed meanwhile, and nothing was saved: they are {now}.")
    replace_tags(ses, pool_resource(ses, name), [{"Key": tag.key, "Value": tag.value} for tag in request.tags])
    return _pool(ses, name)


@call("GET", "messages")
def list_messages(ses: ManagedSESBackend, request: Paging) -> MessagePage:
    """Snapshots of accepted messages, oldest first; beyond MaxStoredMessages the oldest are discarded."""
    messages = ses.region.messages
    numbers, token = page(
        "messages",
        range(len(messages)),
        key=messages.number_at,
        page_size=request.page_size or None,
        next_token=request.next_token or None,
    )
    accepted = messages[numbers[0] : numbers[-1] + 1] if numbers else []
    return MessagePage(tuple([_message(ses, message) for message in accepted]), token)


@call("GET", "messages/{Id}")
def get_message(ses: ManagedSESBackend, name: str) -> MessageDetails:
    """One message: its content, its deliveries and its events."""
    accepted = next((message for message in ses.region.messages if message.message_id == name), None)
    if accepted is None:
        raise NotFoundError(Kind.MESSAGE, name)
    events = [event_document(ses, ses.mail[name], event) for _, event in ses.event_log.of({name} & ses.mail.keys())]
    return MessageDetails.of(_message(ses, accepted), events)


@call("GET", "messages/{Id}/raw")
def get_raw_message(ses: ManagedSESBackend, name: str) -> bytes:
    """One message in MIME, as it was sent."""
    mail = ses.mail.get(name)
    if mail is None:
        raise NotFoundError(Kind.MESSAGE, name)
    return content_of(mail).raw


@call("GET", "events")
def list_events(ses: ManagedSESBackend, request: Paging) -> EventPage:
    """The events that SES publishes about mail, in order, with or without an event destination."""
    events, token = page(
        "events",
        ses.event_log.of(ses.mail),
        key=itemgetter(0),
        page_size=request.page_size or None,
        next_token=request.next_token or None,
    )
    return EventPage(tuple(event_document(ses, ses.mail[event.message_id], event) for _, event in events), token)


def _message(ses: ManagedSESBackend, accepted: AcceptedMessage) -> Message:
    mail = ses.mail.get(accepted.message_id)
    return Message.of(accepted, partial(content_of, mail) if mail is not None else MailContent)


@call("GET", "regions")
def list_regions() -> UsedRegions:
    """The accounts and Regions whose SES was used."""
    return UsedRegions(
        tuple(UsedRegion(ses.account_id, ses.region_name, len(ses.region.pools)) for ses in backends() if ses.is_used)
    )


@call("GET", "health")
def get_health() -> Health:
    """Whether the server answers; it does not wait for any Region."""
    return Health()


@call("GET", "openapi.json")
def get_openapi() -> dict[str, Any]:
    """This document."""
    return document(list(CALLS.values()), regions())


def _pool(ses: ManagedSESBackend, name: str) -> Pool:
    return Pool.of(ses.pool_snapshot(name))
