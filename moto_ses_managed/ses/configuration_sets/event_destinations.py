"""Event destinations, and the store of one configuration set's destinations.

v1 and v2 have different forms of a destination, and share these classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from moto_ses_managed.simulation.errors import InvalidValueError, SesManagedError

MAX_EVENT_DESTINATIONS = 10
"""The most event destinations of a configuration set [AWS: SES quotas, "Quotas related to event publishing"]."""


class EventType(Enum):
    """The event types of a destination [AWS: EventDestination, MatchingEventTypes]."""

    SEND = "SEND"
    REJECT = "REJECT"
    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"
    DELIVERY = "DELIVERY"
    OPEN = "OPEN"
    CLICK = "CLICK"
    RENDERING_FAILURE = "RENDERING_FAILURE"
    DELIVERY_DELAY = "DELIVERY_DELAY"
    SUBSCRIPTION = "SUBSCRIPTION"


class DimensionSource(Enum):
    """The source of a CloudWatch dimension's value."""

    MESSAGE_TAG = "MESSAGE_TAG"
    EMAIL_HEADER = "EMAIL_HEADER"
    LINK_TAG = "LINK_TAG"


@dataclass(frozen=True)
class SnsTarget:
    topic_arn: str


@dataclass(frozen=True)
class FirehoseTarget:
    iam_role_arn: str
    delivery_stream_arn: str


@dataclass(frozen=True)
class Dimension:
    """A dimension of CloudWatch metrics. ``default`` is its value if the message has none."""

    name: str
    source: DimensionSource
    default: str


@dataclass(frozen=True)
class CloudWatchTarget:
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True)
class EventBridgeTarget:
    event_bus_arn: str


@dataclass(frozen=True)
class PinpointTarget:
    application_arn: str


Target = SnsTarget | FirehoseTarget | CloudWatchTarget | EventBridgeTarget | PinpointTarget


@dataclass(frozen=True)
class EventDestination:
    """An event destination. ``event_types`` has the order of the request, without duplicates."""

    name: str
    enabled: bool
    event_types: tuple[EventType, ...]
    target: Target


def in_order(destination: EventDestination) -> list[EventType]:
    """The event types as both APIs show them: sorted by name (seen live)."""
    return sorted(destination.event_types, key=lambda event_type: event_type.value)


class MalformedEventDestinationError(InvalidValueError):
    """The definition violates the API's model: a member is missing, or a value is not in its enum."""


class InvalidEventDestinationError(InvalidValueError):
    """SES refuses the definition. ``target`` is the kind of the invalid target, None for other errors."""

    def __init__(self, message: str, target: type[Target] | None = None) -> None:
        super().__init__(message)
        self.target = target


class EventDestinationTakenError(SesManagedError):
    """The configuration set already has a destination with this name."""

    def __init__(self, name: str, configuration_set: str) -> None:
        super().__init__(
            f"An event destination with name <{name}> already exists for configuration set <{configuration_set}>."
        )


class UnknownEventDestinationError(SesManagedError):
    """The configuration set has no destination with this name."""

    def __init__(self, name: str, configuration_set: str) -> None:
        super().__init__(
            f"An event destination with name <{name}> does not exist for configuration set <{configuration_set}>."
        )


class TooManyEventDestinationsError(SesManagedError):
    """The configuration set has the maximum of destinations."""

    def __init__(self, configuration_set: str) -> None:
        super().__init__(
            f"Configuration set <{configuration_set}> has {MAX_EVENT_DESTINATIONS} event destinations, the most that "
            "it can have."
        )


class EventDestinations:
    """The destinations of one configuration set, oldest first."""

    def __init__(self, configuration_set: str) -> None:
        self.configuration_set = configuration_set
        self._by_name: dict[str, EventDestination] = {}

    def __iter__(self) -> Iterator[EventDestination]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str) -> EventDestination:
        """The destination with this name. Raises UnknownEventDestinationError."""
        destination = self._by_name.get(name)
        if destination is None:
            raise UnknownEventDestinationError(name, self.configuration_set)
        return destination

    def add(self, new: EventDestination) -> None:
        """Add a destination. Raises EventDestinationTakenError or TooManyEventDestinationsError."""
        if new.name in self._by_name:
            raise EventDestinationTakenError(new.name, self.configuration_set)
        if len(self._by_name) >= MAX_EVENT_DESTINATIONS:
            raise TooManyEventDestinationsError(self.configuration_set)
        self._by_name[new.name] = new

    def replace(self, new: EventDestination) -> None:
        """Replace the destination with the name of ``new``. Raises UnknownEventDestinationError."""
        self.get(new.name)
        self._by_name[new.name] = new

    def remove(self, name: str) -> None:
        """Remove the destination with this name. Raises UnknownEventDestinationError."""
        self.get(name)
        del self._by_name[name]
