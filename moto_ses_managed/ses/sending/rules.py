"""What SES asks of a message before it takes it in. A rule for every message belongs in ``check``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from moto.ses.exceptions import InvalidParameterValue, MessageRejectedError, SesError
from moto.ses.models import ses_backends

from moto_ses_managed.simulation.mail.mailbox_simulator import is_simulated
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from moto_ses_managed.simulation.mailboxes import REMEMBERED, bare_address

from ..account.quota import DailyQuotaExceeded, SendingRateExceeded
from ..account.suppression import SuppressionReason
from ..configuration_sets.model import ManagedConfigurationSet
from ..configuration_sets.store import MissingDefaultSetError
from ..identities.model import ManagedEmailIdentity
from ..identities.store import canonical_name
from ..mail import content_checks
from ..mail.addresses import check_address
from ..mail.message import OutgoingEmail, Sender
from ..models import ManagedSESBackend
from ..tenants.model import Tenant
from .subscriptions import check_list_management
from .tenancy import sending_tenant

MAX_RECIPIENTS = 50
"""Recipients of a message, To, Cc and Bcc together [AWS: SES quotas]."""

MAX_MESSAGE = {"v1": 10 * 1024 * 1024, "v2": 40 * 1024 * 1024}
"""Bytes of a message, attachments and their encoding included, by API [AWS: SES quotas]."""

MAX_TAG_LENGTH = 255
"""Characters of a message tag's name, and of its value [AWS: MessageTag says fewer than 256]."""

_TAG_NAME = re.compile(r"[A-Za-z0-9_-]+")
_TAG_VALUE = re.compile(r"[A-Za-z0-9_.@-]+")

_IDENTITY_ARN = re.compile(r"arn:[^:]+:ses:(?P<region>[^:]+):(?P<account>[0-9]{12}):(?:email-)?identity/(?P<name>.+)")


@dataclass(frozen=True)
class SendingAs:
    """What a message is sent as: the account's identity (None where another account's was named), the configuration
    set that the message takes, and the tenant on whose behalf it is sent."""

    identity: ManagedEmailIdentity | None
    configuration_set: ManagedConfigurationSet | None
    tenant: Tenant | None = None
    set_is_default: bool = False

    def origin(self, source: str) -> MessageOrigin:
        """Whom the message is from, as the simulation counts and shows it."""
        return _origin(
            source,
            self.identity.email_identity if self.identity is not None else None,
            self.configuration_set.configuration_set_name if self.configuration_set is not None else None,
            self.set_is_default,
            self.tenant.name if self.tenant is not None else None,
        )


def check(backend: ManagedSESBackend, outgoing: OutgoingEmail, sending_as: SendingAs | None = None) -> SendingAs:
    """Raise what SES would for a message that it would not take in. Every message comes through here.

    ``sending_as`` is what ``check_sender()`` said of its sender in this call, where that was asked already.

    Raises InvalidParameterValue (in v2 BadRequestException), MessageRejectedError, NotFoundError (the set, the contact
    list), MissingDefaultSetError, InvalidValueError (the topic) or Throttling (the quota, where the policy has it
    enforced).
    """
    _check_recipients(outgoing)
    check_tags(outgoing.tags)
    if outgoing.list_management is not None:
        check_list_management(backend, outgoing.list_management)
    if outgoing.rendering_failure is None and not outgoing.plain:
        content_checks.check_size(len(outgoing.message), MAX_MESSAGE[outgoing.api.value])
        content_checks.check_parts(outgoing.mime)
    if sending_as is None:
        sending_as = check_sender(backend, outgoing.sender)
    if backend.region.policy.sandbox:
        _check_verified_recipients(backend, outgoing)
    sending_as = check_tenant(backend, outgoing.sender, sending_as, outgoing.template)
    if backend.region.policy.enforce_quota:
        _check_quota(backend, outgoing)
    return sending_as


def check_sender(backend: ManagedSESBackend, sender: Sender) -> SendingAs:
    """Raise unless the account may send at present, and as ``sender``; a request that sends to many is refused as a
    whole by it."""
    check_account_enabled(backend)
    others = (*sender.named_in_headers, *([sender.return_path] if sender.return_path else []))
    for address in (sender.address, *others, *sender.reply_to):
        check_address(address)
    identity = verifier(backend, bare_address(sender.address))
    configuration_set = _configuration_set(backend, sender, identity)
    if configuration_set is not None:
        check_set_enabled(configuration_set)
    claims = dict.fromkeys(_claims(sender))
    if identity is not None:
        claims.pop((sender.address, None), None)  # the one that it covers
    _refuse_unverified(
        backend, [bare_address(address) for address, arn in claims if not _covers(backend, address, arn)]
    )
    set_is_default = configuration_set is not None and sender.configuration_set is None
    return SendingAs(identity, configuration_set, set_is_default=set_is_default)


