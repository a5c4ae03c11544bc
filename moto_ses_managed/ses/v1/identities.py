"""The operations of SES v1 on identities that moto lacks, or answers without regard to the identity."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import InvalidParameterValue

from .request import ResponsesBase


class IdentityResponses(ResponsesBase):
    """Operations on identities. moto handles the other operations, with the state of IdentitySettings."""

    def verify_domain_identity(self) -> ActionResult:
        domain = self._domain()
        self.managed_backend.verify_domain(domain)
        return ActionResult({"VerificationToken": self.managed_backend.verification_token_of(domain.lower())})

    def verify_domain_dkim(self) -> ActionResult:
        domain = self._domain()
        self.managed_backend.verify_domain(domain)
        return ActionResult({"DkimTokens": list(self.managed_backend.domain_dkim_tokens(domain.lower()))})

    def delete_verified_email_address(self) -> ActionResult:
        """Delete an address (deprecated: DeleteIdentity replaces this). A missing address is not an error."""
        address = self._get_param("EmailAddress")
        if "@" in address:
            self.managed_backend.delete_identity(address)
        return EmptyResult()

    def set_identity_dkim_enabled(self) -> ActionResult:
        self.managed_backend.set_dkim_enabled(self._get_param("Identity"), self._boolean("DkimEnabled"))
        return EmptyResult()

    def set_identity_feedback_forwarding_enabled(self) -> ActionResult:
        enabled = self._boolean("ForwardingEnabled")
        self.managed_backend.set_identity_feedback_forwarding_enabled(self._get_param("Identity"), enabled)
        return EmptyResult()

    def set_identity_headers_in_notifications_enabled(self) -> ActionResult:
        self.managed_backend.set_headers_in_notifications(
            self._get_param("Identity"), self._get_param("NotificationType"), self._boolean("Enabled")
        )
        return EmptyResult()

    def _domain(self) -> str:
        domain: str = self._get_param("Domain")
        if "@" in domain or any(character.isspace() for character in domain) or not all(domain.split(".")):
            raise InvalidParameterValue(f"Invalid domain name {domain[:256]}.")
        return domain
