"""The control API: what each hook does to a Region. Both transports come through ``call``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from moto.ses.models import ses_backends

from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.tags import pool_resource, replace_tags
from moto_ses_managed.simulation.clock import MINUTE
from moto_ses_managed.simulation.errors import Kind, NotFoundError, SesManagedError
from moto_ses_managed.simulation.views.week import pool_week
from moto_ses_managed.wire.pagination import page

from . import inputs
from .descriptions import DESCRIPTIONS
from .health import health
from .wire import to_json

DEFAULT_REGION = "us-east-1"
DEFAULT_ACCOUNT = "123456789012"

Query = Mapping[str, str]
Json = dict[str, Any]


class MethodNotAllowedError(SesManagedError):
    """The path exists, its methods are others."""

    def __init__(self, method: str, path: str, allowed: list[str]) -> None:
        super().__init__(f"{path} takes {' or '.join(allowed)}, not {method}.")
        self.status = HTTPStatus.METHOD_NOT_ALLOWED
        self.allowed = allowed


class NotActiveError(SesManagedError):
    """moto's plain SES is there instead of this package's."""


@dataclass(frozen=True)
class Request:
    """One call: ``name`` is the rest of the path where the route has one."""

    backend: ManagedSESBackend
    query: Query
    body: inputs.Body
    name: str = ""


@dataclass(frozen=True)
class Standalone:
    """A call that is about no Region, so that none is waited for."""

    answer: Callable[[], Json]


Handler = Callable[[Request], Json] | Standalone


def call(method: str, path: str, query: Query, body: inputs.Body) -> Json:
    """Carry out one call of the control API as one step of the Region, and give its JSON.

    Raises InvalidValueError, NotFoundError, MethodNotAllowedError or another SesManagedError; nothing has changed then.
    """
    handler, route, name = _find(method, path)
    inputs.known_parameters(query, DESCRIPTIONS[method, route].parameters)
    if isinstance(handler, Standalone):
        return handler.answer()
    backend = _backend(query)
    with backend.step():
        return handler(Request(backend, query, body, name))


def _advance(request: Request) -> Json:
    now = request.backend.region.advance(inputs.step(request.body))
    return {"Now": to_json(now)}


def _clock(request: Request) -> Json:
    return {"Now": to_json(request.backend.region.clock.now)}


def _lease_standard_ips(request: Request) -> Json:
    inputs.known_members(request.body, "Count", "PoolName")
    count = inputs.whole_number(request.body, "Count")
    leased = request.backend.region.lease_standard_ips(count, inputs.text(request.body, "PoolName"))
    return {"Ips": [ip.address for ip in leased]}


def _traffic(request: Request) -> Json:
    plan = inputs.traffic_plan(request.body)
    request.backend.region.send_traffic(plan, inputs.whole_number(request.body, "Days"))
    if "Plan" in request.body:
        return {"Pools": [_pool_json(request.backend, name) for name in plan]}
    return _pool_json(request.backend, *plan)


def _policy(request: Request) -> Json:
    policy: Json = to_json(request.backend.region.policy)
    return policy


def _put_policy(request: Request) -> Json:
    request.backend.region.policy = inputs.policy(request.body)
    return _policy(request)


def _bill(request: Request) -> Json:
    bill: Json = to_json(request.backend.region.bill())
    return bill


def _pools(request: Request) -> Json:
    return {"Pools": [_pool_json(request.backend, name) for name in request.backend.region.pools]}


def _pool(request: Request) -> Json:
    return _pool_json(request.backend, request.name)


def _last_7_days(request: Request) -> Json:
    region = request.backend.region
    week: Json = to_json(pool_week(region.pool(request.name), region.clock, region.catch_up() // MINUTE))
    return week


def _put_tags(request: Request) -> Json:
    inputs.known_members(request.body, "Tags")
    request.backend.region.pool(request.name)
    replace_tags(request.backend, pool_resource(request.backend, request.name), inputs.tags(request.body))
    return _pool(request)


def _messages(request: Request) -> Json:
    messages = request.backend.region.messages
    size = request.query.get("PageSize")
    shown, token = page(
        "messages",
        range(len(messages)),
        key=messages.number_at,
        page_size=inputs.page_size(size) if size is not None else None,
        next_token=request.query.get("NextToken") or None,
    )
    return {"Messages": [to_json(messages[number].picture()) for number in shown], "NextToken": token}


def _reset(request: Request) -> Json:
    inputs.known_members(request.body)
    request.backend.reset()
    return _clock(request)


def openapi() -> Json:
    """The description of this API."""
    from .openapi import document  # a large thing, that few ask for

    return document(_ROUTES, ses_backends[DEFAULT_ACCOUNT].regions)


_ROUTES: dict[str, dict[str, Handler]] = {
    "advance": {"POST": _advance},
    "bill": {"GET": _bill},
    "clock": {"GET": _clock},
    "health": {"GET": Standalone(lambda: dict(health()))},
    "last-7-days/": {"GET": _last_7_days},
    "messages": {"GET": _messages},
    "openapi.json": {"GET": Standalone(openapi)},
    "pools": {"GET": _pools},
    "pools/": {"GET": _pool},
    "policy": {"GET": _policy, "PUT": _put_policy},
    "reset": {"POST": _reset},
    "standard-ips": {"POST": _lease_standard_ips},
    "tags/": {"PUT": _put_tags},
    "traffic": {"POST": _traffic},
}
"""Handlers by path and method; a path that ends in a slash is followed by a name."""


def _find(method: str, path: str) -> tuple[Handler, str, str]:
    """The handler of a call, its route, and the name that follows it."""
    head, slash, name = path.partition("/")
    route = head + slash if name else head
    methods = _ROUTES.get(route)
    if methods is None:
        known = ", ".join(sorted(_ROUTES))
        raise NotFoundError(Kind.PATH, path, f"The control API has no path {path[:200]!r}. It has: {known}.")
    handler = methods.get(method)
    if handler is None:
        raise MethodNotAllowedError(method, path, sorted(methods))
    return handler, route, name


def _backend(query: Query) -> ManagedSESBackend:
    account = ses_backends[inputs.account_id(query.get("AccountId", DEFAULT_ACCOUNT))]
    backend = account[inputs.region_name(query.get("Region", DEFAULT_REGION), account)]
    if not isinstance(backend, ManagedSESBackend):
        raise NotActiveError("moto's SES has no managed pools at present: call moto_ses_managed.activate() first.")
    return backend


def _pool_json(backend: ManagedSESBackend, name: str) -> Json:
    snapshot: Json = to_json(backend.pool_snapshot(name))
    return snapshot
