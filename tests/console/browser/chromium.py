"""A real browser, and the console as a person finds it there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from moto_ses_managed import SesManaged
from tests.support.processes import TIMEOUT
from tests.support.server_clients import client_at

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ROOT = "/moto-api/ses-managed/"
WAIT = 90.0
"""Seconds for what a page does to happen, on the slowest machine; it looks at the server every three."""

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions "
    # A container's /dev/shm may be too small for a page, which then crashes.
    "--disable-dev-shm-usage "
    # Nobody looks at these pages, and they are to go on all the same.
    "--disable-background-timer-throttling --disable-renderer-backgrounding --disable-backgrounding-occluded-windows"
)

# What passes: the page takes over a part of itself while a test is about to touch it, or has just opened a dialog.
_PASSING = (StaleElementReferenceException, ElementNotInteractableException, ElementClickInterceptedException)

Result = TypeVar("Result")

PAGES = (
    "",
    "console/bill",
    "console/configuration-sets",
    "console/messages",
    "console/messages/MESSAGE",
    "console/policy",
    "console/pools/legacy",
    "console/pools/marketing",
    "console/pools/nowhere",
    "console/pools/ses-default-dedicated-pool",
    "console/rehearse",
)
"""MESSAGE stands for the id of the one that was sent last."""

DIALOGS = {
    "create": ("", "#create-pool", "#create-dialog [data-action=add-tag]"),
    "tags": ("", "#tags-marketing"),
    "delete": ("", "#delete-marketing"),
    "convert": ("", "#tab-standard", "#convert-legacy"),
    "move": ("console/pools/legacy", "#leased [data-action=move]"),
    "associate": ("console/configuration-sets", "#associate-set"),
}
"""The page of each dialog, and what is clicked there to open it."""


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """A browser with nothing in its profile."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in (*_FLAGS.split(), f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Selenium's manager would look for a driver on the network.
        driver = webdriver.Chrome(options=options, service=Service(DRIVER, env={**os.environ, "SE_OFFLINE": "true"}))
        try:
            driver.set_script_timeout(TIMEOUT)
            yield driver
        finally:
            driver.quit()


class Console:
    """The console of one account, at one server, in a browser; ``ses`` and ``hooks`` reach the same by other ways."""

    def __init__(self, driver: webdriver.Chrome, server: str, account: str) -> None:
        self.driver = driver
        self.server = server
        self.account = account
        self.ses = client_at(server, account=account)
        self.hooks = SesManaged(account_id=account, server=server)

    def see(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Have a window of that size, and the system's colours light or dark."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def open(self, path: str = "", region: str = "us-east-1") -> None:
        """Go to a page, and wait for its charts where it has some."""
        self.driver.get(f"{self.server}{ROOT}{path}?Region={region}&AccountId={self.account}")
        self.drawn()

    def open_pool(self, name: str) -> None:
        """Go to a pool's page."""
        self.open(f"console/pools/{name}")

    def drawn(self) -> None:
        """Wait until each chart is there, in the colours that the page has now."""
        self.wait(
            lambda: self.script(
                "const text = getComputedStyle(document.documentElement).getPropertyValue('--text').trim();"
                "return [...document.querySelectorAll('[data-figure]')].every("
                "  (plot) => plot.dataset.drawn && plot.layout.font.color === text)"
            )
        )

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, *selectors: str) -> None:
        """Click one after the other; a refresh may take the place of each meanwhile."""
        for selector in selectors:
            self._with(selector, lambda element: element.click())

    def fill(self, selector: str, text: str) -> None:
        """Have a field contain the text and nothing else."""

        def enter(field: WebElement) -> None:
            field.clear()
            field.send_keys(text)

        self._with(selector, enter)

    def text(self, selector: str) -> str:
        return self._with(selector, lambda element: element.text)

    def texts(self, selector: str) -> list[str]:
        """The texts of all that there are, of one moment."""
        [texts] = self.wait(lambda: [[element.text for element in self.all(selector)]])
        return texts

    def _with(self, selector: str, act: Callable[[WebElement], Result]) -> Result:
        """What ``act`` makes of an element of a page that is there as a whole, with what listens to it."""

        def tried() -> list[Result]:
            return [act(self.one(selector))] if self.script("return document.readyState === 'complete'") else []

        [result] = self.wait(tried)
        return result

    def number(self, selector: str) -> int:
        return int(self.text(selector).replace(",", ""))

    def script(self, source: str, *arguments: Any) -> Any:
        return self.driver.execute_script(source, *arguments)

    def wait(self, condition: Callable[[], Result]) -> Result:
        """What ``condition`` gives once it gives something."""
        waiting = WebDriverWait(self.driver, WAIT, 0.05, ignored_exceptions=_PASSING)
        return waiting.until(lambda _: condition())

    def wait_for_announcement(self, text: str) -> None:
        """Wait until the page announces this text."""
        self.shows("#announcement", text)

    def shows(self, selector: str, text: str) -> None:
        """Wait until the page has the text there."""
        self.wait(lambda: text in self.text(selector))

    def refused(self, dialog: str) -> str:
        """What a dialog says beside its form when the API refuses it."""
        return self.wait(lambda: self.text(f"{dialog} [role=alert]"))

    def is_open(self, dialog: str) -> bool:
        return self.one(dialog).get_attribute("open") is not None

    def look_now(self) -> None:
        """Have the page look at the server without waiting for its time."""
        self.script("document.dispatchEvent(new Event('visibilitychange'))")

    def chart(self, name: str) -> list[dict[str, Any]]:
        """The traces that a chart shows."""
        traces: list[dict[str, Any]] = self.script(
            "return document.getElementById('chart-' + arguments[0]).data.map((trace) => ({...trace}))", name
        )
        return traces

    def requested_urls(self) -> list[str]:
        """What the page asked for over the network since the last look."""
        urls: list[str] = self.script(
            "const urls = performance.getEntriesByType('resource').map((entry) => entry.name);"
            "performance.clearResourceTimings(); return urls"
        )
        return urls

    def screenshot(self, path: Path) -> None:
        path.write_bytes(self.driver.get_screenshot_as_png())


def open_page(console: Console, path: str) -> None:
    console.open(path.replace("MESSAGE", console.hooks.messages[-1].message_id))


def open_dialog(console: Console, name: str) -> None:
    path, *clicks = DIALOGS[name]
    console.open(path)
    console.click(*clicks)
    assert console.is_open(f"#{name}-dialog")
