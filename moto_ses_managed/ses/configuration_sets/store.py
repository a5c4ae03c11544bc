"""The configuration sets of an account in a Region."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import AlreadyExistsError, InvalidValueError, Kind, NotFoundError

from ..sorted_dict import SortedDict
from .model import ManagedConfigurationSet


class MissingDefaultSetError(InvalidValueError):
    """The default configuration set of an identity was deleted.

    SES refuses the identity's mail until it has another default set
    [AWS: "Understanding default configuration sets"; the message is that for any unknown set].
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"Configuration set <{name}> does not exist.")


class ConfigurationSets(SortedDict[str, ManagedConfigurationSet]):
    """The configuration sets by name, the owner of their sending pools and options."""

    def named(self, name: str) -> ManagedConfigurationSet:
        """The configuration set with this name, created by v1 or v2. Raises NotFoundError."""
        configuration_set = self.get(name)
        if configuration_set is None:
            raise NotFoundError(Kind.CONFIGURATION_SET, name)
        return configuration_set

    def add(self, new: ManagedConfigurationSet) -> None:
        """Add a configuration set. Raises AlreadyExistsError."""
        name = new.configuration_set_name
        if name in self:
            raise AlreadyExistsError(Kind.CONFIGURATION_SET, name)
        self[name] = new

    def sending_through(self, pool: str) -> tuple[str, ...]:
        """The names of the sets that send through ``pool``, oldest first."""
        return tuple(name for name, configuration_set in self.items() if configuration_set.sending_pool == pool)

    def forget_pool(self, pool: str) -> None:
        """Remove a deleted pool from the sets that sent through it (our choice)."""
        for configuration_set in self.values():
            if configuration_set.sending_pool == pool:
                configuration_set.sending_pool = None
