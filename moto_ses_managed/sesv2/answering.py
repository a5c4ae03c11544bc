"""One call of an operation that this package carries out itself, from its parameters to its reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from http import HTTPStatus

from moto.core.exceptions import ServiceException
from moto.core.utils import camelcase_to_underscores

from .models import ManagedSESV2Backend
from .operations.all import Operations
from .wire.errors import RequestRefused, v2_words
from .wire.parsing import read_parameters
from .wire.replies import Reply, failure, success
from .wire.routing import Call
from .wire.validation import validate


@cache
def own_method(operation: str) -> str | None:
    """The method of Operations that carries an operation out; None where moto does, or nobody."""
    name = camelcase_to_underscores(operation)
    return name if hasattr(Operations, name) else None


def answer(
    backend: ManagedSESV2Backend,
    call: Call,
    query: Mapping[str, Sequence[str]],
    body: bytes,
    authorize: Callable[[], None] | None = None,
) -> Reply:
    """Carry out an operation for which there is an own_method(), in one step of the Region.

    ``authorize`` is called before anything changes, and raises where the caller may not do this.
    """
    operation = call.operation.name
    with backend.core.step():
        try:
            parameters = read_parameters(call.operation, call.labels, query, body)
            validate(call.operation, parameters)
            if authorize is not None:
                authorize()
            with v2_words():
                method = own_method(operation)
                output = getattr(Operations(backend, operation, parameters), str(method))()
            return success(call.operation, output)
        except ServiceException as error:
            return failed(error)
        except RequestRefused as refusal:
            return failure(refusal.status, refusal.code, refusal.message)


def failed(error: ServiceException) -> Reply:
    """The reply to a call that was refused."""
    return failure(getattr(error, "status", HTTPStatus.BAD_REQUEST), error.code, error.message)
