"""What shows only in use, in Chromium: where one has scrolled, on small screens, without scripts, on the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browser import ROOT, Console
from .test_access_in_a_browser import DIALOGS, lived_in, open_dialog

__all__ = ["lived_in"]

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
    lived_in.told("One day of traffic was sent.")
    assert lived_in.script("return scrollY") > 300
    assert lived_in.script(IN_VIEW, "#announcement")
    assert lived_in.one("#announcement").get_attribute("role") == "status"


def test_that_the_server_does_not_answer_is_seen_and_announced_wherever_one_has_scrolled(lived_in: Console) -> None:
    lived_in.open_pool("marketing")
    lived_in.script("scrollTo(0, document.body.scrollHeight)")
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    lived_in.driver.execute_cdp_cmd("Network.enable", {})
    try:
        lived_in.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": True})
        lived_in.told("The server does not answer")
        assert lived_in.script(IN_VIEW, "#announcement")
    finally:
        lived_in.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
    lived_in.told("The server answers again.")


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
    console.hooks.send_traffic("pool", {"Gmail": 2_400}, days=2)
    console.driver.get(f"{console.server}{ROOT}console/pools/pool?AccountId={console.account}")
    hours = [hour for hour in console.hooks.last_7_days("pool").hours if hour.accepted]
    volume, capacity = console.all("noscript table")
    rows = volume.text.splitlines()
    assert sum(row.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")) for row in rows) == len(hours) == 48
    assert "Capacity of 24 hours" in capacity.text
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


def test_printed_it_is_what_there_is_to_read(lived_in: Console) -> None:
    lived_in.open_pool("marketing")
    lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = {part: lived_in.one(part).is_displayed() for part in ("header", "footer", "form[data-form=traffic]")}
        assert not any(shown.values()), shown
        assert lived_in.one("#chart-volume").is_displayed()
        assert lived_in.script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_in_forced_colours_what_a_ground_told_apart_has_an_edge(lived_in: Console) -> None:
    forced = [{"name": "forced-colors", "value": "active"}]
    lived_in.open_pool("marketing")
    lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": forced})
    try:
        edge = "return getComputedStyle(document.querySelector(arguments[0])).borderTopStyle"
        for part in ("#warmup td.heat", "#facts .chips li"):
            assert lived_in.script(edge, part) == "solid", part
    finally:
        lived_in.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


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
