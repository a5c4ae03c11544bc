"""The operations of SES v2 on the Deliverability dashboard, which needs a subscription.

The simulated account has no subscription and cannot get one (our choice). Operations that need the subscription fail
with an error that botocore's model declares.
"""

from __future__ import annotations

from typing import NoReturn

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation

NOT_ENABLED = "The Deliverability dashboard is not enabled for this account."


class DashboardOperations(OperationsBase):
    """Operations on the dashboard. SES's error messages for an account without a subscription are not known."""

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
        """Refuse to enable the dashboard. Disabling it changes nothing."""
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
