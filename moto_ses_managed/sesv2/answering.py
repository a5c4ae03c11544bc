"""Answers one call of an operation of this package, from its parameters to its reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from moto.core.exceptions import ServiceException

from moto_ses_managed.ses.mail.message import Api
from moto_ses_managed.simulation.errors import EndOfTimeError

from .models import ManagedSESV2Backend
from .operations.base import Handler
from .wire.errors import REFUSALS, BadRequest, RequestRefused, translated
from .wire.parsing import Parameters, read_parameters
from .wire.replies import Reply, failure, success
from .wire.routing import Call
from .wire.validation import validate


def answer(  # noqa: PLR0913, PLR0917  (what a call is)
    backend: ManagedSESV2Backend,
    call: Call,
    handler: Handler,
    query: Mapping[str, Sequence[str]],
    body: bytes,
    authorize: Callable[[Parameters], None] | None = None,
) -> Reply:
    """Run ``handler`` in one step of the Region, and return its reply.

    ``authorize`` is called before anything changes, and raises an error if the caller is not allowed to do this.
    """
    try:
        with backend.ses_backend.step():
            return _answer(backend, call, handler, query, body, authorize)
    except EndOfTimeError as error:
        return failed(BadRequest(str(error)))


def _answer(  # noqa: PLR0913, PLR0917  (what a call is)
    backend: ManagedSESV2Backend,
    call: Call,
    handler: Handler,
    query: Mapping[str, Sequence[str]],
    body: bytes,
    authorize: Callable[[Parameters], None] | None,
) -> Reply:
    try:
        refuse_as_planned(backend, call)
        parameters = read_parameters(call.operation, call.labels, query, body)
        if authorize is not None:
            authorize(parameters)
        validate(call.operation, parameters)
        try:
            output = handler(backend, call.operation.name, parameters)
        except REFUSALS as refused:
            return failed(translated(refused))
        return success(call.operation, output)
    except ServiceException as error:
        return failed(error)
    except RequestRefused as refusal:
        return failure(refusal.status, refusal.code, refusal.message)


def refuse_as_planned(backend: ManagedSESV2Backend, call: Call) -> None:
    """Raise RequestRefused if a test has planned a failure for this call."""
    planned = backend.ses_backend.failures.take(Api.V2, call.operation.name)
    if planned is not None:
        raise RequestRefused(HTTPStatus(planned.status), planned.code, planned.message)


def failed(error: ServiceException) -> Reply:
    """The reply for an error."""
    return failure(getattr(error, "status", HTTPStatus.BAD_REQUEST), error.code, error.message)
