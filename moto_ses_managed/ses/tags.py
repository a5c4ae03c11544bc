"""Tags of SES resources, by ARN, in moto's tagger, so that moto's tagging API sees them too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError

from .arns import POOL_ARN_KIND, arn
from .models import ManagedSESBackend

MAX_TAGS = 50
"""Tags of a resource [AWS: Tag]."""

MAX_KEY = 128
"""Characters of a tag's key [AWS: Tag]."""

MAX_VALUE = 256
"""Characters of a tag's value [AWS: Tag]."""

RESERVED_PREFIX = "aws:"

Tag = dict[str, str]

_ARN = re.compile(r"arn:(?P<partition>[^:]+):ses:(?P<region>[^:]*):(?P<account>[^:]*):(?P<kind>[^/:]+)/(?P<name>.+)")

# AWS's ARNs of identities say `identity`, moto's `email-identity`: both are taken, moto's is what moto stores.
_KINDS = {
    POOL_ARN_KIND: "DedicatedIpPool",
    "configuration-set": "ConfigurationSet",
    "identity": "EmailIdentity",
    "email-identity": "EmailIdentity",
    "contact-list": "ContactList",
}


@dataclass(frozen=True)
class Resource:
    """A taggable resource that exists; ``arn`` is the one that its tags are stored under."""

    arn: str


def check_tags(tags: Sequence[Tag]) -> None:
    """Raise InvalidValueError for tags that AWS forbids: too many, too long, twice the same key, or its own prefix."""
    if len(tags) > MAX_TAGS:
        raise InvalidValueError(f"A resource has at most {MAX_TAGS} tags: {len(tags)} were given.")
    seen: set[str] = set()
    for tag in tags:
        key, value = tag["Key"], tag["Value"]
        if not 1 <= len(key) <= MAX_KEY:
            raise InvalidValueError(f"A tag key has 1 to {MAX_KEY} characters: {_short(key)} has {len(key)}.")
        if len(value) > MAX_VALUE:
            raise InvalidValueError(
                f"A tag value has at most {MAX_VALUE} characters: that of {_short(key)} has {len(value)}."
            )
        if key.lower().startswith(RESERVED_PREFIX):
            raise InvalidValueError(f"The tag key {_short(key)} begins with {RESERVED_PREFIX}, which AWS reserves.")
        if key in seen:
            raise InvalidValueError(f"The tag key {_short(key)} is given twice.")
        seen.add(key)


def find_resource(backend: ManagedSESBackend, resource_arn: str) -> Resource:
    """The resource of that ARN. Raises InvalidValueError (no ARN of this account's SES here) or NotFoundError."""
    found = _ARN.fullmatch(resource_arn)
    if not found or found["kind"] not in _KINDS:
        raise InvalidValueError(
            f"{_short(resource_arn)} is no ARN of an SES resource: "
            f"arn:PARTITION:ses:REGION:ACCOUNT:KIND/NAME was expected, KIND one of {', '.join(_KINDS)}."
        )
    here = (backend.partition, backend.region_name, backend.account_id)
    if (found["partition"], found["region"], found["account"]) != here:
        raise InvalidValueError(
            f"{_short(resource_arn)} is not of this partition, Region and account: {':'.join(here)} was expected."
        )
    kind, name = found["kind"], found["name"]
    if not _exists(backend, kind, name):
        raise NotFoundError(Kind.TAGGED_RESOURCE, name, f"No {_KINDS[kind]} present with name: {name}")
    return Resource(arn(backend, "email-identity" if kind == "identity" else kind, name))


def pool_resource(backend: ManagedSESBackend, name: str) -> Resource:
    """A pool that is there."""
    return Resource(arn(backend, POOL_ARN_KIND, name))


def tags_of(backend: ManagedSESBackend, resource: Resource) -> list[Tag]:
    stored: list[Tag] = backend.tagger.list_tags_for_resource(resource.arn)["Tags"]
    return stored


def add_tags(backend: ManagedSESBackend, resource: Resource, tags: Sequence[Tag]) -> None:
    """Add tags, a new value replacing the old one of its key. Raises InvalidValueError, adding none."""
    check_tags(tags)
    keys = {tag["Key"] for tag in (*tags_of(backend, resource), *tags)}
    if len(keys) > MAX_TAGS:
        raise InvalidValueError(f"A resource has at most {MAX_TAGS} tags: with these it would have {len(keys)}.")
    backend.tagger.tag_resource(resource.arn, list(tags))


def replace_tags(backend: ManagedSESBackend, resource: Resource, tags: Sequence[Tag]) -> None:
    """Have ``tags`` and no others. Raises InvalidValueError, changing none."""
    check_tags(tags)
    backend.tagger.delete_all_tags_for_resource(resource.arn)
    backend.tagger.tag_resource(resource.arn, list(tags))


def remove_tags(backend: ManagedSESBackend, resource: Resource, keys: Sequence[str]) -> None:
    """Remove the tags of these keys; a key that the resource hasn't is no error."""
    backend.tagger.untag_resource_using_names(resource.arn, list(keys))


def _exists(backend: ManagedSESBackend, kind: str, name: str) -> bool:
    if kind == POOL_ARN_KIND:
        return name in backend.region.pools
    if kind == "configuration-set":
        return name in backend.config_sets
    if kind == "contact-list":
        return name in backend.contact_lists.lists
    return name in backend.email_identities


def _short(text: str) -> str:
    return repr(text if len(text) <= MAX_KEY else f"{text[:MAX_KEY]}...")
