"""SES's rules for accepting a message. Rules for all messages belong in ``check``."""

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
"""The most recipients of a message, To, Cc and Bcc together [AWS: SES quotas]."""

MAX_MESSAGE = {"v1": 10 * 1024 * 1024, "v2": 40 * 1024 * 1024}
"""The largest message in bytes by API, including encoded attachments [AWS: SES quotas]."""

MAX_TAG_LENGTH = 255
"""The longest name, and value, of a message tag in characters [AWS: MessageTag says fewer than 256]."""

_TAG_NAME = re.compile(r"[A-Za-z0-9_-]+")
_TAG_VALUE = re.compile(r"[A-Za-z0-9_.@-]+")

_IDENTITY_ARN = re.compile(r"arn:[^:]+:ses:(?P<region>[^:]+):(?P<account>[0-9]{12}):(?:email-)?identity/(?P<name>.+)")


@dataclass(frozen=True)
class SendingAs:
    """What a message is sent as: identity, configuration set and tenant.

    ``identity`` is None if the request names an identity of another account.
    """

    identity: ManagedEmailIdentity | None
    configuration_set: ManagedConfigurationSet | None
    tenant: Tenant | None = None
    set_is_default: bool = False

    def origin(self, source: str) -> MessageOrigin:
        """The origin of the message, for the statistics and views of the simulation."""
        return _origin(
            source,
            self.identity.email_identity if self.identity is not None else None,
            self.configuration_set.configuration_set_name if self.configuration_set is not None else None,
            self.set_is_default,
            self.tenant.name if self.tenant is not None else None,
        )


def check(backend: ManagedSESBackend, outgoing: OutgoingEmail, sending_as: SendingAs | None = None) -> SendingAs:
    """Raise SES's error for a message that it does not accept. Every message passes this check.

    ``sending_as`` is the result of ``check_sender()``, if it was already called for this request.

    Raises InvalidParameterValue (in v2 BadRequestException), MessageRejectedError, NotFoundError (the set, the contact
    list), MissingDefaultSetError, InvalidValueError (the topic) or Throttling (the quota, if the policy enforces it).
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
    """Check that the account may send now, and as ``sender``. A bulk request fails as a whole here."""
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
        claims.pop((sender.address, None), None)  # the address that it covers
    _refuse_unverified(
        backend, [bare_address(address) for address, arn in claims if not _covers(backend, address, arn)]
    )
    set_is_default = configuration_set is not None and sender.configuration_set is None
    return SendingAs(identity, configuration_set, set_is_default=set_is_default)


def _claims(sender: Sender) -> Iterator[tuple[str, str | None]]:
    """The addresses that a message is sent as, each with the ARN of the identity to use (None: any)."""
    yield sender.address, sender.identity_arn
    for address in sender.named_in_headers:
        yield address, sender.from_arn or sender.identity_arn
    yield sender.return_path or sender.address, sender.return_path_arn or sender.identity_arn


def check_tenant(backend: ManagedSESBackend, sender: Sender, sending_as: SendingAs, template: str | None) -> SendingAs:
    """Add the tenant, if the request names one. Raises the errors of ``sending_tenant``."""
    if sender.tenant is None:
        return sending_as
    tenant = sending_tenant(backend, sender.tenant, sending_as.identity, sending_as.configuration_set, template)
    return replace(sending_as, tenant=tenant)


def _configuration_set(
    backend: ManagedSESBackend, sender: Sender, identity: ManagedEmailIdentity | None
) -> ManagedConfigurationSet | None:
    """The configuration set of a message: the one in the request, else the default of its identity.

    Raises NotFoundError if the set in the request does not exist, MissingDefaultSetError if the default was deleted.
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
    # Few senders send most of the mail, so their messages share one object.
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
    """SES's message for an invalid tag, including its two spaces before a quotation mark; None for a valid one."""
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
    """In the sandbox, allow only verified recipients and the mailbox simulator."""
    others = [bare_address(address) for address in outgoing.recipients if not is_simulated(address)]
    _refuse_unverified(backend, [address for address in others if verifier(backend, address) is None])


def _refuse_unverified(backend: ManagedSESBackend, addresses: Sequence[str]) -> None:
    """Raise MessageRejectedError with the addresses, if there are any."""
    if not addresses:
        return
    backend.rejected_messages_count += 1  # moto's statistics count these as rejects
    raise MessageRejectedError(
        "Email address is not verified. The following identities failed the check in region "
        f"{backend.region_name.upper()}: {', '.join(dict.fromkeys(addresses))}"
    )


def _check_quota(backend: ManagedSESBackend, outgoing: OutgoingEmail) -> None:
    """Raise Throttling if the account's quota is used up.

    A message to several recipients is accepted while any quota is left [AWS's messaging blog]. Mail to the mailbox
    simulator counts towards the rate only [AWS: "Using the mailbox simulator manually"].
    """
    quota, region = backend.quota, backend.region
    counted = not all(is_simulated(address) for address in outgoing.recipients)
    if counted and region.accepted_last_24_hours() >= quota.max_24_hour_send:
        raise DailyQuotaExceeded
    if backend.sending_rate.is_used_up(region.clock.elapsed, quota.max_send_rate):
        raise SendingRateExceeded


def _covers(backend: ManagedSESBackend, address: str, identity_arn: str | None) -> bool:
    """Whether the account may send as an address, by the identity with the ARN or else by its own identities."""
    bare = bare_address(address)
    return _authorized(backend, bare, identity_arn) if identity_arn else verifier(backend, bare) is not None


def is_verified(backend: ManagedSESBackend, address: str) -> bool:
    """Whether one of the account's own identities verifies an address."""
    return verifier(backend, bare_address(address)) is not None


def verifier(backend: ManagedSESBackend, address: str) -> ManagedEmailIdentity | None:
    """The closest identity of the account that verifies a bare address; None if there is none."""
    identities = backend.email_identities
    for name in _covering_identities(address):
        identity: ManagedEmailIdentity | None = identities.get(name)
        if identity is not None and identity.verified_for_sending_status:
            return identity
    return None


def _authorized(backend: ManagedSESBackend, address: str, identity_arn: str) -> bool:
    """Whether the identity with this ARN exists, in any account, and covers the address.

    Its sending authorization policy is not evaluated, as in moto (our choice).
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
    """The identities that can verify an address, closest first.

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
    """The reason why SES accepts but does not send mail to ``address``; None if it sends it.

    An entry of the suppression list counts if its reason is among the suppressed reasons of the configuration set,
    tenant or account [AWS: "if they don't match, then SES will send it"].
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
    """The suppressed reasons for a message: those of its set (which can be none), else of its tenant or account."""
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
    """Sending is disabled for this configuration set."""

    code = "ConfigurationSetSendingPausedException"


def check_account_enabled(backend: ManagedSESBackend) -> None:
    """Raise AccountSendingPausedException (in v2 SendingPausedException) while the account's sending is paused."""
    if not backend.account_settings.sending_enabled:
        # The first sentence of SES's message for an account that AWS paused; the rest of it does not apply here.
        raise AccountSendingPausedException("Sending paused for this account.")


def check_set_enabled(configuration_set: ManagedConfigurationSet) -> None:
    """Raise ConfigurationSetSendingPausedException (in v2 SendingPausedException) while the set is paused."""
    if not configuration_set.sending_enabled:
        raise ConfigurationSetSendingPausedException(
            f"Sending is paused for configuration set {configuration_set.configuration_set_name}"
        )
