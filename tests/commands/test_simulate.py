"""The command ``simulate`` as its users meet it: a plan in; tables and the bill out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.cli import main
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import read_plan
from moto_ses_managed.rehearsal.text_files import FileError
from tests.commands.simulating import EXAMPLE, HEADER, plan_file, run_simulate


def test_the_example_tells_its_story(capsys: pytest.CaptureFixture[str]) -> None:
    output = run_simulate(capsys, "--traffic", str(EXAMPLE), "--days", "60")
    story = [line.strip() for line in output.lines if line.startswith("  day ")]
    assert [re.sub(r" \(.*?\)", "", line).partition(": ")[::2] for line in story] == [
        ("day 3", "the first IP"),
        ("day 4", "mail takes dedicated IPs, and the shared pool beyond their warm-up level"),
        ("day 15", "all mail through dedicated IPs"),
        ("day 18", "the first mail is deferred: it waits for a dedicated IP"),
        ("day 31", "the pool grows to 2 IPs"),
        ("day 32", "mail takes dedicated IPs, and the shared pool beyond their warm-up level"),
        ("day 39", "all mail through dedicated IPs"),
        ("day 47", "the pool shrinks to 1 IP"),
        ("day 58", "the last IP is relinquished"),
    ]
    rows = output.rows["newsletter"]
    # A cold IP carries 200 messages a day to each of the two ISPs; the rest of the 2,400 takes the shared pool.
    assert rows["4"] == ["2026-01-04", "1", "16.7", "400", "2,000", "0", "0", "0"]
    assert rows["20-30"] == ["2026-01-20", "1", "100.0", "19,500", "0", "0", "0", "0"]
    assert rows["59-60"] == ["2026-02-28", "0", "0.0", "0", "100", "0", "0", "0"]


def test_the_example_grows_for_the_isp_with_the_lower_quota() -> None:
    plan = read_plan(EXAMPLE)
    policy = SendingPolicy()
    peak = max((stretch.traffic["newsletter"] for stretch in plan.stretches), key=lambda per_day: per_day["Gmail"])
    assert peak["Orange"] > policy.full_rates["Orange"]
    roomy = simulate(plan, SendingPolicy(full_rates={"Orange": 50_000})).pools[0]
    assert max(row.ips for row in simulate(plan, policy).pools[0].history) == 2
    assert roomy.history[34].ips == 1


def test_the_same_plan_prints_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pages = [tmp_path / name for name in ("one.html", "two.html")]
    runs = []
    for page in pages:
        assert main(["simulate", "--traffic", str(EXAMPLE), "--plot", str(page)]) == 0
        runs.append(capsys.readouterr().out)
    assert runs[0] == runs[1]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_plan_and_the_hooks_lead_to_the_same_days(tmp_path: Path) -> None:
    path = plan_file(tmp_path, HEADER + "1-20,news,Gmail,900\n1-20,news,Yahoo,300\n5-20,receipts,Gmail,400\n")
    planned = simulate(read_plan(path), SendingPolicy()).pools
    with mock_aws():
        ses = boto3.client("sesv2", region_name="us-east-1")
        for name in ("news", "receipts"):
            ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
        hooks = SesManaged()
        hooks.send_plan({"news": {"Gmail": 900, "Yahoo": 300}}, days=4)
        hooked = hooks.send_plan({"news": {"Gmail": 900, "Yahoo": 300}, "receipts": {"Gmail": 400}}, days=16)

    def counts(pools: Any) -> Any:
        return [
            [(row.day, row.ips, row.dedicated, row.shared, row.deferred, row.queued) for row in pool.history]
            for pool in pools
        ]

    assert counts(planned) == counts(hooked)
    assert [pool.by_isp for pool in planned] == [pool.by_isp for pool in hooked]


def test_days_that_are_alike_share_a_line_unless_every_day_is_wanted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(plan_file(tmp_path, HEADER + "1-2,pool,Gmail,100\n"))
    short = run_simulate(capsys, "--traffic", path, "--days", "30")
    assert list(short.rows["pool"]) == ["1-2", "3-30"]
    assert any("share a line" in line for line in short.lines)
    whole = run_simulate(capsys, "--traffic", path, "--days", "30", "--every-day")
    assert list(whole.rows["pool"]) == [str(day) for day in range(1, 31)]
    assert not any("share a line" in line for line in whole.lines)


def test_each_pool_has_its_table_in_the_order_of_the_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(plan_file(tmp_path, HEADER + "2,second,Gmail,7\n1,first,Yahoo,5\n2,first,Gmail,6\n"))
    output = run_simulate(capsys, "--traffic", path)
    assert list(output.rows) == ["second", "first"]
    assert [cells[4] for cells in output.rows["second"].values()] == ["0", "7"]
    assert [cells[4] for cells in output.rows["first"].values()] == ["5", "6"]
    assert any(line.split() == ["first", "11", "0.00"] for line in output.lines)


@pytest.mark.parametrize(
    "content",
    [
        "messages,isp,day,pool\n100,Gmail,1-3,p\n20,Gmail,2,p\n",
        "day,pool,isp,messages\n1,p,Gmail,100\n2,p,Gmail,60\n2,p,Gmail,60\n3,p,Gmail,100\n",
        "\ufeffDay, Pool ,ISP,Messages\r\n\r\n 1 - 3 , p ,Gmail,100\r\n2,p,Gmail,0020\r\n,,,\r\n",
        'day,pool,isp,messages\n"1-3","p","Gmail","100"\n2-2,p,Gmail,20',
    ],
)
def test_the_same_plan_can_be_written_in_several_ways(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    output = run_simulate(capsys, "--traffic", str(plan_file(tmp_path, content)), "--every-day")
    assert [cells[4] for cells in output.rows["p"].values()] == ["100", "120", "100"]


def test_days_have_the_dates_from_the_start_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(plan_file(tmp_path, HEADER + "1-3,p,Gmail,10\n"))
    output = run_simulate(capsys, "--traffic", path, "--start", "2028-02-28", "--every-day")
    assert [cells[0] for cells in output.rows["p"].values()] == ["2028-02-28", "2028-02-29", "2028-03-01"]


def test_the_bill_has_each_months_volume_by_tier_and_the_fee_by_the_day(tmp_path: Path) -> None:
    path = plan_file(tmp_path, HEADER + "1-40,a,Gmail,400000\n1-40,b,Other,100000\n")
    january, february = simulate(read_plan(path), SendingPolicy()).bills
    # 10 million at 8 cents for 1,000, the rest at 4.
    assert (january.month, january.managed_days, january.managed_fee) == ("2026-01", 31, 15.0)
    assert february.managed_days == 9
    assert february.managed_fee == round(15 * 9 / 28, 2)
    sent = january.managed_messages + february.managed_messages
    pools = simulate(read_plan(path), SendingPolicy()).pools
    assert january.managed_messages > 10_000_000
    assert sent == sum(row.dedicated + row.shared for pool in pools for row in pool.history)
    assert january.managed == round(15 + 800 + (january.managed_messages - 10_000_000) * 0.04 / 1000, 2)
    assert {charge.pool for charge in january.pools} == {"a", "b"}


def test_a_policy_file_holds_from_the_first_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"FirstIpDailyVolume": 50, "FirstIpDays": 1, "ManagedMonthlyFee": 31}', encoding="utf-8")
    path = str(plan_file(tmp_path, HEADER + "1-2,p,Gmail,50\n"))
    output = run_simulate(capsys, "--traffic", path, "--policy", str(policy))
    assert [cells[1:3] for cells in output.rows["p"].values()] == [["1", "0.0"], ["1", "100.0"]]
    assert any(line.split() == ["2026-01", "2", "100", "0.01", "2.00", "2.01"] for line in output.lines)


def test_a_simulation_starts_where_its_caller_says() -> None:
    outcome = simulate(read_plan(EXAMPLE), SendingPolicy(), date(2027, 11, 30))
    assert [bill.month for bill in outcome.bills] == ["2027-11", "2027-12", "2028-01"]
    assert [bill.managed_days for bill in outcome.bills] == [1, 31, 28]


def test_a_plan_says_in_which_hours_of_the_day_mail_leaves(tmp_path: Path) -> None:
    header = "day,pool,isp,messages,hours\n"
    plan = read_plan(plan_file(tmp_path, header + "1-9,news,Gmail,1100,1\n1-9,news,Gmail,24,\n10,news,Gmail,24,24\n"))
    assert [(load.messages, load.hours) for load in plan.stretches[0].loads] == [(1100, 1), (24, 24)]
    assert plan.stretches[0].traffic == {"news": {"Gmail": 1124}}
    policy = SendingPolicy(
        first_ip_daily_volume=1,
        first_ip_days=1,
        cold_capacity=1124,
        full_rates={"Gmail": 1124},
        max_delivery_seconds=300,
    )
    at_once = simulate(plan, policy).pools[0]
    assert [(day.dedicated, day.shared) for day in at_once.history] == [(0, 1124)] + [(1124, 0)] * 8 + [(24, 0)]


@pytest.mark.parametrize("hours", ["0", "25", "-1", "1.5", "nine"])
def test_hours_that_a_day_does_not_have_are_refused(tmp_path: Path, hours: str) -> None:
    with pytest.raises(FileError, match=f"'{hours}' is not a number of hours: a whole number from 1 to 24 expected"):
        read_plan(plan_file(tmp_path, f"day,pool,isp,messages,hours\n1,news,Gmail,1,{hours}\n"))
