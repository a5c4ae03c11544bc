"""The email identities of an account in a Region."""

from __future__ import annotations

from typing import Any

from moto_ses_managed.simulation.errors import AlreadyExistsError, Kind, LimitExceededError, NotFoundError

from ..sorted_dict import SortedDict
from .model import ManagedEmailIdentity

MAX_IDENTITIES = 10_000
"""Email identities, domains and addresses together, of an account in a Region [AWS: SES quotas]."""


def canonical_name(identity: str) -> str:
    """The name that an identity is known by: domains know no case, an address does before its @
    [AWS: "Creating and verifying identities"]."""
    local, at, domain = identity.rpartition("@")
    return f"{local}{at}{domain.lower()}"


class Identities(SortedDict[str, ManagedEmailIdentity]):
    """The identities by name: the one place that knows them and their default configuration set.

    A name is the same however its domain is written; it is kept and listed in its canonical form.
    """

    def named(self, name: str) -> ManagedEmailIdentity:
        """The identity of that name, made by v1 or v2. Raises NotFoundError."""
        identity: ManagedEmailIdentity | None = self.get(name)
        if identity is None:
            raise NotFoundError(Kind.IDENTITY, name)
        return identity

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(canonical_name(name), default)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(canonical_name(name))

    def __getitem__(self, name: str) -> ManagedEmailIdentity:
        return super().__getitem__(canonical_name(name))

    def __setitem__(self, name: str, identity: ManagedEmailIdentity) -> None:
        super().__setitem__(canonical_name(name), identity)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(canonical_name(name))

    def check_new(self, name: str) -> None:
        """Raise AlreadyExistsError or LimitExceededError where no identity of that name can be made."""
        if name in self:
            raise AlreadyExistsError(Kind.IDENTITY, name)
        if len(self) >= MAX_IDENTITIES:
            raise LimitExceededError(Kind.IDENTITY, MAX_IDENTITIES)
