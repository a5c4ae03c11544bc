"""The page of pools, clicked through in Chromium."""

from __future__ import annotations

from datetime import timedelta

import pytest
from selenium.webdriver.common.keys import Keys

from moto_ses_managed import ScalingMode, SesManaged
from tests.support.server_clients import client_at

from .chromium import Console

pytestmark = pytest.mark.needs_browser


def test_a_pool_is_created_with_its_sets_and_tags(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="old", ScalingMode="MANAGED")
    console.ses.create_configuration_set(
        ConfigurationSetName="taken", DeliveryOptions={"SendingPoolName": "old", "MaxDeliverySeconds": 600}
    )
    console.ses.create_configuration_set(ConfigurationSetName="free")
    console.ses.create_configuration_set(ConfigurationSetName="other")
    console.open()
    console.click("#create-pool")
    console.fill("#create-dialog [name=PoolName]", "marketing")
    console.wait(lambda: len(console.all("#create-dialog [name=ConfigurationSet]")) == 3)
    assert "taken, now with old" in console.text("#create-dialog [data-configuration-sets]")
    for name in ("taken", "free"):
        console.click(f"#create-dialog [value={name}]")
    console.click("#create-dialog [data-action=add-tag]")
    console.fill("#create-dialog [data-key]", "team")
    console.fill("#create-dialog [data-value]", "growth")
    console.click("#create-dialog .primary")
    console.wait_for_announcement("The pool marketing was created.")
    pool = console.hooks.pool("marketing")
    assert (pool.scaling_mode, pool.configuration_sets, pool.tags) == (
        ScalingMode.MANAGED,
        ("taken", "free"),
        {"team": "growth"},
    )
    assert console.hooks.pool("old").configuration_sets == ()
    options = console.ses.get_configuration_set(ConfigurationSetName="taken")["DeliveryOptions"]
    assert options == {"SendingPoolName": "marketing", "MaxDeliverySeconds": 600}
    row = console.text("[data-pool-row=marketing]")
    assert all(text in row for text in ("Insufficient volume", "taken, free", "team: growth"))


def test_what_the_api_refuses_is_said_beside_the_form_and_changes_nothing(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="taken", Tags=[{"Key": "team", "Value": "growth"}])
    console.open()
    console.click("#create-pool")
    console.fill("#create-dialog [name=PoolName]", "taken")
    console.click("#create-dialog .primary")
    assert console.refused("#create-dialog") == "The pool <taken> already exists."
    console.fill("#create-dialog [name=PoolName]", "Capital Letters")
    console.click("#create-dialog .primary")
    console.wait(lambda: "'Capital Letters' is invalid" in console.refused("#create-dialog"))
    assert console.is_open("#create-dialog")
    console.click("#create-dialog [data-action=close]")
    console.click("#tab-standard")
    console.click("#tags-taken")
    console.fill("#tags-dialog [data-key]", "aws:team")
    console.click("#tags-dialog .primary")
    assert "not allowed to mutate system tags" in console.refused("#tags-dialog")
    assert [(pool.name, pool.tags) for pool in console.hooks.pools()] == [("taken", {"team": "growth"})]


def test_a_pool_takes_50_tags_and_no_more(console: Console) -> None:
    console.open()
    console.click("#create-pool")
    console.fill("#create-dialog [name=PoolName]", "tagged")
    add = console.one("#create-dialog [data-action=add-tag]")
    console.script("for (let i = 0; i < 60; i++) arguments[0].click()", add)
    keys = console.all("#create-dialog [data-key]")
    assert len(keys) == 50
    assert not add.is_enabled()
    console.script("arguments[0].forEach((key, number) => { key.value = `key-${number}` })", keys)
    console.click("#create-dialog .primary")
    console.wait_for_announcement("The pool tagged was created.")
    assert console.hooks.pool("tagged").tags == {f"key-{number}": "" for number in range(50)}


def test_tags_are_changed_removed_and_added_in_one_step(console: Console) -> None:
    tags = [{"Key": f"key-{number}", "Value": "old"} for number in range(50)]
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED", Tags=tags)
    console.open()
    console.click("#tags-pool")
    console.click("#tags-dialog li:nth-child(1) [data-action=remove-tag]")
    console.click("#tags-dialog [data-action=add-tag]")
    console.fill("#tags-dialog li:last-child [data-key]", "new")
    console.fill("#tags-dialog li:first-child [data-value]", "changed")
    console.click("#tags-dialog .primary")
    console.wait_for_announcement("The tags of pool were saved.")
    pool_tags = console.hooks.pool("pool").tags
    assert (len(pool_tags), pool_tags["key-1"], pool_tags["new"], "key-0" in pool_tags) == (50, "changed", "", False)


