"""A mock around each of these tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def mocked(mock: None) -> None:
    """Each test here has a mock of its own."""
