"""What shows only in use, in Chromium: where one has scrolled, on small screens, without scripts, on the way back."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from .chromium import DIALOGS, ROOT, Console, open_dialog

pytestmark = pytest.mark.needs_browser

IN_VIEW = (
    "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
    "return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight"
)


@pytest.fixture
def without_scripts(console: Console) -> Iterator[Console]:
    console.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield console
    console.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_first_chart_is_on_the_first_screen(lived_in: Console) -> None:
    lived_in.see(width=1280, height=720)
    for pool in ("marketing", "legacy"):
        lived_in.open_pool(pool)
        assert lived_in.script(IN_VIEW, "#chart-volume"), lived_in.script(
            "return document.querySelector('#chart-volume').getBoundingClientRect().bottom"
        )


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_whole_on_a_screen_of_720_pixels(lived_in: Console, name: str) -> None:
    lived_in.see(width=1280, height=720)
    open_dialog(lived_in, name)
    assert lived_in.script(IN_VIEW, f"#{name}-dialog")
    assert lived_in.script(IN_VIEW, f"#{name}-dialog .buttons:last-of-type button")
    fits = "const dialog = document.querySelector(arguments[0]); return dialog.scrollHeight <= dialog.clientHeight"
    assert lived_in.script(fits, f"#{name}-dialog")


def test_a_result_is_seen_wherever_one_has_scrolled(lived_in: Console) -> None:
    lived_in.open_pool("marketing")
    lived_in.script("scrollTo(0, document.body.scrollHeight)")
    lived_in.fill("[data-form=traffic] [name=Gmail]", "5")
    lived_in.click("[data-form=traffic] .primary")
    lived_in.wait_for_announcement("One day of traffic was sent.")
    assert lived_in.script("return scrollY") > 300
    assert lived_in.script(IN_VIEW, "#announcement")
    assert lived_in.one("#announcement").get_attribute("role") == "status"


@pytest.mark.slow
def test_that_the_server_does_not_answer_is_seen_and_announced_wherever_one_has_scrolled(lived_in: Console) -> None:
    lived_in.open_pool("marketing")
    lived_in.script("scrollTo(0, document.body.scrollHeight)")
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    lived_in.driver.execute_cdp_cmd("Network.enable", {})
    try:
        lived_in.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": True})
        lived_in.wait_for_announcement("The server does not answer")
        assert lived_in.script(IN_VIEW, "#announcement")
    finally:
        lived_in.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
    lived_in.wait_for_announcement("The server answers again.")


def test_the_region_that_is_chosen_is_the_one_that_is_shown_after_going_back(console: Console) -> None:
    console.open()
    console.script("document.querySelector('[name=Region]').value = 'eu-west-1'")
    console.click(".selection button")
    console.wait(lambda: "Region=eu-west-1" in console.driver.current_url)
    assert console.one("[name=Region]").get_attribute("value") == "eu-west-1"
    console.driver.back()
    console.wait(lambda: "Region=us-east-1" in console.driver.current_url)
    console.wait(lambda: console.one("[name=Region]").get_attribute("value") == "us-east-1")
    assert console.one("body").get_attribute("data-region") == "us-east-1"
    console.driver.forward()
    console.wait(lambda: console.one("body").get_attribute("data-region") == "eu-west-1")
    console.wait(lambda: console.one("[name=Region]").get_attribute("value") == "eu-west-1")


def test_without_scripts_tables_tell_what_the_charts_would(without_scripts: Console) -> None:
    console = without_scripts
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    pool = console.hooks.send_traffic("pool", {"Gmail": 2_400, "Yahoo": 480}, days=2)
    console.driver.get(f"{console.server}{ROOT}console/pools/pool?AccountId={console.account}")
    hours = [hour for hour in console.hooks.last_7_days("pool").hours if hour.accepted]
    volume, *capacities = console.all("noscript table")
    rows = volume.text.splitlines()
    assert sum(row.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")) for row in rows) == len(hours) == 48
    week = console.hooks.last_7_days("pool")
    assert [table.get_attribute("data-capacity") for table in capacities] == ["Gmail", "Yahoo"]
    for table, isp in zip(capacities, ("Gmail", "Yahoo"), strict=True):
        newest = table.text.splitlines()[2].split("UTC ")[1].split()
        last = week.by_isp[isp].hours[-1]
        assert newest == [
            f"{count:,}" for count in (last.sent_last_24_hours, last.accepted_last_24_hours, last.capacity_24_hours)
        ]
    assert console.texts(".reasons li") == [pool.by_isp[isp].explanation for isp in ("Gmail", "Yahoo")]
    assert not any(plot.is_displayed() for plot in console.all(".plot"))
    assert not any(button.is_displayed() for button in console.all("[data-action=save], [data-action=copy]"))
    assert "needs JavaScript" in console.one("noscript .banner").text


@pytest.mark.parametrize(
    "path", ["", "console/messages", "console/pools/marketing", "console/policy", "console/rehearse"]
)
def test_nothing_is_wider_than_320_pixels(lived_in: Console, path: str) -> None:
    lived_in.see(width=320, height=640)
    lived_in.open(path)
    assert lived_in.script("return document.documentElement.scrollWidth") <= 320


def test_printed_it_has_each_table_and_chart_in_dark_letters_whatever_the_screen_is(lived_in: Console) -> None:
    lived_in.see(dark=True)
    lived_in.open_pool("marketing")
    # What is folded on the screen is unfolded on paper, and folded again on the screen.
    assert not lived_in.one("#days-table").is_displayed()
    printed = lived_in.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(b64decode(printed["data"]))).pages)
    pool = lived_in.hooks.pool("marketing")
    lines = text.splitlines()
    for day in pool.history:
        counts = (day.ips, day.dedicated, day.shared, day.deferred, day.bounced, day.queued)
        row = f"{day.day} {day.date.day} {day.date:%b %Y} " + " ".join(f"{count:,}" for count in counts)
        assert row in lines
    for isp, sending in pool.by_isp.items():
        assert any(line.startswith(f"{isp} {sending.sent_last_24_hours:,} ") for line in lines), isp
    for part in (pool.ips[0].address, "Capacity for Gmail", "Messages an hour", "What happened"):
        assert part in text
    for part in ("Advance by", "Send traffic", "as a call", "Edit tags"):
        assert part not in text
    lived_in.wait(lambda: not lived_in.one("#days-table").is_displayed())
    lived_in.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    try:
        colours = (
            "const style = getComputedStyle(document.querySelector(arguments[0]));"
            "return [style.color, style.backgroundColor]"
        )
        assert lived_in.script(colours, "body") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert lived_in.script(colours, ".panel")[1] == "rgb(255, 255, 255)"
    finally:
        lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_all_is_told_apart_and_the_charts_keep_their_own(lived_in: Console, scheme: str) -> None:
    features = [{"name": "forced-colors", "value": "active"}, {"name": "prefers-color-scheme", "value": scheme}]
    lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        lived_in.open_pool("marketing")
        style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        for part in ("#warmup td.heat", "#facts .chips li"):
            assert lived_in.script(style, part, "borderTopStyle") == "solid", part
        assert lived_in.script(style, "nav", "forcedColorAdjust") == "auto"
        # Letters of the page's colour stand on the page's ground, the system's notwithstanding.
        letters = lived_in.script(style, "#chart-volume .xtick text", "fill")
        ground = lived_in.script(style, "#chart-volume", "backgroundColor")
        assert abs(brightness(letters) - brightness(ground)) > 150
        drawn = lived_in.script(style, "#chart-volume .bars path", "fill")
        assert drawn == "rgb(0, 114, 178)"
    finally:
        lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def brightness(colour: str) -> float:
    """Of a colour as a browser tells it, from 0 to 255."""
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_with_reduced_motion_nothing_moves(lived_in: Console) -> None:
    reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
    try:
        lived_in.open_pool("marketing")
        moving = lived_in.script(
            "return [...document.querySelectorAll('main, main *, header, dialog')].filter((part) => {"
            "  const style = getComputedStyle(part);"
            "  return parseFloat(style.transitionDuration) || parseFloat(style.animationDuration)"
            "}).map((part) => part.outerHTML.slice(0, 80))"
        )
        assert moving == []
    finally:
        lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_all_charts_use_the_same_words(lived_in: Console) -> None:
    lived_in.open_pool("marketing")
    words = {trace["name"] for name in ("volume", "life") for trace in lived_in.chart(name)}
    assert words - {"IPs", "% dedicated", "accepted"} == {"dedicated", "shared", "bounced", "deferred", "queued"}
    heads = [cell.lower() for cell in lived_in.texts("#isps-table th[scope=col]")]
    assert {"accepted", "dedicated", "shared", "deferred", "queued", "bounced"} <= set(heads)
