"""Which operation of SES v2 a method and path stand for, by botocore's model.

moto has a router too, yet only its newest versions do; this one serves every supported version alike, and knows the
paths that an operation had in other versions of the model, since clients bring their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from botocore.model import OperationModel, ServiceModel
from moto.core.utils import get_service_model

from .errors import UnknownOperation

# Before botocore 1.43.105 these two were GETs, afterwards they are POSTs: SDKs of both kinds are about.
_MOVED = (
    ("ListConfigurationSets", "GET", "/v2/email/configuration-sets"),
    ("ListConfigurationSets", "POST", "/v2/email/list-configuration-sets"),
    ("ListEmailIdentities", "GET", "/v2/email/identities"),
    ("ListEmailIdentities", "POST", "/v2/email/list-identities"),
)

# botocore's models before 1.43 have this one under /v1/, alone of all.
_AT_OTHER_PATHS = (
    ("PutEmailIdentityDkimSigningAttributes", "PUT", "/v1/email/identities/{EmailIdentity}/dkim/signing"),
    ("PutEmailIdentityDkimSigningAttributes", "PUT", "/v2/email/identities/{EmailIdentity}/dkim/signing"),
)

MOVED_OPERATIONS = frozenset(name for name, _, _ in _MOVED)
"""Operations whose members come in the query or in the body, whichever the client's version of the model says."""


REMEMBERED = 1024
"""Paths whose operation is not looked for again (our choice)."""


@dataclass(frozen=True)
class Call:
    """An operation and the labels of its path, by their names in the path."""

    operation: OperationModel
    labels: Mapping[str, str]


@cache
def service_model() -> ServiceModel:
    """botocore's model of SES v2, read once."""
    return get_service_model("sesv2")


@lru_cache(maxsize=REMEMBERED)
def find_call(method: str, path: str) -> Call:
    """The operation at ``method`` and the still encoded ``path``. Raises UnknownOperation."""
    segments = _segments(path)
    for template, operation in _routes().get((method, len(segments)), ()):
        labels = _match(template, segments)
        if labels is not None:
            return Call(service_model().operation_model(operation), labels)
    raise UnknownOperation(method, unquote(path))


@cache
def _routes() -> dict[tuple[str, int], list[tuple[tuple[str, ...], str]]]:
    """Templates by method and length; those with fewer labels first, so that a literal goes before a label."""
    model = service_model()
    known = [
        (name, http["method"], http["requestUri"])
        for name, http in ((name, model.operation_model(name).http) for name in model.operation_names)
    ]
    routes: dict[tuple[str, int], list[tuple[tuple[str, ...], str]]] = {}
    for name, method, uri in dict.fromkeys([*known, *_MOVED, *_AT_OTHER_PATHS]):
        template = tuple(_segments(uri))
        routes.setdefault((method, len(template)), []).append((template, name))
    for templates in routes.values():
        templates.sort(key=lambda route: sum(_is_label(part) for part in route[0]))
    return routes


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _is_label(part: str) -> bool:
    return part.startswith("{")


def _match(template: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    labels: dict[str, str] = {}
    for part, segment in zip(template, segments, strict=True):
        if _is_label(part):
            labels[part.strip("{}+")] = unquote(segment)
        elif part != segment:
            return None
    return labels
