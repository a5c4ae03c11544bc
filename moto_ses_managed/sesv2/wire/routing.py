"""Finds the operation of SES v2 for a method and path, with botocore's model.

Only the newest versions of moto have a router. This one works with all supported versions, and knows the paths that
operations have in other versions of the model, because clients use their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from botocore.model import OperationModel, ServiceModel
from moto.core.utils import get_service_model

from .errors import UnknownOperation

# Before botocore 1.43.105, these two were GET requests; now they are POST. Both kinds of SDKs are in use.
_MOVED = (
    ("ListConfigurationSets", "GET", "/v2/email/configuration-sets"),
    ("ListConfigurationSets", "POST", "/v2/email/list-configuration-sets"),
    ("ListEmailIdentities", "GET", "/v2/email/identities"),
    ("ListEmailIdentities", "POST", "/v2/email/list-identities"),
)

# In models of botocore before 1.43, this is the only operation under /v1/.
_AT_OTHER_PATHS = (
    ("PutEmailIdentityDkimSigningAttributes", "PUT", "/v1/email/identities/{EmailIdentity}/dkim/signing"),
    ("PutEmailIdentityDkimSigningAttributes", "PUT", "/v2/email/identities/{EmailIdentity}/dkim/signing"),
)

MOVED_OPERATIONS = frozenset(name for name, _, _ in _MOVED)
"""Operations whose members are in the query or the body, depending on the client's version of the model."""


REMEMBERED = 1024
"""The number of paths in the cache (our choice)."""


@dataclass(frozen=True)
class Call:
    """An operation, and the values of its path labels by name."""

    operation: OperationModel
    labels: Mapping[str, str]


@cache
def service_model() -> ServiceModel:
    """botocore's model of SES v2, read once."""
    return get_service_model("sesv2")


@lru_cache(maxsize=REMEMBERED)
def find_call(method: str, path: str) -> Call:
    """The operation for ``method`` and the encoded ``path``. Raises UnknownOperation."""
    segments = _segments(path)
    for template, operation in _routes().get((method, len(segments)), ()):
        labels = _match(template, segments)
        if labels is not None:
            return Call(service_model().operation_model(operation), labels)
    raise UnknownOperation(method, unquote(path))


@cache
def _routes() -> dict[tuple[str, int], list[tuple[tuple[str, ...], str]]]:
    """Path templates by method and length. Those with fewer labels come first, so literals win over labels."""
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
