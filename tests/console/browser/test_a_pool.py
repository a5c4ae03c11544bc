"""A pool's page and the bill in Chromium: their numbers are those of the hooks."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from moto_ses_managed import Pool, PriceTier, SendingPolicy
from moto_ses_managed.console.formats import percent
from moto_ses_managed.simulation.isp import ISPS

from .chromium import Console

pytestmark = pytest.mark.needs_browser


@pytest.fixture
def pool(console: Console) -> Pool:
    """A managed pool in the middle of its warm-up, early at one ISP and late at another."""
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    console.hooks.policy = SendingPolicy(first_ip_days=1, full_rates={"Gmail": 2_000, "Yahoo": 9_000})
    console.hooks.send_traffic("marketing", {"Gmail": 3_500, "Yahoo": 3_000, "AOL": 120}, days=9)
    return console.hooks.pool("marketing")


def capacity_chart(console: Console, isp: str) -> list[dict[str, Any]]:
    """The traces of the ISP chart once it shows that ISP."""
    traces = console.chart("capacity")
    return traces if traces[0]["name"] == f"Sends for {isp}" else []


@pytest.mark.fidelity(
    operation="Console (9)",
    case="7 days of a managed pool",
    answer="volume and percentage, dedicated against shared, by AWS's labels",
    kind="documented",
    source="Monitoring and managing managed IP pools",
)
def test_cards_and_charts_show_what_the_hooks_tell(console: Console, pool: Pool) -> None:
    console.open_pool("marketing")
    week = console.hooks.last_7_days("marketing")
    dedicated, shared = (sum(getattr(hour, way) for hour in week.hours) for way in ("dedicated", "shared"))
    assert dedicated + shared == pool.sent_last_7_days
    assert console.text("#card-status .status") == pool.sending_status
    assert console.number("#card-queued") == sum(sending.queued for sending in pool.by_isp.values())
    assert console.number("#card-volume") == dedicated
    assert console.text("#card-percentage") == percent(pool.dedicated_percentage_7_days)
    assert console.number("#card-ips") == len(pool.ips)
    assert console.number("#card-queued") == sum(sending.queued for sending in pool.by_isp.values()) > 0
    volume = console.chart("volume")
    names = ["dedicated", "shared", "bounced", "deferred", "queued"]
    assert {trace["name"]: trace["y"] for trace in volume} == {
        name: [getattr(hour, name) for hour in week.hours] for name in (*names, "accepted")
    }
    assert volume[4]["y"][-1] == console.number("#card-queued")
    for percentage, name in zip(console.chart("percentage"), ("dedicated", "shared"), strict=True):
        assert percentage["name"] == name
        assert percentage["y"] == [
            pytest.approx(100 * getattr(hour, name) / (hour.dedicated + hour.shared), abs=0.01)
            if hour.dedicated + hour.shared
            else None
            for hour in week.hours
        ]
    life = console.chart("life")
    assert {trace["name"]: trace["y"] for trace in life[:5]} == {
        name: [getattr(day, name) for day in pool.history] for name in names
    }
    assert [str(day.date) for day in pool.history] == [str(day)[:10] for day in life[0]["x"]]
    assert next(trace["y"] for trace in life if trace["name"] == "IPs") == [day.ips for day in pool.history]


@pytest.mark.fidelity(
    operation="Console (9)",
    case="ISP capacity",
    answer="the last 24 hours' sends and the capacity, Gmail first",
    kind="documented",
    source="Monitoring and managing managed IP pools",
)
def test_the_isp_chart_shows_gmail_and_then_the_one_that_is_chosen(console: Console, pool: Pool) -> None:
    console.open_pool("marketing")
    week = console.hooks.last_7_days("marketing")
    listed = console.texts("#isp option")
    assert (listed[0], listed) == ("Gmail", list(ISPS))
    for isp in ("Gmail", "Yahoo"):
        console.script(
            "const isp = document.getElementById('isp'); isp.value = arguments[0];"
            "isp.dispatchEvent(new Event('change'))",
            isp,
        )
        sends, demand, capacity = console.wait(partial(capacity_chart, console, isp))
        hours = week.by_isp[isp].hours
        assert sends["y"] == [hour.sent_last_24_hours for hour in hours]
        # The line goes on to the end of the hour that runs.
        assert demand["y"] == [hour.accepted_last_24_hours for hour in (*hours, hours[-1])]
        assert capacity["y"] == [hour.capacity_24_hours for hour in (*hours, hours[-1])]
        assert max(sends["width"]) < 3_600_000
        assert (sends["type"], sends["marker"]["color"]) == ("bar", "#d13212")
        assert (capacity["type"], capacity["line"]["color"]) == ("scatter", "#1a73c7")
        assert sends["y"][-1] == pool.by_isp[isp].sent_last_24_hours
        assert capacity["y"][-1] == pool.by_isp[isp].capacity_24_hours


def test_each_chart_says_what_and_in_which_unit(console: Console, pool: Pool) -> None:
    console.open_pool("marketing")
    for name, x, y in (
        ("volume", "Time (UTC)", "Messages an hour"),
        ("percentage", "Time (UTC)", "Percent of messages"),
        ("capacity", "Time (UTC)", "Messages in 24 hours"),
        ("life", "Date (UTC)", "Messages a day"),
    ):
        chart_text = console.script("return document.getElementById('chart-' + arguments[0]).textContent", name)
        assert x in chart_text
        assert y in chart_text
        assert console.one(f"#chart-{name}").get_attribute("aria-label")


def test_few_messages_and_days_are_counted_in_whole_numbers_each_named_once(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="quiet", ScalingMode="MANAGED")
    console.hooks.send_traffic("quiet", {"Gmail": 3}, days=2)
    console.open_pool("quiet")
    for name, axis in (
        ("volume", "ytick"),
        ("capacity", "ytick"),
        ("life", "ytick"),
        ("life", "y2tick"),
    ):
        ticks = console.wait(lambda name=name, axis=axis: console.all(f"#chart-{name} .{axis} text"))  # type: ignore[misc]
        tick_texts = [tick.text for tick in ticks]
        assert len(set(tick_texts)) == len(tick_texts), (name, axis, tick_texts)
        assert all(text.isdigit() for text in tick_texts), (name, axis, tick_texts)


def test_the_charts_of_a_new_pool_show_a_day_of_hours_and_the_first_day(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="new", ScalingMode="MANAGED")
    console.open_pool("new")
    for name in ("volume", "percentage", "capacity"):
        begin, end = (
            datetime.fromisoformat(at)
            for at in console.script("return document.getElementById('chart-' + arguments[0]).layout.xaxis.range", name)
        )
        assert end - begin == timedelta(days=1)
        assert begin < console.hooks.now < end


def test_large_counts_leave_room_for_what_they_count(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="large", ScalingMode="MANAGED")
    console.hooks.send_traffic("large", {"Gmail": 80_000_000}, days=4)
    console.open_pool("large")
    title, ticks = console.script(
        "const box = (element) => element.getBoundingClientRect();"
        "return [box(document.querySelector('#chart-life .ytitle')).right,"
        " Math.min(...[...document.querySelectorAll('#chart-life .ytick text')].map((tick) => box(tick).left))]"
    )
    assert title <= ticks


def test_the_warm_up_and_what_waits_are_tables_of_the_pool(console: Console, pool: Pool) -> None:
    console.open_pool("marketing")
    assert len(console.all("#warmup tbody tr")) == len(pool.ips)
    for number, ip in enumerate(pool.ips, 1):
        row = f"#warmup tbody tr:nth-child({number})"
        cells = console.texts(f"{row} td")
        assert console.text(row).startswith(ip.address)
        assert [float(cell.rstrip("%")) for cell in cells] == [
            pytest.approx(ip.warmup[isp], abs=0.06) for isp in ("Gmail", "Yahoo", "AOL")
        ]
    assert all(ip.warmup[isp] == 0 for ip in pool.ips for isp in set(ISPS) - {"Gmail", "Yahoo", "AOL"})
    assert console.text("#cold-isps") == f"Cold at the {len(ISPS) - 3} ISPs without mail."
    for isp, sending in pool.by_isp.items():
        accepted = sending.dedicated + sending.shared + sending.bounced + sending.queued
        counts = (sending.dedicated, sending.shared, sending.deferred, sending.queued, sending.bounced)
        texts = console.script(
            "return [...document.querySelectorAll(arguments[0])].map((cell) => cell.textContent)",
            f"[data-isp-row='{isp}'] td",
        )
        assert texts[:2] == [f"{sending.sent_last_24_hours:,}", f"{sending.capacity_24_hours:,}"]
        assert texts[3:] == [f"{count:,}" for count in (accepted, *counts)]
    assert console.texts(".reasons li") == [
        sending.explanation for sending in pool.by_isp.values() if sending.dedicated + sending.shared + sending.queued
    ]
    assert "mail over that waits for room" in console.text("[data-why=Gmail]")
    assert "mail over that takes the shared pool" in console.text("[data-why=Yahoo]")
    assert console.text(".why") == console.hooks.pool("marketing").explanation
    assert "day 1 " in console.text(".milestones")


def test_traffic_that_the_form_sends_shows_on_cards_and_charts(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open_pool("pool")
    assert console.text(".why") == console.hooks.pool("pool").explanation
    console.fill("[name=Gmail]", "5000")
    console.fill("[name=Yahoo]", "700")
    console.fill("[name=Days]", "8")
    console.click("[data-form=traffic] .primary")
    console.wait_for_announcement("8 days of traffic were sent.")
    pool = console.hooks.pool("pool")
    assert len(pool.history) == 8
    dedicated = sum(hour.dedicated for hour in console.hooks.last_7_days("pool").hours)
    console.wait(lambda: console.number("#card-volume") == dedicated > 0)
    console.wait(lambda: sum(console.chart("volume")[0]["y"]) == dedicated)
    console.fill("[name=Days]", "3651")
    console.click("[data-form=traffic] .primary")
    assert console.all("[data-form=traffic] [name=Days]:invalid")
    assert len(console.hooks.pool("pool").history) == 8


def test_a_standard_pool_leases_ips_and_sends_through_them(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD")
    console.open("console/pools/legacy")
    console.fill("[name=Count]", "2")
    console.click("[data-form=lease] button")
    console.wait_for_announcement("Leased: ")
    pool = console.hooks.pool("legacy")
    assert [ip.address for ip in pool.ips] == console.texts("#leased tbody th")
    assert len(pool.ips) == 2
    assert console.all("#isp") == []


def test_a_pool_that_is_deleted_leaves_its_page_for_the_list(console: Console) -> None:
    for name in ("kept", "gone"):
        console.ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    console.open("console/pools/gone")
    console.click("#delete-gone")
    console.click("#delete-dialog .danger")
    console.wait(lambda: console.text("h1") == "Dedicated IPs")
    assert [pool.name for pool in console.hooks.pools()] == ["kept"]
    console.open("console/pools/kept")
    console.ses.delete_dedicated_ip_pool(PoolName="kept")
    console.look_now()
    console.wait(lambda: "There is no dedicated IP pool named 'kept'" in console.text("main"))


def test_the_bill_is_a_table_by_pool_and_in_total(console: Console, pool: Pool) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD")
    console.hooks.lease_standard_ips(3, pool="legacy")
    # At noon no day is about to end between the page and the hooks.
    console.hooks.advance(hours=(12 - console.hooks.now.hour) % 24)
    console.open("console/bill")
    bill = console.hooks.bill()
    assert bill.month in console.text("#bill")
    for charges in bill.pools:
        cells = console.texts(f"[data-bill-row={charges.pool}] td")
        assert cells == [
            f"{charges.managed_messages:,}",
            f"${charges.managed:,.2f}",
            f"{charges.standard_ip_days:,}",
            f"${charges.standard:,.2f}",
            f"${charges.managed + charges.standard:,.2f}",
        ]
    total = console.texts("[data-bill-row=Total] td")
    assert total[0] == f"{bill.managed_messages:,}"
    assert total[1] == f"${bill.managed:,.2f}"
    assert total[3:] == [f"${bill.standard:,.2f}", f"${bill.total:,.2f}"]
    assert f"${bill.managed_fee:,.2f}" in console.text("[data-bill-row='Monthly fee for managed pools']")


def test_the_bill_names_the_prices_that_it_goes_by(console: Console) -> None:
    tiers = (PriceTier(1_000_000, 0.085), PriceTier(2_000_000, 0.07), PriceTier(None, 0.005))
    console.hooks.policy = SendingPolicy(
        managed_monthly_fee=1_500, managed_price_tiers=tiers, standard_ip_monthly_price=24.95
    )
    console.open("console/bill")
    prices = [price.text for price in console.all(".prices dd")]
    assert prices == [
        "$0.085 up to 1,000,000 a month, $0.07 up to 2,000,000 a month, $0.005 beyond",
        "$1,500.00 a month",
        "$24.95 a month",
    ]
