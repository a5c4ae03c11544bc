"""Configuration sets and identities: who sends with which settings by default, and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import AlreadyExistsError, Kind, LimitExceededError, NotFoundError
from .mailboxes import bare_address

MAX_IDENTITIES = 10_000
"""Email identities, domains and addresses together, of an account in a Region [AWS: SES quotas]."""


@dataclass
class ConfigurationSet:
    """The part of a configuration set that decides where its mail goes, and how long it is tried (seconds)."""

    name: str
    sending_pool: str | None = None
    max_delivery_seconds: int | None = None


@dataclass
class Identity:
    """A verified address or domain, and the configuration set that its mail takes by default."""

    name: str
    default_configuration_set: str | None = None


class Directory:
    """The configuration sets and identities of one account in one Region: the part that mail is not sent with."""

    def __init__(self) -> None:
        self._configuration_sets: dict[str, ConfigurationSet] = {}
        self._identities: dict[str, Identity] = {}

    def add_configuration_set(
        self, name: str, sending_pool: str | None = None, max_delivery_seconds: int | None = None
    ) -> None:
        """Raises AlreadyExistsError."""
        if name in self._configuration_sets:
            raise AlreadyExistsError(Kind.CONFIGURATION_SET, name)
        self._configuration_sets[name] = ConfigurationSet(name, sending_pool, max_delivery_seconds)

    def configuration_set(self, name: str) -> ConfigurationSet:
        """Raises NotFoundError."""
        configuration_set = self._configuration_sets.get(name)
        if configuration_set is None:
            raise NotFoundError(Kind.CONFIGURATION_SET, name)
        return configuration_set

    def remove_configuration_set(self, name: str) -> None:
        """Raises NotFoundError. An identity that has it by default keeps naming it, and its sends fail [AWS:
        "Default configuration set considerations"]."""
        self.configuration_set(name)
        del self._configuration_sets[name]

    def configuration_sets_of(self, pool: str) -> tuple[str, ...]:
        """The configuration sets that send through ``pool``, oldest first."""
        return tuple(found.name for found in self._configuration_sets.values() if found.sending_pool == pool)

    def forget_pool(self, pool: str) -> None:
        """A pool is gone: the sets that sent through it name none any more."""
        for configuration_set in self._configuration_sets.values():
            if configuration_set.sending_pool == pool:
                configuration_set.sending_pool = None

    def add_identity(self, name: str, default_configuration_set: str | None = None) -> None:
        """Raises AlreadyExistsError, NotFoundError (the configuration set) or LimitExceededError."""
        if name in self._identities:
            raise AlreadyExistsError(Kind.IDENTITY, name)
        if default_configuration_set is not None:
            self.configuration_set(default_configuration_set)
        if len(self._identities) >= MAX_IDENTITIES:
            raise LimitExceededError(Kind.IDENTITY, MAX_IDENTITIES)
        self._identities[name] = Identity(name, default_configuration_set)

    def identity(self, name: str) -> Identity:
        """Raises NotFoundError."""
        identity = self._identities.get(name)
        if identity is None:
            raise NotFoundError(Kind.IDENTITY, name)
        return identity

    def set_default_configuration_set(self, identity: str, configuration_set: str | None) -> None:
        """Raises NotFoundError for the identity or the configuration set."""
        found = self.identity(identity)
        if configuration_set is not None:
            self.configuration_set(configuration_set)
        found.default_configuration_set = configuration_set

    def remove_identity(self, name: str) -> None:
        """Raises NotFoundError."""
        self.identity(name)
        del self._identities[name]

    def sending_identity(self, address: str) -> Identity | None:
        """The identity that a bare address sends as: the address itself before its domain."""
        domain = address.rpartition("@")[2]
        return self._identities.get(address) or self._identities.get(domain) or self._identities.get(domain.lower())

    def sent_as(self, source: str) -> str | None:
        """The name of the identity that an address sends as, None where there is none."""
        identity = self.sending_identity(bare_address(source))
        return identity.name if identity else None

    def sending_configuration_set(self, requested: str | None, from_address: str) -> str | None:
        """The configuration set that a message takes: the request's, else the sending identity's default.

        Raises NotFoundError where that set does not exist (any more).
        """
        if requested is None:
            identity = self.sending_identity(from_address)
            requested = identity.default_configuration_set if identity else None
        return self.configuration_set(requested).name if requested is not None else None
