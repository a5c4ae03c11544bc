"""Days that go like the one before are not lived hour by hour, so that quiet and steady pools cost next to nothing."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import HOURS_A_DAY
from moto_ses_managed.simulation.pools.batches import Batch
from moto_ses_managed.simulation.pools.ip_addresses import Addresses
from moto_ses_managed.simulation.pools.routing import IspRoute
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
