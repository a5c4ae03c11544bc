"""Standard IPs in Chromium: those in no pool, their page, and moves between standard pools."""

from __future__ import annotations

import pytest

from moto_ses_managed.reports.milestones import milestones

from .chromium import Console

pytestmark = pytest.mark.needs_browser

DEFAULT = "ses-default-dedicated-pool"


def test_ips_in_no_pool_are_listed_and_have_a_page(console: Console) -> None:
    console.open()
    console.click("#tab-standard")
    assert console.all(f"[data-pool-row='{DEFAULT}']") == []
    addresses = console.hooks.lease_standard_ips(2)
    console.shows("#standard-pools", DEFAULT)
    assert console.texts(f"[data-pool-row='{DEFAULT}'] td")[1] == "2"
    console.click(f"[id='open-{DEFAULT}']")
    console.wait(lambda: console.texts("#leased tbody th") == addresses)
    console.drawn()
    assert console.number("#card-ips") == 2
    assert console.all("[data-action=delete], [data-action=convert], [data-form=traffic]") == []
    console.ses.create_email_identity(EmailIdentity="shop.example")
    console.ses.send_email(
        FromEmailAddress="news@shop.example",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "Hello"}}}},
    )
    console.wait(lambda: console.number("#card-volume") == 1)
    console.wait(lambda: sum(console.chart("volume")[0]["y"]) == 1)
    assert console.text("[data-why=Gmail]").endswith("; today 1 had room on the dedicated IPs.")


def test_an_ip_moves_from_pool_to_pool_and_back(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    first, second = console.hooks.lease_standard_ips(2)
    console.open(f"console/pools/{DEFAULT}")
    console.click(f"[id='move-{first}']")
    options = console.script(
        "return [...document.querySelectorAll('#move-dialog option')].map((o) => [o.text, o.disabled])"
    )
    assert options == [["legacy", False], [DEFAULT, True]]
    console.click("#move-dialog .primary")
    console.wait_for_announcement(f"{first} is in legacy now.")
    console.wait(lambda: console.texts("#leased tbody th") == [second])
    assert [ip.address for ip in console.hooks.pool("legacy").ips] == [first]
    console.open("console/pools/legacy")
    console.click(f"[id='move-{first}']", "#move-dialog .primary")
    console.wait_for_announcement(f"{first} is in {DEFAULT} now.")
    assert console.ses.get_dedicated_ip(Ip=first)["DedicatedIp"]["PoolName"] == DEFAULT
    assert console.hooks.pool("legacy").ips == ()


def test_a_move_to_a_pool_that_became_managed_is_refused(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    [address] = console.hooks.lease_standard_ips(1)
    console.open(f"console/pools/{DEFAULT}")
    console.click(f"[id='move-{address}']")
    console.ses.put_dedicated_ip_pool_scaling_attributes(PoolName="legacy", ScalingMode="MANAGED")
    console.click("#move-dialog .primary")
    assert "legacy" in console.refused("#move-dialog")
    assert console.ses.get_dedicated_ip(Ip=address)["DedicatedIp"]["PoolName"] == DEFAULT


def test_ips_are_leased_into_no_pool_on_its_page(console: Console) -> None:
    console.open(f"console/pools/{DEFAULT}")
    console.fill("[name=Count]", "2")
    console.click("[data-form=lease] button")
    console.wait_for_announcement("Leased: ")
    assert len(console.ses.get_dedicated_ips(PoolName=DEFAULT)["DedicatedIps"]) == 2


def test_a_standard_pools_page_has_no_word_for_managed_pools(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    console.hooks.lease_standard_ips(1, pool="legacy")
    console.hooks.send_traffic("legacy", {"Gmail": 300}, days=2)
    console.open_pool("legacy")
    text = console.script(
        "return [...document.querySelectorAll('main > :not(dialog)')].map((part) => part.innerText).join(' ')"
    )
    for word in ("Managed dedicated", "ISP capacity", "scaled by SES", "Warm up", "What exceeds it", "Insufficient"):
        assert word not in text, word
    assert console.number("#card-accepted") == 600


def test_the_first_managed_pool_is_made_from_the_panel_that_asks_for_it(console: Console) -> None:
    console.open()
    assert console.text("#first-title") == "Enable dedicated IPs (managed)"
    console.click("#create-first")
    console.fill("#create-dialog [name=PoolName]", "marketing")
    console.click("#create-dialog .primary")
    console.wait_for_announcement("The pool marketing was created.")
    console.wait(lambda: console.all("[data-pool-row=marketing]"))
    assert console.all("#first-title") == []


def test_a_conversion_is_a_milestone_of_its_day(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    console.hooks.lease_standard_ips(1, pool="legacy")
    console.hooks.send_traffic("legacy", {"Gmail": 3_000}, days=3)
    console.ses.put_dedicated_ip_pool_scaling_attributes(PoolName="legacy", ScalingMode="MANAGED")
    console.open_pool("legacy")
    milestone = "day 4 ({}): the standard pool is converted to a managed one"
    assert milestone.format(console.hooks.now.date()) in console.texts(".milestones li")
    console.hooks.send_traffic("legacy", {"Gmail": 3_000}, days=2)
    [day] = [day for day in console.hooks.pool("legacy").history if day.day == 4]
    console.wait(lambda: milestone.format(day.date) in console.texts(".milestones li"))
    assert [day.scaling_mode.value for day in console.hooks.pool("legacy").history] == ["STANDARD"] * 3 + [
        "MANAGED"
    ] * 2


def test_milestones_that_are_cut_keep_their_numbers(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    for volume in (40_000, 400_000, 30_000, 500_000, 20_000, 300_000):
        console.hooks.send_traffic("pool", {"Gmail": volume}, days=12)
    console.open_pool("pool")
    expected = milestones(console.hooks.pool("pool"))
    assert len(expected) > 12
    assert console.texts(".milestones li") == [str(milestone) for milestone in expected[-12:]]
    assert console.script("return document.querySelector('.milestones').start") == len(expected) - 11
    assert console.text("#earlier-milestones") == f"The last 12 of {len(expected)}."


def test_the_caption_of_the_capacity_is_true_before_the_first_ip_and_after_the_last(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.hooks.send_traffic("pool", {"Gmail": 5_000}, days=1)
    console.open_pool("pool")
    assert console.text("#exceeding") == "The pool has no IP now: all mail takes the shared pool."
    console.hooks.send_traffic("pool", {"Gmail": 5_000}, days=3)
    console.shows("#exceeding", "takes the shared pool: the pool is early in its warm-up.")
    console.hooks.advance(days=60)
    assert console.hooks.pool("pool").ips == ()
    console.shows(
        "#exceeding", "The pool has no IP now: since its last IP was relinquished, all mail takes the shared pool."
    )
