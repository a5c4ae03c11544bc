"""Configuration sets, identities, the policy and the clock in Chromium."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.control.wire.forms import pascal, to_json
from moto_ses_managed.simulation.isp import ISPS

from .chromium import Console

pytestmark = pytest.mark.needs_browser


@pytest.fixture
def sending(console: Console) -> Console:
    """A console with pools, sets of each kind, and identities with and without a default set."""
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    console.ses.create_configuration_set(
        ConfigurationSetName="news", DeliveryOptions={"SendingPoolName": "marketing", "MaxDeliverySeconds": 600}
    )
    console.ses.create_configuration_set(ConfigurationSetName="plain")
    console.ses.create_configuration_set_event_destination(
        ConfigurationSetName="news",
        EventDestinationName="bounces",
        EventDestination={
            "Enabled": True,
            "MatchingEventTypes": ["BOUNCE"],
            "EventBridgeDestination": {"EventBusArn": f"arn:aws:events:us-east-1:{console.account}:event-bus/default"},
        },
    )
    console.ses.create_email_identity(EmailIdentity="shop.example", ConfigurationSetName="news")
    console.ses.create_email_identity(EmailIdentity="plain.example")
    console.ses.create_email_identity(EmailIdentity="ann@plain.example", ConfigurationSetName="plain")
    return console


def test_sets_show_pool_delivery_seconds_and_destinations(sending: Console) -> None:
    sending.open("console/configuration-sets")
    news = sending.texts("[data-set-row=news] td")
    assert news[:4] == ["marketing", "600", "on", "bounces (EventBridge)"]
    plain = sending.texts("[data-set-row=plain] td")
    assert plain[:4] == ["none: the default way", "default", "on", "none"]
    assert "/console/pools/marketing" in str(sending.one("[data-set-row=news] a").get_attribute("href"))


def test_identities_show_their_default_set_and_the_pool_that_they_lead_to(sending: Console) -> None:
    sending.open("console/configuration-sets")

    def cells(name: str) -> list[str]:
        return sending.texts(f"[data-identity-row='{name}'] td")

    assert cells("shop.example") == ["domain", "verified", "news", "marketing"]
    assert cells("plain.example") == ["domain", "verified", "none", "ses-shared-pool"]
    assert cells("ann@plain.example") == ["address", "verified", "plain", "ses-shared-pool"]
    assert "3 of at most 10,000" in sending.text("#identities")
    sending.hooks.lease_standard_ips(1)
    sending.wait(lambda: cells("plain.example")[3] == "ses-default-dedicated-pool")
    for name, route in (("shop.example", "marketing"), ("plain.example", "ses-default-dedicated-pool")):
        sending.ses.send_email(
            FromEmailAddress=f"a@{name}",
            Destination={"ToAddresses": ["ann@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
        )
        assert sending.hooks.messages[-1].pool == route


def test_a_set_is_associated_with_another_pool_and_keeps_its_delivery_seconds(sending: Console) -> None:
    sending.open("console/configuration-sets")
    sending.click("#associate-news")
    assert sending.one("#associate-dialog select").get_attribute("value") == "marketing"
    sending.script("document.querySelector('#associate-dialog select').value = 'legacy'")
    sending.click("#associate-dialog .primary")
    sending.wait_for_announcement("news sends through legacy now.")
    sending.shows("[data-set-row=news]", "legacy")
    options = sending.ses.get_configuration_set(ConfigurationSetName="news")["DeliveryOptions"]
    assert options == {"SendingPoolName": "legacy", "MaxDeliverySeconds": 600}
    sending.wait(lambda: sending.script("return document.activeElement.id") == "associate-news")
    sending.click("#associate-news")
    sending.script("document.querySelector('#associate-dialog select').value = ''")
    sending.click("#associate-dialog .primary")
    sending.wait_for_announcement("news names no pool now.")
    options = sending.ses.get_configuration_set(ConfigurationSetName="news")["DeliveryOptions"]
    assert options == {"MaxDeliverySeconds": 600}


def test_a_set_is_refused_a_pool_that_is_gone_meanwhile(sending: Console) -> None:
    sending.open("console/configuration-sets")
    sending.click("#associate-plain")
    sending.script("document.querySelector('#associate-dialog select').value = 'legacy'")
    sending.ses.delete_dedicated_ip_pool(PoolName="legacy")
    sending.click("#associate-dialog .primary")
    assert "legacy" in sending.refused("#associate-dialog")
    assert "SendingPoolName" not in sending.ses.get_configuration_set(ConfigurationSetName="plain")["DeliveryOptions"]


def test_the_policy_shows_each_field_with_its_value_and_its_reason(console: Console) -> None:
    console.hooks.policy = SendingPolicy(first_ip_days=5)
    console.open("console/policy")
    document = json.loads(json.dumps(to_json(console.hooks.policy)))
    for field in fields(SendingPolicy):
        name = pascal(field.name)
        value, displayed = document[name], console.one(f"#policy-{name}").get_attribute("value")
        assert (displayed if isinstance(value, str) else json.loads(displayed or "")) == value
        assert len(console.texts(f"[data-policy-row={name}] td")[2]) > 20, name
    assert [row.get_attribute("data-policy-row") for row in console.all("tr.changed")] == ["FirstIpDays"]


def test_a_changed_field_of_the_policy_holds_and_the_others_stay(console: Console) -> None:
    console.hooks.policy = SendingPolicy(largest_pool=77)
    console.open("console/policy")
    console.fill("#policy-FirstIpDays", "1")
    console.fill("#policy-FullRates", '{"Gmail": 12345}')
    console.click("[data-form=policy] .primary")
    console.wait_for_announcement("2 fields were changed.")
    policy = console.hooks.policy
    assert (policy.first_ip_days, policy.largest_pool, policy.full_rates["Gmail"]) == (1, 77, 12345)
    assert replace(policy, first_ip_days=SendingPolicy().first_ip_days, full_rates=SendingPolicy().full_rates) == (
        SendingPolicy(largest_pool=77)
    )


def test_a_policy_that_is_refused_is_said_beside_the_form_and_changes_nothing(console: Console) -> None:
    console.open("console/policy")
    console.fill("#policy-FirstIpDays", "soon")
    console.click("[data-form=policy] .primary")
    assert "FirstIpDays" in console.refused("[data-form=policy]")
    assert console.hooks.policy == SendingPolicy()


def test_reset_begins_the_region_anew_once_it_is_confirmed(sending: Console) -> None:
    sending.hooks.policy = SendingPolicy(first_ip_days=3)
    sending.open("console/policy")
    sending.click("[data-form=reset] .danger")
    assert sending.all("[data-form=reset] :invalid")
    assert len(sending.hooks.pools()) == 2
    sending.click("[data-form=reset] [data-confirm]", "[data-form=reset] .danger")
    sending.wait_for_announcement("This account and Region begin anew.")
    assert (sending.hooks.pools(), sending.hooks.policy) == ([], SendingPolicy())
    assert "There is no managed pool" in sending.text("main")


@pytest.mark.parametrize(
    ("unit", "step"), [("Days", timedelta(days=3)), ("Hours", timedelta(hours=3)), ("Minutes", timedelta(minutes=3))]
)
def test_the_clock_advances_by_any_time(console: Console, unit: str, step: timedelta) -> None:
    console.open()
    before = console.hooks.now
    console.fill("#advance-by", "3")
    console.script("document.getElementById('advance-unit').value = arguments[0]", unit)
    console.click("#advance-any")
    console.wait_for_announcement(f"3 {unit.lower()} passed.")
    assert step <= console.hooks.now - before < step + timedelta(minutes=2)


def test_traffic_of_some_hours_a_day_and_a_warm_up_do_what_the_hooks_do(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open_pool("pool")
    console.fill("[data-form=traffic] [name=Gmail]", "40000")
    before = console.hooks.now
    console.click("[data-form=traffic] [value=warm-up]")
    console.wait_for_announcement("pool is warm for that.")
    warm = console.hooks.pool("pool")
    assert (len(warm.ips) > 0, warm.sent_last_7_days, warm.history) == (True, 0, ())
    assert console.hooks.now - before < timedelta(minutes=5)
    console.wait(lambda: console.number("#card-ips") == len(warm.ips))
    console.fill("[data-form=traffic] [name=Hours]", "2")
    console.click("[data-form=traffic] .primary")
    console.wait_for_announcement("One day of traffic was sent.")
    hours = [hour.dedicated + hour.shared for hour in console.hooks.last_7_days("pool").hours]
    assert [sent for sent in hours if sent] == [20_000, 20_000]
    assert console.number("#card-accepted") == 40_000


def test_the_reasons_of_today_are_the_simulations_own_counts(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.hooks.policy = SendingPolicy(first_ip_days=1, first_ip_daily_volume=100)
    console.ses.create_email_identity(EmailIdentity="shop.example")
    console.hooks.send_traffic("pool", {"Gmail": 3_000}, days=2)
    console.ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    for number in range(3):
        console.ses.send_email(
            FromEmailAddress="a@shop.example",
            Destination={"ToAddresses": [f"user{number}@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
            ConfigurationSetName="set",
        )
    console.open_pool("pool")
    counts = console.hooks.pool("pool").by_isp["Gmail"].reasons_today
    assert sum(counts.values()) == 3
    explanation = console.text("[data-why=Gmail]")
    assert explanation == console.hooks.pool("pool").by_isp["Gmail"].explanation
    assert all(f"{count:,} " in explanation for count in counts.values())
    assert console.text("#unused-summary") == f"{len(ISPS) - 1} ISPs without mail"
    assert not console.one("[data-isp-row=Yahoo]").is_displayed()
