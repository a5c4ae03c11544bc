"""The browser, and a console with an account of its own for each test."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.npm import packages

if TYPE_CHECKING:
    from selenium import webdriver

    from .browser import Console

MANIFEST = Path(__file__).parent / "package.json"


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for the whole run of this worker."""
    from .browser import CHROMIUM, DRIVER, chromium

    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium and its driver are not installed: the console is NOT tested in a browser")
    with chromium() as made:
        yield made


@pytest.fixture
def console(driver: webdriver.Chrome, server_url: str, request: pytest.FixtureRequest) -> Console:
    from .browser import Console

    made = Console(driver, server_url, account=f"{zlib.crc32(request.node.nodeid.encode()):012d}")
    made.see()
    return made


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script."""
    modules = packages(MANIFEST, "the console is NOT tested with axe-core")
    return (modules / "axe-core" / "axe.min.js").read_text()
