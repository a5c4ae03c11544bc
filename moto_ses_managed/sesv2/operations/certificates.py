"""The operations of SES v2 on the S/MIME certificates of identities."""

from __future__ import annotations

from moto_ses_managed.ses.identities import certificates

from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class CertificateOperations(OperationsBase):
    """A certificate is active at once, as what waits for AWS is elsewhere (our choice)."""

    @operation
    def associate_email_identity_certificate(self) -> None:
        arn = self._parameters["CertificateArn"]
        certificates.associate(self._identity(), self._parameters.get("FromAddress"), arn)

    @operation
    def disassociate_email_identity_certificate(self) -> None:
        certificates.disassociate(self._identity(), self._parameters.get("FromAddress"))

    @operation
    def list_email_identity_certificates(self) -> Parameters:
        kept = self._identity().certificates
        return self._page(
            "Certificates",
            sorted(kept),
            key=str,
            show=lambda address: {"FromAddress": address, "Status": "ACTIVE", "CertificateArn": kept[address]},
        )
