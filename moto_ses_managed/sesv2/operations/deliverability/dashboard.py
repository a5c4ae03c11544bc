"""The Deliverability dashboard, which is for subscribers: this account is none and cannot become one (our choice).

What needs the subscription is refused, with the error that its model declares.
"""

from __future__ import annotations

from typing import NoReturn

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

NOT_ENABLED = "The Deliverability dashboard is not enabled for this account."


class DashboardOperations(OperationsBase):
    """SES's words for an account without the subscription are not known."""

    @operation
    def get_deliverability_dashboard_options(self) -> Parameters:
        return {
            "DashboardEnabled": False,
            "AccountStatus": "DISABLED",
            "ActiveSubscribedDomains": [],
            "PendingExpirationSubscribedDomains": [],
        }

    @operation
    def put_deliverability_dashboard_option(self) -> None:
        """Switching it off changes nothing; switching it on would cost a subscription."""
        if self._parameters.get("DashboardEnabled", False):
            raise BadRequest("The Deliverability dashboard needs a subscription, which cannot be bought here.")

    @operation
    def create_deliverability_test_report(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def get_deliverability_test_report(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def list_deliverability_test_reports(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def get_blacklist_reports(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def get_domain_statistics_report(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def get_domain_deliverability_campaign(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)

    @operation
    def list_domain_deliverability_campaigns(self) -> NoReturn:
        raise BadRequest(NOT_ENABLED)
