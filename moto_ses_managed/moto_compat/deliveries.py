"""moto's other services, as SES tells them something: SNS, EventBridge, Firehose, CloudWatch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from .requests import random_uuid

_delivery_timeout: ContextVar[float | None] = ContextVar("_delivery_timeout", default=None)


@contextmanager
def deliveries_within(seconds: float) -> Iterator[None]:
    """Give each HTTP delivery of moto's (SNS, EventBridge, Firehose) that this thread makes so long to be answered.

    moto's own have no limit. Raises what ``requests`` raises, out of moto.
    """
    token = _delivery_timeout.set(seconds)
    try:
        yield
    finally:
        _delivery_timeout.reset(token)


class _PatientRequests:
    """The ``requests`` that a module of moto's sees: the timeout of deliveries_within() is put to its calls."""

    def __init__(self, requests: Any) -> None:
        self.plain = requests

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)

    def post(self, *args: Any, **options: Any) -> Any:
        return _within_time(self.plain.post, *args, **options)

    def request(self, *args: Any, **options: Any) -> Any:
        return _within_time(self.plain.request, *args, **options)


def _within_time(send: Callable[..., Any], *args: Any, **options: Any) -> Any:
    timeout = _delivery_timeout.get()
    if timeout is None:
        return send(*args, **options)
    # What moto delivers to is to take it: the body of its answer nobody reads, and it may never end.
    answer = send(*args, **{"timeout": timeout, "stream": True, **options})
    answer.close()
    return answer


def _timed(module: Any) -> Any:
    """A module of moto's whose HTTP deliveries keep to deliveries_within()."""
    requests = getattr(module, "requests", None)
    if requests is not None and not isinstance(requests, _PatientRequests):
        module.requests = _PatientRequests(requests)
    return module


def end_timed_deliveries() -> None:
    """Leave moto's deliveries as they were."""
    for name in ("moto.sns.models", "moto.events.models", "moto.firehose.models"):
        requests = getattr(sys.modules.get(name), "requests", None)
        if isinstance(requests, _PatientRequests):
            sys.modules[name].requests = requests.plain  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Subscriber:
    """One subscription of a topic: where it leads to, and moto's own delivery to it. That raises what moto raises."""

    endpoint: str
    deliver: Callable[[], None]


def tagged_resource(arn: str, tags: dict[str, str], resource_type: str) -> Any:
    """A resource as moto's tagging API takes it; the versions of moto that have no such class never ask for one."""
    return import_module("moto.core.resource_tagging").TaggedResource(arn, tags, resource_type)


def topic_exists(topic_arn: str) -> bool:
    """Whether moto's SNS has the topic."""
    backends = import_module("moto.sns.models").sns_backends
    _, _, _, region, account, *_ = [*topic_arn.split(":"), *[""] * 5]
    return region in backends[account] and topic_arn in backends[account][region].topics


def publish_to_topic(topic_arn: str, message: str, subject: str | None) -> list[Subscriber] | None:
    """Keep a message with moto's topic, and give the subscribers to deliver it to; None where there is no such topic.

    moto's own call stops at the first subscriber that it does not reach.
    """
    backends = _timed(import_module("moto.sns.models")).sns_backends
    if not topic_exists(topic_arn):
        return None
    region, account = topic_arn.split(":")[3:5]
    sns = backends[account][region]
    message_id = random_uuid()
    # Without attributes moto's oldest versions stumble over subscriptions with raw delivery.
    attributes: dict[str, Any] = {}
    sns.topics[topic_arn].sent_notifications.append((message_id, message, subject, attributes, None))
    return [
        Subscriber(
            subscription.endpoint,
            partial(subscription.publish, message, message_id, subject=subject, message_attributes=attributes),
        )
        for subscription in list(sns.subscriptions.values())
        if subscription.topic.arn == topic_arn
    ]


def put_event(account: str, region: str, entry: dict[str, Any]) -> None:
    """Put an entry of PutEvents. Raises what moto raises."""
    _timed(import_module("moto.events.models")).events_backends[account][region].put_events([entry])


def put_record(account: str, region: str, stream: str, record: bytes) -> None:
    """Put a record into a Firehose stream. Raises what moto raises."""
    firehose = _timed(import_module("moto.firehose.models"))
    # moto's backend takes bytes; until 5.1.20 it took base64, which it decodes itself.
    data = firehose.b64encode(record).decode() if hasattr(firehose, "b64decode") else record
    firehose.firehose_backends[account][region].put_record(stream, {"Data": data})


def put_metric(account: str, region: str, namespace: str, datum: dict[str, Any]) -> None:
    """Put one datum of PutMetricData."""
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].put_metric_data(namespace, [datum])
