"""What the console's pages weigh in Chromium, over the network."""

from __future__ import annotations

import pytest

from .chromium import Console

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


@pytest.mark.slow
def test_a_poll_is_a_version_of_under_a_kilobyte_while_nothing_changes(console: Console) -> None:
    console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    console.open_pool("pool")
    console.script("performance.clearResourceTimings()")
    asked = console.wait(
        lambda: [
            weights for weights in [console.script(_WEIGHT)[1:]] if sum("version" in name for name, _ in weights) > 2
        ]
    )[0]
    assert max(size for name, size in asked if "console/version" in name) < 1_000
    # Once a minute it is another time.
    assert sum("pools/pool" in name for name, _ in asked) <= 1
    console.ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    console.shows("#facts", "set")
