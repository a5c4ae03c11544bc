"""One pool that is warm from the beginning, and what is sent through it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta, timezone

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import DAY
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, MessageOrigin, MessageStatus, Route
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region

START = datetime(2026, 3, 29, 0, 59, 58, 999_999, tzinfo=timezone.utc)
CAPACITY = 24
WARM = SendingPolicy(
    first_ip_days=1,
    first_ip_daily_volume=1,
    cold_capacity=CAPACITY,
    full_rates=dict.fromkeys(ISPS, CAPACITY),
    largest_pool=1,
)
"""One IP, warm everywhere with 24 messages a day from the beginning."""


class Sender:
    """A region with a pool that has its first IP, and what was sent through it."""

    def __init__(self, policy: SendingPolicy = WARM) -> None:
        self.region = Region(lambda: START)
        self.region.policy = policy
        self.region.create_pool("pool", ScalingMode.MANAGED)
        self.region.send_traffic({"pool": {"Cox": 1}}, 1)
        self.sent: list[AcceptedMessage] = []

    def send(self, times: int, recipient: str = "a@gmail.com", max_wait: timedelta | None = None) -> None:
        for _ in range(times):
            origin = MessageOrigin("me@example.com")
            self.sent.append(self.region.accept(str(len(self.sent)), origin, [recipient], "pool", max_wait=max_wait))

    def check(self) -> None:
        """What always holds of mail that no recipient returns."""
        by_ip: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        for message in self.sent:
            [delivery] = message.deliveries
            assert delivery.status in {MessageStatus.DELIVERED, MessageStatus.QUEUED}
            assert bool(delivery.explanation)
            if delivery.ip and delivery.delivered_at:
                by_ip[delivery.ip, delivery.isp].append(delivery.delivered_at)
        policy = self.region.policy
        for (_, isp), times in by_ip.items():
            most = policy.full_rates[isp]
            times.sort()
            assert all(later - first >= DAY for first, later in zip(times, times[most:], strict=False))
        for isp in {message.deliveries[0].isp for message in self.sent}:
            parts = [message.deliveries[0] for message in self.sent if message.deliveries[0].isp == isp]
            left = [one.delivered_at for one in parts if one.route is Route.DEDICATED and one.delivered_at]
            assert left == sorted(left)
            queued = [one.status is MessageStatus.QUEUED for one in parts if one.route is not Route.SHARED]
            assert queued == sorted(queued)
            at = self.region.pool_snapshot("pool").by_isp[isp]
            assert at.bounced == 0
            assert at.dedicated + at.shared + at.queued == len(parts) + (isp == "Cox")
