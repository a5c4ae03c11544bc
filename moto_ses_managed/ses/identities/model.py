"""The settings of an identity: DKIM, MAIL FROM and feedback. v1 and v2 share them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from moto.ses.models import EmailIdentity

EASY_DKIM_ORIGIN = "AWS_SES"
OWN_DKIM_ORIGIN = "EXTERNAL"
"""The origins of signing attributes: SES (Easy DKIM), or the customer (BYODKIM)."""


class DkimKeyLength(Enum):
    """The length of an Easy DKIM key pair, by its name in the API."""

    RSA_1024_BIT = "RSA_1024_BIT"
    RSA_2048_BIT = "RSA_2048_BIT"


DEFAULT_KEY_LENGTH = DkimKeyLength.RSA_2048_BIT
"""[AWS: "Easy DKIM - either accept the Amazon SES default of 2048 bits, or override it"]"""


class MxFailureBehavior(Enum):
    """The behavior if the MX record of the MAIL FROM domain is missing."""

    USE_DEFAULT_VALUE = "USE_DEFAULT_VALUE"
    REJECT_MESSAGE = "REJECT_MESSAGE"


V1_MX_FAILURE_BEHAVIORS = {
    "RejectMessage": MxFailureBehavior.REJECT_MESSAGE,
    "UseDefaultValue": MxFailureBehavior.USE_DEFAULT_VALUE,
}
"""The behaviors by their names in v1."""


def v1_name(behavior: MxFailureBehavior) -> str:
    """The behavior's name in v1."""
    return next(name for name, known in V1_MX_FAILURE_BEHAVIORS.items() if known is behavior)


class VerificationStatus(Enum):
    """The verification status of an identity, its DKIM or its MAIL FROM domain. Values are the names in v2 and v1."""

    NOT_STARTED = "NOT_STARTED", "NotStarted"
    PENDING = "PENDING", "Pending"
    SUCCESS = "SUCCESS", "Success"

    def __init__(self, name_in_v2: str, name_in_v1: str) -> None:
        self.name_in_v2 = name_in_v2
        self.name_in_v1 = name_in_v1


@dataclass(frozen=True)
class EasyDkim:
    """A key pair that SES generated. ``generation`` numbers the key pairs of the identity from 1."""

    key_length: DkimKeyLength
    generated_at: datetime
    generation: int
    tokens: tuple[str, str, str]


@dataclass(frozen=True)
class OwnDkim:
    """The customer's own key pair (BYODKIM). SES never shows the private key, so it is not stored."""

    selector: str


@dataclass(frozen=True)
class ReplicaDkim:
    """The key pair of the identity with the same name in ``parent_region`` (Deterministic Easy DKIM, DEED).

    ``last_seen`` is the parent's key at the time when the identity became its replica. The replica uses it if the
    parent is deleted or no longer has Easy DKIM (our choice).
    """

    parent_region: str
    last_seen: EasyDkim

    @property
    def origin(self) -> str:
        """The origin of the signing attributes, as the API names it."""
        return f"{EASY_DKIM_ORIGIN}_{self.parent_region.upper().replace('-', '_')}"


def parent_region_of(origin: str) -> str | None:
    """The Region in the origin of signing attributes; None for Easy DKIM and BYODKIM."""
    beginning = f"{EASY_DKIM_ORIGIN}_"
    if not origin.startswith(beginning):
        return None
    return origin.removeprefix(beginning).lower().replace("_", "-")


@dataclass(frozen=True)
class Dkim:
    """The DKIM settings of an identity. ``key`` is None for an address whose domain is not an identity.

    ``verified`` is whether SES found the domain's DNS records. ``origin`` is the origin of the key, as the API names
    it.
    """

    signing_enabled: bool
    key: EasyDkim | OwnDkim | None
    verified: bool = True
    origin: str = EASY_DKIM_ORIGIN

    @property
    def tokens(self) -> tuple[str, ...]:
        """The names under ``_domainkey`` in the domain's DNS [AWS: DkimAttributes, "Tokens"]."""
        if self.key is None:
            return ()
        return self.key.tokens if isinstance(self.key, EasyDkim) else (self.key.selector,)

    @property
    def status(self) -> VerificationStatus:
        """Whether the DNS records were found."""
        if self.key is None:
            return VerificationStatus.NOT_STARTED
        return VerificationStatus.SUCCESS if self.verified else VerificationStatus.PENDING


