"""Tags of SES resources by ARN, in moto's tagger. Error messages are SES's own if they were seen live."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError

from .arns import (
    CONTACT_LIST_ARN_KIND,
    ENDPOINT_ARN_KIND,
    IDENTITY_ARN_KIND,
    POOL_ARN_KIND,
    SET_ARN_KIND,
    TEMPLATE_ARN_KIND,
    TENANT_ARN_KIND,
    VERIFICATION_TEMPLATE_ARN_KIND,
    arn,
)
from .identities.store import canonical_name
from .models import ManagedSESBackend

MAX_TAGS = 50
"""Tags of a resource [AWS: Tag]."""

MAX_KEY = 128
"""Characters of a tag's key [AWS: Tag]."""

MAX_VALUE = 256
"""Characters of a tag's value [AWS: Tag]."""

RESERVED_PREFIX = "aws:"

Tag = dict[str, str]

_ARN = re.compile(
    r"arn:(?P<partition>[^:]+):ses:(?P<region>[^:]+):(?P<account>[0-9]{12}):(?P<kind>[^/:]+)/(?P<name>.+)"
)
_TEXT = re.compile(r"[\w .:/=+@\u00a0\u2000-\u200a\u202f\u205f\u3000-]*")

_TOO_MANY = (
    f"Maximum of {MAX_TAGS} user tags are allowed per resource, consider reducing the number of tags in the request"
)
_SYSTEM_TAG = "Caller is an end user and not allowed to mutate system tags"


@dataclass(frozen=True)
class TaggableKind:
    """A kind of taggable resources: its name in SES's error messages, and the existing resources."""

    word: str
    resources: Callable[[ManagedSESBackend], Collection[str]]


def _tenants(backend: ManagedSESBackend) -> list[str]:
    """The ARN of a tenant has its name and its ID."""
    return [f"{tenant.name}/{tenant.tenant_id}" for tenant in backend.tenants.by_name.values()]


KINDS: dict[str, TaggableKind] = {
    POOL_ARN_KIND: TaggableKind("DedicatedIpPool", lambda backend: backend.region.pools),
    SET_ARN_KIND: TaggableKind("ConfigurationSet", lambda backend: backend.config_sets),
    IDENTITY_ARN_KIND: TaggableKind("EmailIdentity", lambda backend: backend.email_identities),
    TEMPLATE_ARN_KIND: TaggableKind("Template", lambda backend: backend.templates),
    CONTACT_LIST_ARN_KIND: TaggableKind("ContactList", lambda backend: backend.contact_lists.lists),
    VERIFICATION_TEMPLATE_ARN_KIND: TaggableKind(
        "CustomVerificationEmailTemplate", lambda backend: backend.verification_templates.by_name
    ),
    TENANT_ARN_KIND: TaggableKind("Tenant", _tenants),
    ENDPOINT_ARN_KIND: TaggableKind("MultiRegionEndpoint", lambda backend: backend.endpoints.by_name),
}
"""All taggable kinds, by their names in ARNs. A new one is listed here."""


@dataclass(frozen=True)
class Resource:
    """A taggable resource that exists. Its tags are stored by ``arn``."""

    arn: str


class OtherRegionError(InvalidValueError):
    """The ARN is in a different Region than the request."""


def check_tags(tags: Sequence[Tag]) -> None:
    """Raise InvalidValueError for tags that AWS forbids: too many, too long, twice the same key, or its own prefix."""
    if len(tags) > MAX_TAGS:
        raise InvalidValueError(_TOO_MANY)
    if len({tag["Key"] for tag in tags}) < len(tags):
        raise InvalidValueError("Cannot provide multiple tags with the same key")
    for tag in tags:
        key, value = tag["Key"], tag["Value"]
        if not 1 <= len(key) <= MAX_KEY:
            raise InvalidValueError(f"A tag key has 1 to {MAX_KEY} characters: {_short(key)} has {len(key)}.")
        if len(value) > MAX_VALUE:
            raise InvalidValueError(
                f"A tag value has at most {MAX_VALUE} characters: that of {_short(key)} has {len(value)}."
            )
        _check_not_reserved(key)
        if not (_TEXT.fullmatch(key) and _TEXT.fullmatch(value)):
            raise InvalidValueError(
                "Tags can only contain letters, numbers, spaces, and the following special characters: _ . : / = + - @"
            )


def find_resource(backend: ManagedSESBackend, resource_arn: str) -> Resource:
    """The resource with this ARN, in AWS's form.

    Raises InvalidValueError (not the ARN of a taggable resource of this account), OtherRegionError or NotFoundError.
    """
    match = _ARN.fullmatch(resource_arn)
    if not match or match["kind"] not in KINDS or match["partition"] != backend.partition:
        raise InvalidValueError("ResourceArn is not the expected format")
    if match["account"] != backend.account_id:
        raise InvalidValueError("Operations on a resource created in a different account is not allowed")
    if match["region"] != backend.region_name:
        raise OtherRegionError(f"{_short(resource_arn)} is in another Region than {backend.region_name}.")
    kind, name = KINDS[match["kind"]], match["name"]
    if name not in kind.resources(backend):
        raise NotFoundError(Kind.TAGGED_RESOURCE, name, f"No {kind.word} present with name: {name}")
    name = canonical_name(name) if match["kind"] == IDENTITY_ARN_KIND else name
    return Resource(arn(backend, match["kind"], name))


def all_resources(backend: ManagedSESBackend) -> Iterator[tuple[str, Resource]]:
    """Each taggable resource with its kind."""
    for name, kind in KINDS.items():
        for resource in kind.resources(backend):
            yield name, Resource(arn(backend, name, resource))


def pool_resource(backend: ManagedSESBackend, name: str) -> Resource:
    """An existing pool."""
    return Resource(arn(backend, POOL_ARN_KIND, name))


def tags_of(backend: ManagedSESBackend, resource: Resource) -> list[Tag]:
    stored: list[Tag] = backend.tagger.list_tags_for_resource(resource.arn)["Tags"]
    return stored


def add_tags(backend: ManagedSESBackend, resource: Resource, tags: Sequence[Tag]) -> None:
    """Add tags or replace their values. Raises InvalidValueError, and then adds none."""
    check_tags(tags)
    keys = {tag["Key"] for tag in (*tags_of(backend, resource), *tags)}
    if len(keys) > MAX_TAGS:
        raise InvalidValueError(f"{_TOO_MANY} or delete existing tags and retry")
    backend.tagger.tag_resource(resource.arn, list(tags))


def replace_tags(backend: ManagedSESBackend, resource: Resource, tags: Sequence[Tag]) -> None:
    """Replace all tags by ``tags``. Raises InvalidValueError, and then changes none."""
    check_tags(tags)
    backend.tagger.delete_all_tags_for_resource(resource.arn)
    backend.tagger.tag_resource(resource.arn, list(tags))


def remove_tags(backend: ManagedSESBackend, resource: Resource, keys: Sequence[str]) -> None:
    """Remove the tags with these keys; a missing key is not an error. Raises InvalidValueError."""
    for key in keys:
        _check_not_reserved(key)
    backend.tagger.untag_resource_using_names(resource.arn, list(keys))


def _check_not_reserved(key: str) -> None:
    if key.lower().startswith(RESERVED_PREFIX):
        raise InvalidValueError(_SYSTEM_TAG)


def _short(text: str) -> str:
    return repr(text if len(text) <= MAX_KEY else f"{text[:MAX_KEY]}...")
