"""The browser, and a console with an account of its own for each test."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.npm import packages

if TYPE_CHECKING:
    from selenium import webdriver

    from .chromium import Console

MANIFEST = Path(__file__).parent / "package.json"


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for the whole run of this worker."""
    from .chromium import CHROMIUM, DRIVER, chromium

    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium and its driver are not installed: the console is NOT tested in a browser")
    with chromium() as made:
        yield made


@pytest.fixture
def console(driver: webdriver.Chrome, server_url: str, request: pytest.FixtureRequest) -> Console:
    from .chromium import Console

    made = Console(driver, server_url, account=f"{zlib.crc32(request.node.nodeid.encode()):012d}")
    made.see()
    return made


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script."""
    modules = packages(MANIFEST, "the console is NOT tested with axe-core")
    return (modules / "axe-core" / "axe.min.js").read_text()


@pytest.fixture
def lived_in(console: Console) -> Console:
    """A console with something to show on each page."""
    tags = [{"Key": "team", "Value": "growth"}]
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED", Tags=tags)
    console.ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD", Tags=tags)
    console.ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "legacy"})
    console.hooks.lease_standard_ips(2, pool="legacy")
    console.hooks.lease_standard_ips(1)
    rising = {"Gmail": 40_000, "Yahoo": 12_000, "Outlook": 15_000, "iCloud": 4_000, "AOL": 900}
    console.hooks.send_plan({"marketing": rising, "legacy": {"Gmail": 900}}, days=16)
    console.ses.create_email_identity(EmailIdentity="shop.example", ConfigurationSetName="set", Tags=tags)
    body = {"Text": {"Data": "Hello"}, "Html": {"Data": "<html lang=en><title>News</title><main><h1>Hello</h1></main>"}}
    for to in ("ann@gmail.com", "bounce@simulator.amazonses.com", "bob@yahoo.com"):
        console.ses.send_email(
            FromEmailAddress="news@shop.example",
            Destination={"ToAddresses": [to]},
            Content={"Simple": {"Subject": {"Data": "News"}, "Body": body}},
            EmailTags=[{"Name": "campaign", "Value": "spring"}],
        )
    return console
