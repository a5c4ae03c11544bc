"""The documentation's pictures of the console, each made of a console that has something to show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .chromium import Console, open_page

pytestmark = pytest.mark.needs_browser

PICTURES = {
    "desktop": ("console/pools/marketing", {"width": 1280, "height": 2000}),
    "dark": ("console/pools/marketing", {"width": 1280, "height": 1100, "dark": True}),
    "phone": ("console/pools/marketing", {"width": 390, "height": 1500}),
    "messages": ("console/messages", {"width": 1280, "height": 900}),
    "message": ("console/messages/MESSAGE", {"width": 1280, "height": 1300}),
    "rehearsal": ("console/rehearse", {"width": 1280, "height": 1500}),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_screenshot_for_the_documentation(lived_in: Console, tmp_path: Path, name: str) -> None:
    # `make screenshot` names a folder; the test run by itself only shows that they can be made.
    folder = Path(os.environ.get("CONSOLE_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page, window = PICTURES[name]
    more = {"Gmail": 70_000, "Yahoo": 21_000, "Outlook": 24_000, "iCloud": 6_000, "AOL": 1_500}
    lived_in.hooks.send_traffic("marketing", more, days=8)
    lived_in.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    lived_in.see(**window)  # type: ignore[arg-type]
    open_page(lived_in, page)
    if name == "rehearsal":
        lived_in.click("[data-form=rehearse] .primary")
        lived_in.wait_for_announcement("The plan was rehearsed.")
        lived_in.wait(lambda: lived_in.all("#chart-rehearsed-marketing[data-drawn]"))
    path = folder / f"console-{name}.png"
    lived_in.screenshot(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert 20_000 < path.stat().st_size < 400_000
