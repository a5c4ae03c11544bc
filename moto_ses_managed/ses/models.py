"""moto's SES backend with the simulation of a Region.

The backend owns identities, configuration sets, templates, receipt rules and contact lists; the Region owns pools, mail
and its routing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any, ClassVar

from moto.ses.exceptions import ConfigurationSetAlreadyExists, InvalidParameterValue
from moto.ses.models import ConfigurationSet, EmailIdentity, SESBackend

from moto_ses_managed.simulation.mail.mail_events import MailEvent
from moto_ses_managed.simulation.mail.mail_statistics import SendCount
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.snapshots import Pool

from .account.quota import Quota, SendingRate, SendQuota, quota_of
from .account.settings import AccountSettings
from .account.suppression import SuppressionList
from .arns import IDENTITY_ARN_KIND, POOL_ARN_KIND, SET_ARN_KIND, arn
from .certificates.store import Certificates
from .clock import wall_clock
from .configuration_sets import topics
from .configuration_sets.event_destination_rules import Home, check, check_topic
from .configuration_sets.event_destinations import EventDestination, EventDestinations, SnsTarget
from .configuration_sets.forms import Form, read
from .configuration_sets.model import ManagedConfigurationSet
from .configuration_sets.names import check_name
from .configuration_sets.store import ConfigurationSets
from .contact_lists.plain_moto import ContactListsAsMotoKeepsThem, from_plain_moto, to_plain_moto
from .contact_lists.store import ContactLists
from .endpoints.store import MultiRegionEndpoints
from .errors import translate_errors
from .failures import PlannedFailures
from .identities.plain_moto import identities_from_plain_moto, identities_to_plain_moto
from .identities.settings import IdentitySettings
from .identities.store import Identities, canonical_name
from .jobs.model import Jobs
from .mail.event_log import EventLog
from .mail.sent_mail import SentMail
from .moto_views import (
    NOT_KEPT,
    OWN,
    FormsAsMotoKeepsThem,
    NamesAsMotoKeepsThem,
    PoolsAsMotoShowsThem,
    RemovalInTurn,
    stop_tracking,
)
from .outbox import Outbox, Telling
from .receiving.filters import ReceiptFilter
from .sorted_dict import SortedDict
from .tenants.store import Tenants
from .verification.templates import VerificationTemplates

_CHANGES = count(1)
"""Numbers of changes, for all accounts and Regions together, so that a Region never repeats one after a reset."""


class ManagedSESBackend(IdentitySettings):
    """The SES backend of one account in one Region, shared by v1 and v2.

    ``mail`` has each accepted message that is still stored, by ID. ``refused_mail`` has the IDs of messages that SES
    accepted but did not send. ``mail_events`` are the events of messages before they reach a pool. ``last_change`` is a
    number that changes after each step that may have changed something, and ``is_used`` says whether there was such a
    step since the start or a reset.
    """

    config_sets: ConfigurationSets  # type: ignore[assignment]  # moto's are plain ones

    publisher: ClassVar[Callable[[ManagedSESBackend, Sequence[MailEvent]], Callable[[], None]] | None] = None
    """Prepares the publication of events, and returns a function that publishes them. activate() sets it, because it
    belongs to a layer above this one."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.region = Region(wall_clock)
        self.mail: dict[str, SentMail] = {}
        self.mail_events: list[MailEvent] = []
        self.config_sets = ConfigurationSets()
        self.email_identities = Identities()
        self.templates = SortedDict()
        self.event_log = EventLog()
        self.failures = PlannedFailures()
        self.refused_mail: deque[str] = deque()
        self.removal = RemovalInTurn()
        self.outbox = Outbox()
        self.last_change = next(_CHANGES)
        self.is_used = False
        self.receipt_filters: SortedDict[str, ReceiptFilter] = SortedDict()
        self.account_settings = AccountSettings()
        self.sending_rate = SendingRate()
        self.suppression_list = SuppressionList()
        self.contact_lists = ContactLists()
        self.tenants = Tenants()
        self.verification_templates = VerificationTemplates()
        self.jobs = Jobs()
        self.endpoints = MultiRegionEndpoints()
        self.certificates = Certificates()
        self._make_views()

    def __getstate__(self) -> dict[str, Any]:
        """The attributes that the state file keeps."""
        return {name: value for name, value in self.__dict__.items() if name not in NOT_KEPT}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        kept_by_moto = (mail.kept_by_moto for mail in self.mail.values())
        self.sent_messages = [message for message in kept_by_moto if message is not None]
        self.last_change = next(_CHANGES)
        self._make_views()

    @contextmanager
    def step(self, *, reads: bool = False) -> Iterator[None]:
        """One atomic step of the Region at the current time. Events are published after it.

        With ``reads``, the step changes nothing but what elapsed time brings. Events are prepared within the step,
        because it may discard their mail, and published after the lock is released, so that receivers can call SES.
        """
        due: Sequence[Telling] = ()
        try:
            with self.region.lock:
                self.region.catch_up()
                outbox = self.outbox  # a step that resets the Region replaces its outbox
                outbox.begin_step()
                rejected_before = self.rejected_messages_count
                try:
                    yield
                finally:
                    try:
                        self._end_step(rejected_before, reads=reads)
                    finally:
                        due = outbox.end_step()
        finally:
            for tell in due:
                tell()

    def _end_step(self, rejected_before: int, *, reads: bool) -> None:
        self._count_rejected(self.rejected_messages_count - rejected_before)
        events = self._take_events()
        if events or not reads:
            self.last_change = next(_CHANGES)
            self.is_used = True
        if events:
            self.event_log.add(events, self.mail)
            if self.publisher is not None:
                self.outbox.put(self.publisher(events))
        forget_mail(self)

    def _take_events(self) -> list[MailEvent]:
        """The events since the last step, ordered by time."""
        events = self.region.take_events()
        if self.mail_events:
            events = sorted([*self.mail_events, *events], key=lambda event: event.at)
            self.mail_events.clear()
        return events

    def get_send_quota(self) -> SendQuota:
        """The quota in v1's form. moto's ``sent_message_count`` is a total, not the count of the last 24 hours."""
        with self.region.step():
            return SendQuota(self.region.accepted_last_24_hours(), self.quota)

    @property
    def quota(self) -> Quota:
        """The account's sending quota."""
        return quota_of(self.region.policy)

    @classmethod
    def from_plain_moto(cls, plain: SESBackend) -> ManagedSESBackend:
        """A managed backend with the state of ``plain``, for activate() within a mock."""
        managed = cls(plain.region_name, plain.account_id)
        managed.is_used = True
        managed.__dict__.update({name: value for name, value in plain.__dict__.items() if name not in OWN})
        managed.templates = SortedDict()
        for pool in plain.dedicated_ip_pools.values():
            managed.region.create_pool(pool.pool_name, ScalingMode(pool.scaling_mode or "STANDARD"))
        for number, (name, template) in enumerate(plain.templates.items(), 1):
            managed.templates[name] = template | {"Number": number}  # type: ignore[assignment]
        managed.config_sets = ConfigurationSets()
        for configuration_set in plain.config_sets.values():
            managed._configuration_set_from_plain_moto(configuration_set)
            form = plain.config_set_event_destination.get(configuration_set.configuration_set_name)
            if form:
                destination = read(form)
                check(destination, managed._home)
                # moto never checked that the topic exists: nothing is published to a missing one.
                managed.config_sets.named(configuration_set.configuration_set_name).event_destinations.add(destination)
        identities_from_plain_moto(managed, plain)
        managed.contact_lists = from_plain_moto(plain.contacts_lists)
        managed._make_views()
        return managed

    def to_plain_moto(self) -> SESBackend:
        """moto's own backend with the state that it can hold, for deactivate() within a mock."""
        plain = SESBackend(self.region_name, self.account_id)
        plain.__dict__.update({name: value for name, value in self.__dict__.items() if name not in OWN})
        plain.templates = dict(self.templates)
        plain.dedicated_ip_pools = dict(self.dedicated_ip_pools)
        plain.config_set_event_destination = dict(self.config_set_event_destination)
        plain.event_destinations = dict(self.event_destinations)
        plain.config_sets = {name: self._plain_configuration_set(name) for name in self.config_sets}
        identities_to_plain_moto(self, plain)
        plain.contacts_lists = to_plain_moto(self.contact_lists)
        return plain

    # All calls that create an identity use this method, including v1's verifications.
    def create_email_identity_v2(
        self,
        email_identity: str,
        tags: list[dict[str, str]] | None,
        dkim_signing_attributes: object | None,
        configuration_set_name: str | None,
    ) -> EmailIdentity:
        email_identity = canonical_name(email_identity)
        with self.region.lock:
            identity = self.new_identity(email_identity, tags, dkim_signing_attributes, configuration_set_name)
            self.email_identities.check_new(email_identity)
            if configuration_set_name is not None:
                self.config_sets.named(configuration_set_name)
            super().create_email_identity_v2(email_identity, tags, dkim_signing_attributes, configuration_set_name)
            self.email_identities[email_identity] = identity
            if not self.region.policy.verify_identities:
                identity.await_verification()
            return identity

    def check_unused(self, kind: str, name: str) -> None:
        """Raise InvalidParameterValue if a tenant uses this identity, configuration set or template (seen live).

        It cannot be deleted then.
        """
        resource = arn(self, kind, name)
        if next(self.tenants.associations_of(resource), None) is not None:
            raise InvalidParameterValue(
                f"Cannot delete <{resource}> because it has tenant associations. "
                "Remove all tenant associations and try again."
            )

    def set_default_configuration_set(self, identity: str, configuration_set: str | None) -> None:
        """Set the default set of an identity. Raises NotFoundError for the identity or the configuration set."""
        email_identity = self.email_identities.named(identity)
        if configuration_set is not None:
            self.config_sets.named(configuration_set)
        email_identity.configuration_set_name = configuration_set

    def is_verified_domain(self, name: str) -> bool:
        """Whether this is a verified domain of the account."""
        identity = self.email_identities.get(name)
        return identity is not None and identity.is_domain and bool(identity.verification_status == "SUCCESS")

    def verify_email_identity(self, address: str) -> None:
        with self.region.lock, translate_errors():
            super().verify_email_identity(address)

    def verify_email_address(self, address: str) -> None:
        with self.region.lock, translate_errors():
            super().verify_email_address(address)

    def verify_domain(self, domain: str) -> None:
        with self.region.lock, translate_errors():
            super().verify_domain(domain)

    def delete_identity(self, identity: str) -> None:
        """Delete an identity, as v1 does: a missing identity is not an error."""
        with self.region.lock:
            identity = canonical_name(identity)
            if identity not in self.email_identities:
                return
            self.check_unused(IDENTITY_ARN_KIND, identity)
            if self.certificates.of(identity):
                raise InvalidParameterValue(
                    f"Cannot delete <{arn(self, IDENTITY_ARN_KIND, identity)}> because it has certificates associated "
                    "with it. Disassociate all certificates and try again."
                )
            del self.email_identities[identity]
            self.tagger.delete_all_tags_for_resource(arn(self, IDENTITY_ARN_KIND, identity))

    def create_configuration_set(self, configuration_set_name: str) -> None:
        with self.region.lock, translate_errors():
            check_name(configuration_set_name)
            if configuration_set_name in self.config_sets:
                raise ConfigurationSetAlreadyExists(f"Configuration set <{configuration_set_name}> already exists.")
            self.config_sets.add(ManagedConfigurationSet(configuration_set_name))

    def delete_configuration_set(self, configuration_set_name: str) -> None:
        with self.region.lock, translate_errors():
            self.config_sets.named(configuration_set_name)
            self.check_unused(SET_ARN_KIND, configuration_set_name)
            del self.config_sets[configuration_set_name]
            self.tagger.delete_all_tags_for_resource(arn(self, SET_ARN_KIND, configuration_set_name))

    def create_configuration_set_event_destination(self, configuration_set_name: str, event_destination: Form) -> None:
        """Create an event destination, in the form of v1, as moto calls it."""
        with self.step(), translate_errors():
            self.add_event_destination(configuration_set_name, read(event_destination))

    def add_event_destination(self, configuration_set: str, new: EventDestination) -> None:
        """Add an event destination. After the step, a topic gets a message that confirms it.

        Raises NotFoundError (the set), InvalidEventDestinationError, EventDestinationTakenError or
        TooManyEventDestinationsError.
        """
        check(new, self._home)
        destinations = self.config_sets.named(configuration_set).event_destinations
        check_topic(new)
        destinations.add(new)
        if isinstance(new.target, SnsTarget):
            self.outbox.put(partial(topics.publish, new.target.topic_arn, topics.VALIDATED))

    def replace_event_destination(self, configuration_set: str, new: EventDestination) -> None:
        """Replace the event destination with the name of ``new``.

        Raises NotFoundError (the set), InvalidEventDestinationError or UnknownEventDestinationError.
        """
        check(new, self._home)
        destinations = self.config_sets.named(configuration_set).event_destinations
        before = destinations.get(new.name).target
        check_topic(new)
        destinations.replace(new)
        if isinstance(new.target, SnsTarget) and new.target != before:
            self.outbox.put(partial(topics.publish, new.target.topic_arn, topics.VALIDATED))

    def remove_event_destination(self, configuration_set: str, name: str) -> None:
        """Remove an event destination. Raises NotFoundError (the set) or UnknownEventDestinationError."""
        self.config_sets.named(configuration_set).event_destinations.remove(name)

    def _make_views(self) -> None:
        self.dedicated_ip_pools = PoolsAsMotoShowsThem(self.region, self.pool_tags)  # type: ignore[assignment]
        self.config_set_event_destination = FormsAsMotoKeepsThem(self._event_destinations)  # type: ignore[assignment]
        self.event_destinations = NamesAsMotoKeepsThem(self._event_destinations)  # type: ignore[assignment]
        self.contacts_lists = ContactListsAsMotoKeepsThem(self.contact_lists)  # type: ignore[assignment]

    @property
    def _home(self) -> Home:
        return Home(self.partition, self.region_name, self.account_id)

    def _event_destinations(self) -> Iterator[EventDestinations]:
        return (configuration_set.event_destinations for configuration_set in self.config_sets.values())

    def _configuration_set_from_plain_moto(self, plain: ConfigurationSet) -> None:
        managed_copy = ManagedConfigurationSet(plain.configuration_set_name)
        managed_copy.__dict__.update(plain.__dict__)
        managed_copy.delivery_options = dict(plain.delivery_options)
        if managed_copy.sending_pool not in self.region.pools:
            managed_copy.sending_pool = None
        if not isinstance(managed_copy.enabled, dict) or "SendingEnabled" not in managed_copy.enabled:
            managed_copy.enabled = {"SendingEnabled": True}
        self.config_sets.add(managed_copy)

    def _plain_configuration_set(self, name: str) -> ConfigurationSet:
        managed = self.config_sets.named(name)
        plain = ConfigurationSet(configuration_set_name=name)
        plain.__dict__.update({option: value for option, value in managed.__dict__.items() if option in plain.__dict__})
        plain.delivery_options = dict(managed.delivery_options)
        return plain

    def _count_rejected(self, messages: int) -> None:
        if messages:
            self.region.statistics.count(SendCount.REJECTS, self.region.clock.now, messages)

    def pool_snapshot(self, name: str) -> Pool:
        """A frozen snapshot of a pool with its sets and tags. Raises NotFoundError or ReservedPoolError."""
        return self.region.pool_snapshot(name, self.config_sets.sending_through(name), self.pool_tags(name))

    def pool_tags(self, name: str) -> dict[str, str]:
        tags: dict[str, str] = self.tagger.get_tag_dict_for_resource(arn(self, POOL_ARN_KIND, name))
        return tags

    def delete_pool(self, name: str) -> None:
        """Delete a pool and its tags, so that a new pool with this name has none."""
        self.region.delete_pool(name)
        self.config_sets.forget_pool(name)
        self.tagger.delete_all_tags_for_resource(arn(self, POOL_ARN_KIND, name))


def forget_mail(backend: ManagedSESBackend) -> None:
    """Drop the mail that the Region has discarded, and the oldest refused mail over the same limit."""
    for message_id in backend.region.take_discarded():
        _forget(backend, message_id)
    while len(backend.refused_mail) > backend.region.policy.max_stored_messages:
        _forget(backend, backend.refused_mail.popleft())


def _forget(backend: ManagedSESBackend, message_id: str) -> None:
    mail = backend.mail.pop(message_id, None)
    if mail is None or mail.kept_by_moto is None:
        return
    backend.removal.take_out(backend.sent_messages, mail.kept_by_moto)
    stop_tracking(mail.kept_by_moto)
