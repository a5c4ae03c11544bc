"""A mock around each case."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def mocked(mock: None) -> None:
    """Each test here has a mock of its own."""
