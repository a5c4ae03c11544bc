"""SES v1's GetSendStatistics. moto handles GetSendQuota, with the quota of the backend."""

from __future__ import annotations

from moto.core.responses import ActionResult

from moto_ses_managed.simulation.views.sending_statistics import quarter_hours

from .request import ResponsesBase


class StatisticsResponses(ResponsesBase):
    """GetSendStatistics. Mail to the mailbox simulator counts (our choice)."""

    def get_send_statistics(self) -> ActionResult:
        """A data point for each 15 minutes with activity, oldest first. AWS does not document an order."""
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
