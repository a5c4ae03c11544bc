"""The operations of v1 and v2 on the settings of identities. They raise v1's errors, which v2 translates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from moto.ses.exceptions import InvalidParameterValue, ValidationError
from moto.ses.models import SESBackend

from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.region import Region

from ..configuration_sets import topics
from ..outbox import Outbox
from ..siblings import regions_of
from .model import (
    DEFAULT_KEY_LENGTH,
    EASY_DKIM_ORIGIN,
    OWN_DKIM_ORIGIN,
    V1_MX_FAILURE_BEHAVIORS,
    Dkim,
    DkimKeyLength,
    EasyDkim,
    MailFrom,
    ManagedEmailIdentity,
    MxFailureBehavior,
    OwnDkim,
    ReplicaDkim,
    domain_of_identity,
    easy_dkim,
    parent_region_of,
    v1_name,
    verification_token,
)
from .store import Identities

NOTIFICATION_TYPES = ("Bounce", "Complaint", "Delivery")

_DOMAIN = re.compile(r"(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")


class IdentitySettings(SESBackend):
    """moto's operations on identities, with one state for v1 and v2, and the operations that moto lacks."""

    region: Region
    outbox: Outbox
    email_identities: Identities  # type: ignore[assignment]  # moto's is a plain dict

    def dkim_of(self, identity: ManagedEmailIdentity) -> Dkim:
        """The DKIM settings of an identity. An address inherits them from its domain.

        Signing can be enabled or disabled for the address itself
        [AWS: "Overriding inherited DKIM signing on an email address identity"].
        """
        if identity.is_domain:
            return self._domain_dkim(identity)
        domain = self._domain_identity(identity.email_identity)
        if domain is None:
            return Dkim(False, None)
        inherited = self.dkim_of(domain)
        if identity.signing_enabled is None:
            return inherited
        return replace(inherited, signing_enabled=identity.signing_enabled)

    def set_dkim_enabled(self, name: str, enabled: bool) -> None:
        """Enable or disable DKIM signing for an identity.

        If an address is not an identity but its domain is, nothing changes (seen live). Raises InvalidParameterValue if
        the domain is not an identity.
        """
        with self.region.lock:
            if self._domain_identity(name) is None:
                raise InvalidParameterValue(f"Domain {domain_of_identity(name)} is not verified for DKIM signing.")
            if name in self.email_identities:
                self.email_identities.named(name).signing_enabled = enabled

    def sign_with(
        self, identity: ManagedEmailIdentity, attributes: Mapping[str, Any], origin: str | None = None
    ) -> None:
        """Set the key pair of a domain from its DkimSigningAttributes.

        If ``origin`` or the attributes name a Region, the domain uses the key pair of the identity with the same name
        in that Region. If they have a selector, it uses the customer's key pair. Otherwise, it uses a key pair of SES.
        Raises InvalidValueError for an invalid key length or parent identity.
        """
        region = parent_region_of(origin or attributes.get("DomainSigningAttributesOrigin") or EASY_DKIM_ORIGIN)
        if region is not None:
            identity.dkim_key = ReplicaDkim(region, self._parent_key(identity.email_identity, region))
            return
        selector = attributes.get("DomainSigningSelector")
        if selector is not None:
            identity.dkim_key = OwnDkim(selector)
            return
        length = attributes.get("NextSigningKeyLength")
        if length is not None and length not in DkimKeyLength.__members__:
            raise InvalidValueError(
                f"NextSigningKeyLength must be one of {', '.join(DkimKeyLength.__members__)}: {length!r} was given."
            )
        self.use_easy_dkim(identity, DkimKeyLength(length) if length is not None else None)

    def use_easy_dkim(self, identity: ManagedEmailIdentity, key_length: DkimKeyLength | None) -> None:
        """Use a key pair of SES for a domain. It is generated unless the domain already has one of that length."""
        current = identity.dkim_key
        if isinstance(current, EasyDkim) and key_length in {None, current.key_length}:
            return
        identity.dkim_keys_generated += 1
        identity.dkim_key = easy_dkim(
            self._seed(identity.email_identity),
            key_length or DEFAULT_KEY_LENGTH,
            self.region.clock.now,
            identity.dkim_keys_generated,
        )

    def domain_dkim_tokens(self, domain: str) -> tuple[str, ...]:
        """Use Easy DKIM for a domain, unless it is a replica, and return its tokens. Raises NotFoundError."""
        with self.region.lock:
            identity = self.email_identities.named(domain)
            if not isinstance(identity.dkim_key, ReplicaDkim):
                self.use_easy_dkim(identity, None)
            return self.dkim_of(identity).tokens

    def put_mail_from(self, name: str, domain: str | None, on_mx_failure: MxFailureBehavior | None) -> None:
        """Set the custom MAIL FROM domain, or remove it if ``domain`` is None or empty.

        Raises InvalidParameterValue for an unknown identity, or if ``domain`` is not a subdomain of the identity's
        domain.
        """
        if name not in self.email_identities:
            raise InvalidParameterValue(f"Identity <{name}> does not exist.")
        identity = self.email_identities.named(name)
        if not domain:
            identity.mail_from = None
            return
        _check_mail_from(domain, domain_of_identity(name))
        identity.mail_from = MailFrom(domain, on_mx_failure or MxFailureBehavior.USE_DEFAULT_VALUE)

    def set_identity_mail_from_domain(
        self, identity: str, mail_from_domain: str | None = None, behavior_on_mx_failure: str | None = None
    ) -> None:
        with self.region.lock:
            if behavior_on_mx_failure is not None and behavior_on_mx_failure not in V1_MX_FAILURE_BEHAVIORS:
                raise ValidationError(
                    _not_in_enum(behavior_on_mx_failure, "behaviorOnMXFailure", V1_MX_FAILURE_BEHAVIORS)
                )
            behavior = V1_MX_FAILURE_BEHAVIORS[behavior_on_mx_failure] if behavior_on_mx_failure is not None else None
            self.put_mail_from(identity, mail_from_domain, behavior)

    def get_identity_mail_from_domain_attributes(self, identities: list[str] | None = None) -> dict[str, Any]:
        return {identity.email_identity: _v1_mail_from(identity) for identity in self._known(identities)}

    def set_identity_feedback_forwarding_enabled(self, identity: str, enabled: bool) -> None:
        """Enable or disable feedback forwarding by email. Raises InvalidParameterValue for an unknown identity."""
        with self.region.lock:
            if identity not in self.email_identities:
                raise InvalidParameterValue(
                    f"Identity {identity} is invalid. Must be a verified email address or domain."
                )
            self.email_identities.named(identity).feedback_forwarding_status = enabled

    def set_headers_in_notifications(self, identity: str, notification_type: str, enabled: bool) -> None:
        """Enable or disable the original headers in notifications of a type.

        Raises ValidationError for an unknown type, or InvalidParameterValue for an unknown identity.
        """
        with self.region.lock:
            _check_notification_type(notification_type)
            if identity not in self.email_identities:
                raise InvalidParameterValue(
                    f"Identity {identity} is invalid. It must be a verified email address or domain."
                )
            email_identity = self.email_identities.named(identity)
            others = email_identity.headers_in_notifications - {notification_type}
            email_identity.headers_in_notifications = others | {notification_type} if enabled else others

    def set_identity_notification_topic(self, identity: str, notification_type: str, sns_topic: str | None) -> None:
        """Set or remove the topic for notifications of a type. After the step, SES sends a message to a new topic.

        Raises ValidationError for an unknown type. Removing a topic that is not set is not an error.
        """
        with self.region.lock:
            _check_notification_type(notification_type)
            topics_of_identity = self.sns_topics.setdefault(identity, {})
            if sns_topic:
                topics_of_identity[notification_type] = sns_topic
                welcome = topics.subscribed(sns_topic, notification_type, identity)
                self.outbox.put(partial(topics.publish, sns_topic, welcome))
            else:
                topics_of_identity.pop(notification_type, None)

    def get_identity_notification_attributes(self, identities: list[str]) -> dict[str, dict[str, Any]]:
        return {name: self._notification_attributes(name) for name in identities}

    def await_verification(self, address: str) -> None:
        """Create the address as a pending identity, unless it exists."""
        if address in self.email_identities:
            return
        self.create_email_identity_v2(address, None, None, None)
        self.email_identities.named(address).await_verification()

    def verify(self, name: str) -> None:
        """Verify an identity, as its owner does with a link or DNS records. Raises NotFoundError."""
        self.email_identities.named(name).verify(self.region.clock.now)

    def verification_token_of(self, domain: str) -> str:
        """The verification token of a domain in v1. It is always the same."""
        return verification_token(self._seed(domain))

    def get_identity_verification_attributes(self, identities: list[str] | None = None) -> dict[str, dict[str, str]]:
        return {identity.email_identity: self._verification(identity) for identity in self._known(identities)}

    def get_identity_dkim_attributes(self, identities: list[str]) -> dict[str, dict[str, Any]]:
        return {name: self._v1_dkim(name) for name in identities}

    def new_identity(
        self,
        name: str,
        tags: list[dict[str, str]] | None,
        dkim_signing_attributes: object | None,
        configuration_set: str | None,
    ) -> ManagedEmailIdentity:
        """A new identity. A domain has Easy DKIM, or the key pair in ``dkim_signing_attributes``."""
        identity = ManagedEmailIdentity(name, tags, dkim_signing_attributes, configuration_set, self.region.clock.now)
        if identity.is_domain:
            self.sign_with(identity, dkim_signing_attributes if isinstance(dkim_signing_attributes, dict) else {})
        return identity

    def _domain_dkim(self, identity: ManagedEmailIdentity) -> Dkim:
        enabled, key = identity.signing_enabled is not False, identity.dkim_key
        verified = identity.verified_for_sending_status
        if not isinstance(key, ReplicaDkim):
            origin = OWN_DKIM_ORIGIN if isinstance(key, OwnDkim) else EASY_DKIM_ORIGIN
            return Dkim(enabled, key, verified, origin)
        # A replica follows its parent [AWS: "automatically inherit and maintain the same DKIM signing configuration"].
        parent = self._parent(identity.email_identity, key.parent_region)
        if parent is None or not isinstance(parent.dkim_key, EasyDkim):
            return Dkim(enabled, key.last_seen, verified, key.origin)
        return Dkim(enabled, parent.dkim_key, parent.verified_for_sending_status, key.origin)

    def _parent_key(self, name: str, region: str) -> EasyDkim:
        """The key of the parent identity [AWS: it "must already exist in the specified Amazon Web Services Region and
        have Easy DKIM configured"]. Raises InvalidValueError."""
        if region == self.region_name:
            raise InvalidValueError(f"The parent identity of {name} must be in another Region than {region}.")
        parent = self._parent(name, region)
        if parent is None:
            raise InvalidValueError(f"The parent identity {name} does not exist in the Region {region}.")
        if not isinstance(parent.dkim_key, EasyDkim):
            raise InvalidValueError(f"The parent identity {name} in the Region {region} has no Easy DKIM configured.")
        return parent.dkim_key

    def _parent(self, name: str, region: str) -> ManagedEmailIdentity | None:
        backend = regions_of(self.account_id).get(region)
        parent = backend.email_identities.get(name) if backend is not None else None
        return parent if isinstance(parent, ManagedEmailIdentity) else None

    def _notification_attributes(self, name: str) -> dict[str, Any]:
        set_topics = self.sns_topics.get(name, {})
        attributes: dict[str, Any] = {
            f"{kind}Topic": set_topics[kind] for kind in NOTIFICATION_TYPES if kind in set_topics
        }
        identity = self.email_identities.get(name)
        headers = identity.headers_in_notifications if identity is not None else frozenset()
        attributes["ForwardingEnabled"] = identity is None or identity.feedback_forwarding_status
        for kind in NOTIFICATION_TYPES:
            attributes[f"HeadersIn{kind}NotificationsEnabled"] = kind in headers
        return attributes

    def _verification(self, identity: ManagedEmailIdentity) -> dict[str, str]:
        attributes = {"VerificationStatus": identity.status.name_in_v1}
        if identity.is_domain:
            attributes["VerificationToken"] = self.verification_token_of(identity.email_identity)
        return attributes

    def _v1_dkim(self, name: str) -> dict[str, Any]:
        if name not in self.email_identities:
            return {"DkimEnabled": False, "DkimVerificationStatus": "NotStarted"}
        dkim = self.dkim_of(self.email_identities.named(name))
        attributes: dict[str, Any] = {
            "DkimEnabled": dkim.signing_enabled,
            "DkimVerificationStatus": dkim.status.name_in_v1,
        }
        return attributes | ({"DkimTokens": list(dkim.tokens)} if dkim.tokens else {})

    def _known(self, names: Sequence[str] | None) -> list[ManagedEmailIdentity]:
        return [self.email_identities[name] for name in names or () if name in self.email_identities]

    def _domain_identity(self, name: str) -> ManagedEmailIdentity | None:
        domain = domain_of_identity(name)
        known_as = next((known for known in (domain, domain.lower()) if known in self.email_identities), None)
        return self.email_identities[known_as] if known_as is not None else None

    def _seed(self, name: str) -> str:
        return f"{self.account_id}/{self.region_name}/{name}"


