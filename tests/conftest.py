"""What tests of several folders share: a mock with its clients and hooks, and a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.ses.models import ManagedSESBackend
from tests.support.clients import ACCOUNT, REGION, ses_client
from tests.support.npm import packages
from tests.support.processes import ROOT, TIMEOUT
from tests.support.server_clients import close_clients
from tests.support.serving import server


@pytest.fixture
def mock() -> Iterator[None]:
    """A mock for the test alone."""
    with mock_aws():
        yield


@pytest.fixture
def ses(mock: None) -> Any:
    """A client of v2 whose every reply is checked."""
    return ses_client()


@pytest.fixture
def v1(mock: None) -> Any:
    """A client of v1."""
    return boto3.client("ses", region_name=REGION)


@pytest.fixture
def hooks(mock: None) -> SesManaged:
    """What the simulation offers tests, beside the APIs."""
    return SesManaged()


@pytest.fixture
def backend(mock: None) -> ManagedSESBackend:
    """The inside of moto's backend."""
    managed_backend = ses_backends[ACCOUNT][REGION]
    assert isinstance(managed_backend, ManagedSESBackend)
    return managed_backend


@pytest.fixture(autouse=True)
def no_connection_outlives_its_test() -> Iterator[None]:
    yield
    close_clients()


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """One server for the whole run of this worker. Each test uses a different account."""
    with server() as url:
        yield url


@pytest.fixture
def emptied_server(server_url: str) -> str:
    """That server with nothing in it, for what has the default account."""
    requests.post(f"{server_url}/moto-api/reset", timeout=TIMEOUT).raise_for_status()
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