def _claims(sender: Sender) -> Iterator[tuple[str, str | None]]:
    """The addresses that a message is sent as, each with the ARN of the identity that is to cover it (None: any)."""
    yield sender.address, sender.identity_arn
    for address in sender.named_in_headers:
        yield address, sender.from_arn or sender.identity_arn
    yield sender.return_path or sender.address, sender.return_path_arn or sender.identity_arn


def check_tenant(backend: ManagedSESBackend, sender: Sender, sending_as: SendingAs, template: str | None) -> SendingAs:
    """What the message is sent as, with the tenant where one is named. Raises what ``sending_tenant`` raises."""
    if sender.tenant is None:
        return sending_as
    tenant = sending_tenant(backend, sender.tenant, sending_as.identity, sending_as.configuration_set, template)
    return replace(sending_as, tenant=tenant)


def _configuration_set(
    backend: ManagedSESBackend, sender: Sender, identity: ManagedEmailIdentity | None
) -> ManagedConfigurationSet | None:
    """The set that mail of ``sender`` takes: the request's, else its identity's default.

    Raises NotFoundError where the request's does not exist, MissingDefaultSetError where the default has been deleted.
    """
    if sender.configuration_set is not None:
        return backend.config_sets.named(sender.configuration_set)
    default = identity.configuration_set_name if identity is not None else None
    if default is None:
        return None
    configuration_set = backend.config_sets.get(default)
    if configuration_set is None:
        raise MissingDefaultSetError(default)
    return configuration_set


@lru_cache(maxsize=REMEMBERED)
def _origin(
    source: str, identity: str | None, configuration_set: str | None, set_is_default: bool, tenant: str | None
) -> MessageOrigin:
    # Few senders send most of the mail: their messages share one.
    return MessageOrigin(source, identity, configuration_set, set_is_default, tenant)


def check_tags(tags: Sequence[tuple[str, str]]) -> None:
    """Raise InvalidParameterValue for a message tag that SES forbids."""
    seen: set[str] = set()
    for name, value in tags:
        reason = _fault_of_tag(name, value)
        if reason is None and name in seen:
            reason = f"Message tag {name!r} is given twice."
        if reason is not None:
            raise InvalidParameterValue(reason)
        seen.add(name)


def _fault_of_tag(name: str, value: str) -> str | None:
    """What is wrong with a message tag, in SES's words: two spaces before a quotation mark included."""
    for text, what in ((name, "name"), (value, "value")):
        if not text:
            return f"The tag {what} must be specified."
        if len(text) > MAX_TAG_LENGTH:
            return f"Tag {what} cannot exceed {MAX_TAG_LENGTH} characters."
    if not _TAG_NAME.fullmatch(name):
        return f"Invalid tag name <{name}>: only alphanumeric ASCII characters, '_',  '-' are allowed."
    if not _TAG_VALUE.fullmatch(value):
        return f"Invalid tag value <{value}>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed."
    return None


def _check_recipients(outgoing: OutgoingEmail) -> None:
    if not outgoing.recipients:
        raise InvalidParameterValue("Missing required header 'To'.")
    if len(outgoing.recipients) > MAX_RECIPIENTS:
        raise InvalidParameterValue(f"Recipient count exceeds {MAX_RECIPIENTS}.")
    for address in outgoing.recipients:
        check_address(address)


def _check_verified_recipients(backend: ManagedSESBackend, outgoing: OutgoingEmail) -> None:
    """In the sandbox, mail goes to verified addresses and domains, and to the mailbox simulator."""
    others = [bare_address(address) for address in outgoing.recipients if not is_simulated(address)]
    _refuse_unverified(backend, [address for address in others if verifier(backend, address) is None])


def _refuse_unverified(backend: ManagedSESBackend, addresses: Sequence[str]) -> None:
    """Raise MessageRejectedError, naming the addresses, where there are any."""
    if not addresses:
        return
    backend.rejected_messages_count += 1  # moto's statistics count these as rejects
    raise MessageRejectedError(
        "Email address is not verified. The following identities failed the check in region "
        f"{backend.region_name.upper()}: {', '.join(dict.fromkeys(addresses))}"
    )


def _check_quota(backend: ManagedSESBackend, outgoing: OutgoingEmail) -> None:
    """Raise Throttling where nothing is left of the account's quota; a message to several is taken as a whole while
    anything is left [AWS's messaging blog]. Mail to the simulator alone counts towards the rate only [AWS: "Using the
    mailbox simulator manually"]."""
    quota, region = backend.quota, backend.region
    counted = not all(is_simulated(address) for address in outgoing.recipients)
    if counted and region.accepted_last_24_hours() >= quota.max_24_hour_send:
        raise DailyQuotaExceeded
    if backend.sending_rate.is_used_up(region.clock.elapsed, quota.max_send_rate):
        raise SendingRateExceeded


