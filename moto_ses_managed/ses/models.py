"""moto's SES backend with the simulation's Region beside it.

moto keeps what it keeps (templates, receipt rules, contact lists, identities' policies, configuration sets' options);
the Region decides on names, limits, pools and the way that mail goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from moto.core.utils import utcnow
from moto.ses.models import ConfigurationSet, DedicatedIpPool, EmailIdentity, SESBackend

from moto_ses_managed.simulation.mail_events import MailEvent
from moto_ses_managed.simulation.pools import ScalingMode
from moto_ses_managed.simulation.region import Region

from .errors import v1_words
from .mail import SentMail


def arn(backend: SESBackend, kind: str, name: str) -> str:
    """The ARN of an SES resource of this account and Region."""
    return f"arn:{backend.partition}:ses:{backend.region_name}:{backend.account_id}:{kind}/{name}"


POOL_ARN_KIND = "dedicated-ip-pool"


class ManagedConfigurationSet(ConfigurationSet):
    """moto's configuration set with the option groups that moto has no place for.

    Its sending pool is not here: the Region knows it, for pools come and go.
    """

    def __init__(self, configuration_set_name: str) -> None:
        super().__init__(configuration_set_name=configuration_set_name)
        self.enabled: dict[str, bool] = {"SendingEnabled": True}
        self.archiving_options: dict[str, Any] = {}
        self.message_security_options: dict[str, Any] = {}


_OWN = frozenset({"region", "dedicated_ip_pools", "mail", "mail_events"})
"""What a managed backend has and moto's has not, or has in another form."""


