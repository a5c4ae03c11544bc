"""Deliveries from SES to moto's other services: SNS, EventBridge, Firehose, CloudWatch."""

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
    """Set a timeout for each of moto's HTTP deliveries (SNS, EventBridge, Firehose) that this thread makes.

    moto itself sets no timeout. Within this context, moto's calls raise the errors of ``requests``.
    """
    token = _delivery_timeout.set(seconds)
    try:
        yield
    finally:
        _delivery_timeout.reset(token)


class _PatientRequests:
    """Replaces ``requests`` in a module of moto, and adds the timeout of deliveries_within() to its calls."""

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
    # The body of the response is not read: it is not needed, and it may never end.
    answer = send(*args, **{"timeout": timeout, "stream": True, **options})
    answer.close()
    return answer


def _timed(module: Any) -> Any:
    """Make the HTTP deliveries of a module of moto use the timeout of deliveries_within(), and return the module."""
    requests = getattr(module, "requests", None)
    if requests is not None and not isinstance(requests, _PatientRequests):
        module.requests = _PatientRequests(requests)
    return module


def end_timed_deliveries() -> None:
    """Restore moto's own deliveries, without timeouts."""
    for name in ("moto.sns.models", "moto.events.models", "moto.firehose.models"):
        requests = getattr(sys.modules.get(name), "requests", None)
        if isinstance(requests, _PatientRequests):
            sys.modules[name].requests = requests.plain  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Subscriber:
    """One subscription of a topic: its endpoint, and moto's own delivery to it, which raises moto's errors."""

    endpoint: str
    deliver: Callable[[], None]


def tagged_resource(arn: str, tags: dict[str, str], resource_type: str) -> Any:
    """A resource for moto's tagging API. Versions of moto without this class never ask for a resource."""
    return import_module("moto.core.resource_tagging").TaggedResource(arn, tags, resource_type)


def topic_exists(topic_arn: str) -> bool:
    """Whether moto's SNS has the topic."""
    backends = import_module("moto.sns.models").sns_backends
    _, _, _, region, account, *_ = [*topic_arn.split(":"), *[""] * 5]
    return region in backends[account] and topic_arn in backends[account][region].topics


def publish_to_topic(topic_arn: str, message: str, subject: str | None) -> list[Subscriber] | None:
    """Store a message in moto's topic, and return the subscribers to deliver it to; None if the topic does not exist.

    moto's own call stops at the first subscriber that it cannot reach.
    """
    backends = _timed(import_module("moto.sns.models")).sns_backends
    if not topic_exists(topic_arn):
        return None
    region, account = topic_arn.split(":")[3:5]
    sns = backends[account][region]
    message_id = random_uuid()
    # Without attributes, the oldest supported versions of moto fail for subscriptions with raw delivery.
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
    """Put an entry of PutEvents. Raises moto's errors."""
    _timed(import_module("moto.events.models")).events_backends[account][region].put_events([entry])


def put_record(account: str, region: str, stream: str, record: bytes) -> None:
    """Put a record into a Firehose stream. Raises moto's errors."""
    firehose = _timed(import_module("moto.firehose.models"))
    # moto's backend takes bytes. Until 5.1.20 it took Base64 and decoded it.
    data = firehose.b64encode(record).decode() if hasattr(firehose, "b64decode") else record
    firehose.firehose_backends[account][region].put_record(stream, {"Data": data})


def put_metric(account: str, region: str, namespace: str, datum: dict[str, Any]) -> None:
    """Put one datum of PutMetricData."""
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].put_metric_data(namespace, [datum])