@dataclass(frozen=True)
class MailFrom:
    """An identity's custom MAIL FROM domain."""

    domain: str
    on_mx_failure: MxFailureBehavior = MxFailureBehavior.USE_DEFAULT_VALUE


class ManagedEmailIdentity(EmailIdentity):
    """moto's identity with the settings that moto lacks.

    An identity is verified when it is created, as in moto: its DNS records count as published, and the link in its
    verification email as followed. It can send (moto leaves ``verified_for_sending_status`` at false), and its DKIM and
    MAIL FROM domain are verified immediately. After ``await_verification()``, all of these are pending until
    ``verify()``.
    """

    verified_at: datetime | None = None
    """When the identity was verified; None if it is pending, or was verified when it was created."""

    def __init__(
        self,
        email_identity: str,
        tags: list[dict[str, str]] | None,
        dkim_signing_attributes: object | None,
        configuration_set_name: str | None,
        created_at: datetime,
    ) -> None:
        super().__init__(email_identity, tags, _without_private_key(dkim_signing_attributes), configuration_set_name)
        # The backend knows the DKIM settings: an address inherits them from its domain.
        del self.dkim_attributes
        self.created_at = created_at
        self.verified_for_sending_status = True
        self.feedback_forwarding_status = True
        self.headers_in_notifications: frozenset[str] = frozenset()
        self.mail_from: MailFrom | None = None
        self.dkim_key: EasyDkim | OwnDkim | ReplicaDkim | None = None
        self.dkim_keys_generated = 0
        # None: an address inherits the setting of its domain, and a domain signs its mail.
        self.signing_enabled: bool | None = None

    @property
    def is_domain(self) -> bool:
        return bool(self.identity_type == "DOMAIN")

    @property
    def status(self) -> VerificationStatus:
        """Whether the identity and its MAIL FROM domain are verified."""
        return VerificationStatus.SUCCESS if self.verified_for_sending_status else VerificationStatus.PENDING

    def await_verification(self) -> None:
        """Make the identity pending: it cannot send until ``verify()``."""
        self._set_verified(False)

    def verify(self, now: datetime) -> None:
        """Verify the identity, unless it is already verified."""
        if not self.verified_for_sending_status:
            self._set_verified(True)
            self.verified_at = now

    def _set_verified(self, verified: bool) -> None:
        self.verified_for_sending_status = verified
        self.verification_status = self.status.name_in_v2


def _without_private_key(attributes: object | None) -> object | None:
    if not isinstance(attributes, dict):
        return attributes
    return {name: value for name, value in attributes.items() if name != "DomainSigningPrivateKey"}


def domain_of_identity(name: str) -> str:
    """The domain of an address identity, or the name of a domain identity."""
    return name.rpartition("@")[2]


def easy_dkim(seed: str, key_length: DkimKeyLength, now: datetime, generation: int) -> EasyDkim:
    """A new key pair. Its tokens have SES's form: 32 characters of a-z and 2-7.

    The same ``seed`` and ``generation`` give the same tokens.
    """
    first, second, third = (
        base64.b32encode(sha256(f"{seed}/{generation}/{number}".encode()).digest()).decode("ascii")[:32].lower()
        for number in range(3)
    )
    return EasyDkim(key_length, now, generation, (first, second, third))


def verification_token(seed: str) -> str:
    """The token that v1 uses to verify a domain, in SES's form: 32 bytes in Base64."""
    return base64.b64encode(sha256(f"{seed}/verification".encode()).digest()).decode("ascii")


def dkim_attributes(dkim: Dkim) -> dict[str, Any]:
    """v2's DkimAttributes. The key lengths and the generation time are for Easy DKIM [AWS: DkimAttributes]."""
    attributes: dict[str, Any] = {
        "SigningEnabled": dkim.signing_enabled,
        "Status": dkim.status.name_in_v2,
        "Tokens": list(dkim.tokens),
        "SigningAttributesOrigin": dkim.origin,
    }
    if dkim.key is None:
        attributes["NextSigningKeyLength"] = DkimKeyLength.RSA_1024_BIT.value
    if isinstance(dkim.key, EasyDkim):
        attributes["NextSigningKeyLength"] = dkim.key.key_length.value
        attributes["CurrentSigningKeyLength"] = dkim.key.key_length.value
        attributes["LastKeyGenerationTimestamp"] = dkim.key.generated_at
    return attributes
