"""Calls that are answered without moto's dispatcher, for both shortcuts: in process and in the server."""

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
"""The access key that moto uses for a request without one."""


def moto_looks_on() -> bool:
    """Whether moto currently records requests or enforces IAM, for which they must go through its dispatcher."""
    return iam_is_enforced() or is_recording()


class HandledCall(NamedTuple):
    """A call and its handler."""

    call: Call
    handler: Handler


def handled_call(method: str, path: str) -> HandledCall | None:
    """The call for ``method`` and the encoded ``path``; None if this package does not handle it."""
    try:
        call = find_call(method, path)
    except UnknownOperation:
        return None
    handler = operation_handler(call.operation.name)
    return HandledCall(call, handler) if handler is not None else None


def answer_call(  # noqa: PLR0913, PLR0917  (what a call is)
    handled: HandledCall, account: str, key: str, region: str, query: Mapping[str, Sequence[str]], body: bytes
) -> Reply | None:
    """The reply to a ``handled_call()``; None if the Region is unknown or has a backend of plain moto."""
    backends = sesv2_backends[account]
    if region not in backends:
        return None
    backend = backends[region]
    if not isinstance(backend, ManagedSESV2Backend):
        return None
    note_visit(account, key, region)
    return answer(backend, handled.call, handled.handler, query, body)
