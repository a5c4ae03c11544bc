"""A pool's last seven days by hour, its tags as a whole, and its figure, through the hooks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import timedelta
from typing import Any

import pytest

from moto_ses_managed import NotFoundError, Pool, SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.simulation.isp import ISPS
from tests.control.calling import control
from tests.support.clients import ses_client
from tests.support.sending import SIMPLE


@pytest.fixture
def hooks(hooks: SesManaged, pool: None) -> SesManaged:
    """With a managed pool."""
    return hooks


def test_the_hours_sum_to_what_the_pool_says_of_its_week(hooks: SesManaged) -> None:
    pool = hooks.send_traffic("pool", {"Gmail": 5_000, "Yahoo": 700}, days=12)
    week = hooks.last_7_days("pool")
    dedicated, shared = sum(hour.dedicated for hour in week.hours), sum(hour.shared for hour in week.hours)
    assert week.pool == "pool"
    assert dedicated + shared == pool.sent_last_7_days
    assert 100 * dedicated / (dedicated + shared) == pytest.approx(pool.dedicated_percentage_7_days)
    assert len(week.hours) == 7 * 24 + 1
    assert {later.began_at - hour.began_at for hour, later in zip(week.hours, week.hours[1:], strict=False)} == {
        timedelta(hours=1)
    }
    assert timedelta(0) <= hooks.now - week.hours[-1].began_at < timedelta(hours=1)
    assert tuple(week.by_isp) == ISPS


def test_each_isp_ends_with_the_present_of_the_pool(hooks: SesManaged) -> None:
    hooks.send_traffic("pool", {"Gmail": 5_000, "Yahoo": 700}, days=9)
    hooks.advance(hours=5, minutes=20)
    pool, week = hooks.pool("pool"), hooks.last_7_days("pool")
    for isp, sending in pool.by_isp.items():
        last = week.by_isp[isp].hours[-1]
        assert last.sent_last_24_hours == sending.sent_last_24_hours
        assert last.capacity_24_hours == sending.capacity_24_hours
        assert len(week.by_isp[isp].hours) == len(week.hours)


def test_what_was_sent_in_24_hours_is_the_sum_of_them_at_each_hour(hooks: SesManaged) -> None:
    hooks.send_traffic("pool", {"Gmail": 4_800}, days=3)
    hooks.send_traffic("pool", {"Gmail": 240}, days=2)
    week = hooks.last_7_days("pool")
    left = [hour.dedicated + hour.shared for hour in week.hours]
    sent = [hour.sent_last_24_hours for hour in week.by_isp["Gmail"].hours]
    assert sent[:-1] == [sum(left[max(0, number - 23) : number + 1]) for number in range(len(left) - 1)]
    assert sent[71] == 4_800
    assert sent[-1] == 240


def test_the_capacity_of_each_hour_is_that_of_its_day(hooks: SesManaged) -> None:
    capacities: list[int | None] = []
    for _ in range(6):
        hooks.send_traffic("pool", {"Gmail": 9_000}, days=1)
        capacities += [hooks.pool("pool").by_isp["Gmail"].capacity_24_hours]
    hourly_capacities = [hour.capacity_24_hours for hour in hooks.last_7_days("pool").by_isp["Gmail"].hours]
    assert hourly_capacities[:24] == [0] * 24
    assert [hourly_capacities[24 * day] for day in range(1, 7)] == capacities
    assert capacities[-1] == 548
    assert all(len(set(hourly_capacities[24 * day : 24 * day + 24])) == 1 for day in range(6))


def test_a_policy_that_changes_at_noon_changes_the_capacity_from_then_on(hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(first_ip_days=1)
    hooks.send_traffic("pool", {"Gmail": 5_000}, days=1)
    hooks.advance(hours=12)
    hooks.policy = SendingPolicy(first_ip_days=1, cold_capacity=1_000)
    hooks.advance(hours=6)
    hourly_capacities = [hour.capacity_24_hours for hour in hooks.last_7_days("pool").by_isp["Gmail"].hours]
    assert hourly_capacities == [0] * 24 + [200] * 12 + [1_000] * 7


def test_a_pool_has_capacities_by_isp_from_the_hour_of_its_conversion(hooks: SesManaged) -> None:
    ses = ses_client()
    ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD")
    hooks.lease_standard_ips(1, pool="legacy")
    hooks.send_traffic("legacy", {"Gmail": 500}, days=2)
    before = hooks.last_7_days("legacy").by_isp["Gmail"]
    assert (before.overflows, {hour.capacity_24_hours for hour in before.hours}) == (None, {None})
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="legacy", ScalingMode="MANAGED")
    hooks.advance(hours=3)
    after = hooks.last_7_days("legacy").by_isp["Gmail"]
    capacities = [hour.capacity_24_hours for hour in after.hours]
    assert capacities[:48] == [None] * 48
    assert all(capacity and capacity > 200 for capacity in capacities[48:])
    assert after.overflows is True


def test_what_exceeds_the_capacity_overflows_early_and_waits_late(hooks: SesManaged) -> None:
    assert hooks.last_7_days("pool").by_isp["Gmail"].overflows is True
    hooks.policy = SendingPolicy(first_ip_days=1, full_rates={"Gmail": 300})
    hooks.send_traffic("pool", {"Gmail": 1_000, "Yahoo": 1_000}, days=2)
    week = hooks.last_7_days("pool")
    assert (week.by_isp["Gmail"].overflows, week.by_isp["Yahoo"].overflows) == (False, True)


def test_each_hours_counts_add_up_to_what_was_accepted_and_what_waits(hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(first_ip_days=1, full_rates={"Gmail": 300}, largest_pool=1)
    hooks.send_traffic("pool", {"Gmail": 200}, days=12)
    hooks.send_traffic("pool", {"Gmail": 700}, hours=2)
    pool, week = hooks.pool("pool"), hooks.last_7_days("pool")
    queued = 0
    for hour in week.hours:
        queued += hour.accepted - hour.dedicated - hour.shared - hour.bounced
        assert hour.queued == queued >= 0
    gmail = pool.by_isp["Gmail"]
    assert gmail.deferred == sum(hour.deferred for hour in week.hours) > 0
    assert queued == gmail.queued
    assert max(hour.queued for hour in week.hours) > 0
    assert week.by_isp["Gmail"].hours[-1].accepted_last_24_hours == 700
    accepted = [hour.accepted for hour in week.hours]
    demand = [hour.accepted_last_24_hours for hour in week.by_isp["Gmail"].hours]
    assert demand[30:-1] == [sum(accepted[number - 23 : number + 1]) for number in range(30, len(accepted) - 1)]


def test_a_message_counts_in_the_hour_that_runs(hooks: SesManaged) -> None:
    ses = ses_client()
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    to = {"ToAddresses": ["ann@gmail.com"]}
    ses.send_email(FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE, ConfigurationSetName="set")
    [hour] = hooks.last_7_days("pool").hours
    assert (hour.dedicated, hour.shared) == (0, 1)
    assert hooks.last_7_days("pool").by_isp["Gmail"].hours[-1].sent_last_24_hours == 1


def test_the_week_of_a_pool_that_is_not_there_is_a_lookup_error(hooks: SesManaged) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        hooks.last_7_days("nowhere")


def test_tags_are_put_as_a_whole() -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", Tags=[{"Key": "old", "Value": "1"}])
        tags = [{"Key": "team", "Value": "growth"}, {"Key": "empty", "Value": ""}]
        status, pool = control("PUT", "tags/pool", json={"Tags": tags})
        assert (status, pool["Tags"]) == (200, {"team": "growth", "empty": ""})
        assert SesManaged().pool("pool").tags == {"team": "growth", "empty": ""}
        status, pool = control("PUT", "tags/pool", json={"Tags": [], "Expected": tags[::-1]})
        assert (status, pool["Tags"]) == (200, {})
        assert control("PUT", "tags/pool", json={"Tags": []})[1]["Tags"] == {}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "named"),
    [
        ("PUT", "tags/pool", {}, 400, "Tags"),
        ("PUT", "tags/pool", {"Tags": {"a": "b"}}, 400, "list"),
        ("PUT", "tags/pool", {"Tags": ["a"]}, 400, "'a'"),
        ("PUT", "tags/pool", {"Tags": ["a"]}, 400, "Key and Value"),
        ("PUT", "tags/pool", {"Tags": [{"Key": "a"}]}, 400, "Value"),
        ("PUT", "tags/pool", {"Tags": [{"Key": 1, "Value": "b"}]}, 400, "string"),
        ("PUT", "tags/pool", {"Tags": [{"Key": "a", "Value": "b", "More": "c"}]}, 400, "More"),
        ("PUT", "tags/pool", {"Tags": [{"Key": "aws:a", "Value": "b"}]}, 400, "system tags"),
        ("PUT", "tags/pool", {"Tags": [{"Key": "", "Value": "b"}]}, 400, "1 to 128"),
        ("PUT", "tags/pool", {"Tags": [{"Key": "a", "Value": "b"}] * 2}, 400, "same key"),
        ("PUT", "tags/pool", {"Tags": [{"Key": f"{n}", "Value": ""} for n in range(51)]}, 400, "51"),
        ("PUT", "tags/pool", {"Tags": [], "Expected": []}, 400, "old=1"),
        ("PUT", "tags/pool", {"Tags": [], "Expected": [{"Key": "old", "Value": "2"}]}, 400, "old=1"),
        ("PUT", "tags/nowhere", {"Tags": []}, 404, "nowhere"),
        ("PUT", "tags", {"Tags": []}, 404, "tags"),
        ("GET", "tags/pool", None, 405, "PUT"),
        ("GET", "last-7-days/nowhere", None, 404, "nowhere"),
        ("POST", "last-7-days/pool", {}, 405, "GET"),
    ],
)
def test_each_bad_request_is_a_4xx_that_names_it_and_changes_nothing(
    method: str, path: str, body: Any, status: int, named: str
) -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", Tags=[{"Key": "old", "Value": "1"}])
        got, reply = control(method, path, json=body)
        assert (got, named in reply["message"]) == (status, True), reply
        assert SesManaged().pool("pool").tags == {"old": "1"}


def test_a_pool_draws_the_figure_that_simulate_plots_and_stays_frozen(hooks: SesManaged) -> None:
    from moto_ses_managed.reports.charts import pool_figure

    pool = hooks.send_traffic("pool", {"Gmail": 5_000}, days=6)
    assert isinstance(pool, Pool)
    figure = pool.figure()
    assert figure == pool_figure(pool)
    assert list(figure.data[0].y) == [day.dedicated for day in pool.history]
    assert type(hooks.pools()[0]) is Pool
    with pytest.raises(FrozenInstanceError):
        pool.name = "other"  # type: ignore[misc]


def test_a_figure_without_plotly_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['plotly'] = None\n"
        "import boto3\n"
        "from moto_ses_managed import SesManaged, SesManagedError, mock_aws\n"
        "with mock_aws():\n"
        "    boto3.client('sesv2', 'us-east-1').create_dedicated_ip_pool(PoolName='pool', ScalingMode='MANAGED')\n"
        "    try:\n"
        "        SesManaged().pool('pool').figure()\n"
        "    except SesManagedError as error:\n"
        "        sys.exit(str(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.strip() == "Charts need their extra: pip install 'moto-ses-managed[console]'."


def test_a_figure_is_html_for_a_notebook_from_the_first_moment_on(hooks: SesManaged) -> None:
    for pool in (hooks.pool("pool"), hooks.send_traffic("pool", {"Gmail": 3})):
        html = pool.figure().to_html(full_html=False, include_plotlyjs=False)
        assert "Messages a day" in html
        assert "plotly" in html
