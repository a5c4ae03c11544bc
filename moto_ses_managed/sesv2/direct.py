"""A call carried out where it comes in: what a client's request in process and one to the server have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from moto.sesv2.models import sesv2_backends

from moto_ses_managed.moto_compat import iam_is_enforced, is_recording, note_visit

from .answering import answer
from .models import ManagedSESV2Backend
from .operations.all import operation_handler
from .operations.base import Handler
from .wire.errors import UnknownOperation
from .wire.replies import Reply
from .wire.routing import Call, find_call

NO_KEY = "AKIAEXAMPLE"
"""The access key of a request that shows none, as moto has it."""


def moto_looks_on() -> bool:
    """Whether moto records requests or asks IAM about them at present, which it does on its own way."""
    return iam_is_enforced() or is_recording()


class HandledCall(NamedTuple):
    """A call, and what carries it out."""

    call: Call
    handler: Handler


def handled_call(method: str, path: str) -> HandledCall | None:
    """The call of ``method`` and the still encoded ``path``, None where it is not this package's to carry out."""
    try:
        call = find_call(method, path)
    except UnknownOperation:
        return None
    handler = operation_handler(call.operation.name)
    return HandledCall(call, handler) if handler is not None else None


def answer_call(  # noqa: PLR0913, PLR0917  (what a call is)
    handled: HandledCall, account: str, key: str, region: str, query: Mapping[str, Sequence[str]], body: bytes
) -> Reply | None:
    """The reply to a ``handled_call()``, None where there is no such Region or plain moto's SES is in it."""
    backends = sesv2_backends[account]
    if region not in backends:
        return None
    backend = backends[region]
    if not isinstance(backend, ManagedSESV2Backend):
        return None
    note_visit(account, key, region)
    return answer(backend, handled.call, handled.handler, query, body)