def test_the_list_names_a_few_of_many_tags_and_the_pools_page_all(console: Console) -> None:
    tags = [{"Key": f"key-{number}", "Value": "v"} for number in range(50)]
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED", Tags=tags)
    console.open()
    chips = [chip.text for chip in console.all("[data-pool-row=pool] .chips li")]
    assert chips == ["key-0: v", "key-1: v", "key-2: v", "and 47 more"]
    console.open("console/pools/pool")
    assert [chip.text for chip in console.all(".facts .chips li")] == [f"key-{number}: v" for number in range(50)]


def test_a_standard_pool_is_converted_once_its_four_conditions_are_confirmed(console: Console) -> None:
    tags = [{"Key": "team", "Value": "growth"}]
    console.ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD", Tags=tags)
    console.ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "legacy"})
    addresses = console.hooks.lease_standard_ips(3, pool="legacy")
    console.open()
    console.click("#tab-standard")
    console.click("#convert-legacy")
    conditions = console.texts("#convert-dialog li")
    assert len(conditions) == 4
    for word, condition in zip(("moved", "redundant", "allow-list", "charged"), conditions, strict=True):
        assert word in condition
    console.click("#convert-dialog .primary")
    assert console.is_open("#convert-dialog")
    assert console.hooks.pool("legacy").scaling_mode is ScalingMode.STANDARD
    console.click("#convert-dialog [data-confirm]")
    console.click("#convert-dialog .primary")
    console.wait_for_announcement("legacy has been converted to a managed pool")
    pool = console.hooks.pool("legacy")
    assert (pool.scaling_mode, pool.configuration_sets, pool.tags) == (
        ScalingMode.MANAGED,
        ("set",),
        {"team": "growth"},
    )
    assert [ip.address for ip in pool.ips] == addresses
    console.click("#tab-managed")
    assert "Sending via Dedicated IPs" in console.text("#managed-pools [data-pool-row=legacy]")
    assert console.all("#convert-legacy") == []


def test_a_pool_is_deleted_once_it_is_confirmed_and_the_last_managed_one_with_a_word(console: Console) -> None:
    for name in ("first", "last"):
        console.ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    console.open()
    console.click("#delete-first")
    assert not console.one("#delete-dialog [data-word]").is_displayed()
    console.click("#delete-dialog [data-action=close]")
    assert len(console.hooks.pools()) == 2
    console.click("#delete-first")
    console.click("#delete-dialog .danger")
    console.wait_for_announcement("The pool first was deleted.")
    console.click("#delete-last")
    assert "opt out of dedicated IPs (managed), and charges cease immediately" in console.text("#delete-dialog")
    for word in ("", "disable"):
        console.fill("#delete-dialog [data-word]", word)
        console.click("#delete-dialog .danger")
        assert console.is_open("#delete-dialog")
    assert [pool.name for pool in console.hooks.pools()] == ["last"]
    console.fill("#delete-dialog [data-word]", "Disable")
    console.click("#delete-dialog .danger")
    console.wait_for_announcement("The pool last was deleted.")
    assert console.hooks.pools() == []
    assert "There is no managed pool" in console.text("#managed-pools")
    # The button that had the focus is gone.
    assert console.wait(lambda: console.script("return document.activeElement.id")) == "announcement"


def test_the_clock_advances_by_an_hour_a_day_and_a_week(console: Console) -> None:
    console.open()
    for passed, hours in (("1 hour", 1), ("1 day", 24), ("1 week", 168)):
        before = console.hooks.now
        console.click(f"#advance-{hours}")
        console.wait_for_announcement(f"{passed} passed.")
        assert timedelta(0) <= console.hooks.now - before - timedelta(hours=hours) < timedelta(minutes=30)
        # The page looks again and again, should the hour end now.
        console.wait(lambda: f"{hour_of(console)}:" in console.text("#now"))


def hour_of(console: Console) -> str:
    """The simulated time up to its hour, as the page writes it."""
    now = console.hooks.now
    return f"{now.day} {now:%b %Y}, {now:%H}"


def test_the_account_and_the_region_that_are_chosen_are_those_that_change(console: Console) -> None:
    console.open()
    other = f"9{console.account[1:]}"
    console.fill("[name=AccountId]", other)
    console.script("document.querySelector('[name=Region]').value = 'eu-west-1'")
    console.click(".selection button")
    console.wait(lambda: "Region=eu-west-1" in console.driver.current_url)
    console.click("#create-pool")
    console.fill("#create-dialog [name=PoolName]", "there")
    console.click("#create-dialog .primary")
    console.wait_for_announcement("The pool there was created.")
    console.click("#advance-24")
    console.wait_for_announcement("1 day passed.")
    there = SesManaged("eu-west-1", other, server=console.server)
    assert [pool.name for pool in there.pools()] == ["there"]
    assert there.now - console.hooks.now > timedelta(hours=23)
    assert client_at(console.server, account=other).list_dedicated_ip_pools()["DedicatedIpPools"] == []
    console.click("#open-there")
    console.shows("h1", "there")
    assert console.one("[name=AccountId]").get_attribute("value") == other


