"""The calls shown beside the console's forms, in Chromium: they follow what is typed, and do what the form does."""

from __future__ import annotations

import json
import subprocess
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

import pytest

from moto_ses_managed import ScalingMode, SendingPolicy
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import parse_plan
from tests.support.processes import TIMEOUT

from .chromium import Console

pytestmark = pytest.mark.needs_browser


def call(console: Console, scope: str, kind: str, details: str = "details.call") -> str:
    """The text of a call that is shown there."""
    # What was typed is shown in a moment: once what is scheduled has run.
    console.driver.execute_async_script(
        "const [details, done] = arguments; document.querySelector(details).open = true; setTimeout(done, 50)",
        f"{scope} {details}",
    )
    return str(
        console.wait(
            lambda: console.script(
                "return document.querySelector(`${arguments[0]} [data-call-text=${arguments[1]}]`).textContent",
                f"{scope} {details}",
                kind,
            )
        )
    )


def run(kind: str, text: str) -> str:
    """Run the call that is shown as a user who copies it does, and return its output."""
    if kind == "python":
        with redirect_stdout(StringIO()) as printed:
            exec(text, {})
        return printed.getvalue()
    command = ["bash", "-c", text.replace("curl", "curl -sf", 1)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    assert done.returncode == 0, (text, done.stderr)
    return done.stdout


def test_a_call_follows_what_is_typed_with_the_url_the_region_and_the_account(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open_pool("pool")
    for volume, days in (("5000", "7"), ("123", "9")):
        console.fill("[data-form=traffic] [name=Gmail]", volume)
        console.fill("[data-form=traffic] [name=Days]", days)
        expected = (
            f"{console.server}/moto-api/ses-managed/traffic?Region=us-east-1&AccountId={console.account}",
            f'"Gmail": {volume}',
            f'"Days": {days}',
        )
        console.wait(
            lambda expected=expected: all(part in call(console, "[data-form=traffic]", "http") for part in expected)  # type: ignore[misc]
        )


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_the_shown_calls_do_what_the_forms_do(console: Console, kind: str) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.ses.create_configuration_set(
        ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool", "MaxDeliverySeconds": 600}
    )
    console.open()
    console.click("#create-pool")
    console.fill("#create-dialog [name=PoolName]", "it.s")
    console.click("#create-dialog [data-action=add-tag]")
    console.fill("#create-dialog [data-key]", "team @home")
    console.fill("#create-dialog [data-value]", "a+b=c/d")
    run(kind, call(console, "#create-dialog", kind))
    made = console.hooks.pool("it.s")
    assert (made.scaling_mode, made.tags) == (ScalingMode.MANAGED, {"team @home": "a+b=c/d"})

    console.open_pool("pool")
    console.fill("[data-form=traffic] [name=Gmail]", "5000")
    console.fill("[data-form=traffic] [name=Days]", "3")
    run(kind, call(console, "[data-form=traffic]", kind))
    assert len(console.hooks.pool("pool").history) == 3
    assert console.hooks.pool("pool").sent_last_7_days == 15_000

    console.click("#tags-pool", "#tags-dialog [data-action=add-tag]")
    console.fill("#tags-dialog [data-key]", "team")
    run(kind, call(console, "#tags-dialog", kind))
    assert console.hooks.pool("pool").tags == {"team": ""}

    console.open("console/configuration-sets")
    console.click("#associate-set")
    console.script("document.querySelector('#associate-dialog select').value = 'it.s'")
    run(kind, call(console, "#associate-dialog", kind))
    options = console.ses.get_configuration_set(ConfigurationSetName="set")["DeliveryOptions"]
    assert options == {"SendingPoolName": "it.s", "MaxDeliverySeconds": 600}

    console.open("console/policy")
    console.fill("#policy-FirstIpDays", "2")
    run(kind, call(console, "[data-form=policy]", kind))
    assert console.hooks.policy.first_ip_days == 2

    console.open()
    console.click("#delete-pool")
    run(kind, call(console, "#delete-dialog", kind))
    assert [pool.name for pool in console.hooks.pools()] == ["it.s"]


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_the_shown_calls_of_ips_time_plans_and_reset_do_what_the_forms_do(console: Console, kind: str) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="legacy")
    console.open_pool("legacy")
    console.fill("[data-form=lease] [name=Count]", "2")
    run(kind, call(console, "[data-form=lease]", kind))
    first, second = (ip.address for ip in console.hooks.pool("legacy").ips)

    console.look_now()
    console.click(f"[id='move-{first}']")
    run(kind, call(console, "#move-dialog", kind))
    assert console.ses.get_dedicated_ip(Ip=first)["DedicatedIp"]["PoolName"] == "ses-default-dedicated-pool"
    assert [ip.address for ip in console.hooks.pool("legacy").ips] == [second]

    console.open()
    console.click("#tab-standard", "#convert-legacy")
    run(kind, call(console, "#convert-dialog", kind))
    assert console.hooks.pool("legacy").scaling_mode is ScalingMode.MANAGED

    console.open_pool("legacy")
    console.fill("[data-form=traffic] [name=Gmail]", "90000")
    run(kind, call(console, "[data-form=traffic]", kind, "details.call[data-button=warm-up]"))
    warm = console.hooks.pool("legacy")
    assert (len(warm.ips) > 1, warm.history) == (True, ())

    console.fill("#advance-by", "3")
    before = console.hooks.now
    run(kind, call(console, "footer", kind))
    assert timedelta(days=3) <= console.hooks.now - before < timedelta(days=3, minutes=5)

    console.open("console/rehearse")
    text = call(console, "[data-form=rehearse]", kind)
    if kind == "python":
        text = text.replace("requests.post", "print(requests.post") + ".text)"
    answer = json.loads(run(kind, text))
    plan = str(console.one("#plan").get_attribute("value"))
    [planned] = simulate(parse_plan("plan", plan), SendingPolicy(), console.hooks.now.date()).pools
    [rehearsed] = answer["Pools"]
    assert [day["Dedicated"] for day in rehearsed["History"]] == [day.dedicated for day in planned.history]

    console.open("console/policy")
    run(kind, call(console, "[data-form=reset]", kind))
    assert console.hooks.pools() == []


@pytest.mark.parametrize("kind", ["curl", "python"])
def test_the_pools_cloudwatch_call_answers_with_what_the_pool_sent(console: Console, kind: str) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.hooks.send_traffic("pool", {"Gmail": 2400}, days=2)
    console.open_pool("pool")
    console.script("document.getElementById('cloudwatch').open = true")
    read = "return document.querySelector(`#cloudwatch [data-call-text=${arguments[0]}]`).textContent"
    text = str(console.wait(lambda: console.script(read, kind)))
    if kind == "python":
        text = text.replace("cloudwatch.get_metric", "print(cloudwatch.get_metric") + "['Datapoints'])"
    answer = run(kind, text)
    assert answer.count("100.0") == 48, answer


def test_a_call_is_copied_to_the_clipboard(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": console.server, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    console.open_pool("pool")
    displayed = call(console, "[data-form=traffic]", "curl")
    console.click("[data-form=traffic] [aria-label='Copy the curl call']")
    console.wait_for_announcement("Copied.")
    copied = console.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == displayed


def test_a_tags_dialog_that_was_open_does_not_overwrite_a_change_made_elsewhere(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(
        PoolName="pool", ScalingMode="MANAGED", Tags=[{"Key": "team", "Value": "growth"}]
    )
    console.open()
    console.click("#tags-pool")
    console.fill("#tags-dialog [data-value]", "mine")
    arn = f"arn:aws:ses:us-east-1:{console.account}:dedicated-ip-pool/pool"
    console.ses.tag_resource(ResourceArn=arn, Tags=[{"Key": "owner", "Value": "theirs"}])
    console.click("#tags-dialog .primary")
    assert "were changed meanwhile" in console.refused("#tags-dialog")
    assert "owner=theirs" in console.refused("#tags-dialog")
    assert console.hooks.pool("pool").tags == {"team": "growth", "owner": "theirs"}
    console.click("#tags-dialog [data-action=close]")
    console.wait(lambda: "theirs" in str(console.one("#tags-pool").get_attribute("data-current")))
    console.click("#tags-pool")
    console.fill("#tags-dialog li:first-child [data-value]", "mine")
    console.click("#tags-dialog .primary")
    console.wait_for_announcement("The tags of pool were saved.")
    assert console.hooks.pool("pool").tags == {"team": "mine", "owner": "theirs"}
