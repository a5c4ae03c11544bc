"""The errors of SES v1, and the translation of the simulation's errors to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.ses.exceptions import (
    ConfigurationSetDoesNotExist,
    EventDestinationAlreadyExists,
    InvalidParameterValue,
    SesError,
    ValidationError,
)

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, LimitExceededError, NotFoundError

from .configuration_sets.event_destinations import (
    CloudWatchTarget,
    EventDestinationTakenError,
    FirehoseTarget,
    InvalidEventDestinationError,
    MalformedEventDestinationError,
    SnsTarget,
    Target,
    TooManyEventDestinationsError,
    UnknownEventDestinationError,
)
from .configuration_sets.names import InvalidNameError
from .configuration_sets.store import MissingDefaultSetError
from .configuration_sets.tracking import InvalidTrackingError


class LimitExceeded(SesError):
    """A quota is used up."""

    code = "LimitExceeded"


class InvalidConfigurationSet(SesError):
    """The name is not valid for a configuration set."""

    code = "InvalidConfigurationSet"


class InvalidTrackingOptions(SesError):
    """The redirect domain is not a verified domain of the account."""

    code = "InvalidTrackingOptions"


class EventDestinationDoesNotExist(SesError):
    """The configuration set has no event destination with this name."""

    code = "EventDestinationDoesNotExist"


class InvalidSNSDestination(SesError):
    """SES cannot publish to the topic of an event destination."""

    code = "InvalidSNSDestination"


class InvalidFirehoseDestination(SesError):
    """SES cannot use the stream or the role of an event destination."""

    code = "InvalidFirehoseDestination"


class InvalidCloudWatchDestination(SesError):
    """The dimensions of an event destination are invalid."""

    code = "InvalidCloudWatchDestination"


class InvalidPolicy(SesError):
    """The sending authorization policy is not JSON, or too long."""

    code = "InvalidPolicy"


class TrackingOptionsAlreadyExists(SesError):
    """The configuration set already has a redirect domain."""

    code = "TrackingOptionsAlreadyExistsException"


class TrackingOptionsDoesNotExist(SesError):
    """The configuration set has no redirect domain."""

    code = "TrackingOptionsDoesNotExistException"


class InvalidTemplate(SesError):
    """The template is not valid Handlebars."""

    code = "InvalidTemplate"


class InvalidRenderingParameter(SesError):
    """The template data is not a JSON object."""

    code = "InvalidRenderingParameter"


class MissingRenderingAttribute(SesError):
    """The template uses an attribute that the data does not have."""

    code = "MissingRenderingAttribute"


_INVALID_TARGETS: dict[type[Target] | None, type[SesError]] = {
    SnsTarget: InvalidSNSDestination,
    FirehoseTarget: InvalidFirehoseDestination,
    CloudWatchTarget: InvalidCloudWatchDestination,
}


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise the error of v1 for each error of the simulation inside the block."""
    try:
        yield
    except LimitExceededError as error:
        raise LimitExceeded(str(error)) from error
    except NotFoundError as error:
        if error.kind is not Kind.CONFIGURATION_SET:
            raise InvalidParameterValue(str(error)) from error
        raise ConfigurationSetDoesNotExist(f"Configuration set <{error.name}> does not exist.") from error
    except MissingDefaultSetError as error:
        raise ConfigurationSetDoesNotExist(str(error)) from error
    except InvalidNameError as error:
        raise InvalidConfigurationSet(str(error)) from error
    except InvalidTrackingError as error:
        raise InvalidTrackingOptions(str(error)) from error
    except EventDestinationTakenError as error:
        raise EventDestinationAlreadyExists(str(error)) from error
    except UnknownEventDestinationError as error:
        raise EventDestinationDoesNotExist(str(error)) from error
    except TooManyEventDestinationsError as error:
        raise LimitExceeded(str(error)) from error
    except MalformedEventDestinationError as error:
        raise ValidationError(str(error)) from error
    except InvalidEventDestinationError as error:
        raise _INVALID_TARGETS.get(error.target, InvalidParameterValue)(str(error)) from error
    except InvalidValueError as error:
        raise InvalidParameterValue(str(error)) from error
