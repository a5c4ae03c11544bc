"""What the console's pages weigh in Chromium, over the network."""

from __future__ import annotations

import pytest

from .browser import Console

pytestmark = pytest.mark.needs_browser

_WEIGHT = (
    "return performance.getEntries().filter((entry) => 'transferSize' in entry)"
    ".map((entry) => [entry.name, entry.transferSize])"
)


def test_the_first_page_of_a_pool_is_under_600_kilobytes(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.hooks.send_traffic("pool", {"Gmail": 40_000, "Yahoo": 9_000, "Outlook": 7_000}, days=40)
    console.driver.execute_cdp_cmd("Network.enable", {})
    console.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    console.open_pool("pool")
    weights = dict(console.script(_WEIGHT))
    assert any("plotly" in name and size for name, size in weights.items())
    assert sum(weights.values()) < 600_000, weights


def test_a_poll_is_under_a_kilobyte_while_nothing_changes(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open_pool("pool")
    # The first look takes the page in; the next ones ask whether it has changed.
    for _ in range(2):
        console.wait(lambda: [url for url in console.requested_urls() if "pools/pool" in url])
    console.script("performance.clearResourceTimings()")
    [poll] = console.wait(lambda: [weight for weight in console.script(_WEIGHT) if "pools/pool" in weight[0]][1:2])
    assert poll[1] < 1_000