class ManagedSESBackend(SESBackend):
    """One account's SES in one Region, v1's and v2's alike.

    ``mail`` is every message that was taken in, by id; ``mail_events`` what SES itself did to mail on its way in.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.region = Region(_wall_clock)
        self.mail: dict[str, SentMail] = {}
        self.mail_events: list[MailEvent] = []
        self.dedicated_ip_pools = PoolsAsMotoShowsThem(self)  # type: ignore[assignment]

    @classmethod
    def adopt(cls, plain: SESBackend) -> ManagedSESBackend:
        """A managed backend that goes on from where ``plain`` stands: activate() in the middle of a mock."""
        managed = cls(plain.region_name, plain.account_id)
        managed.__dict__.update({name: value for name, value in plain.__dict__.items() if name not in _OWN})
        for pool in plain.dedicated_ip_pools.values():
            managed.region.create_pool(pool.pool_name, ScalingMode(pool.scaling_mode or "STANDARD"))
        managed.config_sets = {}
        for configuration_set in plain.config_sets.values():
            managed._adopt_configuration_set(configuration_set)
        for identity in plain.email_identities.values():
            default = identity.configuration_set_name
            known = default if default in plain.config_sets else None
            managed.region.add_identity(identity.email_identity, known)
        return managed

    def as_plain(self) -> SESBackend:
        """moto's own backend with what moto can keep of this one: deactivate() in the middle of a mock."""
        plain = SESBackend(self.region_name, self.account_id)
        plain.__dict__.update({name: value for name, value in self.__dict__.items() if name not in _OWN})
        plain.dedicated_ip_pools = dict(self.dedicated_ip_pools)
        plain.config_sets = {name: self._plain_configuration_set(name) for name in self.config_sets}
        return plain

    # Every call that creates an identity comes through here, v1's verifications included.
    def create_email_identity_v2(
        self,
        email_identity: str,
        tags: list[dict[str, str]] | None,
        dkim_signing_attributes: object | None,
        configuration_set_name: str | None,
    ) -> EmailIdentity:
        with self.region.lock:
            self.region.add_identity(email_identity, configuration_set_name)
            return super().create_email_identity_v2(
                email_identity, tags, dkim_signing_attributes, configuration_set_name
            )

    def verify_email_identity(self, address: str) -> None:
        with self.region.lock, v1_words():
            super().verify_email_identity(address)

    def verify_email_address(self, address: str) -> None:
        with self.region.lock, v1_words():
            super().verify_email_address(address)

    def verify_domain(self, domain: str) -> None:
        with self.region.lock, v1_words():
            super().verify_domain(domain)

    def delete_identity(self, identity: str) -> None:
        """As v1: deleting an identity that isn't there is no error."""
        with self.region.lock:
            if identity not in self.email_identities:
                return
            self.region.remove_identity(identity)
            del self.email_identities[identity]
            self.tagger.delete_all_tags_for_resource(arn(self, "email-identity", identity))

    def create_configuration_set(self, configuration_set_name: str) -> None:
        with self.region.lock:
            super().create_configuration_set(configuration_set_name)
            self.store_configuration_set(ManagedConfigurationSet(configuration_set_name), None)

    def delete_configuration_set(self, configuration_set_name: str) -> None:
        with self.region.lock, v1_words():
            self.region.remove_configuration_set(configuration_set_name)
            del self.config_sets[configuration_set_name]
            destination = self.config_set_event_destination.pop(configuration_set_name, None)
            if destination:
                self.event_destinations.pop(destination["Name"], None)
            self.tagger.delete_all_tags_for_resource(arn(self, "configuration-set", configuration_set_name))

    def store_configuration_set(self, configuration_set: ManagedConfigurationSet, sending_pool: str | None) -> None:
        """Keep a new set, with moto and with the Region, or with neither."""
        name = configuration_set.configuration_set_name
        self.region.add_configuration_set(name, sending_pool)
        self.config_sets[name] = configuration_set

    def managed_configuration_set(self, name: str) -> ManagedConfigurationSet:
        """The set of that name, made by v1 or v2. Raises NotFoundError."""
        self.region.configuration_set(name)
        found = self.config_sets[name]
        if not isinstance(found, ManagedConfigurationSet):
            raise TypeError(f"The configuration set {name!r} was put into moto's store by hand.")
        return found

    def _adopt_configuration_set(self, plain: ConfigurationSet) -> None:
        adopted = ManagedConfigurationSet(plain.configuration_set_name)
        adopted.__dict__.update(plain.__dict__)
        adopted.delivery_options = dict(plain.delivery_options)
        pool = adopted.delivery_options.pop("SendingPoolName", None)
        if not isinstance(adopted.enabled, dict) or "SendingEnabled" not in adopted.enabled:
            adopted.enabled = {"SendingEnabled": True}
        self.store_configuration_set(adopted, pool if pool in self.region.pools else None)

    def _plain_configuration_set(self, name: str) -> ConfigurationSet:
        managed = self.managed_configuration_set(name)
        plain = ConfigurationSet(configuration_set_name=name)
        plain.__dict__.update({option: value for option, value in managed.__dict__.items() if option in plain.__dict__})
        pool = self.region.configuration_set(name).sending_pool
        plain.delivery_options = managed.delivery_options | ({"SendingPoolName": pool} if pool else {})
        return plain

    def pool_tags(self, name: str) -> dict[str, str]:
        tags: dict[str, str] = self.tagger.get_tag_dict_for_resource(arn(self, POOL_ARN_KIND, name))
        return tags

    def delete_pool(self, name: str) -> None:
        """Delete a pool and its tags: a new pool of the name starts without."""
        self.region.delete_pool(name)
        self.tagger.delete_all_tags_for_resource(arn(self, POOL_ARN_KIND, name))


class PoolsAsMotoShowsThem(Mapping[str, DedicatedIpPool]):
    """The Region's pools in the form that moto's own code reads: its tagging API, a look inside from a test."""

    def __init__(self, backend: ManagedSESBackend) -> None:
        self._backend = backend

    def __getitem__(self, name: str) -> DedicatedIpPool:
        pool = self._backend.region.pools[name]
        tags = [{"Key": key, "Value": value} for key, value in self._backend.pool_tags(name).items()]
        return DedicatedIpPool(pool_name=name, scaling_mode=pool.scaling_mode.value, tags=tags)

    def __iter__(self) -> Iterator[str]:
        return iter(self._backend.region.pools)

    def __len__(self) -> int:
        return len(self._backend.region.pools)


def _wall_clock() -> datetime:
    return utcnow().replace(tzinfo=timezone.utc)
