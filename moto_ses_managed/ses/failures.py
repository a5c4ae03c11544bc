"""Planned failures: calls that a test lets fail with an error of SES."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from moto.core.utils import get_service_model

from moto_ses_managed.simulation.errors import InvalidValueError

from .mail.message import Api

_SERVICES = {Api.V1: "ses", Api.V2: "sesv2"}

_OF_ANY_OPERATION = {
    Api.V1: {"Throttling": ("Throttling", 400), "ServiceUnavailable": ("ServiceUnavailable", 503)},
    Api.V2: dict.fromkeys(("TooManyRequestsException", "Throttling"), ("TooManyRequestsException", 429)),
}
"""The errors of all calls, declared or not [AWS: "Common Error Types"], with code and status. In v2, Throttling is
TooManyRequestsException."""


@dataclass(frozen=True)
class PlannedFailure:
    """The error of one failing call."""

    code: str
    status: int
    message: str


class PlannedFailures:
    """The planned failures by API and operation, in order."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[PlannedFailure]] = {}

    def plan(self, operation: str, error: str, times: int) -> None:
        """Let the next ``times`` calls of an operation fail with one of its declared errors, or a common one.

        If both APIs have the operation and the error, this applies to each of them. Raises InvalidValueError.
        """
        errors = {api: _errors(api, operation) for api in Api}
        if not any(errors.values()):
            raise InvalidValueError(f"Unknown operation {operation!r}: one of Amazon SES, v1 or v2, expected.")
        if not any(error in known for known in errors.values()):
            expected = ", ".join(sorted({name for known in errors.values() for name in known}))
            raise InvalidValueError(f"{operation} has no error {error!r}: {expected} expected.")
        message = f"A test has this call of {operation} refused."
        for api, known in errors.items():
            if error in known:
                failure = PlannedFailure(*known[error], message)
                self._planned.setdefault(_key(api, operation), deque()).extend([failure] * times)

    def take(self, api: Api, operation: str) -> PlannedFailure | None:
        """Take the planned failure of the current call; None if there is none."""
        if not self._planned:
            return None
        waiting = self._planned.get(_key(api, operation))
        if waiting is None:
            return None
        failure = waiting.popleft()
        if not waiting:
            del self._planned[_key(api, operation)]
        return failure


def _key(api: Api, operation: str) -> str:
    return f"{api.value} {operation}"


def _errors(api: Api, operation: str) -> dict[str, tuple[str, int]]:
    """Code and status of an operation's errors, by name and by code; empty if the API lacks the operation."""
    model = get_service_model(_SERVICES[api])
    if operation not in model.operation_names:
        return {}
    errors = dict(_OF_ANY_OPERATION[api])
    for shape in model.operation_model(operation).error_shapes:
        error = shape.metadata.get("error", {})
        code, status = error.get("code", shape.name), error.get("httpStatusCode", 400)
        errors[shape.name] = errors[code] = (code, status)
    return errors
