"""The browser, and a console with an account of its own for each test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium import webdriver

    from .browser import Console

PACKAGE = Path(__file__).parent / "package.json"
NODE_MODULES = Path(tempfile.gettempdir()) / f"moto-ses-managed-axe-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


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
    """axe-core's script; kept, since npm takes its time."""
    wanted = json.loads(PACKAGE.read_text())["dependencies"]["axe-core"]
    installed = NODE_MODULES / "node_modules" / "axe-core"
    script = installed / "axe.min.js"
    if script.exists() and json.loads((installed / "package.json").read_text())["version"] == wanted:
        return script.read_text()
    if not shutil.which("npm"):
        pytest.skip("npm is not installed: the console is NOT tested with axe-core")
    NODE_MODULES.mkdir(exist_ok=True)
    shutil.copy(PACKAGE, NODE_MODULES)
    install = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
    done = subprocess.run(install, cwd=NODE_MODULES, capture_output=True, text=True, check=False, timeout=280)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"npm could not install axe-core: the console is NOT tested with it\n{done.stderr}")
    assert done.returncode == 0, done.stderr
    return script.read_text()
