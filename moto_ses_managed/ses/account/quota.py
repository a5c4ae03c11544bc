"""The account's sending quota, which v1 and v2 show alike."""

from __future__ import annotations

from moto.ses.models import SESQuota

MAX_24_HOUR_SEND = 50_000
MAX_SEND_RATE = 14
"""What AWS gives an account on leaving the sandbox [AWS: "production access", the usual first quota]."""


class SendQuota(SESQuota):
    """moto's quota, with the numbers of an account out of the sandbox. It is shown and holds nothing back (our choice:
    simulated traffic is larger than any first quota)."""

    def __init__(self, sent: int) -> None:
        super().__init__(sent)
        self.max24_hour_send = MAX_24_HOUR_SEND
        self.max_send_rate = MAX_SEND_RATE
