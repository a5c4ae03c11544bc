"""Days that go like the one before are not lived hour by hour, so that quiet and steady pools cost next to nothing."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import HOURS_A_DAY
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.pools.batches import Batch
from moto_ses_managed.simulation.pools.ip_addresses import Addresses
from moto_ses_managed.simulation.pools.routing import IspRoute
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.time_units import Day, hours_of
from moto_ses_managed.simulation.traffic import NO_ARRIVALS
from moto_ses_managed.simulation.volumes.ledger import Count, PoolVolumes

POLICY = SendingPolicy(cold_capacity=10, full_rates={"Gmail": 60}, growth_factor=1, decline_factor=1_000)
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
STEADY = (1,) * HOURS_A_DAY


class Life:
    def __init__(self, ips: int) -> None:
        addresses, self.volumes = Addresses(), PoolVolumes(Day(0))
        batches = [Batch([addresses.next(START) for _ in range(ips)])] if ips else []
        self.route = IspRoute("Gmail", batches, self.volumes.at("Gmail"), POLICY)
        self.day = Day(0)

    def lived(self, arrivals: tuple[int, ...] = STEADY) -> bool:
        """Whether the next day's hours had to pass one by one."""
        repeats = self.route.may_repeat(self.day, arrivals)
        if repeats:
            self.route.repeat_day()
        else:
            for hour, count in zip(hours_of(self.day), arrivals, strict=True):
                self.route.end_hour(hour, count)
        self.day = Day(self.day + 1)
        self.route.end_day(self.volumes.end_day().get("Gmail"))
        return not repeats


@pytest.mark.parametrize("ips", [0, 1])
def test_a_day_is_not_lived_where_nothing_comes_and_nothing_that_happened_counts_any_more(ips: int) -> None:
    life = Life(ips)
    nothing = tuple(NO_ARRIVALS)
    assert [life.lived(arrivals) for arrivals in (nothing, STEADY, nothing, nothing, STEADY)] == [
        False,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("ips", [0, 1])
def test_a_steady_day_is_lived_until_it_begins_as_the_one_before_did(ips: int) -> None:
    life = Life(ips)
    assert [life.lived() for _ in range(6)] == [True, True, False, False, False, False]
    volumes = life.volumes.at("Gmail")
    assert [volumes.between(Count.ACCEPTED, range(day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY)) for day in range(6)] == [
        24
    ] * 6


@pytest.mark.parametrize("change", ["arrivals", "policy", "batch"])
def test_a_day_is_lived_again_after_a_change(change: str) -> None:
    life = Life(1)
    assert [life.lived() for _ in range(5)][-1] is False
    if change == "arrivals":
        assert life.lived((2, *STEADY[1:]))
        return
    if change == "policy":
        life.route.apply(SendingPolicy(cold_capacity=11, full_rates={"Gmail": 60}))
    else:
        life.route.add_batch(Batch([Addresses().next(START)]))
    assert life.lived()


def test_days_alike_pass_at_once_beside_a_pool_that_grows_as_they_do_one_by_one() -> None:
    def life(steps: int) -> object:
        region = Region(lambda: START)
        for name, days in (("steady", 25), ("growing", 30)):
            region.create_pool(name, ScalingMode.MANAGED)
            traffic = {"steady": {"Gmail": 700}, "growing": {"Gmail": 200_000, "Cox": 5}}
            plan = {pool: traffic[pool] for pool in region.pools}
            for _ in range(steps):
                region.send_traffic(plan, days // steps)
        # Too little for the steady pool to keep its IP, from the seventh of these days on.
        for _ in range(steps):
            region.send_traffic({"steady": {"Gmail": 100}}, 25 // steps)
        return [region.pool_snapshot(name) for name in region.pools], region.bill(), region.clock.now

    assert life(1) == life(5)


def test_a_message_that_expires_in_the_first_hour_is_counted_though_the_day_goes_like_the_last() -> None:
    region = Region(lambda: START)
    region.policy = SendingPolicy(first_ip_days=1)
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Gmail": 2400}}, 30)
    region.set_recipient_outcome("bob@gmail.com", "SOFT_BOUNCE")
    origin = MessageOrigin("me@example.com", "example.com", None)
    region.accept("1", origin, ["bob@gmail.com"], "pool", max_wait=timedelta(minutes=5))
    region.advance(timedelta(minutes=6))
    region.send_traffic({"pool": {"Gmail": 2400}}, 2)
    pool = region.pool_snapshot("pool")
    days = [(day.dedicated, day.bounced, day.queued) for day in pool.history[-3:]]
    assert days == [(2400, 0, 0), (2400, 1, 0), (2400, 0, 0)]
    assert (pool.by_isp["Gmail"].bounced, pool.by_isp["Gmail"].queued) == (1, 0)
