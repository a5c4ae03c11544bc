"""How soon the console's page of a pool is drawn in Chromium, by the browser's own clock.

``python -m benchmarks.console`` prints a table of milliseconds and bytes for docs/performance.md; a first visit has
nothing in its cache.
"""

from __future__ import annotations

from statistics import median

from tests.console.browser.chromium import Console, chromium
from tests.support.serving import server

VISITS = 5

_MEASURE = """
const [page] = performance.getEntriesByType('navigation');
const [paint] = performance.getEntriesByName('first-contentful-paint');
const resources = performance.getEntriesByType('resource');
const size = resources.reduce((sum, each) => sum + each.transferSize, page.transferSize);
return [paint.startTime, window.drawnAt, size];
"""

_WATCH = """
new MutationObserver(() => {
  const plots = [...document.querySelectorAll('[data-figure]')];
  if (plots.length && plots.every((plot) => plot.dataset.drawn)) window.drawnAt ??= performance.now();
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['data-drawn']});
"""


def main() -> None:
    """Print the table."""
    with server() as url, chromium() as driver:
        console = Console(driver, url, account="123456789012")
        console.see()
        console.ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        console.hooks.send_traffic("pool", {"Gmail": 40_000, "Yahoo": 9_000, "Outlook": 7_000}, days=40)
        driver.execute_cdp_cmd("Page.enable", {})
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        driver.execute_cdp_cmd("Network.enable", {})
        print("| visit | first paint, ms | all charts drawn, ms | KB |")
        print("|---|---|---|---|")
        for visit in ("first", "again"):
            measured = []
            for _ in range(VISITS):
                if visit == "first":
                    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
                console.open_pool("pool")
                measured.append(console.script(_MEASURE))
            paint, drawn, size = (median(values) for values in zip(*measured, strict=True))
            print(f"| {visit} | {paint:.0f} | {drawn:.0f} | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()
