"""What the console makes of pools that change while it shows them: by its own hand, in another tab, by a program."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from moto_ses_managed import SendingPolicy

from .chromium import Console

pytestmark = pytest.mark.needs_browser


def test_a_pool_converted_on_its_page_shows_a_managed_pools_page_and_tells_of_it(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD")
    addresses = console.hooks.lease_standard_ips(2, pool="legacy")
    console.hooks.send_traffic("legacy", {"Gmail": 500}, days=3)
    console.open("console/pools/legacy")
    console.click("#convert-legacy", "#convert-dialog [data-confirm]", "#convert-dialog .primary")
    console.wait(lambda: len(console.all("#warmup tbody tr")) == 2)
    console.wait_for_announcement("The standard dedicated IP pool legacy has been converted to a managed pool.")
    assert [cell.text.split()[0] for cell in console.all("#warmup tbody th")] == addresses
    console.wait(lambda: console.all("#chart-capacity[data-drawn]"))
    assert console.all("#leased, [data-form=lease], #convert-legacy") == []


def test_a_page_of_a_pool_that_is_gone_comes_back_with_the_pool(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open("console/pools/pool")
    console.ses.delete_dedicated_ip_pool(PoolName="pool")
    console.shows("main", "There is no dedicated IP pool named 'pool'")
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="STANDARD")
    console.wait(lambda: console.text("#pool-name") == "pool")
    console.wait(lambda: console.all("#leased"))


def test_a_page_of_a_pool_that_is_gone_keeps_the_focus(console: Console) -> None:
    console.open("console/pools/nowhere")
    console.script("window.sameDocument = true; document.querySelector('main a').focus()")
    console.requested_urls()
    console.wait(lambda: [url for url in console.requested_urls() if "console/version" in url])
    console.hooks.advance(hours=3)
    console.shows("#now", f"{console.hooks.now:%H:}")
    assert console.script("return [window.sameDocument, document.activeElement.textContent]") == [True, "All pools"]


def test_a_pool_deleted_on_its_page_is_told_of_in_the_list(console: Console) -> None:
    for name in ("kept", "gone"):
        console.ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    console.open("console/pools/gone")
    console.click("#delete-gone", "#delete-dialog .danger")
    console.wait(lambda: console.all("#managed-pools"))
    console.wait_for_announcement("The pool gone was deleted.")
    assert console.script("return document.activeElement.id") == "announcement"
    console.driver.refresh()
    assert console.text("h1") == "Dedicated IPs"
    assert console.text("#announcement") == ""


@pytest.mark.fidelity(
    operation="Console (9)",
    case="deleting the last managed pool",
    answer="asks for the word Disable",
    kind="documented",
    source="Monitoring and managing managed IP pools",
)
def test_a_pool_that_became_the_last_managed_one_meanwhile_asks_for_the_word(console: Console) -> None:
    for name in ("other", "last"):
        console.ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    console.open()
    console.click("#delete-last")
    console.wait(lambda: console.is_open("#delete-dialog"))
    console.ses.delete_dedicated_ip_pool(PoolName="other")
    console.click("#delete-dialog .danger")
    assert console.refused("#delete-dialog") == "last is now your last managed pool: enter Disable to delete it."
    assert [pool.name for pool in console.hooks.pools()] == ["last"]
    console.fill("#delete-dialog [data-word]", "Disable")
    console.click("#delete-dialog .danger")
    console.wait_for_announcement("The pool last was deleted.")
    assert console.hooks.pools() == []


def test_a_closed_dialog_gives_the_focus_back_though_its_button_was_replaced(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open()
    console.script("window.button = document.getElementById('tags-pool')")
    console.click("#tags-pool")
    console.hooks.send_traffic("pool", {"Gmail": 1234})
    console.wait(lambda: not console.script("return window.button.isConnected"))
    console.driver.find_element(By.CSS_SELECTOR, "#tags-dialog [data-action=close]").send_keys(Keys.ESCAPE)
    console.wait(lambda: console.script("return document.activeElement.id") == "tags-pool")


def test_a_dialog_about_a_pool_that_is_gone_says_so_and_leaves_the_focus_in_the_page(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="gone", ScalingMode="MANAGED")
    console.open()
    console.click("#tags-gone", "#tags-dialog [data-action=add-tag]")
    console.fill("#tags-dialog [data-key]", "team")
    console.ses.delete_dedicated_ip_pool(PoolName="gone")
    console.wait(lambda: not console.all("#tags-gone"))
    console.click("#tags-dialog .primary")
    assert console.refused("#tags-dialog").startswith(
        "There is no dedicated IP pool named 'gone' in us-east-1 of account "
    )
    console.click("#tags-dialog [data-action=close]")
    console.wait(lambda: console.script("return document.activeElement.id") == "main")


def test_a_refresh_keeps_where_tables_are_scrolled_to_and_the_focus_in_them(console: Console) -> None:
    console.see(width=360, height=740)
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    isps = ("Gmail", "Yahoo", "AOL", "Outlook", "iCloud", "Comcast", "AT&T")
    console.hooks.policy = SendingPolicy(first_ip_days=1, cold_capacity=100, full_rates=dict.fromkeys(isps, 100))
    console.hooks.send_traffic("pool", dict.fromkeys(isps, 4_000), days=3)
    console.open_pool("pool")
    console.script(
        "const table = document.getElementById('warmup-table'); window.table = table;"
        "table.scrollTo(90, 60); table.focus({preventScroll: true})"
    )
    console.hooks.send_traffic("pool", {"Gmail": 4_000, "Yahoo": 5_000})
    console.wait(lambda: not console.script("return window.table.isConnected"))
    where = "const table = document.activeElement; return [table.id, table.scrollLeft, table.scrollTop]"
    assert console.script(where) == ["warmup-table", 90, 60]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "console/bill",
        "console/configuration-sets",
        "console/messages",
        "console/pools/managed",
        "console/pools/standard",
        "console/pools/ses-default-dedicated-pool",
    ],
)
def test_whatever_takes_the_focus_where_a_page_is_refreshed_can_be_found_again(console: Console, path: str) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED")
    console.ses.create_dedicated_ip_pool(PoolName="standard", ScalingMode="STANDARD")
    console.hooks.lease_standard_ips(1, pool="standard")
    console.hooks.lease_standard_ips(1)
    console.hooks.send_traffic("managed", {"Gmail": 500}, days=4)
    console.ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "managed"})
    console.ses.create_email_identity(EmailIdentity="shop.example", ConfigurationSetName="set")
    console.ses.send_email(
        FromEmailAddress="news@shop.example",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "Hello"}}}},
    )
    console.open(path)
    focusable = "a, button, summary, input, select, [tabindex]"
    element_ids = console.script(
        "return [...document.querySelectorAll('[data-live]')]"
        ".flatMap((part) => [...part.querySelectorAll(arguments[0])]).map((element) => element.id)",
        focusable,
    )
    assert element_ids
    assert "" not in element_ids
    assert len(set(element_ids)) == len(element_ids)
