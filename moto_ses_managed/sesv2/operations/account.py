"""The operations of SES v2 on the settings of the account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from moto_ses_managed.ses.account.settings import (
    AccountDetails,
    AccountSettings,
    AddressValidation,
    ConfidenceVerdict,
    ContactLanguage,
    MailType,
    VdmAttributes,
)
from moto_ses_managed.ses.account.suppression import SuppressionReason

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from .base import OperationsBase, operation

_ON, _OFF = "ENABLED", "DISABLED"


class AccountOperations(OperationsBase):
    """Operations on account settings.

    The policy decides whether the account is in the sandbox. PutAccountDetails does not change that (our choice).
    """

    @operation
    def get_account(self) -> Parameters:
        return self._backend.account_description() | _settings(self._ses_backend.account_settings)

    @operation
    def put_account_dedicated_ip_warmup_attributes(self) -> None:
        # An absent boolean is false in AWS's protocols.
        self._ses_backend.region.auto_warmup = self._parameters.get("AutoWarmupEnabled", False)

    @operation
    def put_account_sending_attributes(self) -> None:
        self._change(sending_enabled=self._parameters.get("SendingEnabled", False))

    @operation
    def put_account_suppression_attributes(self) -> None:
        """Replace the whole group. Without reasons, nothing is suppressed (seen live)."""
        reasons = self._parameters.get("SuppressedReasons", [])
        if len(set(reasons)) < len(reasons):
            raise BadRequest(f"SuppressedReasons names a reason twice: {', '.join(reasons)}.")
        self._change(
            suppressed_reasons=tuple(SuppressionReason(reason) for reason in reasons),
            address_validation=_address_validation(self._parameters.get("ValidationAttributes")),
        )

    @operation
    def put_account_details(self) -> None:
        url = self._parameters["WebsiteURL"]
        _check_url(url)
        language = self._parameters.get("ContactLanguage")
        self._change(
            details=AccountDetails(
                mail_type=MailType(self._parameters["MailType"]),
                website_url=url,
                contact_language=ContactLanguage(language) if language is not None else None,
                use_case_description=self._parameters.get("UseCaseDescription"),
                additional_contacts=tuple(self._parameters.get("AdditionalContactEmailAddresses", ())),
            )
        )

    @operation
    def put_account_vdm_attributes(self) -> None:
        vdm_attributes = self._parameters["VdmAttributes"]
        self._change(
            vdm=VdmAttributes(
                enabled=vdm_attributes["VdmEnabled"] == _ON,
                engagement_metrics=vdm_attributes.get("DashboardAttributes", {}).get("EngagementMetrics") == _ON,
                optimized_shared_delivery=vdm_attributes.get("GuardianAttributes", {}).get("OptimizedSharedDelivery")
                == _ON,
            )
        )

    @operation
    def put_account_pricing_attributes(self) -> None:
        """Change the plan immediately. The simulated bill does not include its cost (our choice)."""
        self._change(pricing_plan=self._parameters["Plan"])

    @operation
    def put_account_delivery_attributes(self) -> None:
        self._change(shared_pool_delivery_mode=self._parameters["SharedPoolDeliveryMode"])

    def _change(self, **settings: Any) -> None:
        self._ses_backend.account_settings = replace(self._ses_backend.account_settings, **settings)


def _settings(settings: AccountSettings) -> Parameters:
    suppression: Parameters = {"SuppressedReasons": [reason.value for reason in settings.suppressed_reasons]}
    if settings.address_validation is not None:
        suppression["ValidationAttributes"] = _validation_attributes(settings.address_validation)
    block: Parameters = {
        "SendingEnabled": settings.sending_enabled,
        "SuppressionAttributes": suppression,
    }
    if settings.details is not None:
        block["Details"] = _details(settings.details)
    if settings.vdm is not None:
        block["VdmAttributes"] = _vdm_attributes(settings.vdm)
    if settings.pricing_plan is not None:
        block["PricingAttributes"] = {"CurrentPlan": settings.pricing_plan}
    if settings.shared_pool_delivery_mode is not None:
        block["DeliveryAttributes"] = {"SharedPoolDeliveryMode": settings.shared_pool_delivery_mode}
    return block


def _details(details: AccountDetails) -> Parameters:
    block: Parameters = {
        "MailType": details.mail_type.value,
        "WebsiteURL": details.website_url,
        # AWS has reviewed every account that is out of the sandbox.
        "ReviewDetails": {"Status": "GRANTED"},
    }
    if details.contact_language is not None:
        block["ContactLanguage"] = details.contact_language.value
    if details.use_case_description is not None:
        block["UseCaseDescription"] = details.use_case_description
    if details.additional_contacts:
        block["AdditionalContactEmailAddresses"] = list(details.additional_contacts)
    return block


def _vdm_attributes(vdm: VdmAttributes) -> Parameters:
    """The model's VdmAttributes. The dashboard and guardian attributes are shown only if VDM is enabled (seen live)."""
    if not vdm.enabled:
        return {"VdmEnabled": _OFF}
    return {
        "VdmEnabled": _ON,
        "DashboardAttributes": {"EngagementMetrics": _status(vdm.engagement_metrics)},
        "GuardianAttributes": {"OptimizedSharedDelivery": _status(vdm.optimized_shared_delivery)},
    }


def _address_validation(validation: Parameters | None) -> AddressValidation | None:
    if validation is None:
        return None
    threshold = validation["ConditionThreshold"]
    verdict = threshold.get("OverallConfidenceThreshold", {}).get("ConfidenceVerdictThreshold")
    return AddressValidation(
        enabled=threshold["ConditionThresholdEnabled"] == _ON,
        verdict=ConfidenceVerdict(verdict) if verdict is not None else None,
    )


def _validation_attributes(validation: AddressValidation) -> Parameters:
    threshold: Parameters = {"ConditionThresholdEnabled": _status(validation.enabled)}
    if validation.verdict is not None:
        threshold["OverallConfidenceThreshold"] = {"ConfidenceVerdictThreshold": validation.verdict.value}
    return {"ConditionThreshold": threshold}


def _status(enabled: bool) -> str:
    return _ON if enabled else _OFF


def _check_url(url: str) -> None:
    """Raise BadRequest if this is not the URL of a web site. SES checks it too; its error message is not known."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        fits = parts.scheme in {"", "http", "https"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(character.isspace() for character in url):
        raise BadRequest(f"The WebsiteURL {url[:256]!r} is invalid: the http or https URL of a web site was expected.")
