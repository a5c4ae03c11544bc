"""Conversion of identities from plain moto to a managed backend and back, while a mock is running."""

from __future__ import annotations

from moto.core.utils import iso_8601_datetime_with_milliseconds
from moto.ses.models import EmailIdentity, SESBackend, SESFeedback
from moto.utilities.tagging_service import TaggingService

from ..arns import IDENTITY_ARN_KIND, arn
from .model import (
    V1_MX_FAILURE_BEHAVIORS,
    EasyDkim,
    MailFrom,
    ManagedEmailIdentity,
    VerificationStatus,
    dkim_attributes,
    v1_name,
)
from .settings import NOTIFICATION_TYPES, IdentitySettings
from .store import Identities, canonical_name

_PLAIN_ARN_KIND = "email-identity"
"""The resource type in plain moto's ARNs of identities. AWS's is different."""


def identities_from_plain_moto(managed: IdentitySettings, plain: SESBackend) -> None:
    """Copy plain moto's identities, and their settings that plain moto stores elsewhere."""
    managed.email_identities = Identities()
    managed.identity_mail_from_domains = {}
    managed.dkim_tokens = {}
    managed.sns_topics = {
        name: {kind: topic for kind, topic in topics.items() if kind in NOTIFICATION_TYPES}
        for name, topics in plain.sns_topics.items()
    }
    for name, identity in plain.email_identities.items():
        managed.email_identities.check_new(name)
        managed.email_identities[name] = _from_plain_moto(managed, plain, identity)
        _move_tags(
            managed.tagger, arn(managed, _PLAIN_ARN_KIND, name), arn(managed, IDENTITY_ARN_KIND, canonical_name(name))
        )


def identities_to_plain_moto(managed: IdentitySettings, plain: SESBackend) -> None:
    """Copy the identities to plain moto, with the settings that plain moto can store."""
    plain.email_identities = {}
    plain.identity_mail_from_domains = {}
    plain.dkim_tokens = {}
    plain.sns_topics = {name: dict(topics) for name, topics in managed.sns_topics.items()}
    for name, identity in managed.email_identities.items():
        plain.email_identities[name] = _plain(managed, identity)
        _move_tags(plain.tagger, arn(plain, IDENTITY_ARN_KIND, name), arn(plain, _PLAIN_ARN_KIND, name))
        if not identity.feedback_forwarding_status:
            plain.sns_topics.setdefault(name, {})[SESFeedback.FORWARDING_ENABLED] = False
        if identity.mail_from is not None:
            plain.identity_mail_from_domains[name] = {
                "mail_from_domain": identity.mail_from.domain,
                "behavior_on_mx_failure": v1_name(identity.mail_from.on_mx_failure),
            }
        dkim = managed.dkim_of(identity)
        if identity.is_domain and isinstance(dkim.key, EasyDkim):
            plain.dkim_tokens[name] = list(dkim.tokens)


def _move_tags(tagger: TaggingService, before: str, after: str) -> None:
    tags = tagger.list_tags_for_resource(before)["Tags"]
    if tags:
        tagger.delete_all_tags_for_resource(before)
        tagger.tag_resource(after, tags)


def _from_plain_moto(managed: IdentitySettings, plain: SESBackend, identity: EmailIdentity) -> ManagedEmailIdentity:
    name = identity.email_identity
    default = identity.configuration_set_name if identity.configuration_set_name in plain.config_sets else None
    managed_copy = managed.new_identity(name, identity.tags, identity.dkim_signing_attributes, default)
    if identity.verification_status == VerificationStatus.PENDING.name_in_v2:
        managed_copy.await_verification()
    managed_copy.policies = identity.policies
    managed_copy.feedback_forwarding_status = plain.sns_topics.get(name, {}).get(SESFeedback.FORWARDING_ENABLED, True)
    mail_from = plain.identity_mail_from_domains.get(name)
    if mail_from is not None:
        # moto stores None if the request omitted the behavior.
        behavior = V1_MX_FAILURE_BEHAVIORS[mail_from["behavior_on_mx_failure"] or "UseDefaultValue"]
        managed_copy.mail_from = MailFrom(mail_from["mail_from_domain"], behavior)
    return managed_copy


def _plain(managed: IdentitySettings, identity: ManagedEmailIdentity) -> EmailIdentity:
    plain = EmailIdentity(
        identity.email_identity, identity.tags, identity.dkim_signing_attributes, identity.configuration_set_name
    )
    plain.__dict__.update({name: value for name, value in identity.__dict__.items() if name in plain.__dict__})
    plain.dkim_attributes = dkim_attributes(managed.dkim_of(identity))
    # moto passes this to json.dumps, which does not serialize datetimes.
    generated = plain.dkim_attributes.get("LastKeyGenerationTimestamp")
    if generated is not None:
        plain.dkim_attributes["LastKeyGenerationTimestamp"] = iso_8601_datetime_with_milliseconds(generated)
    return plain
