"""The sending quota of an account, for v1 and v2, and the errors when it is used up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from moto.ses.exceptions import SesError
from moto.ses.models import SESQuota

from moto_ses_managed.simulation.policy import SendingPolicy

_SECOND: Final = timedelta(seconds=1)


class Throttling(SesError):
    """The account exceeds its sending quota."""

    code = "Throttling"


class DailyQuotaExceeded(Throttling):
    """The quota of 24 hours is used up [AWS: "Errors related to the sending quotas"]."""

    def __init__(self) -> None:
        super().__init__("Daily message quota exceeded.")


class SendingRateExceeded(Throttling):
    """The quota per second is used up [AWS: "Errors related to the sending quotas"]."""

    def __init__(self) -> None:
        super().__init__("Maximum sending rate exceeded.")


@dataclass(frozen=True)
class Quota:
    """A sending quota: messages in 24 hours and per second. A message counts once for each recipient."""

    max_24_hour_send: int
    max_send_rate: int


SANDBOX: Final = Quota(max_24_hour_send=200, max_send_rate=1)
"""[AWS: "Request production access": "a maximum of 200 messages per 24-hour period", "a maximum of 1 message per
second"]"""


def quota_of(policy: SendingPolicy) -> Quota:
    """The sending quota in a policy."""
    return SANDBOX if policy.sandbox else Quota(policy.max_24_hour_send, policy.max_send_rate)


@dataclass
class SendingRate:
    """The recipients of messages since ``began_at``, the time of the first message after a pause.

    A message to several recipients is accepted as a whole if any of the rate is left. Its excess recipients use up the
    rate of the following seconds [AWS's messaging blog: at one message per second, a message to five recipients is
    accepted, and errors follow for five seconds].
    """

    began_at: timedelta = field(default_factory=timedelta)
    recipients: int = 0

    def is_used_up(self, elapsed: timedelta, rate: int) -> bool:
        """Whether the rate allows no message at ``elapsed``."""
        return self.recipients >= rate and elapsed < self.began_at + _SECOND * self.recipients / rate

    def count(self, elapsed: timedelta, recipients: int, rate: int) -> None:
        """Count a message."""
        if elapsed >= self.began_at + max(_SECOND, _SECOND * self.recipients / rate):
            self.began_at, self.recipients = elapsed, 0
        self.recipients += recipients


class SendQuota(SESQuota):
    """moto's form of the quota, with the account's numbers."""

    def __init__(self, sent: int, quota: Quota) -> None:
        super().__init__(sent)
        self.max24_hour_send = quota.max_24_hour_send
        self.max_send_rate = quota.max_send_rate
