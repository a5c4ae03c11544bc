"""What always holds of a Region, after any sequence of calls."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from moto_ses_managed.simulation.mail.messages import MessageStatus
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.volumes.ledger import Count
from tests.support.region_machine import POLICIES, RegionMachine


class CappedMachine(RegionMachine):
    """The same of a Region that keeps next to no message: what is counted from messages is left out."""

    @initialize(policy=POLICIES, cap=st.integers(0, 3))
    def begin_capped(self, policy: SendingPolicy, cap: int) -> None:
        self.region.policy = replace(policy, max_stored_messages=cap)

    @rule(policy=POLICIES, cap=st.integers(0, 3))
    def set_policy(self, policy: SendingPolicy, cap: int) -> None:
        self.region.policy = replace(policy, max_stored_messages=cap)

    @initialize()
    def begin(self) -> None:
        """A cap comes with each policy."""

    @invariant()
    def every_accepted_message_is_there_and_each_recipient_is_settled_one_way(self) -> None:
        stored, cap = self.region.messages, self.region.policy.max_stored_messages
        assert stored.accepted == self.accepted
        assert len(stored) <= cap or all(message.waits for message in stored)
        numbers = [stored.number_at(position) for position in range(len(stored))]
        assert numbers == sorted(set(numbers))
        assert all(0 <= number < self.accepted for number in numbers)

    @invariant()
    def nothing_is_lost_or_counted_twice(self) -> None:
        for name, pool in self.region.pools.items():
            for isp, volumes in pool.volumes.by_isp.items():
                left = volumes.total(Count.DEDICATED) + volumes.total(Count.SHARED) + volumes.total(Count.BOUNCED)
                waiting = sum(
                    delivery.status is MessageStatus.QUEUED and delivery.isp == isp
                    for message in self.region.messages
                    if message.pool == name
                    for delivery in message.deliveries
                )
                assert volumes.total(Count.ACCEPTED) == left + volumes.queued
                assert volumes.queued >= waiting
                assert volumes.queued == waiting or (name, isp) in self.loads


RegionMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestRegion = RegionMachine.TestCase
CappedMachine.TestCase.settings = RegionMachine.TestCase.settings
TestCappedRegion = CappedMachine.TestCase
