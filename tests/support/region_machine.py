"""Calls to a Region in any order, and what always holds of it: a state machine for hypothesis."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from moto_ses_managed.simulation.clock import DAY, HOURS_A_DAY
from moto_ses_managed.simulation.errors import SesManagedError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from moto_ses_managed.simulation.mail.messages import MessageOrigin, MessageStatus, Route
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pool_names import DEFAULT_DEDICATED_POOL, ScalingMode
from moto_ses_managed.simulation.pools.account_pools import MAX_POOLS
from moto_ses_managed.simulation.reasons import Reason
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.volumes.ledger import Count
from tests.support.policies import policies

POOLS = st.sampled_from(["a", "b", "c", "ses-shared-pool", "Bad Name", DEFAULT_DEDICATED_POOL])
MODES = st.sampled_from(ScalingMode)
RECIPIENTS = ["a@gmail.com", "b@yahoo.com", "c@cox.net", "bounce@simulator.amazonses.com"]
TRAFFIC = st.dictionaries(st.sampled_from(["Gmail", "Yahoo", "Cox", "Nowhere"]), st.integers(-1, 60), max_size=3)
# Small numbers, so that a few calls reach every phase of a pool's life.
POLICIES = (
    st.sampled_from(
        [
            SendingPolicy(
                first_ip_days=1, first_ip_daily_volume=1, cold_capacity=3, full_rates={"Gmail": 20, "Cox": 3}
            ),
            SendingPolicy(first_ip_days=1, first_ip_daily_volume=2, cold_capacity=5, full_rates=dict.fromkeys(ISPS, 8)),
            SendingPolicy(
                first_ip_days=2, last_ip_days=1, scale_in_days=1, cold_capacity=1, retry_hours=6, largest_pool=2
            ),
            SendingPolicy(first_ip_days=1, max_delivery_seconds=300, early_phase_end=0, first_ip_daily_volume=1),
            SendingPolicy(standard_warmup_days=2, standard_cold_capacity=1, standard_full_rate=5),
        ]
    )
    | policies()
)


ORIGIN = MessageOrigin("me@example.com", "example.com", "set")


class RegionMachine(RuleBasedStateMachine):
    """Calls in any order; what a call refuses must leave everything as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.region = Region(lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
        self.once_managed: set[str] = set()
        self.relinquished: set[str] = set()
        self.held: set[str] = set()
        self.accepted = 0
        self.refusing = False
        self.loads: dict[tuple[str, str], int] = {}

    @initialize(policy=POLICIES)
    def begin(self, policy: SendingPolicy) -> None:
        self.region.policy = policy

    def attempt(self, change: str, *arguments: object, **keywords: object) -> bool:
        before = self.snapshot()
        try:
            getattr(self.region, change)(*arguments, **keywords)
        except SesManagedError as error:
            assert str(error)
            assert self.snapshot() == before
            return False
        return True

    def snapshot(self) -> object:
        region = self.region
        return (
            [region.pool_snapshot(name) for name in region.pools],
            [(ip.address, ip.warmup_percentage, region.ip(ip.address)[1].name) for ip in region.ips()],
            [message.snapshot() for message in region.messages],
            region.bill(),
            region.accepted_last_24_hours(),
            region.clock.now,
        )

    @rule(name=POOLS, mode=MODES)
    def create_pool(self, name: str, mode: ScalingMode) -> None:
        if self.attempt("create_pool", name, mode):
            self.once_managed.discard(name)

    @rule(name=POOLS)
    def delete_pool(self, name: str) -> None:
        waiting = [message for message in self.region.messages if message.waits and message.pool == name]
        if self.attempt("delete_pool", name):
            assert self.refusing or not any(message.waits for message in waiting)
            self.loads = {key: load for key, load in self.loads.items() if key[0] != name}

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

    @rule(enabled=st.booleans())
    def switch_auto_warmup(self, enabled: bool) -> None:
        self.region.auto_warmup = enabled

    @rule(policy=POLICIES)
    def set_policy(self, policy: SendingPolicy) -> None:
        self.region.policy = policy

    @rule(
        pool=st.none() | POOLS,
        seconds=st.none() | st.sampled_from([300, 7200, 50_400]),
        recipients=st.lists(st.sampled_from(RECIPIENTS), max_size=3),
        times=st.sampled_from([1, 1, 7]),
        suppressed=st.sampled_from([{}, {"a@gmail.com": MailEventKind.BOUNCE}, {"c@cox.net": MailEventKind.COMPLAINT}]),
    )
    def send(
        self,
        pool: str | None,
        seconds: int | None,
        recipients: list[str],
        times: int,
        suppressed: dict[str, MailEventKind],
    ) -> None:
        max_wait = timedelta(seconds=seconds) if seconds is not None else None
        for _ in range(times):
            self.accepted += self.attempt(
                "accept", "id", ORIGIN, recipients, pool, max_wait=max_wait, suppressed=suppressed
            )

    @rule(name=POOLS, per_day=TRAFFIC, days=st.integers(-1, 9))
    def send_traffic(self, name: str, per_day: dict[str, int], days: int) -> None:
        before = self.region.clock.now
        if self.attempt("send_traffic", {name: per_day}, days):
            assert self.region.clock.now == before + days * DAY
            for isp, messages in per_day.items():
                self.loads[name, isp] = self.loads.get((name, isp), 0) + messages * days

    @rule(
        who=st.sampled_from(["b@yahoo.com", "yahoo.com", "c@cox.net", "no one"]),
        outcome=st.sampled_from(["DELIVER", "BOUNCE", "SOFT_BOUNCE", "NOTHING"]),
    )
    def choose_outcome(self, who: str, outcome: str) -> None:
        chosen = self.attempt("set_recipient_outcome", who, outcome)
        self.refusing = self.refusing or (chosen and outcome == "SOFT_BOUNCE")

    @rule(number=st.integers(0, 10), isps=st.sampled_from([None, ["Gmail"], ["Nowhere"]]), on=st.booleans())
    def list_ip(self, number: int, isps: list[str] | None, on: bool) -> None:
        ips = self.region.ips()
        address = ips[number % len(ips)].address if ips else "192.0.2.1"
        self.attempt(*(("blocklist", address, isps) if on else ("delist", address)))

    @rule(name=POOLS, per_day=TRAFFIC)
    def warm_up(self, name: str, per_day: dict[str, int]) -> None:
        before = self.region.clock.now, self.region.accepted_last_24_hours()
        self.attempt("warm_up", name, per_day)
        assert (self.region.clock.now, self.region.accepted_last_24_hours()) == before

    @invariant()
    def no_mail_bounces_for_want_of_room(self) -> None:
        for pool in self.region.pools.values():
            assert self.refusing or pool.volumes.total(Count.BOUNCED) == 0

    @invariant()
    def each_reason_is_counted_where_mail_left(self) -> None:
        for pool in self.region.pools.values():
            for volumes in pool.volumes.by_isp.values():
                gone = sum(volumes.today[count] for count in (Count.DEDICATED, Count.SHARED, Count.BOUNCED))
                waiting = volumes.reasons.get(Reason.WAITING, 0)
                assert sum(volumes.reasons.values()) == gone + waiting
                assert waiting == volumes.today[Count.DEFERRED]

    @rule(hours=st.integers(-1, 100), minutes=st.sampled_from([0, 0, 1, 17]))
    def advance(self, hours: int, minutes: int) -> None:
        before = self.region.clock.now
        if self.attempt("advance", timedelta(hours=hours, minutes=minutes)):
            assert self.region.clock.now == before + timedelta(hours=hours, minutes=minutes)

    @invariant()
    def a_managed_pool_never_becomes_standard(self) -> None:
        managed = {name for name, pool in self.region.pools.items() if pool.managed}
        assert not (self.once_managed & set(self.region.pools)) - managed
        self.once_managed |= managed

    @invariant()
    def each_address_has_one_holder_and_a_relinquished_one_none(self) -> None:
        addresses = [ip.address for ip in self.region.ips()]
        assert len(addresses) == len(set(addresses))
        self.relinquished |= self.held - set(addresses)
        self.held = set(addresses)
        assert not self.relinquished & self.held
        for ip in self.region.ips():
            same_ip, holder = self.region.ip(ip.address)
            assert same_ip is ip
            assert ip in holder.ips

    @invariant()
    def every_accepted_message_is_there_and_each_recipient_is_settled_one_way(self) -> None:
        assert len(self.region.messages) == self.accepted
        for message in self.region.messages:
            for delivery in message.deliveries:
                assert (delivery.ip is not None) == (delivery.route is Route.DEDICATED)
                assert (delivery.delivered_at is not None) == (delivery.status is MessageStatus.DELIVERED)
                assert self.refusing or delivery.status is not MessageStatus.QUEUED or message.pool in self.region.pools

    @invariant()
    def nothing_is_lost_or_counted_twice(self) -> None:
        for name, pool in self.region.pools.items():
            for isp, volumes in pool.volumes.by_isp.items():
                left = volumes.total(Count.DEDICATED) + volumes.total(Count.SHARED) + volumes.total(Count.BOUNCED)
                assert volumes.queued >= 0
                assert volumes.total(Count.ACCEPTED) == left + volumes.queued
                known = sum(
                    delivery.isp == isp and delivery.status is not MessageStatus.SUPPRESSED
                    for message in self.region.messages
                    if message.pool == name
                    for delivery in message.deliveries
                )
                assert volumes.total(Count.ACCEPTED) <= known + self.loads.get((name, isp), 0)

    @invariant()
    def each_days_rows_add_up(self) -> None:
        for name, pool in self.region.pools.items():
            snapshot = self.region.pool_snapshot(name)
            queued = 0
            for row in snapshot.history:
                accepted = pool.volumes.between(
                    Count.ACCEPTED, range((row.day - 1) * HOURS_A_DAY, row.day * HOURS_A_DAY)
                )
                assert accepted + queued == row.dedicated + row.shared + row.bounced + row.queued
                queued = row.queued
            assert snapshot.sending_status.value.startswith("Sending" if snapshot.ips else "Insufficient")

    @invariant()
    def there_are_never_more_pools_than_the_limit(self) -> None:
        assert len(self.region.pools) <= MAX_POOLS
