"""Sending authorization policies of an identity: shared by v1 and v2. They are stored and returned, not evaluated."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from moto.ses.exceptions import AlreadyExists, InvalidParameterValue

from ..errors import InvalidPolicy, LimitExceeded
from .model import ManagedEmailIdentity

MAX_POLICIES = 20
"""The most policies of an identity (seen live)."""

MAX_POLICY_SIZE = 4 * 1024
"""The longest policy, in characters [AWS: PutIdentityPolicy, "The policy cannot exceed 4 KB"]."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create(identity: ManagedEmailIdentity, name: str, policy: str) -> None:
    """Add a policy. Raises AlreadyExists, InvalidParameterValue (invalid name), InvalidPolicy or LimitExceeded."""
    if name in identity.policies:
        raise AlreadyExists(f"Policy <{name}> already exists")
    put(identity, name, policy)


def put(identity: ManagedEmailIdentity, name: str, policy: str) -> None:
    """Add or replace a policy. Raises InvalidParameterValue (invalid name), InvalidPolicy or LimitExceeded."""
    if not _NAME.fullmatch(name):
        raise InvalidParameterValue(
            f"Policy name {name[:256]!r} is invalid: 1 to 64 letters, numbers, dashes and underscores were expected."
        )
    compact = _compact(policy)
    if name not in identity.policies and len(identity.policies) >= MAX_POLICIES:
        raise LimitExceeded(
            f"Number of policies for <{identity.email_identity}> exceeds max allowed number of policies per resource"
        )
    identity.policies[name] = compact


def some(identity: ManagedEmailIdentity, names: Sequence[str]) -> dict[str, str]:
    """The policies with these names. Unknown names are omitted. Raises InvalidParameterValue for more than 20 names."""
    if len(names) > MAX_POLICIES:
        raise InvalidParameterValue(f"At most {MAX_POLICIES} policies are shown at a time: {len(names)} were named.")
    return {name: identity.policies[name] for name in names if name in identity.policies}


def _compact(policy: str) -> str:
    """The policy without white space, as SES returns it (seen live). Raises InvalidPolicy."""
    if len(policy) > MAX_POLICY_SIZE:
        raise InvalidPolicy(f"A policy has at most {MAX_POLICY_SIZE:,} characters: {len(policy):,} were given.")
    try:
        document = json.loads(policy)
    except (ValueError, RecursionError) as error:
        raise InvalidPolicy(f"The policy is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise InvalidPolicy("The policy is not JSON of an object.")
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
