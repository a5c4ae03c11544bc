"""SES's rules for event destinations. Error messages are our choice unless a comment says otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moto_ses_managed.moto_compat import topic_exists

from .event_destinations import (
    CloudWatchTarget,
    Dimension,
    EventBridgeTarget,
    EventDestination,
    FirehoseTarget,
    InvalidEventDestinationError,
    SnsTarget,
    Target,
)
from .names import InvalidNameError, check_name

MAX_DIMENSIONS = 10
"""The most dimensions of a CloudWatch destination [AWS: SES quotas, "Quotas related to event publishing"]."""

_NOT_PROVIDED = "Event destination is not provided."
_ONLY_ONE = (
    "Please provide only one destination with each request. Either a Firehose Destination or a Cloudwatch Destination "
    "or an SNS Destination or an EventBridge Destination."
)
_NO_DIMENSIONS = "CloudWatch metrics dimension configuration list cannot be empty."
# These three messages are SES's (seen live).

_DIMENSION_NAME = re.compile(r"[A-Za-z0-9_:-]{1,256}")
_DIMENSION_VALUE = re.compile(r"[A-Za-z0-9_@.-]{1,256}")
_ARN = re.compile(r"arn:(?P<partition>[^:]+):(?P<service>[^:]+):(?P<region>[^:]*):(?P<account>[0-9]{12}):(?P<name>.+)")


@dataclass(frozen=True)
class Home:
    """The partition, Region and account of the configuration set. Its targets must have the same ones."""

    partition: str
    region: str
    account: str


@dataclass(frozen=True)
class _ArnRule:
    what: str
    service: str
    name: re.Pattern[str]
    regional: bool = True
    any_account: bool = False


# A standard topic in the Region of the configuration set, in any account that lets SES publish
# [AWS: "Set up an Amazon SNS event destination for event publishing"].
_TOPIC = _ArnRule("a standard SNS topic", "sns", re.compile(r"[A-Za-z0-9_-]{1,256}"), any_account=True)
_STREAM = _ArnRule("a Firehose stream", "firehose", re.compile(r"deliverystream/[A-Za-z0-9_.-]{1,64}"))
_ROLE = _ArnRule("an IAM role", "iam", re.compile(r"role/.+"), regional=False)
# "Only the default bus is supported" [AWS: EventBridgeDestination].
_BUS = _ArnRule("the default event bus", "events", re.compile(r"event-bus/default"))
_APPLICATION = _ArnRule("a Pinpoint application", "mobiletargeting", re.compile(r"apps/[A-Za-z0-9]+"))


def only_target(targets: list[Target]) -> Target:
    """The only target of a definition. Raises InvalidEventDestinationError if there is none, or more than one."""
    if not targets:
        raise InvalidEventDestinationError(_NOT_PROVIDED)
    if len(targets) > 1:
        raise InvalidEventDestinationError(_ONLY_ONE)
    return targets[0]


def check(destination: EventDestination, home: Home) -> None:
    """Raise InvalidEventDestinationError for a destination that SES refuses.

    ``check_topic`` checks whether a topic exists. Nothing checks whether a stream, role or application exists (our
    choice).
    """
    try:
        check_name(destination.name, "event destination")
    except InvalidNameError as error:
        raise InvalidEventDestinationError(str(error)) from error
    if not destination.event_types:
        raise InvalidEventDestinationError("At least one event type must be specified.")
    target = destination.target
    if isinstance(target, CloudWatchTarget):
        _check_dimensions(target.dimensions)
        return
    for arn, rule in _arns(target):
        _check_arn(arn, rule, home, type(target))


def check_topic(destination: EventDestination) -> None:
    """Raise InvalidEventDestinationError for an unknown topic. The message is v1's; v2's is not known."""
    target = destination.target
    if isinstance(target, SnsTarget) and not topic_exists(target.topic_arn):
        raise InvalidEventDestinationError(f"SNS topic <{target.topic_arn}> not found.", SnsTarget)


def _arns(target: Target) -> list[tuple[str, _ArnRule]]:
    if isinstance(target, SnsTarget):
        return [(target.topic_arn, _TOPIC)]
    if isinstance(target, FirehoseTarget):
        return [(target.delivery_stream_arn, _STREAM), (target.iam_role_arn, _ROLE)]
    if isinstance(target, EventBridgeTarget):
        return [(target.event_bus_arn, _BUS)]
    if isinstance(target, CloudWatchTarget):
        return []
    return [(target.application_arn, _APPLICATION)]


def _check_arn(arn: str, rule: _ArnRule, home: Home, target: type[Target]) -> None:
    region = home.region if rule.regional else ""
    match = _ARN.fullmatch(arn)
    if (
        match
        and (match["partition"], match["service"], match["region"]) == (home.partition, rule.service, region)
        and (rule.any_account or match["account"] == home.account)
        and rule.name.fullmatch(match["name"])
    ):
        return
    account = "ACCOUNT" if rule.any_account else home.account
    raise InvalidEventDestinationError(
        f"{arn[:200]!r} is not an ARN of {rule.what} that SES can use here: "
        f"arn:{home.partition}:{rule.service}:{region}:{account}:{rule.name.pattern} was expected.",
        target,
    )


def _check_dimensions(dimensions: tuple[Dimension, ...]) -> None:
    if not dimensions:
        raise InvalidEventDestinationError(_NO_DIMENSIONS, CloudWatchTarget)
    if len(dimensions) > MAX_DIMENSIONS:
        raise InvalidEventDestinationError(
            f"A CloudWatch destination has at most {MAX_DIMENSIONS} dimensions: {len(dimensions)} were given.",
            CloudWatchTarget,
        )
    seen: set[str] = set()
    for dimension in dimensions:
        _check_dimension(dimension)
        if dimension.name in seen:
            raise InvalidEventDestinationError(f"The dimension {dimension.name!r} is given twice.", CloudWatchTarget)
        seen.add(dimension.name)


def _check_dimension(dimension: Dimension) -> None:
    """Raise InvalidEventDestinationError for an invalid dimension, by the rules in v1's documentation.

    v2's documentation allows 255 characters, and no colons, which SES's automatic tags need.
    """
    if not _DIMENSION_NAME.fullmatch(dimension.name):
        raise InvalidEventDestinationError(
            f"The dimension name {dimension.name[:300]!r} is invalid: 1 to 256 ASCII letters, numbers, underscores, "
            "dashes and colons were expected.",
            CloudWatchTarget,
        )
    if not _DIMENSION_VALUE.fullmatch(dimension.default):
        raise InvalidEventDestinationError(
            f"The default value {dimension.default[:300]!r} of the dimension {dimension.name!r} is invalid: 1 to 256 "
            "ASCII letters, numbers, underscores, dashes, at signs and periods were expected.",
            CloudWatchTarget,
        )
