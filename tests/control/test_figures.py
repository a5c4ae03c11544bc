"""A pool's figure and its milestones: what is drawn, and where it is numbered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.reports.milestones import Turn, milestones
from tests.support.clients import ses_client


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        yield SesManaged()


def test_a_figure_has_what_was_deferred_queued_and_bounced_by_date(hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(first_ip_days=1, full_rates={"Gmail": 300}, largest_pool=1)
    hooks.send_traffic("pool", {"Gmail": 200}, days=12)
    pool = hooks.send_traffic("pool", {"Gmail": 700}, days=3)
    figure = pool.figure()
    drawn = {trace.name: trace for trace in figure.data}
    assert sum(day.deferred for day in pool.history) > 0
    for name in ("dedicated", "shared", "bounced", "deferred", "queued"):
        assert list(drawn[name].y) == [getattr(day, name) for day in pool.history]
        assert list(drawn[name].x) == [day.date for day in pool.history]


def test_a_figure_numbers_its_milestones_on_their_days(hooks: SesManaged) -> None:
    pool = hooks.send_traffic("pool", {"Gmail": 5_000}, days=9)
    expected = milestones(pool)
    assert len(expected) > 1
    words = [annotation.hovertext for annotation in pool.figure().layout.annotations if annotation.hovertext]
    assert "<br>".join(words).split("<br>") == [
        f"{number}. {milestone}" for number, milestone in enumerate(expected, 1)
    ]


def test_a_figure_tells_of_the_bill_that_it_is_given(hooks: SesManaged) -> None:
    pool = hooks.send_traffic("pool", {"Gmail": 5_000}, days=3)
    bill = hooks.bill()
    texts = [annotation.text for annotation in pool.figure(bill=bill).layout.annotations]
    [bill_text] = [text for text in texts if text.startswith("Bill")]
    assert bill.month in bill_text
    assert f"${bill.total:,.2f} in all" in bill_text
    assert not any(annotation.text.startswith("Bill") for annotation in pool.figure().layout.annotations)


def test_a_figure_is_for_a_light_ground_or_for_a_dark_one(hooks: SesManaged) -> None:
    pool = hooks.send_traffic("pool", {"Gmail": 5_000}, days=3)
    light, dark = pool.figure(), pool.figure(dark=True)
    assert light.layout.template.layout.paper_bgcolor == "white"
    assert dark.layout.template.layout.paper_bgcolor == "rgb(17,17,17)"
    assert [list(trace.y) for trace in light.data] == [list(trace.y) for trace in dark.data]


@pytest.mark.parametrize("days_after", [0, 2])
def test_a_conversion_is_a_milestone_of_the_day_on_which_it_was(hooks: SesManaged, days_after: int) -> None:
    ses = ses_client()
    ses.create_dedicated_ip_pool(PoolName="legacy")
    hooks.lease_standard_ips(1, pool="legacy")
    hooks.send_traffic("legacy", {"Gmail": 3_000}, days=3)
    assert Turn.CONVERTED not in {milestone.turn for milestone in milestones(hooks.pool("legacy"))}
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="legacy", ScalingMode="MANAGED")
    if days_after:
        hooks.send_traffic("legacy", {"Gmail": 3_000}, days=days_after)
    pool = hooks.pool("legacy")
    [conversion] = [milestone for milestone in milestones(pool) if milestone.turn is Turn.CONVERTED]
    assert (conversion.day, conversion.date) == (4, pool.history[2].date + timedelta(days=1))