def test_what_others_do_shows_without_reloading_and_keeps_the_focus(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open()
    console.script("window.sameDocument = true; document.getElementById('tags-pool').focus()")
    console.hooks.send_traffic("pool", {"Gmail": 1234}, days=5)
    console.wait(lambda: "6,170" in console.text("[data-pool-row=pool]"))
    assert console.script("return window.sameDocument && document.activeElement.id") == "tags-pool"


def test_a_hidden_tab_asks_for_nothing_until_it_is_seen_again(console: Console) -> None:
    console.open()
    # What is asked for counts from its beginning: an answer to what was asked before may still come.
    console.script(
        "window.asked = 0; const ask = window.fetch;"
        "window.fetch = (...request) => { window.asked += 1; return ask(...request) }"
    )
    hidden = "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true})"
    console.script(f"{hidden}; document.dispatchEvent(new Event('visibilitychange')); window.asked = 0", True)
    console.script("window.since = performance.now()")
    console.wait(lambda: console.script("return performance.now() - window.since > 3300"))
    assert console.script("return window.asked") == 0
    console.script(hidden, False)
    console.look_now()
    console.wait(lambda: console.script("return window.asked > 0"))


def test_a_server_that_is_gone_is_told_until_it_is_back(console: Console) -> None:
    console.open()
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    console.driver.execute_cdp_cmd("Network.enable", {})
    try:
        console.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": True})
        console.look_now()
        console.wait(lambda: console.all("body.stale"))
        console.click("#advance-24")
        console.wait_for_announcement("The server does not answer.")
    finally:
        console.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
    console.look_now()
    console.wait(lambda: not console.all("body.stale"))


def test_the_keyboard_alone_creates_a_pool(console: Console) -> None:
    console.open()
    for _ in range(30):
        if console.script("return document.activeElement.id") == "create-pool":
            break
        console.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert console.script("return document.activeElement.id") == "create-pool"
    console.driver.switch_to.active_element.send_keys(Keys.ENTER)
    console.wait(lambda: console.is_open("#create-dialog"))
    # The dialog takes the focus: first the scaling mode, then the name.
    console.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    console.driver.switch_to.active_element.send_keys(Keys.TAB)
    console.driver.switch_to.active_element.send_keys("typed", Keys.ENTER)
    console.wait_for_announcement("The pool typed was created.")
    assert console.hooks.pool("typed").scaling_mode is ScalingMode.STANDARD
    console.click("#create-pool")
    console.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    console.wait(lambda: not console.is_open("#create-dialog"))
    assert console.script("return document.activeElement.id") == "create-pool"


def test_the_arrow_keys_go_from_tab_to_tab(console: Console) -> None:
    console.open()
    tab = console.one("#tab-managed")
    tab.click()
    for key, chosen in (
        (Keys.ARROW_RIGHT, "standard"),
        (Keys.ARROW_RIGHT, "managed"),
        (Keys.END, "standard"),
        (Keys.HOME, "managed"),
        (Keys.ARROW_LEFT, "standard"),
    ):
        console.driver.switch_to.active_element.send_keys(key)
        assert console.script("return document.activeElement.id") == f"tab-{chosen}"
        visible_panels = [panel.get_attribute("id") for panel in console.all("[role=tabpanel]") if panel.is_displayed()]
        assert visible_panels == [f"panel-{chosen}"]
        selected = [tab.get_attribute("id") for tab in console.all("[role=tab][aria-selected=true]")]
        assert selected == [f"tab-{chosen}"]
    console.driver.refresh()
    assert console.one("#panel-standard").is_displayed()


def test_markup_in_tags_is_refused_and_shown_as_text(console: Console) -> None:
    markup = "<img src=x onerror='window.hacked = true'>"
    console.open()
    console.click("#create-pool", "#create-dialog [data-action=add-tag]")
    console.fill("#create-dialog [name=PoolName]", "pool")
    console.fill("#create-dialog [data-key]", markup)
    console.click("#create-dialog .primary")
    assert "Tags can only contain" in console.refused("#create-dialog")
    console.script("document.querySelector('#create-dialog details.call').open = true")
    console.wait(lambda: markup in console.text("#create-dialog [data-call-text=http]"))
    assert console.script("return [window.hacked, document.images.length]") == [None, 0]
    assert console.hooks.pools() == []


def test_every_control_that_has_the_focus_shows_it(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open()
    seen = set()
    for _ in range(40):
        console.driver.switch_to.active_element.send_keys(Keys.TAB)
        element, outline = console.script(
            "const e = document.activeElement, s = getComputedStyle(e);"
            "return [e.outerHTML.slice(0, 80), e === document.body ? 'body' : s.outlineStyle + ' ' + s.outlineWidth]"
        )
        if outline == "body" or element in seen:
            break
        seen.add(element)
        assert outline == "solid 3px", element
    assert len(seen) > 10
    assert str(console.one(".skip").get_attribute("href")).endswith("#main")
