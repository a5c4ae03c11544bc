"""What always holds of a Region, after any sequence of calls."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from moto_ses_managed.simulation import region as region_module
from moto_ses_managed.simulation.errors import SesManagedError
from moto_ses_managed.simulation.messages import Route
from moto_ses_managed.simulation.pools import DEFAULT_DEDICATED_POOL, ScalingMode
from moto_ses_managed.simulation.region import Region

POOLS = st.sampled_from(["a", "b", "c", "ses-shared-pool", "Bad Name", DEFAULT_DEDICATED_POOL])
SETS = st.sampled_from(["x", "y", "z"])
MODES = st.sampled_from(ScalingMode)


class RegionMachine(RuleBasedStateMachine):
    """Calls in any order; what a call refuses must leave everything as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.region = Region(lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
        self.once_managed: set[str] = set()
        self.relinquished: set[str] = set()
        self.accepted = 0

    def attempt(self, change: str, *arguments: object) -> bool:
        before = self.picture()
        try:
            getattr(self.region, change)(*arguments)
        except SesManagedError as error:
            assert str(error)
            assert self.picture() == before
            return False
        return True

    def picture(self) -> object:
        region = self.region
        return (
            [(pool.name, pool.scaling_mode, [ip.address for ip in pool.ips]) for pool in region.pools.values()],
            [(ip.address, ip.warmup_percentage, region.holder_name(ip)) for ip in region.ips()],
            [region.configuration_sets_of(name) for name in region.pools],
            len(region.messages),
            region.clock.now,
        )

    @rule(name=POOLS, mode=MODES)
    def create_pool(self, name: str, mode: ScalingMode) -> None:
        if self.attempt("create_pool", name, mode):
            self.once_managed.discard(name)

    @rule(name=POOLS)
    def delete_pool(self, name: str) -> None:
        pool = self.region.pools.get(name)
        addresses = {ip.address for ip in pool.ips} if pool else set()
        if self.attempt("delete_pool", name):
            self.relinquished |= addresses

    @rule(name=POOLS, mode=MODES)
    def convert(self, name: str, mode: ScalingMode) -> None:
        self.attempt("set_scaling_mode", name, mode)

    @rule(count=st.integers(-1, 4), name=st.none() | POOLS)
    def lease(self, count: int, name: str | None) -> None:
        self.attempt("lease_standard_ips", count, name)

    @rule(number=st.integers(0, 10), name=POOLS)
    def move(self, number: int, name: str) -> None:
        ips = self.region.ips()
        self.attempt("move_ip", ips[number % len(ips)].address if ips else "192.0.2.1", name)

    @rule(number=st.integers(0, 10), percentage=st.integers(-1, 101))
    def warm(self, number: int, percentage: int) -> None:
        ips = self.region.ips()
        self.attempt("set_warmup_percentage", ips[number % len(ips)].address if ips else "192.0.2.1", percentage)

    @rule(name=SETS, pool=st.none() | POOLS)
    def add_set(self, name: str, pool: str | None) -> None:
        self.attempt("add_configuration_set", name, pool)

    @rule(name=SETS, pool=st.none() | POOLS)
    def associate(self, name: str, pool: str | None) -> None:
        self.attempt("associate", name, pool)

    @rule(name=SETS)
    def remove_set(self, name: str) -> None:
        self.attempt("remove_configuration_set", name)

    @rule(name=st.none() | SETS, recipients=st.lists(st.sampled_from(["a@gmail.com", "b@yahoo.com"]), max_size=3))
    def send(self, name: str | None, recipients: list[str]) -> None:
        self.accepted += self.attempt("accept", "id", "me@example.com", recipients, name)

    @rule(hours=st.integers(-1, 100))
    def advance(self, hours: int) -> None:
        before = self.region.clock.now
        try:
            self.region.clock.advance(timedelta(hours=hours))
        except SesManagedError:
            assert self.region.clock.now == before

    @invariant()
    def a_managed_pool_never_becomes_standard(self) -> None:
        managed = {name for name, pool in self.region.pools.items() if pool.managed}
        assert not (self.once_managed & set(self.region.pools)) - managed
        self.once_managed |= managed

    @invariant()
    def each_address_has_one_holder_and_a_relinquished_one_none(self) -> None:
        addresses = [ip.address for ip in self.region.ips()]
        assert len(addresses) == len(set(addresses))
        assert not self.relinquished & set(addresses)
        for ip in self.region.ips():
            found, holder = self.region.ip(ip.address)
            assert found is ip
            assert ip in holder.ips

    @invariant()
    def a_set_has_at_most_one_pool_and_that_one_exists(self) -> None:
        held = [name for pool in self.region.pools for name in self.region.configuration_sets_of(pool)]
        assert len(held) == len(set(held))
        for name in held:
            assert self.region.configuration_set(name).sending_pool in self.region.pools

    @invariant()
    def every_accepted_message_is_there_and_each_recipient_left_one_way(self) -> None:
        assert len(self.region.messages) == self.accepted
        for message in self.region.messages:
            assert len(message.deliveries) == len(message.recipients)
            for delivery in message.deliveries:
                assert (delivery.ip is not None) == (delivery.route is Route.DEDICATED)

    @invariant()
    def there_are_never_more_pools_than_the_limit(self) -> None:
        assert len(self.region.pools) <= region_module.MAX_POOLS


RegionMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestRegion = RegionMachine.TestCase
