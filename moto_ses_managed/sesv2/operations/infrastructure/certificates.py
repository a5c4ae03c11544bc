"""The operations of SES v2 on S/MIME certificates."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from moto_ses_managed.ses.certificates.store import sender_of
from moto_ses_managed.simulation.errors import Kind, NotFoundError

from ...wire.parsing import Parameters
from ..base import OperationsBase, operation


class CertificateOperations(OperationsBase):
    """Operations on certificates.

    A certificate is ACTIVE if it is issued in moto's ACM, is within its validity period, and names the sender.
    Otherwise, it is FAILED.
    """

    @operation
    def associate_email_identity_certificate(self) -> None:
        name, sender = self._names()
        self._ses_backend.certificates.add(name, sender, self._parameters["CertificateArn"])

    @operation
    def disassociate_email_identity_certificate(self) -> None:
        name, sender = self._names()
        self._ses_backend.certificates.remove(name, sender)

    @operation
    def list_email_identity_certificates(self) -> Parameters:
        name = self._parameters["EmailIdentity"]
        self._check_identity(name)
        certificates = self._ses_backend.certificates.of(name)
        return self._page(
            "Certificates",
            sorted(certificates),
            key=str,
            show=lambda sender: self._described(sender, certificates[sender]),
        )

    def _names(self) -> tuple[str, str]:
        """The identity and the sender. The members are checked before the identity is looked up (seen live)."""
        name: str = self._parameters["EmailIdentity"]
        sender = sender_of(name, self._parameters.get("FromAddress"))
        self._check_identity(name)
        return name, sender

    def _check_identity(self, name: str) -> None:
        if name not in self._ses_backend.email_identities:
            raise NotFoundError(Kind.CERTIFICATE, name, f"Email identity <{name}> does not exist.")

    def _described(self, sender: str, certificate_arn: str) -> Parameters:
        description: Parameters = {"FromAddress": sender, "CertificateArn": certificate_arn, "Status": "FAILED"}
        expires_at = self._expiry(sender, certificate_arn)
        if expires_at is None:
            return description
        return description | {"Status": "ACTIVE", "CertificateExpiryTime": expires_at}

    def _expiry(self, sender: str, certificate_arn: str) -> datetime | None:
        """When a certificate expires; None if it is not valid for the sender now."""
        certificate = self._in_acm(certificate_arn)
        if certificate is None:
            return None
        from cryptography.x509 import RFC822Name, SubjectAlternativeName, load_pem_x509_certificate
        from cryptography.x509.extensions import ExtensionNotFound

        read = load_pem_x509_certificate(certificate)
        try:
            names = read.extensions.get_extension_for_class(SubjectAlternativeName).value
        except ExtensionNotFound:
            return None
        begins_at, ends_at = (
            at.replace(tzinfo=timezone.utc) for at in (read.not_valid_before_utc, read.not_valid_after_utc)
        )
        good = begins_at <= self._now < ends_at and sender in names.get_values_for_type(RFC822Name)
        return ends_at if good else None

    def _in_acm(self, certificate_arn: str) -> bytes | None:
        from moto.acm.models import acm_backends
        from moto.core.exceptions import JsonRESTError, ServiceException

        ses_backend = self._ses_backend
        try:
            certificate: Any = acm_backends[ses_backend.account_id][ses_backend.region_name].get_certificate(
                certificate_arn
            )
        except (JsonRESTError, ServiceException):
            return None
        return bytes(certificate.cert) if certificate.status == "ISSUED" else None
