"""The settings of an account in one Region: sending, suppression, contact details, and options."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .suppression import SuppressionReason


class MailType(Enum):
    """The kind of mail that an account mainly sends."""

    MARKETING = "MARKETING"
    TRANSACTIONAL = "TRANSACTIONAL"


class ContactLanguage(Enum):
    """The language in which AWS contacts the account."""

    ENGLISH = "EN"
    JAPANESE = "JA"


@dataclass(frozen=True)
class AccountDetails:
    """The details of an account from PutAccountDetails."""

    mail_type: MailType
    website_url: str
    contact_language: ContactLanguage | None = None
    use_case_description: str | None = None
    additional_contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class VdmAttributes:
    """The enabled options of the Virtual Deliverability Manager."""

    enabled: bool = False
    engagement_metrics: bool = False
    optimized_shared_delivery: bool = False


class ConfidenceVerdict(Enum):
    """The confidence in an address that SES requires before it sends mail to it."""

    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    MANAGED = "MANAGED"


@dataclass(frozen=True)
class AddressValidation:
    """The account's condition threshold for recipients. It is stored and shown; addresses are not validated here."""

    enabled: bool
    verdict: ConfidenceVerdict | None = None


@dataclass(frozen=True)
class AccountSettings:
    """The settings of one account in one Region. A change replaces the whole object.

    ``suppressed_reasons`` has both reasons by default [AWS: "If you started using SES after November 25, 2019, your
    account uses the account-level suppression list by default for both bounces and complaints"]. ``details`` is None
    until PutAccountDetails, ``vdm`` until PutAccountVdmAttributes. ``pricing_plan`` and ``shared_pool_delivery_mode``
    have the API's values, and are None until they are set. They are stored and shown.
    """

    sending_enabled: bool = True
    suppressed_reasons: tuple[SuppressionReason, ...] = (SuppressionReason.BOUNCE, SuppressionReason.COMPLAINT)
    address_validation: AddressValidation | None = None
    details: AccountDetails | None = None
    vdm: VdmAttributes | None = None
    pricing_plan: str | None = None
    shared_pool_delivery_mode: str | None = None
