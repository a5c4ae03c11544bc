"""The email identities of an account in a Region."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import AlreadyExistsError, Kind, LimitExceededError, NotFoundError

from ..sorted_dict import SortedDict
from .model import ManagedEmailIdentity

MAX_IDENTITIES = 10_000
"""Email identities, domains and addresses together, of an account in a Region [AWS: SES quotas]."""


class Identities(SortedDict[str, ManagedEmailIdentity]):
    """The identities by name: the one place that knows them and their default configuration set."""

    def named(self, name: str) -> ManagedEmailIdentity:
        """The identity of that name, made by v1 or v2. Raises NotFoundError."""
        identity = self.get(name)
        if identity is None:
            raise NotFoundError(Kind.IDENTITY, name)
        return identity

    def check_new(self, name: str) -> None:
        """Raise AlreadyExistsError or LimitExceededError where no identity of that name can be made."""
        if name in self:
            raise AlreadyExistsError(Kind.IDENTITY, name)
        if len(self) >= MAX_IDENTITIES:
            raise LimitExceededError(Kind.IDENTITY, MAX_IDENTITIES)
