"""What the tests of server mode share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.npm import packages
from tests.serving import PATIENCE, ROOT, server


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """One server for the whole run of this worker; whoever uses it takes an account of its own."""
    with server() as url:
        yield url


@pytest.fixture
def emptied_server(server_url: str) -> str:
    """That server with nothing in it, for what has the default account."""
    requests.post(f"{server_url}/moto-api/reset", timeout=PATIENCE).raise_for_status()
    return server_url


@pytest.fixture
def javascript(tmp_path: Path) -> Path:
    """A folder with the JavaScript example and its packages."""
    example = ROOT / "examples" / "javascript"
    modules = packages(example / "package.json", "the JavaScript example is NOT tested")
    (tmp_path / "node_modules").symlink_to(modules)
    for file in example.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path
