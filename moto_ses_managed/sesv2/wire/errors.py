"""The errors of SES v2, and the translation of other errors to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, ClassVar

from moto.core.exceptions import JsonRESTError, ServiceException
from moto.ses.exceptions import SesError

from moto_ses_managed.ses.configuration_sets.event_destinations import (
    EventDestinationTakenError,
    InvalidEventDestinationError,
    TooManyEventDestinationsError,
    UnknownEventDestinationError,
)
from moto_ses_managed.simulation.errors import (
    AlreadyExistsError,
    InvalidValueError,
    Kind,
    LimitExceededError,
    ManagedIpError,
    NotFoundError,
    PoolInUseError,
    ReservedPoolError,
    ScalingModeError,
    SesManagedError,
)

SCALING_MODE_WORDS = "The ScalingMode parameter is invalid."
CONFIGURATION_SET_UNKNOWN = "Configuration set <{}> does not exist."


class BadRequest(ServiceException):
    """The request is invalid."""

    code = "BadRequestException"


class NotFound(ServiceException):
    """The named resource does not exist."""

    code = "NotFoundException"
    status = HTTPStatus.NOT_FOUND


class AlreadyExists(ServiceException):
    """The name is already in use."""

    code = "AlreadyExistsException"


class AccessDenied(ServiceException):
    """The caller is not allowed to do this with the named resource."""

    code = "AccessDeniedException"
    status = HTTPStatus.FORBIDDEN


class Conflict(ServiceException):
    """The request conflicts with the current state."""

    code = "ConflictException"


class LimitExceeded(ServiceException):
    """A quota is used up."""

    code = "LimitExceededException"


class TooManyRequests(ServiceException):
    """The account exceeds its sending quota. The model has one throttling error, for the rate and for the daily quota
    [AWS: "Errors related to the sending quotas" names one exception for both]."""

    code = "TooManyRequestsException"
    status = HTTPStatus.TOO_MANY_REQUESTS


class SendingPaused(ServiceException):
    """Sending is paused, for the account or for the configuration set."""

    code = "SendingPausedException"


class InvalidNextToken(ServiceException):
    """The token was not returned by the operation. Only ListSuppressedDestinations declares this error."""

    code = "InvalidNextTokenException"


class SerializationError(ServiceException):
    """The body is not valid JSON, or one of its members has the wrong type."""

    code = "SerializationException"


class RequestRefused(Exception):
    """An error that is not in the model, such as for a request without an operation."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class UnknownOperation(RequestRefused):
    """No operation of SES v2 has this method and path."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(
            HTTPStatus.NOT_FOUND,
            "UnknownOperationException",
            f"Amazon SES v2 has no operation at {method} {path}.",
        )


class NotImplementedHere(RequestRefused):
    """An operation of SES that neither this package nor moto implements."""

    def __init__(self, operation: str) -> None:
        super().__init__(
            HTTPStatus.NOT_IMPLEMENTED,
            "NotImplementedException",
            f"{operation} of Amazon SES v2 is implemented neither by moto_ses_managed nor by moto.",
        )


class BodyTooLarge(RequestRefused):
    """The body is larger than the limit of the operation."""

    def __init__(self, operation: str, size: int, limit: int) -> None:
        super().__init__(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "RequestEntityTooLargeException",
            f"The body of {operation} has {size:,} bytes, at most {limit:,} are taken.",
        )


class UnknownRegion(RequestRefused):
    """The request is signed for a Region without SES."""

    def __init__(self, region: str) -> None:
        super().__init__(
            HTTPStatus.BAD_REQUEST,
            "UnrecognizedClientException",
            f"There is no Amazon SES in the Region {region!r}.",
        )


class NotAuthorized(RequestRefused):
    """IAM denies the call. ``code`` is an error code of v1."""

    _CODES: ClassVar = {
        "AccessDenied": "AccessDeniedException",
        "InvalidClientTokenId": "UnrecognizedClientException",
        "MissingAuthenticationToken": "MissingAuthenticationTokenException",
        "SignatureDoesNotMatch": "InvalidSignatureException",
    }

    def __init__(self, code: str, message: str) -> None:
        super().__init__(HTTPStatus.FORBIDDEN, self._CODES.get(code, "AccessDeniedException"), message)


class IncompleteSignature(RequestRefused):
    """The Authorization header is not an AWS signature."""

    def __init__(self) -> None:
        super().__init__(
            HTTPStatus.FORBIDDEN,
            "IncompleteSignatureException",
            "The Authorization header has no Credential=KEY/DATE/REGION/SERVICE/aws4_request.",
        )


_NOT_FOUND: dict[Kind, str] = {
    Kind.POOL: "The requested pool <{}> does not exist.",
    Kind.DEDICATED_IP: "Could not find dedicated IP <{}> under this account.",
    Kind.CONFIGURATION_SET: CONFIGURATION_SET_UNKNOWN,
    Kind.IDENTITY: "Email identity {} does not exist.",
}

_ALREADY_EXISTS: dict[Kind, str] = {
    Kind.POOL: "The pool <{}> already exists.",
    Kind.CONFIGURATION_SET: "Configuration set <{}> already exists.",
    Kind.IDENTITY: "Email identity {} already exist.",
    Kind.CONTACT: "{} already exists in List.",
}


def _not_found(error: NotFoundError) -> ServiceException:
    words = _NOT_FOUND.get(error.kind)
    return NotFound(words.format(error.name) if words else str(error))


def _already_exists(error: AlreadyExistsError) -> ServiceException:
    words = _ALREADY_EXISTS.get(error.kind)
    return AlreadyExists(words.format(error.name) if words else str(error))


def _reserved(_: ReservedPoolError) -> ServiceException:
    return BadRequest("Pool name describes either a shared or default dedicated ip pool")


def _scaling_mode(_: ScalingModeError) -> ServiceException:
    return BadRequest(SCALING_MODE_WORDS)


def _limit(error: LimitExceededError) -> ServiceException:
    return LimitExceeded(str(error))


def _bad_request(error: SesManagedError) -> ServiceException:
    return BadRequest(str(error))


def _destination_taken(error: SesManagedError) -> ServiceException:
    return AlreadyExists(str(error))


def _destination_unknown(error: SesManagedError) -> ServiceException:
    return NotFound(str(error))


def _too_many_destinations(error: SesManagedError) -> ServiceException:
    return LimitExceeded(str(error))


_TRANSLATIONS: dict[type[SesManagedError], Callable[[Any], ServiceException]] = {
    NotFoundError: _not_found,
    AlreadyExistsError: _already_exists,
    ReservedPoolError: _reserved,
    ScalingModeError: _scaling_mode,
    LimitExceededError: _limit,
    ManagedIpError: _bad_request,
    PoolInUseError: _bad_request,
    InvalidValueError: _bad_request,
    EventDestinationTakenError: _destination_taken,
    UnknownEventDestinationError: _destination_unknown,
    TooManyEventDestinationsError: _too_many_destinations,
    InvalidEventDestinationError: _bad_request,
    SesManagedError: _bad_request,
}

_V1_CODES: dict[str, type[ServiceException]] = {
    "AlreadyExists": AlreadyExists,
    "ConfigurationSetAlreadyExists": AlreadyExists,
    "ConfigurationSetDoesNotExist": NotFound,
    "TemplateDoesNotExist": NotFound,
    "AccountSendingPausedException": SendingPaused,
    "ConfigurationSetSendingPausedException": SendingPaused,
    "TenantSendingPausedException": SendingPaused,
    "AccessDeniedException": AccessDenied,
    "CustomVerificationEmailTemplateAlreadyExists": AlreadyExists,
    "CustomVerificationEmailTemplateDoesNotExist": NotFound,
    "FromEmailAddressNotVerified": NotFound,
    "LimitExceeded": LimitExceeded,
    "Throttling": TooManyRequests,
}


REFUSALS = (SesManagedError, SesError, JsonRESTError)
"""The errors of the simulation, and of moto in the form of v1."""


def translated(refusal: Exception) -> ServiceException:
    """The error of SES v2 for one of REFUSALS; moto's own error if v2 has the same."""
    if isinstance(refusal, SesManagedError):
        # By the class or its closest base: a subclass that is not listed is translated like its base.
        translate = next(_TRANSLATIONS[base] for base in type(refusal).__mro__ if base in _TRANSLATIONS)
        return translate(refusal)
    if isinstance(refusal, SesError):
        known = refusal.code == "MessageRejected"
        return refusal if known else _V1_CODES.get(refusal.code, BadRequest)(refusal.message)
    if isinstance(refusal, JsonRESTError):
        # moto's contact lists and identity policies raise this class, with codes of which v2 has only some.
        return (NotFound if refusal.code == HTTPStatus.NOT_FOUND else BadRequest)(refusal.message)
    raise TypeError(f"{refusal!r} is not one of REFUSALS.")


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise the error of SES v2 for each error of the simulation or moto inside the block."""
    try:
        yield
    except REFUSALS as refusal:
        error = translated(refusal)
        if error is refusal:
            raise
        raise error from refusal
