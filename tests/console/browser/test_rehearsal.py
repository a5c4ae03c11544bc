"""A plan uploaded, rehearsed and laid over what happened, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import parse_plan

from .chromium import Console

pytestmark = pytest.mark.needs_browser

PLAN = "day,pool,isp,messages\n1-20,marketing,Gmail,20000\n5-20,other,Yahoo,9000\n"


def upload(console: Console, tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    console.one("#plan-file").send_keys(str(path))
    console.wait(lambda: console.one("#plan").get_attribute("value") == text)


def test_a_plan_is_uploaded_and_laid_over_what_happened(console: Console, tmp_path: Path) -> None:
    policy = SendingPolicy(first_ip_days=2)
    console.hooks.policy = policy
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    console.hooks.send_traffic("marketing", {"Gmail": 3_000}, days=8)
    before = console.hooks.pool("marketing")
    console.open("console/rehearse")
    upload(console, tmp_path, PLAN)
    console.click("[data-form=rehearse] .primary")
    console.wait_for_announcement("The plan was rehearsed.")
    start = before.history[0].date
    expected = simulate(parse_plan("plan", PLAN), policy, start)
    assert console.texts("#rehearsed h2") == ["marketing", "other", "Its bill"]
    for pool in expected.pools:
        console.wait(lambda pool=pool: console.all(f"#chart-rehearsed-{pool.name}[data-drawn]"))  # type: ignore[misc]
        drawn = {trace["name"]: trace["y"] for trace in console.chart(f"rehearsed-{pool.name}")}
        assert drawn["dedicated, planned"] == [day.dedicated for day in pool.history]
        assert drawn["shared, planned"] == [day.shared for day in pool.history]
        assert drawn["IPs, planned"] == [day.ips for day in pool.history]
        rows = console.script(
            "return [...document.querySelectorAll(`#rehearsed-${arguments[0]}-table tbody tr`)]"
            ".map((row) => row.cells[3].textContent)",
            pool.name,
        )
        assert rows == [f"{day.dedicated:,}" for day in pool.history]
    happened = {trace["name"]: trace for trace in console.chart("rehearsed-marketing")}
    assert happened["dedicated"]["y"] == [day.dedicated for day in before.history]
    assert happened["dedicated"]["x"] == [str(day.date) for day in before.history]
    assert "dedicated" not in {trace["name"] for trace in console.chart("rehearsed-other")}
    totals = console.texts("#rehearsed-bill-table tbody td:last-child")
    assert totals == [f"${bill.total:,.2f}" for bill in expected.bills]
    # Nothing has changed by it.
    assert console.hooks.pool("marketing") == before
    assert [pool.name for pool in console.hooks.pools()] == ["marketing"]


def test_a_plan_that_is_refused_says_where_it_is_wrong(console: Console, tmp_path: Path) -> None:
    console.open("console/rehearse")
    upload(console, tmp_path, "day,pool,isp,messages\n1,marketing,Gmial,5\n")
    console.click("[data-form=rehearse] .primary")
    assert "line 2, column isp: unknown ISP 'Gmial'" in console.refused("[data-form=rehearse]")


def test_a_plan_of_some_days_from_a_date_is_rehearsed_so(console: Console) -> None:
    console.open("console/rehearse")
    console.script("document.querySelector('[name=Start]').value = '2026-01-30'")
    console.fill("[name=Days]", "4")
    console.click("[data-form=rehearse] .primary")
    console.wait_for_announcement("The plan was rehearsed.")
    assert console.texts("#rehearsed-marketing-table tbody td:nth-child(2)") == [
        "2026-01-30",
        "2026-01-31",
        "2026-02-01",
        "2026-02-02",
    ]
    assert console.texts("#rehearsed-bill-table tbody td:first-child") == ["2026-01", "2026-02"]
