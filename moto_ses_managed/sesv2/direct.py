"""A call carried out where it comes in: what a client's request in process and one to the server have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moto.sesv2.models import sesv2_backends

from moto_ses_managed.moto_compat import iam_is_enforced, is_recording, note_visit

from .answering import answer, own_method
from .models import ManagedSESV2Backend
from .wire.errors import UnknownOperation
from .wire.replies import Reply
from .wire.routing import Call, find_call

NO_KEY = "AKIAEXAMPLE"
"""The access key of a request that shows none, as moto has it."""


def moto_looks_on() -> bool:
    """Whether moto records requests or asks IAM about them at present, which it does on its own way."""
    return iam_is_enforced() or is_recording()


def own_call(method: str, path: str) -> Call | None:
    """The operation at ``method`` and the still encoded ``path``, None where it is not this package's."""
    try:
        call = find_call(method, path)
    except UnknownOperation:
        return None
    return call if own_method(call.operation.name) is not None else None


def answer_call(  # noqa: PLR0913, PLR0917  (what a call is)
    call: Call, account: str, key: str, region: str, query: Mapping[str, Sequence[str]], body: bytes
) -> Reply | None:
    """The reply to an ``own_call()``, None where there is no such Region or plain moto's SES is in it."""
    backends = sesv2_backends[account]
    if region not in backends:
        return None
    backend = backends[region]
    if not isinstance(backend, ManagedSESV2Backend):
        return None
    note_visit(account, key, region)
    return answer(backend, call, query, body)
