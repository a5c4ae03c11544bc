"""v1's GetSendStatistics; GetSendQuota is moto's, which asks the backend."""

from __future__ import annotations

from moto.core.responses import ActionResult

from moto_ses_managed.simulation.views.sending_statistics import quarter_hours

from .request import ResponsesBase


class StatisticsResponses(ResponsesBase):
    """Mail to the mailbox simulator is counted (our choice): nothing else bounces or complains here."""

    def get_send_statistics(self) -> ActionResult:
        """Quarters of an hour in which something happened, oldest first; AWS promises no order."""
        points = [
            {
                "Timestamp": quarter.began_at,
                "DeliveryAttempts": quarter.attempts,
                "Bounces": quarter.bounces,
                "Complaints": quarter.complaints,
                "Rejects": quarter.rejects,
            }
            for quarter in quarter_hours(self.managed_backend.region)
        ]
        return ActionResult({"SendDataPoints": points})