def _v1_mail_from(identity: ManagedEmailIdentity) -> dict[str, str]:
    mail_from = identity.mail_from
    if mail_from is None:
        return {"BehaviorOnMXFailure": "UseDefaultValue"}
    return {
        "MailFromDomain": mail_from.domain,
        "MailFromDomainStatus": identity.status.name_in_v1,
        "BehaviorOnMXFailure": v1_name(mail_from.on_mx_failure),
    }


def _check_mail_from(domain: str, identity_domain: str) -> None:
    if not domain.lower().endswith(f".{identity_domain.lower()}"):
        raise InvalidParameterValue(
            f"Provided MAIL-FROM domain <{domain[:256]}> is not subdomain of the domain of the identity "
            f"<{identity_domain}>."
        )
    if not _DOMAIN.fullmatch(domain):
        raise InvalidParameterValue(f"The MAIL FROM domain {domain[:256]!r} is not a domain name.")


def _check_notification_type(notification_type: str) -> None:
    if notification_type not in NOTIFICATION_TYPES:
        raise ValidationError(_not_in_enum(notification_type, "notificationType", NOTIFICATION_TYPES))


def _not_in_enum(value: str, member: str, allowed: Collection[str]) -> str:
    return (
        f"1 validation error detected: Value '{value[:256]}' at '{member}' failed to satisfy constraint: "
        f"Member must satisfy enum value set: [{', '.join(allowed)}]"
    )
