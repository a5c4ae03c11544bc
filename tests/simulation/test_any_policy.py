"""What always holds of mail flow, under any policy: traffic in bulk and real sends mixed, conversions among them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import HOURS_A_DAY
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, MessageOrigin, MessageStatus, Route
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.pools.batches import BatchAtIsp
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.volumes.ledger import Count
from tests.support.policies import policies

ORIGIN = MessageOrigin("me@example.com")
ADDRESSES = {"Gmail": "a@gmail.com", "Yahoo": "b@yahoo.com", "Cox": "c@cox.net"}
ISPS = st.sampled_from(list(ADDRESSES))
PER_DAY = st.dictionaries(ISPS, st.integers(0, 60) | st.integers(0, 900), min_size=1)
WAITS = st.none() | st.integers(300, 50_400).map(lambda seconds: timedelta(seconds=seconds))


class FlowMachine(RuleBasedStateMachine):
    """One pool's life under one policy, with mail that each recipient takes."""

    def __init__(self) -> None:
        super().__init__()
        self.beyond_capacity: list[tuple[int, int]] = []
        self.patch = pytest.MonkeyPatch()
        send = BatchAtIsp.send

        def watched(part: BatchAtIsp, messages: int) -> int:
            if part.window.total > part.capacity:
                self.beyond_capacity.append((part.window.total, part.capacity))
            return send(part, messages)

        self.patch.setattr(BatchAtIsp, "send", watched)

    @initialize(policy=policies(), leased=st.integers(0, 3))
    def begin(self, policy: SendingPolicy, leased: int) -> None:
        self.region = Region(lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
        self.region.policy = policy
        self.region.create_pool("pool", ScalingMode.STANDARD if leased else ScalingMode.MANAGED)
        if leased:
            self.region.lease_standard_ips(leased, "pool")
        self.pool = self.region.pool("pool")
        self.sent: dict[str, list[AcceptedMessage]] = {isp: [] for isp in ADDRESSES}
        self.accepted = dict.fromkeys(ADDRESSES, 0)

    @rule(per_day=PER_DAY, days=st.integers(1, 12), hours=st.sampled_from([24, 24, 1, 2, 9]))
    def send_traffic(self, per_day: dict[str, int], days: int, hours: int) -> None:
        self.region.send_traffic({"pool": per_day}, days, hours)
        for isp, messages in per_day.items():
            self.accepted[isp] += messages * days

    @rule(isp=ISPS, times=st.sampled_from([1, 2, 5, 40]), max_wait=WAITS)
    def send(self, isp: str, times: int, max_wait: timedelta | None) -> None:
        self.region.catch_up()
        for _ in range(times):
            waited_before = self.pool.volumes.at(isp).queued
            message = self.region.accept("id", ORIGIN, [ADDRESSES[isp]], "pool", max_wait=max_wait)
            assert not (waited_before and message.deliveries[0].route is Route.DEDICATED)
            self.sent[isp].append(message)
        self.accepted[isp] += times

    @rule(hours=st.integers(0, 40), seconds=st.sampled_from([0, 0, 1, 59, 60, 1020, 3599]))
    def advance(self, hours: int, seconds: int) -> None:
        self.region.advance(timedelta(hours=hours, seconds=seconds))

    @precondition(lambda self: not self.pool.managed)
    @rule()
    def convert(self) -> None:
        self.region.set_scaling_mode("pool", ScalingMode.MANAGED)

    @precondition(lambda self: self.pool.managed)
    @rule(per_day=PER_DAY)
    def warm_up(self, per_day: dict[str, int]) -> None:
        self.region.warm_up("pool", per_day)

    @invariant()
    def what_was_accepted_has_left_or_waits(self) -> None:
        for isp, accepted in self.accepted.items():
            volumes = self.pool.volumes.at(isp)
            left = volumes.total(Count.DEDICATED) + volumes.total(Count.SHARED)
            assert volumes.total(Count.ACCEPTED) == accepted
            assert volumes.total(Count.BOUNCED) == 0
            assert accepted == left + volumes.queued
            assert volumes.queued >= sum(message.waits for message in self.sent[isp])

    @invariant()
    def each_day_adds_up(self) -> None:
        queued = 0
        for day in self.pool.history:
            accepted = self.pool.volumes.between(
                Count.ACCEPTED, range((day.day - 1) * HOURS_A_DAY, day.day * HOURS_A_DAY)
            )
            assert (day.bounced, queued + accepted) == (0, day.dedicated + day.shared + day.queued)
            assert sum(sum(reasons.values()) for reasons in day.reasons.values()) == (
                day.dedicated + day.shared + day.deferred
            )
            queued = day.queued

    @invariant()
    def what_was_accepted_first_leaves_through_an_ip_first(self) -> None:
        for messages in self.sent.values():
            parts = [message.deliveries[0] for message in messages if message.deliveries[0].route is not Route.SHARED]
            waits = [delivery.status is MessageStatus.QUEUED for delivery in parts]
            left = [delivery.delivered_at for delivery in parts if delivery.delivered_at]
            assert (waits, left) == (sorted(waits), sorted(left))

    @invariant()
    def no_ip_sends_more_than_its_capacity(self) -> None:
        assert not self.beyond_capacity

    @invariant()
    def each_delivery_says_why_it_went_its_way(self) -> None:
        for messages in self.sent.values():
            for message in messages:
                [delivery] = message.deliveries
                assert (delivery.route is None) == message.waits
                assert delivery.reason
                assert delivery.explanation

    @invariant()
    def the_pool_says_where_it_stands(self) -> None:
        assert len(self.pool.ips) <= max(self.region.policy.largest_pool, 3)
        assert self.pool.explanation.endswith(".")

    def teardown(self) -> None:
        """Nothing waits for longer than AWS's 14 hours."""
        try:
            if hasattr(self, "region"):
                self.region.advance(timedelta(hours=14))
                assert not any(message.waits for messages in self.sent.values() for message in messages)
                assert not self.beyond_capacity
        finally:
            self.patch.undo()


FlowMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=12)
TestFlow = FlowMachine.TestCase
