"""What the tests of server mode share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import server


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """One server for the whole run of this worker; whoever uses it takes an account of its own."""
    with server() as url:
        yield url
