"""The email identities of an account in a Region."""

from __future__ import annotations

from typing import Any

from moto_ses_managed.simulation.errors import AlreadyExistsError, Kind, LimitExceededError, NotFoundError

from ..sorted_dict import SortedDict
from .model import ManagedEmailIdentity

MAX_IDENTITIES = 10_000
"""The most email identities (domains and addresses) of an account in a Region [AWS: SES quotas]."""


def canonical_name(identity: str) -> str:
    """The canonical name of an identity, with its domain in lower case.

    Domains are case-insensitive. The part of an address before the @ is case-sensitive
    [AWS: "Creating and verifying identities"].
    """
    local, at, domain = identity.rpartition("@")
    return f"{local}{at}{domain.lower()}"


class Identities(SortedDict[str, ManagedEmailIdentity]):
    """The identities by name, the owner of their default configuration sets.

    Names are stored and listed in their canonical form. Lookups ignore the case of the domain.
    """

    def named(self, name: str) -> ManagedEmailIdentity:
        """The identity with this name, created by v1 or v2. Raises NotFoundError."""
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
        """Raise AlreadyExistsError or LimitExceededError if an identity with this name cannot be created."""
        if name in self:
            raise AlreadyExistsError(Kind.IDENTITY, name)
        if len(self) >= MAX_IDENTITIES:
            raise LimitExceededError(Kind.IDENTITY, MAX_IDENTITIES)