def _covers(backend: ManagedSESBackend, address: str, identity_arn: str | None) -> bool:
    """Whether the account may send as an address: by the identity of that ARN where one is named, else by its own."""
    bare = bare_address(address)
    return _authorized(backend, bare, identity_arn) if identity_arn else verifier(backend, bare) is not None


def is_verified(backend: ManagedSESBackend, address: str) -> bool:
    """Whether the account may send as an address, by one of its own identities."""
    return verifier(backend, bare_address(address)) is not None


def verifier(backend: ManagedSESBackend, address: str) -> ManagedEmailIdentity | None:
    """The nearest of the account's identities that a bare address is verified by."""
    identities = backend.email_identities
    for name in _covering_identities(address):
        identity: ManagedEmailIdentity | None = identities.get(name)
        if identity is not None and identity.verified_for_sending_status:
            return identity
    return None


def _authorized(backend: ManagedSESBackend, address: str, identity_arn: str) -> bool:
    """Whether the identity of that ARN, of whatever account, is there and covers the address.

    Its sending authorization policy is not evaluated, as moto evaluates none (our choice).
    """
    arn = _IDENTITY_ARN.fullmatch(identity_arn)
    if arn is None or arn["region"] != backend.region_name:
        raise InvalidParameterValue(
            f"{identity_arn[:200]!r} is not an ARN of an identity in this Region: "
            f"arn:PARTITION:ses:{backend.region_name}:ACCOUNT:identity/NAME was expected."
        )
    owner = ses_backends[arn["account"]][arn["region"]]
    return arn["name"] in owner.email_identities and canonical_name(arn["name"]) in _covering_identities(address)


@lru_cache(maxsize=REMEMBERED)
def _covering_identities(address: str) -> tuple[str, ...]:
    """The identities that an address may be verified by, the nearest first.

    [AWS: "when you verify a domain identity, you can send email from any subdomain or email address of the verified
    domain". An address with a label, "user+label@", is covered by the one without it.]
    """
    local, _, domain = canonical_name(address).rpartition("@")
    addresses = dict.fromkeys((f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"))
    labels = domain.split(".")
    return (*addresses, *(".".join(labels[first:]) for first in range(len(labels) - 1)))


def is_suppressed(
    backend: ManagedSESBackend,
    address: str,
    configuration_set: ManagedConfigurationSet | None,
    tenant: Tenant | None = None,
) -> SuppressionReason | None:
    """Why SES accepts but doesn't send mail to ``address`` with that configuration set, None where it sends.

    An entry counts where its reason is among those that are suppressed [AWS: "if they don't match, then SES will send
    it"]. ``configuration_set`` is the one that the message takes, ``tenant`` the one on whose behalf it is sent.
    """
    entries = tenant.suppression_list if tenant is not None and tenant.has_own_list else backend.suppression_list
    against = entries.reasons_against(address)
    if not against:
        return None
    counting = suppressed_reasons(backend, configuration_set, tenant)
    return next((reason for reason in against if reason in counting), None)


def suppressed_reasons(
    backend: ManagedSESBackend, configuration_set: ManagedConfigurationSet | None, tenant: Tenant | None = None
) -> tuple[SuppressionReason, ...]:
    """The reasons that count for mail with that set: the set's own, none at all included, else the tenant's, else the
    account's."""
    own = configuration_set.suppression_options.get("SuppressedReasons") if configuration_set is not None else None
    if own is not None:
        return tuple(SuppressionReason(reason) for reason in own)
    if tenant is not None and tenant.suppression is not None:
        return tenant.suppression.reasons
    return backend.account_settings.suppressed_reasons


class AccountSendingPausedException(SesError):
    """Sending is disabled for the whole account in this Region."""

    code = "AccountSendingPausedException"


class ConfigurationSetSendingPausedException(SesError):
    """Sending is disabled for what takes this configuration set."""

    code = "ConfigurationSetSendingPausedException"


def check_account_enabled(backend: ManagedSESBackend) -> None:
    """Raise AccountSendingPausedException (in v2 SendingPausedException) while the account's sending is paused."""
    if not backend.account_settings.sending_enabled:
        # The first sentence of what SES says where AWS itself paused the account; the rest of it is not true here.
        raise AccountSendingPausedException("Sending paused for this account.")


def check_set_enabled(configuration_set: ManagedConfigurationSet) -> None:
    """Raise ConfigurationSetSendingPausedException (in v2 SendingPausedException) while the set is paused."""
    if not configuration_set.sending_enabled:
        raise ConfigurationSetSendingPausedException(
            f"Sending is paused for configuration set {configuration_set.configuration_set_name}"
        )
