"""The operations of SES v2 on identities and their settings."""

from __future__ import annotations

from moto_ses_managed.ses.arns import IDENTITY_ARN_KIND, arn
from moto_ses_managed.ses.identities.model import MxFailureBehavior, dkim_attributes
from moto_ses_managed.ses.sorted_dict import names_in_order

from ..wire.errors import BadRequest, NotFound
from ..wire.parsing import Parameters
from .base import OperationsBase, operation
from .dkim import check_signing_attributes

SHORTEST_FILTER = 3
"""The shortest filter for names, in characters (seen live)."""


class IdentityOperations(OperationsBase):
    """Operations on identities. The error for an unknown identity depends on the operation (seen live)."""

    @operation
    def create_email_identity(self) -> Parameters:
        attributes = self._parameters.get("DkimSigningAttributes")
        if attributes is not None:
            check_signing_attributes(self._parameters["EmailIdentity"], None, attributes)
        self._backend.create_identity(self._parameters)
        description = self._description()
        made = ("IdentityType", "VerifiedForSendingStatus")
        # The reply for an address has no DkimAttributes (seen live).
        return {
            name: description[name] for name in (*made, *(["DkimAttributes"] if self._identity().is_domain else []))
        }

    @operation
    def get_email_identity(self) -> Parameters:
        return self._description()

    @operation
    def list_email_identities(self) -> Parameters:
        identities, selection = self._ses_backend.email_identities, self._parameters.get("Filter", {})

        part = selection.get("IDENTITY_NAME_CONTAINS")
        if part is not None and len(part) < SHORTEST_FILTER:
            raise BadRequest(f"Filter IDENTITY_NAME_CONTAINS must be at least {SHORTEST_FILTER} characters.")

        def wanted(name: str) -> bool:
            identity = identities[name]
            return (
                (part or "").lower() in name.lower()
                and selection.get("IDENTITY_TYPE", identity.identity_type) == identity.identity_type
                and selection.get("VERIFICATION_STATUS", identity.verification_status) == identity.verification_status
            )

        return self._page(
            "EmailIdentities",
            names_in_order(identities),
            key=str,
            show=lambda name: identities[name].list_response_object,
            wanted=wanted if selection else None,
        )

    @operation
    def delete_email_identity(self) -> None:
        self._ses_backend.delete_identity(self._identity().email_identity)

    @operation
    def put_email_identity_configuration_set_attributes(self) -> None:
        identity, name = self._parameters["EmailIdentity"], self._parameters.get("ConfigurationSetName")
        if identity not in self._ses_backend.email_identities:
            raise NotFound(f"Identity <{identity}> does not exist.")
        self._ses_backend.set_default_configuration_set(identity, name)

    @operation
    def put_email_identity_dkim_attributes(self) -> None:
        self._ses_backend.set_dkim_enabled(
            self._parameters["EmailIdentity"], self._parameters.get("SigningEnabled", False)
        )

    @operation
    def put_email_identity_dkim_signing_attributes(self) -> Parameters:
        name, origin = self._parameters["EmailIdentity"], self._parameters["SigningAttributesOrigin"]
        attributes = self._parameters.get("SigningAttributes", {})
        check_signing_attributes(name, origin, attributes)
        identity = self._identity()
        self._ses_backend.sign_with(identity, attributes, origin)
        dkim = dkim_attributes(self._ses_backend.dkim_of(identity))
        return {"DkimStatus": dkim["Status"], "DkimTokens": dkim["Tokens"]}

    @operation
    def put_email_identity_mail_from_attributes(self) -> None:
        behavior = self._parameters.get("BehaviorOnMxFailure")
        self._ses_backend.put_mail_from(
            self._parameters["EmailIdentity"],
            self._parameters.get("MailFromDomain"),
            MxFailureBehavior(behavior) if behavior is not None else None,
        )

    @operation
    def put_email_identity_feedback_attributes(self) -> None:
        enabled = self._parameters.get("EmailForwardingEnabled", False)
        self._ses_backend.set_identity_feedback_forwarding_enabled(self._parameters["EmailIdentity"], enabled)

    def _description(self) -> Parameters:
        """The reply of GetEmailIdentity.

        Without a MAIL FROM domain, MailFromAttributes lacks two members that botocore's model requires (seen live).
        """
        identity = self._identity()
        name = identity.email_identity
        description: Parameters = {
            "IdentityType": identity.identity_type,
            "FeedbackForwardingStatus": identity.feedback_forwarding_status,
            "VerifiedForSendingStatus": identity.verified_for_sending_status,
            "DkimAttributes": dkim_attributes(self._ses_backend.dkim_of(identity)),
            "Policies": identity.policies,
            "Tags": self._ses_backend.tagger.list_tags_for_resource(arn(self._ses_backend, IDENTITY_ARN_KIND, name))[
                "Tags"
            ],
            "VerificationStatus": identity.verification_status,
            "MailFromAttributes": {"BehaviorOnMxFailure": MxFailureBehavior.USE_DEFAULT_VALUE.value},
            "VerificationInfo": {},
        }
        if identity.mail_from is not None:
            description["MailFromAttributes"] = {
                "MailFromDomain": identity.mail_from.domain,
                "MailFromDomainStatus": identity.status.name_in_v2,
                "BehaviorOnMxFailure": identity.mail_from.on_mx_failure.value,
            }
        if identity.is_domain:
            verified_at = identity.verified_at or identity.created_at
            description["VerificationInfo"] = {"LastCheckedTimestamp": verified_at} | (
                {"LastSuccessTimestamp": verified_at} if identity.verified_for_sending_status else {}
            )
        if identity.configuration_set_name is not None:
            description["ConfigurationSetName"] = identity.configuration_set_name
        return description
