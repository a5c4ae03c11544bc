"""A Region that is written down and read again is the same Region, and lives on as it would have."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from moto_ses_managed.simulation.clock import DAY
from moto_ses_managed.simulation.errors import SesManagedError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.mail.mail_events import MailEventKind
from moto_ses_managed.simulation.mail.mail_statistics import Outcome
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.time_units import minute_of
from moto_ses_managed.simulation.views.sending_statistics import Selection, daily, quarter_hours
from moto_ses_managed.simulation.views.series import PoolMetric, readings
from moto_ses_managed.simulation.views.week import pool_week
from moto_ses_managed.simulation.volumes.pool_record import PoolRecord
from moto_ses_managed.state.kinds import Kinds
from moto_ses_managed.state.reading import BROKEN
from moto_ses_managed.state.rows import RowBook, RowChanges
from moto_ses_managed.state.store import dumped
from tests.support.region_machine import MODES, POLICIES, POOLS, RECIPIENTS, TRAFFIC, RegionMachine

from .comparing import Comparison

START = datetime(2026, 1, 1, 13, 37, 11, 5, tzinfo=timezone.utc)


def start() -> datetime:
    return START


def written(region: Region) -> Any:
    """All that a file has of a Region."""
    changes = RowChanges(RowBook(Kinds()))
    tree = changes.tree_of(region)
    rows = [*changes.rows()]
    kinds = changes.stored().kinds.all
    return json.loads(dumped({"kinds": [[kind.path, kind.names] for kind in kinds], "rows": rows, "tree": tree}))


def read_again(document: Any, wall: Callable[[], datetime]) -> Any:
    kinds = Kinds()
    kinds.read(document["kinds"])
    region = RowBook(kinds).read(document["rows"]).whole(document["tree"])
    region.clock.resume(wall)
    return region


def again(region: Region) -> Region:
    made: Region = read_again(written(region), start)
    return made


def call(name: str, *arguments: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), *arguments)


# One in two keeps next to no message.
CAPPED = POLICIES | st.builds(lambda policy, cap: replace(policy, max_stored_messages=cap), POLICIES, st.integers(0, 3))
ORIGIN = MessageOrigin("me@example.com", "example.com", "set")
CALLS = st.one_of(
    call("create_pool", POOLS, MODES),
    call("delete_pool", POOLS),
    call("set_scaling_mode", POOLS, st.just(ScalingMode.MANAGED)),
    call("lease_standard_ips", st.integers(1, 3), st.none() | POOLS),
    call("move_ip", st.sampled_from(["198.18.0.1", "198.18.0.2"]), POOLS),
    call("set_warmup_percentage", st.sampled_from(["198.18.0.1", "198.18.0.2"]), st.integers(0, 100)),
    call("send_traffic", st.dictionaries(POOLS, TRAFFIC, min_size=1, max_size=2), st.integers(20, 60)),
    call(
        "accept",
        st.just("id"),
        st.sampled_from(
            [ORIGIN, MessageOrigin("A <a@example.com>", "a@example.com"), MessageOrigin("me@elsewhere.org")]
        ),
        st.lists(st.sampled_from(RECIPIENTS), max_size=3),
        st.none() | POOLS,
        st.none() | st.sampled_from([timedelta(minutes=5), timedelta(hours=14)]),
        st.sampled_from([{}, {"a@gmail.com": MailEventKind.BOUNCE}, {"c@cox.net": MailEventKind.COMPLAINT}]),
    ),
    call("send_traffic", st.dictionaries(POOLS, TRAFFIC, max_size=2), st.integers(1, 9)),
    call("advance", st.timedeltas(timedelta(0), timedelta(days=3))),
    call("policy", CAPPED),
    call("auto_warmup", st.booleans()),
    call("take_events"),
    call("take_discarded"),
)


def carry_out(region: Region, name: str, *arguments: Any) -> str:
    """What a call is answered with; the two settings are no calls."""
    keywords: dict[str, Any] = {}
    if name in {"policy", "auto_warmup"}:
        setattr(region, name, *arguments)
        return ""
    if name == "accept":
        message_id, origin, recipients, pool, max_wait, suppressed = arguments
        arguments = message_id, origin, recipients, pool
        keywords = {"max_wait": max_wait, "suppressed": suppressed}
    try:
        answer = getattr(region, name)(*arguments, **keywords)
    except SesManagedError as error:
        return repr(error)
    return repr(answer) if name in {"advance", "take_events", "take_discarded"} else ""


def snapshot(region: Region) -> object:
    return (
        [region.pool_snapshot(name) for name in region.pools],
        [(ip, region.ip(ip.address)[1].name) for ip in region.ips()],
        [message.snapshot() for message in region.messages],
        [region.messages.number_at(position) for position in range(len(region.messages))],
        region.bill(),
        region.accepted_last_24_hours(),
        region.clock.now,
        region.policy,
        [quarter_hours(region)],
        [daily(region, outcome, Selection(), FIRST, LAST) for outcome in Outcome],
        [daily(region, Outcome.SENT, Selection(identity="example.com"), FIRST, LAST)],
        [pool_week(pool, region.clock, minute_of(region.catch_up())) for pool in region.pools.values()],
        [measured(region, record) for record in region.pool_records()],
    )


FIRST, LAST = date(2025, 12, 1), date(2027, 12, 1)


def measured(region: Region, record: PoolRecord) -> object:
    """A pool's metrics over all its life, of a pool that is gone, too."""
    minute = minute_of(region.catch_up())
    hours = range(minute // 60 + 1)
    return record.name, [
        list(readings(record, metric, isp, hours, minute))
        for metric in PoolMetric
        for isp in (ISPS if metric.by_isp else (None,))
    ]


@given(CAPPED, st.lists(st.tuples(CALLS, st.booleans()), max_size=40))
@settings(max_examples=150)
def test_a_region_that_was_written_and_read_is_equal_and_goes_on_alike(
    policy: Any, steps: list[tuple[tuple[Any, ...], bool]]
) -> None:
    lived, read = Region(start), Region(start)
    lived.policy = read.policy = policy
    for (name, *arguments), restarted in steps:
        if restarted:
            before, read = read, again(read)
            assert Comparison().compare(before, read).differences == []
        assert carry_out(read, name, *arguments) == carry_out(lived, name, *arguments)
        assert snapshot(read) == snapshot(lived)
    lived.advance(30 * DAY)
    read.advance(30 * DAY)
    assert snapshot(read) == snapshot(lived)
    assert Comparison().compare(lived, read).differences == []


class RestartedMachine(RegionMachine):
    """All that always holds of a Region, with restarts in between."""

    @rule()
    def restart(self) -> None:
        before = self.snapshot()
        self.region = read_again(written(self.region), lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
        assert self.snapshot() == before


RestartedMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=40)
TestRestarted = RestartedMachine.TestCase


def test_no_time_passes_while_a_region_is_written_down() -> None:
    region = Region(start)
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Gmail": 3000}}, 20)
    read = read_again(written(region), lambda: START + timedelta(days=500))
    assert read.clock.now == region.clock.now
    assert read.catch_up() == region.catch_up() == 20 * DAY
    assert read.advance(DAY) == region.clock.now + DAY


def test_days_that_are_alike_are_written_once() -> None:
    region = Region(start)
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Gmail": 3000}}, 400)
    document = written(region)
    [days] = [number for number, (path, _) in enumerate(document["kinds"]) if path.endswith(":DayVolumes")]
    assert 0 < [tree[0][0] for _, _, _, tree in document["rows"]].count(days) < 20
    assert repr(document["tree"]).count("'Gmail', 50000") == 1  # the policy


def paths(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    places = [path]
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, item in items:
        places += paths(item, (*path, key))
    return places


def busy_region() -> Region:
    region = Region(start)
    region.create_pool("pool", ScalingMode.MANAGED)
    region.lease_standard_ips(2, None)
    region.send_traffic({"pool": {"Gmail": 3000}}, 5)
    region.accept("id", ORIGIN, ["a@gmail.com", "bounce@simulator.amazonses.com"], "pool")
    region.accept("one", ORIGIN, ["a@gmail.com"], "pool", suppressed={"a@gmail.com": MailEventKind.BOUNCE})
    region.create_pool("converted", ScalingMode.STANDARD)
    region.lease_standard_ips(1, "converted")
    region.send_traffic({"converted": {"Yahoo": 50}}, 1)
    region.set_scaling_mode("converted", ScalingMode.MANAGED)
    region.create_pool("gone", ScalingMode.MANAGED)
    region.send_traffic({"gone": {"Cox": 900}}, 4)
    region.delete_pool("gone")
    return region


DOCUMENT = written(busy_region())
PLACES = paths(DOCUMENT)


@given(
    st.sampled_from(PLACES),
    st.sampled_from([None, True, -1, 0, 10**30, 1.5, "", "x", [], {}, [None], {"$": "tuple"}, {"$": "x", "value": []}]),
    st.booleans(),
)
@settings(max_examples=400)
def test_whatever_else_stands_there_is_read_or_fails_in_a_way_that_is_expected(
    place: tuple[Any, ...], other: Any, remove: bool
) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    holder = {"": document}
    key: Any = ""
    for step in place:
        holder, key = holder[key], step
    if remove:
        del holder[key]
    else:
        holder[key] = other
    with suppress(*BROKEN):
        read_again(holder.get("", document) if not place else document, start)
