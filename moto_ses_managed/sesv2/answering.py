"""One call of an operation that this package carries out itself, from its parameters to its reply."""

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
    """Have ``handler`` carry out the call, in one step of the Region.

    ``authorize`` is called before anything changes, and raises where the caller may not do this.
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
    """Raise RequestRefused where a test has this call refused."""
    planned = backend.ses_backend.failures.take(Api.V2, call.operation.name)
    if planned is not None:
        raise RequestRefused(HTTPStatus(planned.status), planned.code, planned.message)


def failed(error: ServiceException) -> Reply:
    """The reply to a call that was refused."""
    return failure(getattr(error, "status", HTTPStatus.BAD_REQUEST), error.code, error.message)
