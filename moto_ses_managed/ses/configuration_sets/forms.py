"""Conversion of event destinations from and to v1's form, in which moto stores them too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .event_destination_rules import only_target
from .event_destinations import (
    CloudWatchTarget,
    Dimension,
    DimensionSource,
    EventDestination,
    EventType,
    FirehoseTarget,
    MalformedEventDestinationError,
    SnsTarget,
    Target,
    in_order,
)

Form = dict[str, Any]

_EVENT_TYPES = {
    "send": EventType.SEND,
    "reject": EventType.REJECT,
    "bounce": EventType.BOUNCE,
    "complaint": EventType.COMPLAINT,
    "delivery": EventType.DELIVERY,
    "open": EventType.OPEN,
    "click": EventType.CLICK,
    "renderingFailure": EventType.RENDERING_FAILURE,
}
_SOURCES = {
    "messageTag": DimensionSource.MESSAGE_TAG,
    "emailHeader": DimensionSource.EMAIL_HEADER,
    "linkTag": DimensionSource.LINK_TAG,
}
_V1_TYPES = {event_type: word for word, event_type in _EVENT_TYPES.items()}
_V1_SOURCES = {source: word for word, source in _SOURCES.items()}


def read(form: Mapping[str, Any]) -> EventDestination:
    """Convert from v1's form. Raises MalformedEventDestinationError or InvalidEventDestinationError."""
    at = "eventDestination"
    types = _required(form, "MatchingEventTypes", at)
    targets: list[Target] = []
    if "SNSDestination" in form:
        targets.append(_sns(form["SNSDestination"], f"{at}.sNSDestination"))
    if "KinesisFirehoseDestination" in form:
        targets.append(_firehose(form["KinesisFirehoseDestination"], f"{at}.kinesisFirehoseDestination"))
    if "CloudWatchDestination" in form:
        targets.append(_cloudwatch(form["CloudWatchDestination"], f"{at}.cloudWatchDestination"))
    return EventDestination(
        name=_required(form, "Name", at),
        enabled=bool(form.get("Enabled", False)),
        event_types=tuple(dict.fromkeys(_one_of(_EVENT_TYPES, word, f"{at}.matchingEventTypes") for word in types)),
        target=only_target(targets),
    )


def write(destination: EventDestination) -> Form:
    """Convert to v1's form. Event types and targets that only v2 has are omitted (our choice)."""
    form: Form = {
        "Name": destination.name,
        "Enabled": destination.enabled,
        "MatchingEventTypes": [_V1_TYPES[kind] for kind in in_order(destination) if kind in _V1_TYPES],
    }
    target = destination.target
    if isinstance(target, SnsTarget):
        form["SNSDestination"] = {"TopicARN": target.topic_arn}
    elif isinstance(target, FirehoseTarget):
        form["KinesisFirehoseDestination"] = {
            "IAMRoleARN": target.iam_role_arn,
            "DeliveryStreamARN": target.delivery_stream_arn,
        }
    elif isinstance(target, CloudWatchTarget):
        form["CloudWatchDestination"] = {
            "DimensionConfigurations": [
                {
                    "DimensionName": dimension.name,
                    "DimensionValueSource": _V1_SOURCES[dimension.source],
                    "DefaultDimensionValue": dimension.default,
                }
                for dimension in target.dimensions
            ]
        }
    return form


def _sns(form: Mapping[str, Any], at: str) -> SnsTarget:
    return SnsTarget(_required(form, "TopicARN", at))


def _firehose(form: Mapping[str, Any], at: str) -> FirehoseTarget:
    return FirehoseTarget(_required(form, "IAMRoleARN", at), _required(form, "DeliveryStreamARN", at))


def _cloudwatch(form: Mapping[str, Any], at: str) -> CloudWatchTarget:
    configurations = _required(form, "DimensionConfigurations", at)
    return CloudWatchTarget(
        tuple(
            _dimension(configuration, f"{at}.dimensionConfigurations.{number}.member")
            for number, configuration in enumerate(configurations, 1)
        )
    )


def _dimension(form: Mapping[str, Any], at: str) -> Dimension:
    source = _required(form, "DimensionValueSource", at)
    return Dimension(
        name=_required(form, "DimensionName", at),
        source=_one_of(_SOURCES, source, f"{at}.dimensionValueSource"),
        default=_required(form, "DefaultDimensionValue", at),
    )


def _required(form: Mapping[str, Any], member: str, at: str) -> Any:
    value = form.get(member)
    if value is None:
        raise MalformedEventDestinationError(
            f"1 validation error detected: Value null at '{at}.{member[0].lower()}{member[1:]}' failed to satisfy "
            "constraint: Member must not be null"
        )
    return value


def _one_of(known: Mapping[str, Any], word: str, at: str) -> Any:
    if word not in known:
        raise MalformedEventDestinationError(
            f"1 validation error detected: Value '{word[:200]}' at '{at}' failed to satisfy constraint: Member must "
            f"satisfy enum value set: [{', '.join(known)}]"
        )
    return known[word]
