"""What is measured of mail is what happened to it, whatever happens."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from moto_ses_managed.simulation.clock import HOUR, HOURS_A_DAY, MINUTE
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from moto_ses_managed.simulation.mail.mail_statistics import Outcome
from moto_ses_managed.simulation.mail.messages import MessageOrigin, MessageStatus
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.time_units import Hour, Minute, each_hour, hour_of, minute_of
from moto_ses_managed.simulation.views.sending_statistics import Selection, daily, quarter_hours
from moto_ses_managed.simulation.views.series import PoolMetric, readings
from moto_ses_managed.simulation.volumes.ledger import Count
from moto_ses_managed.simulation.volumes.steps import Steps

START = datetime(2026, 1, 1, 13, 37, 11, 5, tzinfo=timezone.utc)

# Small numbers, so that mail is deferred, given up and sent through several IPs within days.
POLICY = SendingPolicy(
    first_ip_days=1,
    first_ip_daily_volume=1,
    cold_capacity=3,
    full_rates=dict.fromkeys(ISPS, 6),
    early_phase_end=0.2,
    max_delivery_seconds=7_200,
)

LIVES = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.sampled_from(["a@gmail.com", "b@cox.net"]), st.integers(1, 5)),
        st.tuples(st.just("traffic"), st.sampled_from([{"Gmail": 30}, {"Gmail": 3, "Cox": 50}]), st.integers(1, 3)),
        st.tuples(st.just("pass"), st.sampled_from([MINUTE * 17, HOUR, HOUR * 11]), st.integers(1, 4)),
    ),
    max_size=14,
)


ORIGIN = MessageOrigin("me@example.com", "example.com", "set")


class Life:
    """A region that lives through steps, and what was seen of it as hours ended."""

    def __init__(self) -> None:
        self.region = Region(lambda: START)
        self.region.policy = POLICY
        self.region.create_pool("pool", ScalingMode.MANAGED)
        self.bulk = 0
        self.seen: dict[tuple[str, int], int] = {}

    def live(self, steps: list[tuple[str, object, int]]) -> None:
        for kind, what, times in steps:
            if kind == "send":
                # What is sent as an hour begins is exactly a day old as one ends: no reading is of that moment.
                self.region.advance(MINUTE * 7)
                for _ in range(times):
                    self.region.accept("id", ORIGIN, [str(what)], "pool")
            elif kind == "traffic":
                assert isinstance(what, dict)
                self.region.send_traffic({"pool": what}, times)
                self.bulk += sum(what.values()) * times
            else:
                assert isinstance(what, timedelta)
                for _ in range(times):
                    self.region.advance(what)
                    self.region.advance(-self.region.catch_up() % HOUR)
                    self.look()

    def look(self) -> None:
        hour = self.region.catch_up() // HOUR - 1
        for isp, sending in self.region.pool_snapshot("pool").by_isp.items():
            self.seen[isp, hour] = sending.sent_last_24_hours


@given(LIVES)
def test_the_past_of_a_gauge_is_what_was_seen_at_the_time(steps: list[tuple[str, object, int]]) -> None:
    life = Life()
    life.live(steps)
    region = life.region
    minute = minute_of(region.catch_up())
    hours = range(minute // 60 + 1)
    [record] = region.pool_records()
    for isp, volumes in record.volumes.by_isp.items():
        if volumes.first_hour is None:
            continue
        sent = {
            reading.minute: reading.total
            for reading in readings(record, PoolMetric.SENT_LAST_24_HOURS, isp, hours, minute)
        }
        assert len(sent) == len(hours) - volumes.first_hour
        for (name, hour), sent_then in life.seen.items():
            if name == isp and hour >= volumes.first_hour:
                assert sent[Minute(hour * 60 + 59)] == sent_then
        sending = region.pool_snapshot("pool").by_isp[isp]
        assert sent[minute] == sending.sent_last_24_hours
        [*_, capacity] = readings(record, PoolMetric.AVAILABLE_24_HOUR_SEND, isp, hours, minute)
        assert capacity.total == sending.capacity_24_hours


@given(LIVES)
def test_sends_and_shares_add_up_to_what_left(steps: list[tuple[str, object, int]]) -> None:
    life = Life()
    life.live(steps)
    minute = minute_of(life.region.catch_up())
    [record] = life.region.pool_records()
    sends = list(readings(record, PoolMetric.SEND, None, range(minute + 1), minute))
    shares = list(readings(record, PoolMetric.DEDICATED_PERCENTAGE, None, range(minute + 1), minute))
    dedicated, shared = (record.volumes.total(count) for count in (Count.DEDICATED, Count.SHARED))
    assert sum(reading.total for reading in sends) == dedicated + shared
    assert sum(reading.total for reading in shares) == 100 * dedicated
    assert [reading.minute for reading in sends] == [reading.minute for reading in shares]
    assert [reading.samples for reading in shares] == [reading.total for reading in sends]
    assert all(0 <= reading.least == reading.greatest <= 100 for reading in shares)


@given(LIVES)
def test_traffic_in_bulk_is_what_no_known_message_accounts_for(steps: list[tuple[str, object, int]]) -> None:
    life = Life()
    life.live(steps)
    region = life.region
    hours = range(hour_of(region.catch_up()) + 1)
    volumes = region.pools["pool"].volumes

    def bulk(*counts: Count) -> int:
        amounts = [
            messages
            for count in counts
            for at_isp in volumes.by_isp.values()
            for _, messages in at_isp.bulk_by_hour(count, hours)
        ]
        assert all(messages > 0 for messages in amounts)
        return sum(amounts)

    known = Counter(delivery.status for message in region.messages for delivery in message.deliveries)
    queued = volumes.queued - known[MessageStatus.QUEUED]
    assert bulk(Count.ACCEPTED) == life.bulk
    assert bulk(Count.DEDICATED, Count.SHARED) + bulk(Count.BOUNCED) + queued == life.bulk
    span = (date(2025, 12, 1), date(2026, 12, 31))
    everything, nobody = Selection(), Selection(configuration_set="set")
    assert sum(daily(region, Outcome.SENT, everything, *span).values()) == life.bulk + len(region.messages)
    assert sum(daily(region, Outcome.SENT, nobody, *span).values()) == len(region.messages)
    delivered = daily(region, Outcome.DELIVERED, nobody, *span)
    assert sum(delivered.values()) == known[MessageStatus.DELIVERED]
    given_up = daily(region, Outcome.TRANSIENT_BOUNCE, nobody, *span)
    assert sum(given_up.values()) == known[MessageStatus.BOUNCED]
    if hours.stop <= 14 * HOURS_A_DAY:
        quarters = quarter_hours(region)
        assert sum(quarter.attempts for quarter in quarters) == life.bulk + len(region.messages)
        assert sum(quarter.bounces for quarter in quarters) == bulk(Count.BOUNCED) + known[MessageStatus.BOUNCED]


def test_mail_to_the_accounts_suppression_list_counts_for_the_quota_and_as_no_bounce() -> None:
    region = Region(lambda: START)
    region.accept(
        "id",
        MessageOrigin("Me <me@example.com>", "example.com"),
        ["gone@gmail.com"],
        suppressed={"gone@gmail.com": MailEventKind.BOUNCE},
    )
    assert region.accepted_last_24_hours() == 1
    [quarter] = quarter_hours(region)
    assert (quarter.attempts, quarter.bounces) == (1, 0)
    today = (START.date(), START.date())
    selection = Selection(isp="Gmail", identity="example.com")
    assert daily(region, Outcome.SENT, selection, *today) == {START.date(): 1}
    for outcome in (Outcome.DELIVERED, Outcome.PERMANENT_BOUNCE, Outcome.TRANSIENT_BOUNCE):
        assert daily(region, outcome, Selection(), *today) == {}
    region.advance(timedelta(hours=24, minutes=1))
    assert region.accepted_last_24_hours() == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=30))
def test_steps_are_at_each_hour_what_was_last_noted_by_then(changes: list[tuple[int, int]]) -> None:
    steps, hour = Steps(2), Hour(0)
    expected = {hour: 2}
    for pause, value in changes:
        hour = Hour(hour + pause)
        steps.note(hour, value)
        expected[hour] = value
    at = 2
    for later in each_hour(range(hour + 3)):
        at = expected.get(later, at)
        assert steps.at(later) == at


def test_no_hour_is_read_before_it_has_begun() -> None:
    region = Region(lambda: START)
    region.policy = POLICY
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Gmail": 30}}, 2)
    region.advance(MINUTE * 17)
    minute = minute_of(region.catch_up())
    [record] = region.pool_records()
    for metric, isp in ((PoolMetric.AVAILABLE_24_HOUR_SEND, "Gmail"), (PoolMetric.SENT_LAST_24_HOURS, "Gmail")):
        dated = [reading.minute for reading in readings(record, metric, isp, range(90), minute)]
        assert dated == [*range(59, 48 * 60, 60), 48 * 60 + 17]
    sends = list(readings(record, PoolMetric.SEND, None, range(90), minute))
    assert [reading.minute for reading in sends][-1] == 48 * 60 - 1


def test_traffic_in_bulk_happens_in_the_last_minute_of_each_hour() -> None:
    """The Region's first hour ends at 14:37:11, ten of them before midnight."""
    region = Region(lambda: START)
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Gmail": 24}}, 1)
    quarters = quarter_hours(region)
    first = datetime(2026, 1, 1, 14, 30, tzinfo=timezone.utc)
    assert [(one.began_at, one.attempts) for one in quarters] == [(first + HOUR * number, 1) for number in range(24)]
    new_year, next_day = date(2026, 1, 1), date(2026, 1, 2)
    assert daily(region, Outcome.SENT, Selection(), new_year, next_day) == {new_year: 10, next_day: 14}
    assert daily(region, Outcome.SENT, Selection(), next_day, next_day) == {next_day: 14}
    assert daily(region, Outcome.SENT, Selection(isp="Yahoo"), new_year, next_day) == {}
