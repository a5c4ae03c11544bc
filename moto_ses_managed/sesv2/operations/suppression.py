"""The operations of SES v2 on the suppression lists of the account and of tenants."""

from __future__ import annotations

from moto_ses_managed.ses.account.suppression import (
    SuppressedDestination,
    SuppressionList,
    SuppressionReason,
    check_suppressible,
)

from ...wire.pagination import ForeignTokenError
from ..wire.errors import InvalidNextToken, NotFound
from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class SuppressionOperations(OperationsBase):
    """Operations on the account's suppression list, or on a tenant's list if the request names a tenant."""

    @operation
    def put_suppressed_destination(self) -> None:
        suppression_list = self._list()
        address = self._parameters["EmailAddress"]
        check_suppressible(address)
        reason = SuppressionReason(self._parameters["Reason"])
        suppression_list.put(address, reason, self._ses_backend.region.clock.now)

    @operation
    def get_suppressed_destination(self) -> Parameters:
        entry = self._suppressed_destination()
        description = _summary(entry)
        return {"SuppressedDestination": description}

    @operation
    def delete_suppressed_destination(self) -> None:
        self._list().remove(self._suppressed_destination())

    @operation
    def list_suppressed_destinations(self) -> Parameters:
        entries = self._list().entries
        reasons = {SuppressionReason(reason) for reason in self._parameters.get("Reasons", [])}
        start, end = self._parameters.get("StartDate"), self._parameters.get("EndDate")

        def wanted(address: str) -> bool:
            entry = entries[address]
            # The range includes both ends (our choice): AWS does not document whether SES excludes one.
            return (
                (not reasons or entry.reason in reasons)
                and (start is None or entry.updated_at >= start)
                and (end is None or entry.updated_at <= end)
            )

        try:
            return self._page(
                "SuppressedDestinationSummaries",
                entries.names(),
                key=str,
                show=lambda address: _summary(entries[address]),
                wanted=wanted,
            )
        except ForeignTokenError as error:
            raise InvalidNextToken(str(error)) from error

    def _suppressed_destination(self) -> SuppressedDestination:
        address = self._parameters["EmailAddress"]
        entry = self._list().find(address)
        if entry is None:
            raise NotFound(f"Email address {address} does not exist on your suppression list.")
        return entry

    def _list(self) -> SuppressionList:
        if "TenantName" not in self._parameters:
            return self._ses_backend.suppression_list
        return self._ses_backend.tenants.named(self._parameters["TenantName"]).suppression_list


def _summary(entry: SuppressedDestination) -> Parameters:
    return {"EmailAddress": entry.address, "Reason": entry.reason.value, "LastUpdateTime": entry.updated_at}
